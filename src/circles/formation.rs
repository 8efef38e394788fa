//! Forming circles, step by step.

use std::sync::Arc;

use crate::error::Result;
use crate::job::{Job, Progress};
use crate::people::Roster;

use super::model::Model;
use super::plan::{Plan, Reason};
use super::rules::{Rules, Seed};
use super::search::Search;
use super::{explain, obstacles, outcome};

/// The forming of circles from a roster: asked for its best plan at any moment, improved for as long as one likes.
///
/// ```
/// use peer_circle::circles::{Formation, Rules, Seed};
/// use peer_circle::job::Job;
/// use peer_circle::people;
///
/// let mut csv = "name,leader,availability\n".to_owned();
/// for number in 1..=12 {
///     csv += &format!("Person {number},{},Tue 12:00-13:00\n", if number < 3 { "yes" } else { "no" });
/// }
/// let roster = people::read(csv.as_bytes())?.value;
/// let mut formation = Formation::new(&roster, &Rules::default(), Seed(7))?;
/// while !formation.step(50_000).done && formation.work() < 200_000 {}
/// let plan = formation.best().unwrap();
/// assert_eq!((plan.circles.len(), plan.waiting.len()), (2, 0));
/// # Ok::<(), peer_circle::Error>(())
/// ```
pub struct Formation {
    model: Arc<Model>,
    search: Search,
}

impl Formation {
    /// Prepares the forming of circles; a valid plan is there at once, if only one in which people wait.
    ///
    /// # Errors
    /// `circles.nobody`, `circles.no_availability`, `limit.participants`, `roster.duplicate_id`, `zone.unknown`, and
    /// whatever in the rules cannot be meant: `rules.size`, `rules.circles`, `rules.slot`, `rules.date`,
    /// `rules.weight`, `rules.unknown_attribute`, `rules.unknown_person`, `rules.twice`, `rules.contradiction` and
    /// `rules.locked_nowhere`, each with its field. A roster that cannot be placed whole is no error: people wait, and
    /// [`Plan::problems`] says what stands in the way.
    pub fn new(roster: &Roster, rules: &Rules, seed: Seed) -> Result<Self> {
        let mut model = Model::new(roster, rules)?;
        let obstacles = obstacles::find(&model);
        model.problems.extend(obstacles);
        let model = Arc::new(model);
        let search = Search::new(&model, u64::from(seed.0));
        Ok(Self { model, search })
    }

    /// Moves looked at since the start.
    pub fn work(&self) -> u64 {
        self.search.work
    }

    /// Why a person is where they are in the best plan: a sentence that sums up, then one for each rule that tells
    /// of them. Empty for an id that is not on the roster.
    ///
    /// Private wishes are obeyed and never told.
    pub fn why(&self, person: &str) -> Vec<Reason> {
        let Some(index) = self.model.index.get(person) else { return Vec::new() };
        let Some((_, places)) = self.search.best() else { return Vec::new() };
        explain::why(&self.model, &self.search.state.criteria, places, *index)
    }
}

impl Job for Formation {
    type Answer = Plan;

    /// Looks at this many moves. Done when nothing can be better, or when nothing better was found for so long that
    /// more of the same is unlikely to help; the plan says which.
    fn step(&mut self, work: u64) -> Progress {
        if !self.is_done() {
            self.search.step(work);
        }
        let best = self.search.best().map(|(score, _)| score.cost);
        Progress { done: self.is_done(), work: self.search.work, best, bound: None }
    }

    fn best(&self) -> Option<Plan> {
        let (score, places) = self.search.best()?;
        let mut plan = outcome::plan(&self.model, &self.search.state.criteria, score, places);
        plan.stopped = !self.is_done();
        Some(plan)
    }
}

impl Formation {
    fn is_done(&self) -> bool {
        let perfect = self.search.best().is_some_and(|(score, _)| score.cost == 0 && score.waiting == 0);
        perfect || self.search.is_stale()
    }
}
