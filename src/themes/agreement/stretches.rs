//! Agreement over characters: passages count by what they cover.

use super::alpha::alpha;

/// Neighbouring characters that the same coders gave a code.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// How many characters.
    pub length: f64,
    /// How many coders gave them the code.
    pub yes: f64,
    /// How many coders read them.
    pub coders: f64,
}

/// Krippendorff's alpha for one code with every character as a unit; nothing when no two coders read the same, or
/// when all or none is coded.
pub fn alpha_over_stretches(stretches: &[Stretch]) -> Option<f64> {
    let (mut observed, mut margins) = (0.0, [0.0; 2]);
    for &Stretch { length, yes, coders } in stretches.iter().filter(|stretch| stretch.coders >= 2.0) {
        let no = coders - yes;
        observed += 2.0 * yes * no * length / (coders - 1.0);
        margins.iter_mut().zip([no, yes]).for_each(|(margin, ratings)| *margin += length * ratings);
    }
    let [no, yes] = margins;
    alpha(observed, 2.0 * no * yes, no + yes)
}
