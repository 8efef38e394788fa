//! What one change would bring: one more leader, time or seat, or a rule that holds less strictly.

use std::sync::Arc;

use crate::job::{Steps, rest, step_ends};
use crate::people::{Mode, Participant, Roster};
use crate::time::{Slot, Span, TimeOfDay, Weekly};

use super::super::model::Model;
use super::super::rules::Strength;
use super::super::said::{Said, counted};
use super::super::search::Search;
use super::demand::{self, Demand, sized, sizes};
use super::{WhatIf, without_wishes};

/// Moves looked at for each person, and at least, to see what a change brings.
const MOVES: u64 = 8_000;
const LEAST: u64 = 100_000;
const MOST: u64 = 1_000_000;
/// What a piece of getting a trial ready takes at most, as [`rest`] counts, and what it counts as beside a move that is
/// looked at: so much, and one more for each person.
const PIECE: u64 = 5_000;
const PREPARING: u64 = 1_000;
/// What copying a person takes, as [`rest`] counts.
const PERSON_TAKES: u64 = 1;
/// As many are looked at in one go.
const STEP: u64 = 20_000;
/// Times that are tried.
const TIMES: usize = 4;
/// Stands for a leader who is not on the roster; no id of a roster holds a control character.
const NEWCOMER: &str = "\u{1}";

/// A change to roster and rules that is worth trying.
pub(super) struct Change {
    edit: Edit,
    said: Said,
}

/// What is changed.
enum Edit {
    /// Nothing.
    None,
    /// There is one more leader, free at this time where times matter.
    Leader(Option<Slot>),
    /// All who wait are free at one more time.
    Time(Slot),
    /// A circle may have one person more, or one fewer.
    Seat,
    Fewer,
    /// There is one more circle.
    Circle,
    /// All who wait would also write.
    Write,
    /// A rule does not hold.
    Without(Demand),
}

/// The changes worth trying where these people wait.
pub(super) fn all(model: &Model, waiting: &[u32]) -> Vec<Change> {
    let mut all = Vec::new();
    let mut add = |edit: Edit, said: Said| all.push(Change { edit, said });
    let times = times(model, waiting);
    if model.rules.leader != Strength::Off {
        for slot in times.iter().copied() {
            let at = slot.map_or_else(String::new, |slot| format!(" free on {slot}"));
            let said = Said::new("help.leader", format!("one more leader{at}"));
            add(Edit::Leader(slot), slot.into_iter().fold(said, Said::slot));
        }
    }
    for slot in times.into_iter().flatten().filter(|_| !waiting.is_empty()) {
        let text = format!("if all who wait could also meet on {slot}");
        add(Edit::Time(slot), Said::new("help.time", text).slot(slot));
    }
    if model.rules.size_weight.is_must() {
        let more = |max, apart| format!("up to {max} people in a circle{apart}");
        add(Edit::Seat, sized("help.seat", &model.rules, demand::MAX, |size| size.max + 1, more));
        if model.size.min > 1 {
            let fewer = |min, apart| format!("as few as {min} people in a circle{apart}");
            add(Edit::Fewer, sized("help.fewer", &model.rules, demand::MIN, |size| size.min - 1, fewer));
        }
    }
    if let Some(circles) = model.rules.circles {
        add(Edit::Circle, Said::new("help.circle", "one more circle").with("count", circles + 1));
    }
    if waiting.iter().any(|person| model.people[*person as usize].mode == Mode::Talk) {
        add(Edit::Write, Said::new("help.write", "if all who wait would also write"));
    }
    // Sizes, numbers and modes are asked about above.
    let asked = [Demand::Fewest, Demand::Most, Demand::Circles, Demand::Modes];
    for demand in demand::all(model).into_iter().filter(|demand| !asked.contains(demand)) {
        let said = demand.said(model);
        let text = format!("without the rule that {}", said.text);
        let said = Said { code: "help.without", text, ..said.clone() }.with("rule", said.code);
        add(Edit::Without(demand), said);
    }
    all
}

