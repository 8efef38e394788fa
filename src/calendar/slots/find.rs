//! Slots for the circles of a plan, from what their people told of their weeks and their calendars.

use serde::{Deserialize, Serialize};

use super::dated::{Dated, Judged, Lack};
use super::packing::{Choice, Packing, Search};
use crate::calendar::change::Away;
use crate::calendar::programme::{CirclePhase, Programme};
use crate::calendar::rhythm::phases;
use crate::circles::{Circle, Plan};
use crate::error::{Error, Result};
use crate::limits;
use crate::people::{Mode, Roster};
use crate::time::{Slot, Zone};

/// Minutes of the stretches in which rooms and leaders are counted.
const CELL: u32 = 5;
/// Minutes of a week.
const WEEK: u32 = 7 * 24 * 60;
/// Nodes of a search tree after which the best so far is taken.
const NODES: u64 = 5_000;
/// Phases that are looked at.
const PHASES: u8 = 4;
/// Alternatives that are priced for a circle.
const ALTERNATIVES: usize = 12;

/// What slots are looked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct SlotNeeds {
    /// How many circles may meet at once: rooms, or licences of a platform. Any number when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rooms: Option<u32>,
    /// Whether circles may meet in different weeks, where the rhythm leaves room for that: 1st and 3rd, 2nd and 4th.
    pub phases: bool,
    /// The share of a circle, 0 to 1, who must be able to come; half when left out.
    pub quorum: f64,
    /// When people are busy on dates, as read from their calendars.
    pub busy: Vec<Away>,
    /// Minutes between the times that are tried, 30 when left out.
    pub step_minutes: u16,
    /// Ids of circles whose slot stays.
    pub keep: Vec<String>,
    /// Ids of circles for which alternatives are priced.
    pub alternatives: Vec<String>,
}

impl Default for SlotNeeds {
    fn default() -> Self {
        Self {
            rooms: None,
            phases: false,
            quorum: 0.5,
            busy: Vec::new(),
            step_minutes: 30,
            keep: Vec::new(),
            alternatives: Vec::new(),
        }
    }
}

/// Slots for the circles of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SlotProposal {
    /// For each circle that talks what it gets.
    pub circles: Vec<CircleSlots>,
    /// The circles that meet in other weeks, for the programme.
    pub phases: Vec<CirclePhase>,
    /// What the slots cost; lower is better.
    pub cost: i64,
    /// No slots cost less.
    pub bound: i64,
    /// Whether no other slots cost less.
    pub proved: bool,
    /// What could not be had, and what stands in its way.
    pub problems: Vec<Error>,
}

/// The slot of a circle, and others that it could have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CircleSlots {
    /// The id of the circle.
    pub circle: String,
    /// Its slot; none where it can have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<SlotPrice>,
    /// Others, the cheapest first, for circles whose alternatives were asked for.
    #[serde(default)]
    pub alternatives: Vec<SlotPrice>,
}

/// A slot and what it is worth to a circle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SlotPrice {
    /// The slot, in the programme's zone.
    pub slot: Slot,
    /// How many weeks after the others the circle would meet.
    pub phase: u8,
    /// Absences over all sessions of the term.
    pub absences: u32,
    /// Absences of the member who is absent most.
    pub worst: u32,
    /// How much more all slots together would cost than those that are proposed.
    pub price: i64,
}

