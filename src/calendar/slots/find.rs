//! Slots for the circles of a plan, from what their people told of their weeks and their calendars.

use super::dated::{Dated, Lack};
use super::request::{CircleSlots, SlotNeeds, SlotPrice, SlotProposal};
use super::table::{Found, Solving, Table};
use crate::calendar::pools::strangers;
use crate::calendar::programme::{CirclePhase, Programme};
use crate::calendar::rhythm::phases;
use crate::circles::{Circle, Plan};
use crate::error::{Error, Result};
use crate::job::{Job, Progress};
use crate::limits;
use crate::people::{Mode, Roster};
use crate::time::{Day, Zone};

/// Phases that are looked at.
const PHASES: u8 = 4;
/// Alternatives that are priced for a circle.
const ALTERNATIVES: usize = 12;

/// Finds a weekly slot for every circle that talks, jointly, judged over the dated sessions of the programme: members'
/// own zones and clock changes, dates on which they are busy, and holidays all count.
///
/// A session costs 64 times the square of how many cannot come; 100 times as much as if nobody came when it lacks its
/// quorum, and 10,000 times when it lacks its leader: so leaders come first, then quorums, then attendance. Then 4 for
/// each absence of the member who is absent most, and 1 for each of up to three people for whom it is before 8:00 or after
/// 18:00. A slot whose leader could not come to more than half of the sessions, or that lacks a quorum in half of them,
/// is none; to have no slot costs more than everything else. No more circles meet at once than
/// their pools have places, and a leader leads one at a time. People without any availability are not counted.
///
/// [`SlotFinding`] is the same, done a little at a time.
///
/// # Problems
/// `slots.leader`, `slots.quorum`, `slots.conflict` and `slots.not_found` of circles without a slot, and
/// `pool.unknown_circle`.
///
/// # Errors
/// `zone.unknown`, `programme.recurrence` and `limit.slots`.
pub fn find_slots(plan: &Plan, roster: &Roster, programme: &Programme, needs: &SlotNeeds) -> Result<SlotProposal> {
    let mut finding = SlotFinding::new(plan, roster, programme, needs)?;
    while !finding.step(1_000).done {}
    Ok(finding.proposal())
}

/// The work of [`find_slots`]: judging what each circle could have, the joint search, then what stands in the way of
/// circles without a slot, then the price of each alternative. A unit of work is a day of a circle's week judged, or a
/// part of a node of a search tree. The best answer at any moment is one in which no two circles are in each other's way.
///
/// ```
/// use peer_circle::calendar::{Programme, SlotFinding, SlotNeeds};
/// use peer_circle::circles::{Circle, Plan};
/// use peer_circle::job::Job;
/// use peer_circle::people::{self, Mode};
///
/// let roster = people::read(b"id,name,availability\np1,Ada,Tue 17:00-19:00\np2,Bo,Tue 17:30-19:00\n")?.value;
/// let circle = Circle {
///     id: "c1".to_owned(),
///     name: "Circle 1".to_owned(),
///     mode: Mode::Talk,
///     leader: Some("p1".to_owned()),
///     members: vec!["p1".to_owned(), "p2".to_owned()],
///     slot: None,
///     ..Circle::default()
/// };
/// let plan = Plan { circles: vec![circle], ..Plan::default() };
/// let programme = Programme::between("2020-10-01".parse().unwrap(), "2020-12-31".parse().unwrap());
/// let needs = SlotNeeds { alternatives: vec!["c1".to_owned()], ..SlotNeeds::default() };
/// let mut finding = SlotFinding::new(&plan, &roster, &programme, &needs)?;
/// while !finding.step(100).done {}
/// let found = finding.best().unwrap();
/// assert_eq!(found.circles[0].chosen.unwrap().slot.to_string(), "Tuesday 17:30");
/// // At 18:00 both can come as well, at 17:00 only Ada.
/// let prices: Vec<i64> = found.circles[0].alternatives.iter().map(|one| one.price).collect();
/// assert!(found.proved && prices.first() == Some(&0) && prices.last() > Some(&0));
/// # Ok::<(), peer_circle::Error>(())
/// ```
pub struct SlotFinding {
    dated: Dated,
    table: Table,
    stage: Stage,
    /// The best for all circles together.
    found: Found,
    /// Priced so far: a circle, its option, the price.
    priced: Vec<(usize, usize, i64)>,
    problems: Vec<Error>,
    work: u64,
}