impl Edit {
    /// The model with the change made, and without anybody's private wishes, in steps; none where that cannot be.
    async fn made(&self, from: &Model, places: &[u32]) -> Option<Model> {
        let (mut roster, mut rules) = (Roster::default(), from.rules.clone());
        for person in &from.people {
            roster.participants.push(without_wishes(person));
            rest(PERSON_TAKES).await;
        }
        let waits = |person: usize| places[from.unit_of[person] as usize] as usize == from.waiting();
        let people = roster.participants.iter_mut().enumerate();
        match self {
            Self::None => {}
            Self::Leader(slot) => roster.participants.push(leader(*slot)),
            Self::Time(slot) => people.filter(|(at, _)| waits(*at)).for_each(|(_, person)| free(person, *slot)),
            Self::Seat => sizes(&mut rules, |size| size.max += 1),
            Self::Fewer => sizes(&mut rules, |size| size.min -= 1),
            Self::Circle => rules.circles = rules.circles.map(|circles| circles + 1),
            Self::Write => people.filter(|(at, _)| waits(*at)).for_each(|(_, person)| person.mode = Mode::Either),
            Self::Without(demand) => demand::without(std::slice::from_ref(demand), &mut roster, &mut rules),
        }
        Model::of(roster.participants, &rules).await.ok()
    }
}

impl Change {
    /// No change at all.
    pub(super) fn none() -> Self {
        Self { edit: Edit::None, said: Said::new("", "") }
    }

    /// The change, to be tried out on the present plan.
    pub(super) fn tried(self, from: &Arc<Model>, places: &Arc<[u32]>, seed: u64) -> Trial {
        let takes = PREPARING + from.people.len() as u64;
        let beginning = begun(self.edit, from.clone(), places.clone(), seed);
        Trial { said: self.said, takes, stage: Stage::Preparing(Steps::new(Box::pin(beginning))) }
    }
}

/// A change that is being tried out.
pub(super) struct Trial {
    said: Said,
    /// What a piece of getting ready counts as.
    takes: u64,
    stage: Stage,
}

/// How far a trial is.
enum Stage {
    /// The model with the change, and a search in it, are got ready.
    Preparing(Steps<dyn Future<Output = Option<Begun>> + Send>),
    /// The search goes on from the present plan.
    Begun(Box<Begun>),
    /// The change cannot be.
    Impossible,
}

/// A search with a change made, and how many moves are still to be looked at.
struct Begun {
    model: Arc<Model>,
    search: Search,
    left: u64,
}

/// Makes a change and begins to search with it, in the end from the plan that there is; none where it cannot be made.
async fn begun(edit: Edit, from: Arc<Model>, places: Arc<[u32]>, seed: u64) -> Option<Begun> {
    let model = Arc::new(edit.made(&from, &places).await?);
    step_ends().await;
    let mut search = Search::of(&model, seed).await;
    step_ends().await;
    start(&mut search, &model, &from, &places).await;
    step_ends().await;
    let left = if search.take_best() { 0 } else { moves(&model) };
    Some(Begun { model, search, left })
}

impl Trial {
    /// Goes on by one piece; what it counts as.
    pub(super) fn step(&mut self) -> u64 {
        match &mut self.stage {
            Stage::Impossible => 0,
            Stage::Begun(begun) => {
                let moves = begun.search.step(STEP.min(begun.left));
                begun.left = begun.left.saturating_sub(moves);
                moves
            }
            Stage::Preparing(steps) => {
                if let Some(begun) = steps.step(PIECE) {
                    self.stage = begun.map_or(Stage::Impossible, |begun| Stage::Begun(Box::new(begun)));
                }
                self.takes
            }
        }
    }

    pub(super) fn is_over(&self) -> bool {
        match &self.stage {
            Stage::Preparing(_) => false,
            Stage::Begun(begun) => begun.left == 0,
            Stage::Impossible => true,
        }
    }

