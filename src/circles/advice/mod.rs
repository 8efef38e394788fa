//! What stands in the way of placing everybody, and what would help.

mod change;
mod conflict;
mod demand;
mod exact;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::job::{Job, Progress, step_ends, whole};
use crate::people::{Participant, Roster};

use super::kept;
use super::model::Model;
use super::names::Names;
use super::plan::{Plan, Reason};
use super::rules::{Rules, Seed};
use super::state::State;
use change::{Change, Trial};
use conflict::Finder;
use demand::Demand;

/// What stands in the way of placing everybody, and what would help.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Advice {
    /// People and rules that cannot hold together: empty where everybody has a place, and where none was proved.
    pub conflicts: Vec<Conflict>,
    /// What one change would bring, the best first.
    pub changes: Vec<WhatIf>,
    /// Whether work was stopped before it was done.
    pub stopped: bool,
}

/// People who cannot all have a place while rules hold, and the rules: a smallest set of both.
///
/// Members' private wishes are never part of it: people who wait for such a wish alone are in no conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Conflict {
    /// The people, by id, in the order of the roster. Without any one of them the others could all have a place.
    pub people: Vec<String>,
    /// The rules, each in the organiser's words. Without any one of them all these people could have a place.
    pub rules: Vec<Reason>,
    /// Whether both were proved; else some of it may be more than is needed.
    pub minimal: bool,
    /// The whole in a sentence.
    pub text: String,
}

/// What one change would bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct WhatIf {
    /// How many more people have a place.
    pub places: u32,
    /// What it adds to the cost; negative when it saves.
    pub cost: i64,
    /// The change and what it brings, in a sentence.
    pub reason: Reason,
}

/// The work of finding out what stands in the way and what would help, made by
/// [`Formation::advise`](super::Formation::advise).
pub struct Advising {
    model: Arc<Model>,
    places: Arc<[u32]>,
    /// How many wait in the plan, and what it costs; or what could be had without any change, were there no wishes.
    base: (i64, i64),
    /// Whether that was looked for.
    based: bool,
    seed: Seed,
    waiting: Vec<u32>,
    finder: Option<Finder>,
    /// Whether conflicts are all found.
    found: bool,
    /// Changes still to be tried, the first last.
    left: Vec<Change>,
    /// The change that is being tried.
    trying: Option<Trial>,
    changes: Vec<WhatIf>,
    /// Work asked for, and done; a piece may overshoot, and the next step is shorter then.
    asked: u64,
    spent: u64,
}

/// What one exact search counts as work beside a move that is looked at.
const SEARCH: u64 = 4_000;

/// Above this many people conflicts are not looked for: the certificates of [`Plan::problems`](super::Plan::problems)
/// have to do.
const PEOPLE: usize = 1_000;
/// As many changes are told.
const TOLD: usize = 8;

impl Advising {
    pub(super) fn new(model: &Arc<Model>, places: &[u32], cost: i64, seed: Seed) -> Self {
        let waits = |person: &u32| places[model.unit_of[*person as usize] as usize] as usize == model.waiting();
        let waiting: Vec<u32> = (0..model.people.len() as u32).filter(waits).collect();
        let mut left = change::all(model, &waiting);
        left.reverse();
        Self {
            finder: None,
            found: waiting.is_empty() || model.people.len() > PEOPLE,
            model: model.clone(),
            places: places.into(),
            base: (waiting.len() as i64, cost),
            based: false,
            seed,
            left,
            trying: None,
            changes: Vec::new(),
            waiting,
            asked: 0,
            spent: 0,
        }
    }

    /// The same for a plan that was kept: people whom it does not name wait.
    ///
    /// # Errors
    /// Those of [`Formation::new`](super::Formation::new), and `plan.twice`, `plan.divided`, `plan.circles` and
    /// `move.too_many` as [`Formation::take_up`](super::Formation::take_up) has them.
    pub fn of(roster: &Roster, rules: &Rules, plan: &Plan, seed: Seed) -> Result<Self> {
        whole(Self::in_steps(roster.clone(), rules, plan, seed))
    }

    /// The same in steps.
    pub(crate) async fn in_steps(roster: Roster, rules: &Rules, plan: &Plan, seed: Seed) -> Result<Self> {
        let model = Arc::new(Model::of(roster.participants, rules).await?);
        step_ends().await;
        let places = kept::places(&model, plan, &Names::default().known(&model, &[])).await?;
        step_ends().await;
        // The rules may be others than when it was kept.
        let mut state = State::new(&model);
        step_ends().await;
        state.restore(&places);
        step_ends().await;
        Ok(Self::new(&model, &places, state.score().cost, seed))
    }

    fn is_done(&self) -> bool {
        self.found && self.left.is_empty() && self.trying.is_none()
    }

    /// Does one piece of work; what it counts as.
    fn piece(&mut self) -> u64 {
        if !self.found {
            let finder = self.finder.get_or_insert_with(|| Finder::new(&self.model, &self.waiting));
            self.found = !finder.step();
            return SEARCH;
        }
        let Some(mut trial) = self.trying.take() else {
            let change = if self.based { self.left.pop() } else { Some(Change::none()) };
            self.trying = change.map(|change| change.tried(&self.model, &self.places, self.seed.0));
            return 0;
        };
        let spent = trial.step();
        if !trial.is_over() {
            self.trying = Some(trial);
        } else if self.based {
            self.changes.extend(trial.told(self.base));
        } else {
            // What going on would bring is owed to no change, nor what wishes cost: that nobody is told.
            self.base = trial.reached().map_or(self.base, |reached| self.base.min(reached));
            self.based = true;
        }
        spent
    }
}

impl Job for Advising {
    type Answer = Advice;

    /// Does work that amounts to looking at this many moves.
    fn step(&mut self, work: u64) -> Progress {
        self.asked = self.asked.saturating_add(if self.is_done() { 0 } else { work });
        while self.spent < self.asked && !self.is_done() {
            self.spent += self.piece();
        }
        Progress { done: self.is_done(), work: self.asked, ..Progress::default() }
    }

    fn best(&self) -> Option<Advice> {
        let mut changes = self.changes.clone();
        changes.sort_by_key(|change| (std::cmp::Reverse(change.places), change.cost));
        changes.truncate(TOLD);
        let conflicts = self.finder.as_ref().map(|finder| finder.found.clone()).unwrap_or_default();
        Some(Advice { conflicts, changes, stopped: !self.is_done() })
    }
}

impl Conflict {
    fn new(model: &Model, people: &[u32], rules: Vec<Reason>, minimal: bool) -> Self {
        let all: Vec<&str> = rules.iter().map(|rule| rule.text.as_str()).collect();
        let cannot = if people.len() == 1 { "cannot have a place" } else { "cannot all have a place" };
        let text = format!("{} {cannot} as long as {}", model.names(people), all.join(", and "));
        let people = people.iter().map(|person| model.people[*person as usize].id.clone()).collect();
        Self { people, rules, minimal, text }
    }
}

/// A person without private wishes.
fn without_wishes(person: &Participant) -> Participant {
    Participant { not_with: Vec::new(), ..person.clone() }
}

/// The same roster and rules without some demands, and without anybody's private wishes; none where that cannot be.
fn relaxed(model: &Model, dropped: &[Demand]) -> Option<Model> {
    let people = model.people.iter().map(without_wishes).collect();
    let (mut roster, mut rules) = (Roster { participants: people }, model.rules.clone());
    demand::without(dropped, &mut roster, &mut rules);
    Model::new(roster.participants, &rules).ok()
}