/// Finds a weekly slot for every circle that talks, jointly, judged over the dated sessions of the programme: members'
/// own zones and clock changes, dates on which they are busy, and holidays all count.
///
/// A session costs 64 times the square of how many cannot come; without its leader or a quorum it counts as if nobody
/// came. Then 4 for each absence of the member who is absent most, and 1 for each of up to three people for whom it is
/// before 8:00 or after 18:00. A slot whose leader could not come to more than half of the sessions, or that lacks a
/// quorum in half of them, is none; to have no slot costs more than everything else. Circles meet at once only in so
/// many rooms, and a leader leads one at a time. People without any availability are not counted.
///
/// # Errors
/// `zone.unknown`, `programme.recurrence` and `limit.slots`.
pub fn find_slots(plan: &Plan, roster: &Roster, programme: &Programme, needs: &SlotNeeds) -> Result<SlotProposal> {
    let zone = Zone::named(&programme.zone).map_err(|error| error.at_field("programme.zone"))?;
    let dated = Dated::new(programme, needs, roster, &zone);
    let phases = if needs.phases { phases(&programme.recurrence).clamp(1, PHASES) } else { 1 };
    let talks = |circle: &&Circle| circle.mode == Mode::Talk || circle.mode == Mode::Either && circle.slot.is_some();
    let mut table = Table { needs, circles: plan.circles.iter().filter(talks).collect(), options: Vec::new(), phases };
    let mut problems = Vec::new();
    for circle in &table.circles {
        let mut options = dated.options(circle, phases)?.unwrap_or_else(|lack| {
            problems.push(lacking(circle, lack));
            Vec::new()
        });
        if needs.keep.contains(&circle.id) {
            options.retain(|option| Some(option.slot) == circle.slot && option.phase == programme.phase(&circle.id));
        }
        table.options.push(options);
    }
    if table.options.iter().map(Vec::len).sum::<usize>() > limits::SLOT_CHOICES {
        let error = Error::new("limit.slots", "there are too many circles and times together");
        return Err(error.hint("try times further apart, or a part of the circles at a time"));
    }
    let found = table.solve(&table.all(), None);
    problems.extend(table.conflict(&found));
    Ok(table.proposal(&found, problems))
}

/// The circles and what each could have.
struct Table<'a> {
    needs: &'a SlotNeeds,
    circles: Vec<&'a Circle>,
    options: Vec<Vec<Judged>>,
    phases: u8,
}

/// For each circle its option, and what they cost together.
struct Found {
    chosen: Vec<Option<usize>>,
    cost: i64,
    bound: i64,
}