/// What is being worked at.
enum Stage {
    /// The options of a circle on a day, and what came nearest to one.
    Judging {
        circle: usize,
        day: usize,
        nearest: Option<Lack>,
    },
    /// All circles together.
    Slots(Solving),
    /// The circles that cannot all have a slot, those that may turn out not to matter, and the search without one.
    Conflict {
        set: Vec<usize>,
        left: Vec<usize>,
        solving: Solving,
    },
    /// The options still to be priced, the last first, and the search that holds a circle to it.
    Prices {
        left: Vec<(usize, usize)>,
        solving: Solving,
    },
    Done,
}

impl SlotFinding {
    /// Prepares the work.
    ///
    /// # Errors
    /// As for [`find_slots`].
    pub fn new(plan: &Plan, roster: &Roster, programme: &Programme, needs: &SlotNeeds) -> Result<Self> {
        let zone = Zone::named(&programme.zone).map_err(|error| error.at_field("programme.zone"))?;
        let phases = if needs.phases { phases(&programme.recurrence).clamp(1, PHASES) } else { 1 };
        let dated = Dated::new(programme, needs, roster, zone, phases)?;
        let talks =
            |circle: &&Circle| circle.mode == Mode::Talk || circle.mode == Mode::Either && circle.slot.is_some();
        let circles: Vec<Circle> = plan.circles.iter().filter(talks).cloned().collect();
        if circles.len() * dated.times() > limits::SLOT_CHOICES {
            let error = Error::new("limit.slots", "there are too many circles and times together");
            return Err(error.hint("try times further apart, or a part of the circles at a time"));
        }
        let known = |circle: &str| plan.circles.iter().any(|other| other.id == circle);
        let problems = strangers(&needs.pools, known).take(limits::PROBLEMS).collect();
        let table = Table::new(circles, needs, phases);
        let stage = Stage::Judging { circle: 0, day: 0, nearest: None };
        let found = Found::none(&table);
        Ok(Self { dated, table, stage, found, priced: Vec::new(), problems, work: 0 })
    }

