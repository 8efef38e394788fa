//! From circles that could belong to a better plan to the best plan, or to the proof that there is none.
//!
//! A search through disjoint circles, the hardest unit first. What a partial plan must waste at least is found by dual
//! ascent: unit by unit, as much as every circle that covers it can still pay. Circles that could not pay what they
//! would then cost drop out, which is what keeps the search small.

use crate::ordered::BTreeMap;

use super::cuts::Cuts;
use super::relax::Relaxation;
use super::set::{Set, UNITS};

/// A circle with what it wastes: how much of the distance to the best known plan it uses up.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) set: Set,
    pub(super) units: Vec<u32>,
    pub(super) waste: i64,
}

/// What a plan may be.
pub(super) struct Plan {
    /// How many units there are; each is covered once.
    pub(super) units: usize,
    /// How many circles it has at most; where the number is fixed, no fewer either.
    pub(super) circles: usize,
    pub(super) fixed: bool,
    /// What each circle fewer wastes.
    pub(super) fewer: i64,
    /// The most that it may waste.
    pub(super) allowed: i64,
}

/// A search for a plan that wastes no more than allowed.
pub(super) struct Partition {
    pieces: Vec<Piece>,
    plan: Plan,
    stack: Vec<Level>,
    /// The decision that is to come next, in the making.
    coming: Option<Coming>,
    /// The pieces of the plan found, and what it wastes.
    pub(super) found: Option<(Vec<u32>, i64)>,
    /// Pieces looked at.
    pub(super) looks: u64,
    /// Whether the linear programme is asked, and the cuts that it knows.
    relaxes: bool,
    /// Whether something was left to decide from the start.
    decided: bool,
    pub(super) cuts: Cuts,
    room: Room,
}

/// One decision: which piece covers the hardest unit.
struct Level {
    /// Pieces that do not touch what is covered, and what each can still pay.
    left: Vec<Left>,
    /// Those that cover the unit, the most promising last, untried.
    choices: Vec<Left>,
    /// The piece chosen.
    chosen: Option<u32>,
    covered: Set,
    /// What the pieces chosen waste.
    waste: i64,
    /// What every plan with them wastes at least.
    least: i64,
}

/// A decision in the making: with many pieces, and with cuts, that takes many steps.
struct Coming {
    stage: Stage,
    left: Vec<Left>,
    covered: Set,
    waste: i64,
    least: i64,
    /// The pieces that the linear programme used last, and how much of each.
    mix: Vec<(u32, f64)>,
}

/// What a decision in the making waits for.
enum Stage {
    /// Units take what all their pieces can pay.
    Pay,
    /// The linear programme tells what more can be taken.
    Relax(Box<Relaxation>),
    /// The unit is chosen.
    Choose,
}

/// A piece that is left, and what it can still pay.
pub(super) type Left = (u32, i64);

/// Looks after which the search starts anew, from then on with a linear programme for each decision.
const EASY: u64 = 20_000_000;
/// Cuts are looked for as long as they bring this part of what is still missing.
const BRINGS: i64 = 16;
/// With fewer pieces than this, trying them is quicker than any programme.
const FEW: usize = 48;

/// Room for the dual ascent, used again at every node.
#[derive(Default)]
struct Room {
    /// For each unit, where its pieces start in `at`.
    starts: Vec<u32>,
    at: Vec<u32>,
    /// Units in the order in which they ask their pieces to pay, the one with the fewest first.
    order: Vec<(u32, usize)>,
}

impl Partition {
    /// A search that knows some cuts already; where it does, its circles are no easy ones.
    pub(super) fn new(pieces: Vec<Piece>, plan: Plan, cuts: Cuts) -> Self {
        let relaxes = cuts.len() > 0;
        let mut partition = Self {
            pieces,
            plan,
            stack: Vec::new(),
            coming: None,
            found: None,
            looks: 0,
            relaxes,
            decided: true,
            cuts,
            room: Room::default(),
        };
        partition.start();
        partition
    }

    fn start(&mut self) {
        self.stack.clear();
        let left = self.pieces.iter().zip(0..).map(|(piece, at)| (at, piece.waste)).collect();
        self.decide(left, Set::default(), 0, 0);
    }

    /// Looks at about so many pieces; true when a plan has been found, or everything has been seen.
    pub(super) fn step(&mut self, looks: u64) -> bool {
        let end = self.looks + looks;
        if self.looks > EASY && !self.relaxes {
            self.relaxes = true;
            self.start();
        }
        while self.looks < end && self.found.is_none() {
            self.looks += 1;
            if let Some(coming) = self.coming.take() {
                self.prepare(coming);
                continue;
            }
            let Some(level) = self.stack.last_mut() else { return true };
            let Some((choice, rest)) = level.choices.pop() else {
                self.stack.pop();
                continue;
            };
            level.chosen = Some(choice);
            self.descend(choice, rest);
        }
        self.found.is_some() || (self.stack.is_empty() && self.coming.is_none())
    }