impl Table<'_> {
    fn all(&self) -> Vec<usize> {
        (0..self.circles.len()).collect()
    }

    /// More than any slots could cost.
    fn unplaced(&self) -> i64 {
        let worst = |options: &Vec<Judged>| options.iter().map(|option| option.cost).max().unwrap_or_default();
        self.options.iter().map(worst).sum::<i64>() + 1
    }

    /// The best slots for some circles, one of which may be held to one option.
    fn solve(&self, circles: &[usize], held: Option<(usize, usize)>) -> Found {
        let (mut choices, mut meant, mut starts) = (Vec::new(), Vec::new(), vec![0]);
        for (number, circle) in circles.iter().enumerate() {
            let wanted = |option: &usize| held.is_none_or(|(held, only)| held != *circle || only == *option);
            let mut own: Vec<(Choice, Option<usize>)> = (0..self.options[*circle].len())
                .filter(wanted)
                .map(|index| (self.choice(number, *circle, &self.options[*circle][index]), Some(index)))
                .collect();
            own.push((Choice { circle: number, cost: self.unplaced(), uses: Vec::new() }, None));
            own.sort_by_key(|(choice, index)| (choice.cost, *index));
            for (choice, index) in own {
                choices.push(choice);
                meant.push(index);
            }
            starts.push(choices.len());
        }
        let mut search = Search::new(Packing { choices, starts, capacities: self.capacities() });
        while !search.is_done() && search.nodes() < NODES {
            search.step(50);
        }
        let (best, cost) = search.best();
        let chosen = best.iter().map(|choice| meant.get(*choice).copied().flatten()).collect();
        Found { chosen, cost, bound: search.bound() }
    }

    /// Cells of a week in each phase: all rooms together, then each leader of several circles.
    fn capacities(&self) -> Vec<i64> {
        let block = self.block();
        let rooms = self.needs.rooms.map_or(i64::from(u32::MAX), i64::from);
        let mut capacities = vec![rooms; block];
        capacities.resize(block * (1 + self.leaders().len()), 1);
        capacities
    }

    /// The cells of all phases.
    fn block(&self) -> usize {
        (WEEK / CELL) as usize * usize::from(self.phases)
    }

    /// Leaders of several circles.
    fn leaders(&self) -> Vec<&String> {
        let leaders: Vec<&String> = self.circles.iter().filter_map(|circle| circle.leader.as_ref()).collect();
        let mut several: Vec<&String> = leaders
            .iter()
            .filter(|leader| leaders.iter().filter(|other| other == leader).count() > 1)
            .copied()
            .collect();
        several.sort();
        several.dedup();
        several
    }

    fn choice(&self, number: usize, circle: usize, option: &Judged) -> Choice {
        let start = u32::try_from(option.slot.week_minute()).unwrap_or_default();
        let block = WEEK / CELL;
        let last = (start + u32::from(option.slot.minutes).max(1)).div_ceil(CELL);
        let cells = (start / CELL..last).map(|cell| (u32::from(option.phase) * block + cell % block) as usize);
        let leaders = self.leaders();
        let leader = self.circles[circle].leader.as_ref();
        let leader = leaders.iter().position(|one| Some(*one) == leader).map(|place| (place + 1) * self.block());
        let rooms = self.needs.rooms.map(|_| 0);
        let uses = cells.flat_map(|cell| rooms.into_iter().chain(leader).map(move |base| base + cell)).collect();
        Choice { circle: number, cost: option.cost, uses }
    }

    fn proposal(&self, found: &Found, problems: Vec<Error>) -> SlotProposal {
        let price = |option: &Judged, price: i64| SlotPrice {
            slot: option.slot,
            phase: option.phase,
            absences: option.absences,
            worst: option.worst,
            price,
        };
        let one = |(circle, chosen): (usize, &Option<usize>)| CircleSlots {
            circle: self.circles[circle].id.clone(),
            chosen: chosen.map(|option| price(&self.options[circle][option], 0)),
            alternatives: match self.needs.alternatives.contains(&self.circles[circle].id) {
                true => self.alternatives(circle, *chosen, found.cost).into_iter().map(|(o, p)| price(o, p)).collect(),
                false => Vec::new(),
            },
        };
        let circles: Vec<CircleSlots> = found.chosen.iter().enumerate().map(one).collect();
        let late = |one: &CircleSlots| {
            let phase = one.chosen.map(|chosen| chosen.phase).filter(|phase| *phase > 0)?;
            Some(CirclePhase { circle: one.circle.clone(), phase })
        };
        let phases = circles.iter().filter_map(late).collect();
        let proved = found.bound >= found.cost;
        SlotProposal { circles, phases, cost: found.cost, bound: found.bound, proved, problems }
    }

    /// The other options of a circle that cost it least, with what everybody's slots would cost more.
    fn alternatives(&self, circle: usize, chosen: Option<usize>, cost: i64) -> Vec<(&Judged, i64)> {
        let mut others: Vec<usize> = (0..self.options[circle].len()).filter(|other| Some(*other) != chosen).collect();
        others.sort_by_key(|other| (self.options[circle][*other].cost, *other));
        others.truncate(ALTERNATIVES);
        let price = |other: usize| {
            let found = self.solve(&self.all(), Some((circle, other)));
            // With this slot the circle itself must have one.
            found.chosen[circle].map(|_| (&self.options[circle][other], found.cost - cost))
        };
        let mut priced: Vec<(&Judged, i64)> = others.into_iter().filter_map(price).collect();
        priced.sort_by_key(|(option, price)| (*price, option.slot));
        priced
    }

    /// Why circles that could have a slot alone have none: a smallest set of circles that cannot all have one, found
    /// by leaving out whatever circle it does not need.
    fn conflict(&self, found: &Found) -> Option<Error> {
        let able: Vec<usize> = self.all().into_iter().filter(|circle| !self.options[*circle].is_empty()).collect();
        let lost = |found: &Found| found.chosen.iter().filter(|chosen| chosen.is_none()).count();
        if lost(found) == self.circles.len() - able.len() {
            return None;
        }
        let mut set = able.clone();
        for circle in able {
            let without: Vec<usize> = set.iter().copied().filter(|other| *other != circle).collect();
            if lost(&self.solve(&without, None)) > 0 {
                set = without;
            }
        }
        let names: Vec<&str> = set.iter().map(|circle| self.circles[*circle].name.as_str()).collect();
        let error = Error::new("slots.conflict", format!("these cannot all have a slot: {}", names.join(", ")));
        Some(error.hint("add a room, let circles meet in other weeks, or give one of them another leader"))
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
