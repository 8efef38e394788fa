//! Forming circles, step by step.

use std::sync::Arc;

use crate::error::Result;
use crate::job::{Job, Progress, step_ends, whole};
use crate::people::Roster;

use super::advice::Advising;
use super::bound::Prover;
use super::change;
use super::criteria::Criterion;
use super::explain::Told;
use super::few;
use super::hands::Done;
use super::model::Model;
use super::names::Names;
use super::plan::{Plan, Reason};
use super::rules::{Rules, Seed};
use super::search::Search;
use super::state::{Places, Score, State};
use super::{obstacles, outcome};

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
    pub(super) model: Arc<Model>,
    pub(super) search: Search,
    pub(super) prover: Prover,
    /// Work asked for, and done; a step of the proof may overshoot, and the next step of the caller is shorter then.
    asked: u64,
    spent: u64,
    /// Whether the last turn found that more work is of no use.
    pub(super) over: bool,
    /// How many circles' plan the proof has been told of.
    learnt: Option<Places>,
    seed: Seed,
    /// Where moves are looked at.
    pub(super) desk: Option<State>,
    /// What was made by hand, the last step last.
    pub(super) done: Vec<Done>,
    /// What circles are called, once something was done by hand.
    pub(super) names: Names,
}

/// Moves of the search between two turns of the proof, and at least before its first.
const TURN: u64 = 20_000;
const HEAD_START: u64 = 100_000;
/// How much more work the proof may do than the search: it finds the best plan too, where it comes to an end. Of more
/// units than these it seldom does, and so it may do half as much.
const PROOF: u64 = 3;
const PROVABLE: u64 = 120;
/// What the price of a place is taken for in the proof, for each person who waits.
const DEAR: i64 = 20;

impl Formation {
    /// Prepares the forming of circles; a valid plan is there at once, if only one in which people wait.
    ///
    /// # Errors
    /// `circles.nobody`, `circles.no_availability`, `limit.participants`, `roster.duplicate_id`, `zone.unknown`, and
    /// whatever in the rules cannot be meant: `rules.size`, `rules.circles`, `rules.slot`, `rules.date`, `rules.levels`,
    /// `rules.weight`, `rules.unknown_attribute`, `rules.unknown_person`, `rules.twice`, `rules.contradiction` and
    /// `rules.locked_nowhere`, each with its field. A roster that cannot be placed whole is no error: people wait, and
    /// [`Plan::problems`] says what stands in the way.
    pub fn new(roster: &Roster, rules: &Rules, seed: Seed) -> Result<Self> {
        whole(Self::in_steps(roster.clone(), rules, seed))
    }

    /// The same in steps, which end where something large is ready.
    pub(crate) async fn in_steps(roster: Roster, rules: &Rules, seed: Seed) -> Result<Self> {
        let mut model = Model::of(roster.participants, rules).await?;
        step_ends().await;
        let obstacles = obstacles::find(&model);
        model.problems.extend(obstacles);
        let model = Arc::new(model);
        step_ends().await;
        let mut search = Search::of(&model, seed.0).await;
        step_ends().await;
        let mut prover = Prover::new(&model, &search.state.criteria);
        step_ends().await;
        search.take_best();
        search.weigh_choices();
        let told: Vec<&Criterion> = search.state.criteria.iter().filter(|criterion| !criterion.secret).collect();
        if let Some((_, (0, cost))) = few::best(&model, &told) {
            prover.told(cost);
        }
        let (desk, done, names) = (None, Vec::new(), Names::default());
        Ok(Self { model, search, prover, asked: 0, spent: 0, over: false, learnt: None, seed, desk, done, names })
    }

    /// Work done since the start: moves looked at, and what the proof's work amounts to in moves.
    pub fn work(&self) -> u64 {
        self.asked
    }

    /// Moves looked at since the start.
    pub fn moves(&self) -> u64 {
        self.search.work
    }

    /// Why a person is where they are in the best plan: a sentence that sums up, then one for each rule that tells
    /// of them. Empty for an id that is not on the roster.
    ///
    /// Private wishes are obeyed and never told.
    pub fn why(&self, person: &str) -> Vec<Reason> {
        let Some(index) = self.model.index.get(person) else { return Vec::new() };
        let Some((_, places)) = self.search.best() else { return Vec::new() };
        let circle = places[self.model.unit_of[*index as usize] as usize] as usize;
        Told::new(&self.model, &self.search.state.criteria, &self.names, places).person(*index, circle)
    }

