//! Rounds without any repeat, searched for exactly among those that a group of symmetries carries into each other.
//!
//! With a group prescribed, whole families of circles are chosen at once, and what was a search among 80 circles is one
//! among a dozen: the method of Kramer and Mesner (t-designs on hypergraphs, Discrete Mathematics 15, 1976), here with
//! rounds as well. Which group will serve is not known beforehand, so many are tried, each for a while.

use super::symmetry::{Batch, Order, Symmetry, people};
use super::tables::Circles;
use crate::circles::random::Random;

/// The search through groups, the ways in which each divides the rounds, and circles.
pub(super) struct Design {
    people: usize,
    size: usize,
    rounds: usize,
    /// Groups with the plans that are not yet known to lead nowhere; none before a group's first turn.
    groups: Vec<(Order, Option<Vec<Plan>>)>,
    /// The group at work, by its place.
    at: usize,
    group: Option<Group>,
    laps: u32,
    /// Work done beyond what was asked for: a choice is not cut in two.
    ahead: u64,
    /// The lap is over.
    rests: bool,
    found: Option<Vec<Circles>>,
}

/// For each round that makes others, the subgroup that leaves it as it is.
type Plan = Vec<usize>;

/// A group at work on its plans, the last first.
struct Group {
    symmetry: Symmetry,
    /// For each subgroup that was asked for, what its rounds can consist of, and in which of it each person is.
    parts: Vec<Option<Part>>,
    todo: Vec<Plan>,
    /// Plans that were given up for this lap.
    open: Vec<Plan>,
    search: Option<Search>,
}

struct Part {
    batches: Vec<Batch>,
    of: Vec<Vec<u32>>,
}

/// A plan at work: choices made, on each what else could be chosen, and how often the pairs of each class have met.
struct Search {
    plan: Plan,
    choices: Vec<Choice>,
    met: Vec<u16>,
    left: u64,
}

struct Choice {
    /// The round, by its place in the plan, and who had a seat before.
    round: usize,
    seated: u64,
    others: Vec<u32>,
    taken: Option<u32>,
}

/// What a look at a plan came to.
enum Look {
    Going,
    /// There is no such design, or the lap's patience is at an end.
    Nothing,
    GivenUp,
    Found,
}

/// Circles that are gone through for every subgroup; more would take too long before anything is tried.
const MOST_CIRCLES: u64 = 100_000;
/// Bits of a circle.
const MOST_PEOPLE: usize = 64;
/// Plans of one group.
const MOST_PLANS: usize = 1_000;
/// Choices that a plan is given in the first lap; each lap after it has four times as many.
const CHOICES: u64 = 500;

impl Design {
    /// Prepares the search, where the circles are of one size and few enough, and nobody need meet twice.
    pub(super) fn new(people: usize, circles: usize, rounds: usize) -> Option<Self> {
        let size = people / circles;
        let serves = size > 1
            && circles > 1
            && people.is_multiple_of(circles)
            && people <= MOST_PEOPLE
            && rounds * (size - 1) < people
            && ways(people, size) <= MOST_CIRCLES;
        let groups: Vec<_> = Symmetry::orders(people).into_iter().map(|order| (order, None)).collect();
        let new =
            Self { people, size, rounds, groups, at: 0, group: None, laps: 0, ahead: 0, rests: true, found: None };
        (serves && !new.groups.is_empty()).then_some(new)
    }

    /// Begins a lap through all groups.
    pub(super) fn begin(&mut self) {
        (self.at, self.group, self.rests) = (0, None, self.groups.is_empty());
    }

    /// Nothing is left to do in this lap.
    pub(super) fn rests(&self) -> bool {
        self.rests && self.ahead == 0
    }

    /// Rounds without a repeat, once they are found.
    pub(super) fn found(&mut self) -> Option<Vec<Circles>> {
        self.found.take()
    }

    /// Works until so many circles were looked at, or the lap is over; how many of them were.
    pub(super) fn run(&mut self, moves: u64, random: &mut Random) -> u64 {
        let mut looked = self.ahead;
        while looked < moves && !self.rests {
            looked += self.advance(random);
        }
        self.ahead = looked.saturating_sub(moves);
        looked.min(moves)
    }

    /// One choice, or the next plan or group.
    fn advance(&mut self, random: &mut Random) -> u64 {
        let Some(group) = &mut self.group else { return self.enter() };
        let (look, looked) = group.advance(self.size, CHOICES << (2 * self.laps), random);
        match look {
            Look::Going => (),
            Look::Found => {
                self.found = group.rounds();
                self.rests = true;
            }
            Look::Nothing | Look::GivenUp => self.leave(),
        }
        looked
    }