    /// How many wait with the change, a leader who is new apart, and what the plan costs; none where there is no valid one.
    pub(super) fn reached(&self) -> Option<(i64, i64)> {
        let Stage::Begun(begun) = &self.stage else { return None };
        let Begun { model, search, .. } = &**begun;
        let (score, places) = search.best().filter(|(score, _)| score.breaches == 0)?;
        let newcomer = |person: &u32| model.people[*person as usize].id == NEWCOMER;
        let waits = places.iter().zip(&model.units).filter(|(circle, _)| **circle as usize == model.waiting());
        Some((waits.flat_map(|(_, unit)| unit).filter(|person| !newcomer(person)).count() as i64, score.cost))
    }

    /// What the change brings, if it helps.
    pub(super) fn told(self, base: (i64, i64)) -> Option<WhatIf> {
        let (waits, cost) = self.reached()?;
        let (places, cost) = (base.0 - waits, cost - base.1);
        let said = if places == 0 {
            let text = format!("{}: costs {} less", self.said.text, -cost);
            Said { text, ..self.said }
        } else {
            let more = counted(places as usize, "more person", "more people");
            let text = format!("{}: places {more}", self.said.text);
            Said { text, ..self.said }
        };
        // Where the same people are placed a change must at least make it cheaper to be told.
        let helps = places > 0 || (places == 0 && cost < 0);
        helps.then(|| WhatIf {
            places: places as u32,
            cost,
            reason: said.with("places", places).with("saves", -cost).by("help"),
        })
    }
}

/// The moves that are looked at to see what a change brings.
fn moves(model: &Model) -> u64 {
    (model.units.len() as u64 * MOVES).clamp(LEAST, MOST)
}

/// Lets a search start from a plan made before the change.
async fn start(search: &mut Search, model: &Model, from: &Model, places: &[u32]) {
    let circle = |person: &u32| {
        let id = &from.people[*person as usize].id;
        let unit = model.unit_of[*model.index.get(id)? as usize];
        let circle = places[from.unit_of[*person as usize] as usize];
        ((circle as usize) < from.waiting()).then_some((circle, unit))
    };
    let mut circles = vec![Vec::new(); from.waiting()];
    for (circle, unit) in (0..from.people.len() as u32).filter_map(|person| circle(&person)) {
        circles[circle as usize].push(unit);
    }
    let mut met = crate::ordered::BTreeSet::new();
    circles.iter_mut().for_each(|units| units.retain(|unit| met.insert(*unit)));
    while circles.last().is_some_and(Vec::is_empty) {
        circles.pop();
    }
    if circles.len() <= model.waiting() {
        search.take_as_numbered(&circles).await;
    }
}

/// The times at which most of those who wait could meet, of all people where nobody waits; none where circles find
/// their times themselves.
fn times(model: &Model, waiting: &[u32]) -> Vec<Option<Slot>> {
    if model.rules.slot.is_none() {
        return vec![None];
    }
    let all: Vec<u32> = (0..model.people.len() as u32).collect();
    let free = |slot: usize, people: &[u32]| people.iter().filter(|person| model.free.at(**person, slot)).count();
    let mut slots: Vec<usize> = (1..model.free.slots()).collect();
    slots.sort_by_cached_key(|slot| {
        std::cmp::Reverse((free(*slot, waiting), free(*slot, &all), std::cmp::Reverse(*slot)))
    });
    slots.into_iter().take(TIMES).map(|slot| model.free.slot(slot)).collect()
}

fn leader(slot: Option<Slot>) -> Participant {
    let mode = if slot.is_some() { Mode::Talk } else { Mode::Either };
    let availability = slot.map(|slot| Weekly::from(spans(slot))).unwrap_or_default();
    Participant { id: NEWCOMER.to_owned(), leader: true, mode, availability, ..Participant::default() }
}

fn free(person: &mut Participant, slot: Slot) {
    person.availability = Weekly::from([person.availability.spans(), &spans(slot)].concat());
}

/// The stretch of a slot; one that runs past midnight is cut there.
fn spans(slot: Slot) -> Vec<Span> {
    let end = (slot.start.minutes() + slot.minutes).min(24 * 60);
    TimeOfDay::from_minutes(end).map(|to| Span { day: slot.day, from: slot.start, to }).into_iter().collect()
}