    /// Finds out what stands in the way of placing everybody, and what one more leader, time or seat, or one rule less,
    /// would bring beside the best plan.
    ///
    /// ```
    /// use peer_circle::circles::{Formation, Rules, Seed};
    /// use peer_circle::job::Job;
    /// use peer_circle::people;
    ///
    /// let mut csv = "id,name,mode,leader,availability\n".to_owned();
    /// for number in 1..=11 {
    ///     csv += &format!("p{number},Person {number},talk,{},Tue 12:00-13:00\n", if number == 1 { "yes" } else { "no" });
    /// }
    /// let roster = people::read(csv.as_bytes())?.value;
    /// let mut formation = Formation::new(&roster, &Rules::default(), Seed(7))?;
    /// formation.step(50_000);
    /// let mut advising = formation.advise();
    /// while !advising.step(20_000).done {}
    /// let advice = advising.best().unwrap();
    /// assert_eq!(advice.conflicts[0].rules.len(), 2, "sizes and leaders");
    /// assert!(advice.changes.iter().any(|change| change.reason.text.starts_with("one more leader free on Tuesday 12:00")));
    /// # Ok::<(), peer_circle::Error>(())
    /// ```
    pub fn advise(&self) -> Advising {
        let (cost, places) = match self.search.best() {
            Some((score, places)) => (score.cost, places.clone()),
            None => (0, vec![self.model.waiting() as u32; self.model.units.len()]),
        };
        Advising::new(&self.model, &places, cost, self.seed)
    }

    /// Where a rule costs something in the best plan, or is broken, by its name as in [`Plan::parts`]: a sentence for each
    /// circle, the dearest first, with those who make it so, and one for those who wait. Empty where it costs nothing, and
    /// for an unknown name.
    ///
    /// ```
    /// use peer_circle::circles::{Formation, Rules, Seed};
    /// use peer_circle::job::Job;
    /// use peer_circle::people;
    ///
    /// let mut csv = "id,name,leader,Department,availability\n".to_owned();
    /// for number in 1..=6 {
    ///     csv += &format!("p{number},Person {number},yes,{},Tue 12:00-13:00\n", number.min(5));
    /// }
    /// let roster = people::read(csv.as_bytes())?.value;
    /// let rules: Rules =
    ///     serde_json::from_str(r#"{"attributes": [{"attribute": "Department", "how": "mix", "weight": 3}]}"#)?;
    /// let mut formation = Formation::new(&roster, &rules, Seed(7))?;
    /// formation.step(50_000);
    /// let told = formation.why_rule("mix Department");
    /// assert_eq!(told[0].text, "mix Department costs 3 in Circle 1, by Person 5 and Person 6");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn why_rule(&self, rule: &str) -> Vec<Reason> {
        let Some((_, places)) = self.search.best() else { return Vec::new() };
        Told::new(&self.model, &self.search.state.criteria, &self.names, places).rule(rule)
    }

    /// What each rule has against a circle of the best plan, by its id; empty where none has, and for an unknown id.
    pub fn why_circle(&self, circle: &str) -> Vec<Reason> {
        let Some((_, places)) = self.search.best() else { return Vec::new() };
        let told = Told::new(&self.model, &self.search.state.criteria, &self.names, places);
        let known = told.circles.iter().find(|known| known.id == circle);
        known.map_or_else(Vec::new, |known| told.circle(known.number))
    }
}

impl Job for Formation {
    type Answer = Plan;

    /// Does work that amounts to looking at this many moves. Done when nothing can be better, or when nothing better
    /// was found for so long that more of the same is unlikely to help; the plan says which.
    fn step(&mut self, work: u64) -> Progress {
        if !self.over {
            self.asked = self.asked.saturating_add(work);
        }
        while self.spent < self.asked && !self.over {
            self.turn();
        }
        let best = self.search.best().map(|(score, _)| score.cost);
        Progress { done: self.over, work: self.asked, best, bound: self.bound(), all: None }
    }

    fn best(&self) -> Option<Plan> {
        let (score, places) = self.search.best()?;
        let mut plan = outcome::plan(&self.model, &self.search.state.criteria, &self.names, score, places);
        plan.bound = self.bound();
        plan.proved = plan.bound == Some(plan.cost);
        plan.gap = plan.bound.map(|bound| gap(plan.cost, bound));
        plan.stopped = !self.over && !plan.proved;
        plan.choices = self.search.choices();
        if self.search.is_by_hand() {
            change::by_hand(&mut plan.moved);
        }
        Some(plan)
    }
}