    /// Takes up the next group.
    fn enter(&mut self) -> u64 {
        let Some((order, open)) = self.groups.get_mut(self.at) else {
            (self.rests, self.laps) = (true, self.laps + 1);
            self.groups.retain(|(_, open)| open.as_ref().is_none_or(|open| !open.is_empty()));
            return 1;
        };
        let symmetry = Symmetry::new(self.people, *order);
        let counts = symmetry.rounds();
        let todo = open.take().unwrap_or_else(|| plans(&counts, self.rounds));
        let parts = counts.iter().map(|_| None).collect();
        self.group = Some(Group { symmetry, parts, todo, open: Vec::new(), search: None });
        (self.people * self.people) as u64
    }

    /// Puts a group away with what is open of it.
    fn leave(&mut self) {
        if let (Some(group), Some((_, open))) = (self.group.take(), self.groups.get_mut(self.at)) {
            *open = Some(group.open);
        }
        self.at += 1;
    }
}

impl Group {
    /// One choice in the plan at work, or the next plan; what it came to is of the group as a whole.
    fn advance(&mut self, size: usize, patience: u64, random: &mut Random) -> (Look, u64) {
        let Some(search) = &mut self.search else { return self.next(size, patience) };
        let (look, looked) = search.advance(&self.parts, &self.symmetry.pairs, random);
        match look {
            Look::Nothing => self.search = None,
            Look::GivenUp => self.open.extend(self.search.take().map(|search| search.plan)),
            Look::Going | Look::Found => return (look, looked),
        }
        (Look::Going, looked)
    }

    fn next(&mut self, size: usize, patience: u64) -> (Look, u64) {
        let Some(plan) = self.todo.pop() else { return (Look::Nothing, 1) };
        let mut looked = 1;
        for subgroup in &plan {
            if let Some(part @ None) = self.parts.get_mut(*subgroup) {
                *part = Some(Part::new(&self.symmetry, *subgroup, size));
                looked += ways(self.symmetry.people(), size);
            }
        }
        let met = vec![0; self.symmetry.pairs.len()];
        let mut search = Search { plan, choices: Vec::new(), met, left: patience };
        looked += search.narrow(0, 0, &self.parts, &self.symmetry.pairs);
        self.search = Some(search);
        (Look::Going, looked)
    }

    /// All rounds that the choices made come to.
    fn rounds(&self) -> Option<Vec<Circles>> {
        let search = self.search.as_ref()?;
        let mut firsts = vec![Vec::new(); search.plan.len()];
        for choice in &search.choices {
            let batch = self.parts[search.plan[choice.round]].as_ref()?.batches.get(choice.taken? as usize)?;
            firsts[choice.round].extend(&batch.circles);
        }
        let rounds = firsts.iter().flat_map(|first| self.symmetry.images(first));
        Some(rounds.map(|round| round.into_iter().map(people).collect()).collect())
    }
}

impl Part {
    fn new(symmetry: &Symmetry, subgroup: usize, size: usize) -> Self {
        let batches = symmetry.batches(subgroup, size);
        let mut of = vec![Vec::new(); symmetry.people()];
        for (number, batch) in batches.iter().enumerate() {
            people(batch.people).into_iter().for_each(|person| of[person as usize].push(number as u32));
        }
        Self { batches, of }
    }
}

impl Search {
    /// Takes back the last choice and makes the next.
    fn advance(&mut self, parts: &[Option<Part>], pairs: &[u16], random: &mut Random) -> (Look, u64) {
        let Some(choice) = self.choices.last_mut() else { return (Look::Nothing, 1) };
        let Some(Some(part)) = self.plan.get(choice.round).map(|subgroup| &parts[*subgroup]) else {
            return (Look::Nothing, 1);
        };
        if self.left == 0 {
            return (Look::GivenUp, 1);
        }
        self.left -= 1;
        if let Some(batch) = choice.taken.take().and_then(|taken| part.batches.get(taken as usize)) {
            batch.meets.iter().for_each(|(class, times)| self.met[usize::from(*class)] -= times);
        }
        if choice.others.is_empty() {
            self.choices.pop();
            return (Look::Going, 1);
        }
        let taken = choice.others.swap_remove(random.below(choice.others.len()));
        choice.taken = Some(taken);
        let batch = &part.batches[taken as usize];
        batch.meets.iter().for_each(|(class, times)| self.met[usize::from(*class)] += times);
        let (round, seated) = (choice.round, choice.seated | batch.people);
        let full = seated.count_ones() as usize == part.of.len();
        let (round, seated) = if full { (round + 1, 0) } else { (round, seated) };
        if round == self.plan.len() {
            return (Look::Found, 1);
        }
        (Look::Going, 1 + self.narrow(round, seated, parts, pairs))
    }

