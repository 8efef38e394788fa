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
    let mut met = vec![vec![0.0; 2]; 2];
    for Stretch { length, yes, coders } in stretches.iter().filter(|stretch| stretch.coders >= 2.0) {
        let no = coders - yes;
        let scale = length / (coders - 1.0);
        let pairs = [[no * (no - 1.0), no * yes], [yes * no, yes * (yes - 1.0)]];
        for (row, pairs) in met.iter_mut().zip(pairs) {
            row.iter_mut().zip(pairs).for_each(|(cell, pairs)| *cell += scale * pairs);
        }
    }
    let margins: Vec<f64> = met.iter().map(|row| row.iter().sum()).collect();
    alpha(&met, &margins, &[vec![0.0, 1.0], vec![1.0, 0.0]])
}
