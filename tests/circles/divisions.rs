//! Every division of a few people into circles, looked at once: the best of all, and who can have a place.
//!
//! What a set of people can cost at least is told by the circles that its first can be in: so each set is looked at once
//! for whichever present circles it uses, and ten people take no longer than a search.

use super::oracle::Case;

/// What each set of people costs at least, all of them in circles that are valid.
pub(crate) struct Divisions<'a> {
    case: &'a Case,
    /// How many kinds of a division are kept apart: by the present circles that it uses, and by how many circles it has
    /// where their number is asked for.
    kinds: usize,
    least: Vec<Option<i64>>,
}

/// A circle that can be: who is in it, which present circle it is, and what it costs.
type Circle = (u32, Option<usize>, i64);

impl<'a> Divisions<'a> {
    pub(crate) fn new(case: &'a Case) -> Self {
        let (people, present) = (case.roster.participants.len(), case.rules.present.len());
        let counts = case.rules.circles.map_or(1, |circles| circles as usize + 1);
        let kinds = counts << present;
        let circles: Vec<Vec<Circle>> = (0..people).map(|first| circles(case, first)).collect();
        let mut least: Vec<Option<i64>> = vec![None; kinds << people];
        least[0] = Some(0);
        for set in 1..1_u32 << people {
            for (circle, number, cost) in &circles[set.trailing_zeros() as usize] {
                if circle & !set != 0 {
                    continue;
                }
                let rest = (set & !circle) as usize * kinds;
                for kind in 0..kinds {
                    let Some(before) = least[rest + kind] else { continue };
                    let (mut used, mut count) = (kind % (1 << present), kind >> present);
                    count += usize::from(case.rules.circles.is_some());
                    let again = number.is_some_and(|number| used >> number & 1 == 1);
                    if again || count >= counts {
                        continue;
                    }
                    used |= number.map_or(0, |number| 1 << number);
                    let here = &mut least[set as usize * kinds + (count << present) + used];
                    *here = Some(here.unwrap_or(i64::MAX).min(before + cost));
                }
            }
        }
        Self { case, kinds, least }
    }

    /// The fewest who wait and the least cost at that; circles short of the number asked for count as the people who would
    /// fill them. None where somebody must be in a circle that cannot be.
    pub(crate) fn best(&self) -> Option<(i64, i64)> {
        let all = self.least.len() / self.kinds - 1;
        let present = self.case.rules.present.len();
        let mut best: Option<(i64, i64)> = None;
        for set in 0..=all {
            let Some((waiting, moved)) = self.case.waits((all - set) as u32) else { continue };
            for kind in 0..self.kinds {
                let Some(cost) = self.least[set * self.kinds + kind] else { continue };
                let missing = self.case.rules.circles.map_or(0, |asked| i64::from(asked) - (kind >> present) as i64);
                let price = (waiting + missing * i64::from(self.case.least()), cost + moved);
                best = Some(best.unwrap_or(price).min(price));
            }
        }
        best
    }

    /// Whether these people can all be in valid circles, whoever else is in one.
    pub(crate) fn can_place(&self, people: &[String]) -> bool {
        let wanted = self.case.numbers(people) as usize;
        let sets = self.least.chunks_exact(self.kinds).enumerate();
        sets.filter(|(set, _)| set & wanted == wanted).any(|(_, kinds)| kinds.iter().any(Option::is_some))
    }
}

/// The circles that can be, whose first person this is.
fn circles(case: &Case, first: usize) -> Vec<Circle> {
    let others = case.roster.participants.len() - first;
    let sets = (1..1_u32 << others).step_by(2).map(|set| set << first).filter(|set| case.may_have(set.count_ones()));
    let numbers = || (0..case.rules.present.len()).map(Some).chain([None]);
    let priced = |(set, number): (u32, Option<usize>)| {
        let (valid, cost) = case.cost(set, number.unwrap_or(usize::MAX));
        valid.then_some((set, number, cost))
    };
    sets.flat_map(|set| numbers().map(move |number| (set, number))).filter_map(priced).collect()
}
