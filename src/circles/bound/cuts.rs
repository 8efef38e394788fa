//! What any plan keeps and a mix of circles may not: of all circles with two or three of the same three units, a plan
//! has one at most (subset-row inequalities of M. Jepsen and others, 2008). They bring the bound of the linear
//! programme much closer to the best plan.

use super::set::Set;

/// As many are known at most, and found at a time; each unit plays a part in so many of those found at a time.
const MOST: usize = 250;
const FOUND: usize = 40;
const SHARED: u32 = 4;
/// By how much a mix has to be over the limit.
const OVER: f64 = 0.02;

/// Groups of three units, of which a mix has used too much.
#[derive(Clone, Debug, Default)]
pub(super) struct Cuts(Vec<[u32; 3]>);

impl Cuts {
    /// Those of units that are all open.
    pub(super) fn of_open<'a>(&'a self, covered: &'a Set) -> impl Iterator<Item = &'a [u32; 3]> {
        self.0.iter().filter(|units| units.iter().all(|unit| !covered.has(*unit as usize)))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Looks for groups of which a mix of circles, each with its share, uses too much; false when there are no new ones.
    pub(super) fn extend(&mut self, mix: &[(&Set, &[u32], f64)]) -> bool {
        if self.0.len() >= MOST {
            return false;
        }
        let mut over = found(mix);
        over.retain(|(_, units)| !self.0.contains(units));
        over.sort_by(|(one, a), (other, b)| other.total_cmp(one).then_with(|| a.cmp(b)));
        let before = self.0.len();
        let mut parts = [0; super::set::UNITS];
        for (_, units) in over {
            if units.iter().all(|unit| parts[*unit as usize] < SHARED) && self.0.len() < (before + FOUND).min(MOST) {
                units.iter().for_each(|unit| parts[*unit as usize] += 1);
                self.0.push(units);
            }
        }
        self.0.len() > before
    }
}

/// Whether a circle has two of these three units, or all.
#[inline]
pub(super) fn limits(units: &[u32; 3], circle: &Set) -> bool {
    units.iter().filter(|unit| circle.has(**unit as usize)).count() > 1
}

/// All groups over the limit, and how much of them is used.
fn found(mix: &[(&Set, &[u32], f64)]) -> Vec<(f64, [u32; 3])> {
    let mut units: Vec<u32> = mix.iter().flat_map(|(_, units, _)| *units).copied().collect();
    units.sort_unstable();
    units.dedup();
    let width = units.len();
    let at = |unit: &u32| units.binary_search(unit).unwrap_or(0);
    let mut shared = vec![0.0; width * width];
    for (_, circle, share) in mix {
        let circle: Vec<usize> = circle.iter().map(at).collect();
        for one in &circle {
            circle.iter().for_each(|other| shared[one * width + other] += share);
        }
    }
    let mut over = Vec::new();
    for a in 0..width {
        for b in a + 1..width {
            for c in b + 1..width {
                let pairs = shared[a * width + b] + shared[a * width + c] + shared[b * width + c];
                if pairs > 1.0 + OVER {
                    let group = [units[a], units[b], units[c]];
                    let used = mix.iter().filter(|(set, _, _)| limits(&group, set)).map(|(_, _, share)| share).sum();
                    if used > 1.0 + OVER {
                        over.push((used, group));
                    }
                }
            }
        }
    }
    over
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_halves_of_three_pairs_are_over_the_limit_and_no_plan_is() {
        let circles = [vec![0, 1], vec![1, 2], vec![0, 2], vec![3, 4, 5]];
        let sets: Vec<Set> = circles.iter().map(|units| Set::of(units)).collect();
        let mix = |shares: [f64; 4]| -> Vec<(&Set, &[u32], f64)> {
            let circles = sets.iter().zip(&circles).zip(shares);
            circles.map(|((set, units), share)| (set, units.as_slice(), share)).collect()
        };
        let mut cuts = Cuts::default();
        assert!(!cuts.extend(&mix([1.0, 0.0, 0.0, 1.0])));
        assert!(cuts.extend(&mix([0.5, 0.5, 0.5, 1.0])));
        assert_eq!(cuts.0, [[0, 1, 2]]);
        assert!(!cuts.extend(&mix([0.5, 0.5, 0.5, 1.0])), "once");
        assert_eq!(cuts.of_open(&Set::default()).collect::<Vec<_>>(), [&[0, 1, 2]]);
        assert_eq!(sets.iter().map(|circle| limits(&[0, 1, 2], circle)).collect::<Vec<_>>(), [true, true, true, false]);
        assert_eq!(cuts.of_open(&Set::of(&[1])).count(), 0, "of units that are covered, nothing is to be said");
    }
}