    /// One unit of work.
    fn unit(&mut self) {
        self.work += 1;
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Judging { circle, day, nearest } => self.judge(circle, day, nearest),
            Stage::Slots(mut solving) => match solving.part(&self.table) {
                true => self.stage = Stage::Slots(solving),
                false => self.placed(solving.found()),
            },
            Stage::Conflict { set, left, mut solving } => match solving.part(&self.table) {
                true => self.stage = Stage::Conflict { set, left, solving },
                false => self.narrowed(set, left, &solving.found()),
            },
            Stage::Prices { left, mut solving } => match solving.part(&self.table) {
                true => self.stage = Stage::Prices { left, solving },
                false => self.price(left, &solving.found()),
            },
            Stage::Done => {}
        }
    }

    fn judge(&mut self, circle: usize, day: usize, nearest: Option<Lack>) {
        let Some(own) = self.table.circles.get(circle) else {
            return self.stage = Stage::Slots(self.table.solving(&self.table.all(), None));
        };
        let mut nearest = nearest;
        if let Some(day) = Day::ALL.get(day) {
            let lack = self.dated.options(own, *day, &mut self.table.options[circle]);
            nearest = Lack::nearer(nearest, lack);
        }
        if day + 1 < Day::ALL.len() {
            return self.stage = Stage::Judging { circle, day: day + 1, nearest };
        }
        if self.table.options[circle].is_empty() {
            self.problems.push(lacking(own, nearest.unwrap_or(Lack::Leader)));
        }
        self.dated.keep(own, &mut self.table.options[circle]);
        self.stage = Stage::Judging { circle: circle + 1, day: 0, nearest: None };
    }

    /// All circles have what is best for them together; some that could have a slot alone may have none.
    fn placed(&mut self, found: Found) {
        self.found = found;
        let able: Vec<usize> = self.table.all().into_iter().filter(|it| !self.table.options[*it].is_empty()).collect();
        let hopeless = (self.table.circles.len() - able.len()) as i64;
        if self.found.lost() as i64 == hopeless {
            return self.begin_prices();
        }
        if self.found.bound < (hopeless + 1) * self.table.unplaced() {
            let without = able.iter().filter(|circle| self.found.chosen[**circle].is_none());
            self.problems.push(self.table.not_found(&without.copied().collect::<Vec<usize>>()));
            return self.begin_prices();
        }
        self.narrow(able.clone(), able.into_iter().rev().collect());
    }

    /// Leaves the next circle out of those that cannot all have a slot.
    fn narrow(&mut self, set: Vec<usize>, left: Vec<usize>) {
        let Some(out) = left.last() else {
            self.problems.push(self.table.conflict(&set));
            return self.begin_prices();
        };
        let without: Vec<usize> = set.iter().copied().filter(|other| other != out).collect();
        let solving = self.table.solving(&without, None);
        self.stage = Stage::Conflict { set, left, solving };
    }

    /// A circle without which the others are proved to lack a slot still has no part in it.
    fn narrowed(&mut self, mut set: Vec<usize>, mut left: Vec<usize>, found: &Found) {
        let out = left.pop();
        if found.bound >= self.table.unplaced() {
            set.retain(|other| Some(*other) != out);
        }
        self.narrow(set, left);
    }

    fn begin_prices(&mut self) {
        let wanted = |circle: &usize| self.table.needs.alternatives.contains(&self.table.circles[*circle].id);
        let wanted = self.table.all().into_iter().filter(wanted);
        let mut left: Vec<(usize, usize)> = wanted.flat_map(|circle| self.others(circle)).collect();
        left.reverse();
        self.next_price(left);
    }

    /// The options of a circle, besides its own, that cost it least.
    fn others(&self, circle: usize) -> Vec<(usize, usize)> {
        let options = &self.table.options[circle];
        let mut others: Vec<usize> =
            (0..options.len()).filter(|other| Some(*other) != self.found.chosen[circle]).collect();
        others.sort_by_key(|other| (options[*other].cost, *other));
        others.into_iter().take(ALTERNATIVES).map(|other| (circle, other)).collect()
    }

    fn next_price(&mut self, left: Vec<(usize, usize)>) {
        if let Some(held) = left.last().copied() {
            let solving = self.table.solving(&self.table.all(), Some(held));
            self.stage = Stage::Prices { left, solving };
        }
    }

    fn price(&mut self, mut left: Vec<(usize, usize)>, found: &Found) {
        if let Some((circle, option)) = left.pop() {
            // With this slot the circle itself must have one.
            if found.chosen[circle].is_some() {
                self.priced.push((circle, option, found.cost - self.found.cost));
            }
        }
        self.next_price(left);
    }

    /// The best so far.
    fn proposal(&self) -> SlotProposal {
        let underway;
        let found = match &self.stage {
            Stage::Slots(solving) => {
                underway = solving.found();
                &underway
            }
            _ => &self.found,
        };
        let circles: Vec<CircleSlots> = (0..self.table.circles.len()).map(|circle| self.slots(circle, found)).collect();
        let late = |one: &CircleSlots| {
            let phase = one.chosen.map(|chosen| chosen.phase).filter(|phase| *phase > 0)?;
            Some(CirclePhase { circle: one.circle.clone(), phase })
        };
        let phases = circles.iter().filter_map(late).collect();
        let judged = !matches!(self.stage, Stage::Judging { .. });
        let (cost, bound, problems) = (found.cost, found.bound, self.problems.clone());
        SlotProposal { circles, phases, cost, bound, proved: judged && bound >= cost, problems }
    }

    fn slots(&self, circle: usize, found: &Found) -> CircleSlots {
        let price = |option: usize, price: i64| {
            let option = self.table.options[circle].get(option)?;
            let (slot, phase, absences, worst) = (option.slot, option.phase, option.absences, option.worst);
            Some(SlotPrice { slot, phase, absences, worst, price })
        };
        let own = self.priced.iter().filter(|(other, ..)| *other == circle);
        let mut alternatives: Vec<SlotPrice> = own.filter_map(|(_, option, extra)| price(*option, *extra)).collect();
        alternatives.sort_by_key(|one| (one.price, one.slot));
        let chosen = found.chosen.get(circle).copied().flatten().and_then(|option| price(option, 0));
        CircleSlots { circle: self.table.circles[circle].id.clone(), chosen, alternatives }
    }
}

impl Job for SlotFinding {
    type Answer = SlotProposal;

    fn step(&mut self, work: u64) -> Progress {
        let end = self.work.saturating_add(work);
        while self.work < end && !matches!(self.stage, Stage::Done) {
            self.unit();
        }
        let found = match &self.stage {
            Stage::Judging { .. } => None,
            Stage::Slots(solving) => Some((solving.cost(), solving.bound())),
            _ => Some((self.found.cost, self.found.bound)),
        };
        let (best, bound) = found.unzip();
        Progress { done: matches!(self.stage, Stage::Done), work: self.work, best, bound, all: None }
    }

    fn best(&self) -> Option<SlotProposal> {
        Some(self.proposal())
    }
}

fn lacking(circle: &Circle, lack: Lack) -> Error {
    match lack {
        Lack::Leader => {
            let message = format!("the leader of {} is free at no time of the week", circle.name);
            Error::new("slots.leader", message).hint("ask for more times, or choose another leader")
        }
        Lack::Quorum(slot, present) => {
            let message = format!(
                "too few of {} are ever free with the leader; {slot} comes nearest, with {present}",
                circle.name
            );
            Error::new("slots.quorum", message).hint("ask for more times, lower the quorum, or form the circle anew")
        }
    }
}