    fn descend(&mut self, choice: u32, rest: i64) {
        let Some(level) = self.stack.last() else { return };
        let piece = &self.pieces[choice as usize];
        let (waste, least) = (level.waste + piece.waste, level.least + rest);
        let covered = level.covered.with(&piece.set);
        let depth = self.stack.len();
        if (0..self.plan.units).all(|unit| covered.has(unit)) {
            let fewer = (self.plan.circles - depth.min(self.plan.circles)) as i64;
            let waste = waste + fewer * self.plan.fewer;
            if (fewer == 0 || !self.plan.fixed) && waste <= self.plan.allowed {
                self.found = Some((self.stack.iter().filter_map(|level| level.chosen).collect(), waste));
            }
        } else if depth < self.plan.circles {
            let budget = self.plan.allowed - least;
            let fits = |(other, rest): &Left| *rest <= budget && !self.pieces[*other as usize].set.meets(&piece.set);
            self.looks += level.left.len() as u64;
            let left = level.left.iter().copied().filter(fits).collect();
            self.decide(left, covered, waste, least);
        }
    }

    /// Begins with the decision about the uncovered unit that has the fewest pieces.
    fn decide(&mut self, left: Vec<Left>, covered: Set, waste: i64, least: i64) {
        self.coming = Some(Coming { stage: Stage::Pay, left, covered, waste, least, mix: Vec::new() });
    }

    /// Goes on with a decision. There is none when some unit has no pieces, or when those that are left waste too much in
    /// any case.
    fn prepare(&mut self, mut coming: Coming) {
        let is_root = self.stack.is_empty();
        let stage = match std::mem::replace(&mut coming.stage, Stage::Choose) {
            Stage::Pay => self.pay(&mut coming),
            Stage::Relax(relaxation) => self.relax(&mut coming, relaxation),
            Stage::Choose => {
                let level = self.choose(coming);
                self.decided = level.is_some() || !is_root;
                return self.stack.extend(level);
            }
        };
        match stage {
            Some(stage) => self.coming = Some(Coming { stage, ..coming }),
            None => self.decided &= !is_root,
        }
    }

    /// Lets units take what all their pieces can pay, again where many pieces drop out by that.
    fn pay(&mut self, coming: &mut Coming) -> Option<Stage> {
        let Coming { left, covered, waste, least, .. } = coming;
        let before = left.len();
        self.looks += 4 * before as u64;
        let open: Vec<usize> = self.open(covered).collect();
        self.room.gather(&self.pieces, left, &open)?;
        // What was paid further up may stand in the way here: from scratch, more is paid at times.
        let from_scratch = |(piece, _): &Left| (*piece, self.pieces[*piece as usize].waste);
        let mut fresh: Vec<Left> = left.iter().map(from_scratch).collect();
        let anew = *waste + self.room.ascend(&mut fresh);
        *least += self.room.ascend(left);
        if anew > *least {
            (*left, *least) = (fresh, anew);
        }
        self.afford(left, *least)?;
        // Unless many pieces drop out, looking again tells little.
        Some(if left.len() * 5 > before * 4 { self.relaxed(coming) } else { Stage::Pay })
    }

    /// Asks the linear programme, where it can tell more.
    fn relaxed(&self, coming: &Coming) -> Stage {
        if !self.relaxes || coming.left.len() <= FEW {
            return Stage::Choose;
        }
        let circles = self.plan.circles - self.stack.len();
        Stage::Relax(Box::new(Relaxation::new(&self.plan, &self.cuts, &coming.covered, circles)))
    }

    /// Goes on with the linear programme; with more cuts, once it is solved, as long as they bring much.
    fn relax(&mut self, coming: &mut Coming, mut relaxation: Box<Relaxation>) -> Option<Stage> {
        let (done, looks) = relaxation.step(&self.pieces, &coming.left);
        self.looks += looks;
        if !done {
            return Some(Stage::Relax(relaxation));
        }
        let (first, before) = (coming.mix.is_empty(), coming.least);
        let (anew, paid) = relaxation.pay(&self.pieces, &coming.left);
        coming.mix = relaxation.mix(&coming.left);
        if coming.waste + paid > coming.least {
            (coming.left, coming.least) = (anew, coming.waste + paid);
        }
        self.afford(&mut coming.left, coming.least)?;
        let brought = coming.least > before && (coming.least - before) * BRINGS >= self.plan.allowed - before;
        let more = (first || brought) && self.cut(coming);
        Some(if more { self.relaxed(coming) } else { Stage::Choose })
    }

    fn choose(&mut self, coming: Coming) -> Option<Level> {
        let Coming { left, covered, waste, least, mix, .. } = coming;
        let open: Vec<usize> = self.open(&covered).collect();
        let hardest = self.room.gather(&self.pieces, &left, &open)?;
        let mut choices: Vec<Left> =
            left.iter().copied().filter(|(piece, _)| self.pieces[*piece as usize].set.has(hardest)).collect();
        let shares: BTreeMap<u32, f64> = mix.into_iter().collect();
        let share = |piece: &u32| shares.get(piece).map_or(0, |share| (share * 1000.0) as i64);
        choices.sort_unstable_by_key(|(piece, rest)| (share(piece), std::cmp::Reverse(*rest), *piece));
        Some(Level { left, choices, chosen: None, covered, waste, least })
    }