    /// The next choice: the person for whom the fewest circles are left takes one. How many circles were looked at.
    fn narrow(&mut self, round: usize, seated: u64, parts: &[Option<Part>], pairs: &[u16]) -> u64 {
        let Some(Some(part)) = self.plan.get(round).map(|subgroup| &parts[*subgroup]) else { return 0 };
        let fits = |batch: &Batch| {
            let room =
                |(class, times): &(u16, u16)| self.met[usize::from(*class)] + times <= pairs[usize::from(*class)];
            batch.people & seated == 0 && batch.meets.iter().all(room)
        };
        let (mut looked, mut others, mut fewest) = (0, Vec::new(), usize::MAX);
        // In an empty round one person is as good as another.
        let wanting = (0..part.of.len()).filter(|person| seated >> person & 1 == 0);
        for person in wanting.take(if seated == 0 { 1 } else { usize::MAX }) {
            let among = part.of[person].iter().inspect(|_| looked += 1);
            let fitting = among.filter(|number| fits(&part.batches[**number as usize])).take(fewest);
            let fitting: Vec<u32> = fitting.copied().collect();
            if fitting.len() < fewest {
                (fewest, others) = (fitting.len(), fitting);
            }
            if fewest == 0 {
                break;
            }
        }
        self.choices.push(Choice { round, seated, others, taken: None });
        looked
    }
}

/// Ways to choose so many of the people.
fn ways(people: usize, size: usize) -> u64 {
    (0..size as u64).fold(1, |ways, at| ways.saturating_mul(people as u64 - at) / (at + 1))
}

/// The ways in which rounds that subgroups leave as they are make up all rounds; `counts` is how many rounds come of
/// one. What is worth trying first comes last.
fn plans(counts: &[usize], rounds: usize) -> Vec<Plan> {
    let (mut found, mut plan) = (Vec::new(), Vec::new());
    add_plans(counts, 0, rounds, &mut plan, &mut found);
    found.truncate(MOST_PLANS);
    found.reverse();
    found
}

fn add_plans(counts: &[usize], subgroup: usize, rounds: usize, plan: &mut Plan, found: &mut Vec<Plan>) {
    if rounds == 0 {
        found.push(plan.clone());
        return;
    }
    let Some(count) = counts.get(subgroup) else { return };
    if found.len() >= MOST_PLANS {
        return;
    }
    for times in (0..=rounds / count).rev() {
        plan.extend(std::iter::repeat_n(subgroup, times));
        add_plans(counts, subgroup + 1, rounds - times * count, plan, found);
        plan.truncate(plan.len() - times);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Works in portions until rounds are found; the rounds, and after how much work.
    fn found(people: usize, circles: usize, rounds: usize, portion: u64) -> (Vec<Circles>, u64) {
        let (mut design, mut random) = (Design::new(people, circles, rounds).unwrap(), Random::new(7));
        let mut work = 0;
        loop {
            if design.rests() {
                design.begin();
            }
            work += design.run(portion, &mut random);
            if let Some(rounds) = design.found() {
                return (rounds, work);
            }
        }
    }

    #[test]
    fn designs_are_found_whatever_portions_the_work_is_done_in() {
        // Affine planes of order 3 and 4, and the fifteen schoolgirls.
        for (people, circles, rounds) in [(9, 3, 4), (16, 4, 5), (15, 5, 7)] {
            let (whole, work) = found(people, circles, rounds, 1);
            assert_eq!(whole.len(), rounds);
            let mut met = vec![false; people * people];
            for circle in whole.iter().flatten() {
                let pairs = circle.iter().flat_map(|one| circle.iter().map(move |two| (*one as usize, *two as usize)));
                for (one, two) in pairs.filter(|(one, two)| one < two) {
                    assert!(!std::mem::replace(&mut met[one * people + two], true), "{one} and {two} meet twice");
                }
            }
            for portion in [7, 1_000, 1_000_000] {
                let (rounds, more) = found(people, circles, rounds, portion);
                assert_eq!(rounds, whole);
                assert!(more.abs_diff(work) < portion.max(1_000_000), "{more} and {work}");
            }
        }
    }

    #[test]
    fn where_sizes_differ_or_pairs_run_out_nothing_is_searched() {
        for (people, circles, rounds) in [(10, 3, 2), (9, 3, 5), (5, 1, 1), (5, 5, 1), (65, 13, 2)] {
            assert!(Design::new(people, circles, rounds).is_none(), "{people} people, {circles} circles");
        }
    }

    #[test]
    fn plans_make_up_all_rounds_the_most_symmetric_first() {
        assert_eq!(plans(&[1, 2, 4], 4), [vec![2], vec![1, 1], vec![0, 0, 1], vec![0; 4]]);
        assert_eq!(plans(&[3], 4), Vec::<Plan>::new());
    }
}
