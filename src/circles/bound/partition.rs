//! From circles that could belong to a better plan to the best plan, or to the proof that there is none.
//!
//! A search through disjoint circles, the hardest unit first. What a partial plan must waste at least is found by dual
//! ascent: unit by unit, as much as every circle that covers it can still pay. Circles that could not pay what they
//! would then cost drop out, which is what keeps the search small.

use crate::job::part;
use crate::ordered::BTreeMap;

use super::cuts::Cuts;
use super::master::{Column, Master};
use super::pricing::SCALE;
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
    /// The pieces of the plan found, and what it wastes.
    pub(super) found: Option<(Vec<u32>, i64)>,
    /// Pieces looked at.
    pub(super) looks: u64,
    /// Whether the linear programme is asked, and the cuts that it knows.
    relaxes: bool,
    /// Whether something was left to decide from the start.
    decided: bool,
    pub(super) cuts: Cuts,
    /// The pieces that the programme used last, and how much of each.
    mix: Vec<(u32, f64)>,
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

/// A piece that is left, and what it can still pay.
type Left = (u32, i64);

/// Looks after which the search starts anew, from then on with a linear programme for each decision.
const EASY: u64 = 20_000_000;
/// Cuts are looked for as long as they bring this part of what is still missing.
const BRINGS: i64 = 16;
/// With fewer pieces than this, trying them is quicker than any programme.
const FEW: usize = 48;
/// Pivots at a time, and how often at most.
const PIVOTS: u32 = 50;
const TURNS: u64 = 200;
/// What a stand-in for a piece costs beyond all that is allowed.
const DEAR: f64 = 100.0;

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
        let (stack, room, relaxes) = (Vec::new(), Room::default(), cuts.len() > 0);
        let mut partition =
            Self { pieces, plan, stack, found: None, looks: 0, relaxes, decided: true, cuts, mix: Vec::new(), room };
        partition.start();
        partition
    }

    fn start(&mut self) {
        self.stack.clear();
        let left = self.pieces.iter().zip(0..).map(|(piece, at)| (at, piece.waste)).collect();
        let root = self.level(left, Set::default(), 0, 0);
        self.decided = root.is_some();
        self.stack.extend(root);
    }

    /// Looks at about so many pieces; true when a plan has been found, or everything has been seen.
    pub(super) fn step(&mut self, looks: u64) -> bool {
        let end = self.looks + looks;
        if self.looks > EASY && !self.relaxes {
            self.relaxes = true;
            self.start();
        }
        while self.looks < end && self.found.is_none() {
            let Some(level) = self.stack.last_mut() else { return true };
            self.looks += 1;
            let Some((choice, rest)) = level.choices.pop() else {
                self.stack.pop();
                continue;
            };
            level.chosen = Some(choice);
            self.descend(choice, rest);
        }
        self.found.is_some() || self.stack.is_empty()
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
            let level = self.level(left, covered, waste, least);
            self.stack.extend(level);
        }
    }

    /// The decision about the uncovered unit that has the fewest pieces; none when some unit has none, or when the
    /// pieces that are left waste too much in any case.
    fn level(&mut self, mut left: Vec<Left>, covered: Set, waste: i64, mut least: i64) -> Option<Level> {
        let open: Vec<usize> = (0..self.plan.units).filter(|unit| !covered.has(*unit)).collect();
        loop {
            let before = left.len();
            self.looks += 4 * before as u64;
            self.room.gather(&self.pieces, &left, &open)?;
            // What was paid further up may stand in the way here: from scratch, more is paid at times.
            let from_scratch = |(piece, _): &Left| (*piece, self.pieces[*piece as usize].waste);
            let mut fresh: Vec<Left> = left.iter().map(from_scratch).collect();
            let anew = waste + self.room.ascend(&mut fresh);
            least += self.room.ascend(&mut left);
            if anew > least {
                (left, least) = (fresh, anew);
            }
            self.afford(&mut left, least)?;
            // Unless many pieces drop out, looking again tells little.
            if left.len() * 5 > before * 4 {
                break;
            }
        }
        self.mix.clear();
        while self.relaxes && left.len() > FEW {
            let (first, before) = (self.mix.is_empty(), least);
            let (anew, paid) = self.relax(&left, &open, &covered);
            if waste + paid > least {
                (left, least) = (anew, waste + paid);
            }
            self.afford(&mut left, least)?;
            let brought = least > before && (least - before) * BRINGS >= self.plan.allowed - before;
            if !(first || brought) || !self.cut(open.len()) {
                break;
            }
        }
        let hardest = self.room.gather(&self.pieces, &left, &open)?;
        let mut choices: Vec<Left> =
            left.iter().copied().filter(|(piece, _)| self.pieces[*piece as usize].set.has(hardest)).collect();
        let shares: BTreeMap<u32, f64> = self.mix.iter().copied().collect();
        let share = |piece: &u32| shares.get(piece).map_or(0, |share| (share * 1000.0) as i64);
        choices.sort_unstable_by_key(|(piece, rest)| (share(piece), std::cmp::Reverse(*rest), *piece));
        Some(Level { left, choices, chosen: None, covered, waste, least })
    }

    /// Drops the pieces that no plan can afford; none when there is no plan at all.
    fn afford(&self, left: &mut Vec<Left>, least: i64) -> Option<()> {
        let budget = self.plan.allowed - least;
        left.retain(|(_, rest)| *rest <= budget);
        (budget >= 0).then_some(())
    }

    /// What the pieces that are left can still pay once units and cuts have taken what the linear programme tells, and
    /// how much that is.
    fn relax(&mut self, left: &[Left], open: &[usize], covered: &Set) -> (Vec<Left>, i64) {
        let circles = self.plan.circles - self.stack.len();
        let mut row = vec![0; self.plan.units];
        open.iter().zip(0..).for_each(|(unit, at)| row[*unit] = at);
        let number = self.plan.fixed.then_some(circles as f64);
        let mut master = Master::new(open.len(), number, self.plan.allowed as f64 / SCALE as f64 + DEAR);
        for (piece, _) in left {
            let piece = &self.pieces[*piece as usize];
            let rows = piece.units.iter().map(|unit| row[*unit as usize]).chain(number.map(|_| open.len() as u32));
            master.add(Column { rows: rows.collect(), cost: piece.waste as f64 / SCALE as f64 });
        }
        let sets: Vec<&Set> = left.iter().map(|(piece, _)| &self.pieces[*piece as usize].set).collect();
        let groups: Vec<Vec<usize>> = self.cuts.groups(covered, &sets).collect();
        master.limit(groups.iter().cloned());
        // Hundreds of thousands of pieces may take seconds, once.
        let told = part(TURNS as usize);
        let mut turns = 0;
        while !master.improve(PIVOTS) && turns < TURNS {
            turns += 1;
            told.at(turns as usize);
        }
        let rows = open.len() + groups.len();
        self.looks += (turns + 1) * u64::from(PIVOTS) * (left.len().min(2_000) + rows * rows / 8) as u64;
        let mix = master.mix().filter(|(column, _)| *column < left.len());
        self.mix = mix.map(|(column, share)| (left[column].0, share)).collect();
        self.pay(left, &master, &row, &groups, open.len())
    }

    /// The prices are rounded; whatever a piece pays too much by that, every circle of a plan may.
    fn pay(&self, left: &[Left], master: &Master, row: &[u32], groups: &[Vec<usize>], open: usize) -> (Vec<Left>, i64) {
        let prices: Vec<i64> = master.prices.iter().map(|price| (price * SCALE as f64).round() as i64).collect();
        let (units, others) = prices.split_at(open);
        let (fees, limits) = others.split_at(usize::from(self.plan.fixed));
        let fee: i64 = fees.iter().sum();
        let rest = |(piece, _): &Left| {
            let piece_units = &self.pieces[*piece as usize].units;
            let paid: i64 = piece_units.iter().map(|unit| units[row[*unit as usize] as usize]).sum();
            (*piece, self.pieces[*piece as usize].waste - fee - paid)
        };
        let mut rests: Vec<Left> = left.iter().map(rest).collect();
        let mut least: i64 = units.iter().sum();
        // What a limit costs can never be gained: a price above nothing is rounding.
        for (group, price) in groups.iter().zip(limits.iter().map(|price| (*price).min(0))) {
            group.iter().for_each(|at| rests[*at].1 -= price);
            least += price;
        }
        let lowest = rests.iter().map(|(_, rest)| *rest).min().unwrap_or(0).min(0);
        rests.iter_mut().for_each(|(_, rest)| *rest -= lowest);
        let circles = (self.plan.circles - self.stack.len()) as i64;
        (rests, least + circles * (fee + lowest))
    }

    /// Looks for cuts that the mix of the linear programme violates; whether there are any.
    fn cut(&mut self, open: usize) -> bool {
        self.looks += (open * open * open / 4) as u64;
        let pieces = self.mix.iter().map(|(at, share)| (&self.pieces[*at as usize], *share));
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