    /// The units that are not covered.
    fn open(&self, covered: &Set) -> impl Iterator<Item = usize> {
        (0..self.plan.units).filter(|unit| !covered.has(*unit))
    }

    /// Drops the pieces that no plan can afford; none when there is no plan at all.
    fn afford(&self, left: &mut Vec<Left>, least: i64) -> Option<()> {
        let budget = self.plan.allowed - least;
        left.retain(|(_, rest)| *rest <= budget);
        (budget >= 0).then_some(())
    }

    /// Looks for cuts that the mix of the linear programme violates; whether there are any.
    fn cut(&mut self, coming: &Coming) -> bool {
        let open = self.open(&coming.covered).count() as u64;
        self.looks += open.pow(3) / 4;
        let pieces = coming.mix.iter().map(|(at, share)| (&self.pieces[*at as usize], *share));
        let mix: Vec<(&Set, &[u32], f64)> =
            pieces.map(|(piece, share)| (&piece.set, piece.units.as_slice(), share)).collect();
        self.cuts.extend(&mix)
    }

    /// Starts anew for a plan that may waste only this much.
    pub(super) fn allow(&mut self, waste: i64) {
        self.plan.allowed = waste;
        self.pieces.retain(|piece| piece.waste <= waste);
        self.start();
    }

    /// Whether there was little to decide.
    pub(super) fn is_easy(&self) -> bool {
        !(self.relaxes && self.decided)
    }

    /// A piece by its number.
    pub(super) fn piece(&self, at: u32) -> &Piece {
        &self.pieces[at as usize]
    }
}

impl Room {
    /// Gathers the pieces of each open unit, and tells which has the fewest; none when some unit has none.
    fn gather(&mut self, pieces: &[Piece], left: &[Left], open: &[usize]) -> Option<usize> {
        let Self { starts, at, order } = self;
        starts.clear();
        starts.resize(UNITS + 2, 0);
        for unit in left.iter().flat_map(|(piece, _)| &pieces[*piece as usize].units) {
            starts[*unit as usize + 2] += 1;
        }
        order.clear();
        order.extend(open.iter().map(|unit| (starts[unit + 2], *unit)));
        order.sort_unstable();
        let (fewest, hardest) = *order.first()?;
        if fewest == 0 {
            return None;
        }
        (1..starts.len()).for_each(|unit| starts[unit] += starts[unit - 1]);
        at.clear();
        at.resize(starts.last().copied().unwrap_or(0) as usize, 0);
        for (index, (piece, _)) in left.iter().enumerate() {
            for unit in &pieces[*piece as usize].units {
                let next = &mut starts[*unit as usize + 1];
                at[*next as usize] = index as u32;
                *next += 1;
            }
        }
        Some(hardest)
    }

    /// Lets each unit take what all its pieces can pay, and tells how much that is in all.
    fn ascend(&self, left: &mut [Left]) -> i64 {
        let mut paid = 0;
        for (_, unit) in &self.order {
            let covering = &self.at[self.starts[*unit] as usize..self.starts[unit + 1] as usize];
            let pays = covering.iter().map(|index| left[*index as usize].1).min().unwrap_or(0);
            if pays > 0 {
                paid += pays;
                covering.iter().for_each(|index| left[*index as usize].1 -= pays);
            }
        }
        paid
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::random::Random;
    use super::super::pricing::SCALE;
    use super::*;

    /// A linear programme of many pieces is solved bit by bit: whoever wants the work to stop waits for no more of it.
    #[test]
    fn no_step_is_long() {
        let mut random = Random::new(1);
        let piece = |random: &mut Random| {
            let mut units = Vec::new();
            while units.len() < 5 {
                let unit = random.below(60) as u32;
                if !units.contains(&unit) {
                    units.push(unit);
                }
            }
            Piece { set: Set::of(&units), units, waste: random.below(1_000) as i64 * SCALE }
        };
        let pieces = (0..25_000).map(|_| piece(&mut random)).collect();
        let plan = Plan { units: 60, circles: 12, fixed: true, fewer: 0, allowed: 5_000 * SCALE };
        let mut cuts = Cuts::default();
        let third = [[0, 1], [1, 2], [0, 2]].map(|units| (Set::of(&units), units));
        assert!(cuts.extend(&third.each_ref().map(|(set, units)| (set, units.as_slice(), 0.5))));
        let mut partition = Partition::new(pieces, plan, cuts);
        let (mut steps, mut longest) = (0, 0);
        while partition.looks < 4_000_000 {
            let before = partition.looks;
            assert!(!partition.step(1), "there is more to search");
            (steps, longest) = (steps + 1, longest.max(partition.looks - before));
        }
        assert!(steps > 20 && longest < 200_000, "{longest} looks in one of {steps} steps");
    }
}