fn gap(cost: i64, bound: i64) -> f64 {
    if cost == bound { 0.0 } else { (cost - bound) as f64 / cost as f64 }
}

impl Formation {
    /// Whether more work is of no use.
    fn is_over(&self) -> bool {
        if self.search.best().is_none() {
            return false;
        }
        if self.search.is_still() {
            return true;
        }
        if self.is_proved() {
            return self.search.has_compared();
        }
        // Where those who are locked break a rule, what was made by hand stays so: that must not go on for ever.
        self.search.is_stale() && (self.search.is_by_hand() || !self.is_provable())
    }

    /// Whether no plan is better.
    fn is_proved(&self) -> bool {
        let settled = |score: Score| self.is_bounded(score) && self.prover.has_settled(score.cost);
        self.search.best().is_some_and(|(score, _)| settled(score))
    }

    /// What no plan that leaves no more people waiting can cost less than, where that is known.
    ///
    /// Of a plan made by hand nothing is told, whatever is known: it may break a rule, and be it a private wish.
    fn bound(&self) -> Option<i64> {
        let (score, _) = self.search.best().filter(|(score, _)| self.is_bounded(*score))?;
        let bound = self.prover.bound.min(score.cost);
        // That no cost is negative is no news.
        Some(bound).filter(|bound| *bound > 0 || score.cost == 0)
    }

    /// Bounds are about plans that place everybody.
    fn is_bounded(&self, score: Score) -> bool {
        score.waiting == 0 && !self.search.is_by_hand()
    }

    /// The search and the proof take turns, by the work that each has done: how a caller cuts steps plays no part, and
    /// so they look up only where a turn ends.
    fn turn(&mut self) {
        if self.search.work.is_multiple_of(TURN) && self.proves() {
            self.prove();
        } else {
            let turn = TURN - self.search.work % TURN;
            let moves = turn.min(self.asked - self.spent);
            self.spent += self.search.step(moves);
        }
        if self.search.work.is_multiple_of(TURN) {
            // Nothing is looked for where nobody may move, and so nothing told of what was made by hand.
            if !self.search.is_still() {
                self.search.look_up();
            }
            if self.is_proved() {
                self.search.compare();
            }
            self.over = self.is_over();
        }
        if self.over {
            self.asked = self.spent;
        }
    }

    /// Whether it is the proof's turn: a proof takes the longer, the more are to be placed, and good plans shorten it.
    /// So the search has as many moves as there are triples of units first, and a part of all work after that.
    fn proves(&self) -> bool {
        let units = self.model.units.len() as u64;
        let head_start = units.pow(3).max(HEAD_START);
        let proof = if units > PROVABLE { 2 * self.prover.work } else { self.prover.work / PROOF };
        self.is_provable() && self.search.work >= head_start + proof
    }

    /// Whether a proof can tell more: of a valid plan, and where people wait, of one that no known reason rules out.
    fn is_provable(&self) -> bool {
        let hopeful = |score: Score| score.breaches == 0 && (score.waiting == 0 || self.model.problems.is_empty());
        !self.prover.is_over() && !self.is_proved() && self.search.best().is_some_and(|(score, _)| hopeful(score))
    }

    fn prove(&mut self) {
        let Some((score, places)) = self.search.best() else { return };
        let (score, places) = (score, places.clone());
        let criteria = &self.search.state.criteria;
        if self.learnt.as_ref() != Some(&places) || !self.prover.has_begun() {
            let cost = score.cost + DEAR * score.waiting;
            self.prover.learn(&self.model, criteria, &circles(&places, self.model.waiting()), cost);
            self.learnt = Some(places);
        }
        let before = self.prover.work;
        self.prover.step(criteria, if score.waiting > 0 { i64::MAX } else { score.cost });
        self.prover.work += 1;
        self.spent += self.prover.work - before;
        if let Some(plan) = self.prover.plan.take() {
            self.search.take(&plan);
        }
    }
}

/// The units of each circle.
fn circles(places: &[u32], waiting: usize) -> Vec<Vec<u32>> {
    let mut circles = vec![Vec::new(); waiting + 1];
    places.iter().enumerate().for_each(|(unit, circle)| circles[*circle as usize].push(unit as u32));
    circles.truncate(waiting);
    circles.retain(|units| !units.is_empty());
    circles
}
