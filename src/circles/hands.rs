//! Hands on: what a move would do, doing it, undoing it, locking what is right.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::job::{step_ends, whole};
use crate::ordered::BTreeMap;

use super::criteria::{self, Change, Class};
use super::formation::Formation;
use super::names::{self, Named};
use super::plan::{Part, Plan};
use super::state::{Places, State};
use super::{kept, outcome};

/// A move that an organiser has in mind: somebody to another circle, or two people to each other's.
///
/// Whoever is kept together with somebody moves along.
///
/// ```
/// use peer_circle::circles::Move;
///
/// let there: Move = serde_json::from_str(r#"{"move": "p17", "to": "c3"}"#)?;
/// let swap: Move = serde_json::from_str(r#"{"move": "p17", "with": "p20"}"#)?;
/// assert_eq!((there.to.as_deref(), swap.with.as_deref()), (Some("c3"), Some("p20")));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Move {
    /// Who moves, by id.
    #[serde(rename = "move")]
    pub person: String,
    /// To which circle, by id; to the waiting list when this and `with` are left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Who takes their place, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
}

/// What a move changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Price {
    /// What it adds to the cost; negative when it makes the plan better.
    pub cost: i64,
    /// What it adds by each rule that it touches.
    pub parts: Vec<Part>,
    /// The rules that must hold and would be broken. Members' private wishes play no part in it, nor in the cost, so
    /// that nobody finds them out by asking for prices.
    pub breaks: Vec<String>,
    /// The rules that must hold, are broken now and would be less so.
    pub mends: Vec<String>,
    /// Who of those who move is locked, by id: they have to be let go before the move can be made.
    pub locked: Vec<String>,
}

/// A step that was made by hand.
pub(super) struct Done {
    /// The places before it, and whether they were made by hand too.
    before: Places,
    by_hand: bool,
}

impl Formation {
    /// What a move would do to the best plan, without making it.
    ///
    /// # Errors
    /// `move.unknown_person`, `move.unknown_circle`, `move.both`, `move.nowhere` and `move.too_many`, each with its field.
    pub fn price(&mut self, wanted: &Move) -> Result<Price> {
        let change = self.change(wanted)?;
        let locked = self.held(&change).flat_map(|unit| &self.model.units[unit]);
        let locked = locked.map(|person| self.model.people[*person as usize].id.clone()).collect();
        Ok(Price { locked, ..price(self.desk(), &change) })
    }

    /// Makes a move, whatever it breaks: the best plan is now the one with the move.
    ///
    /// Working on may take it back: lock those who are to stay. It also mends what the move broke, and a private wish
    /// that it went against without a word.
    ///
    /// # Errors
    /// Those of [`Formation::price`], and `move.locked`.
    pub fn apply(&mut self, wanted: &Move) -> Result<Price> {
        let change = self.change(wanted)?;
        let locked = self.held(&change).next();
        if let Some(unit) = locked {
            return Err(self.locked(unit, "move"));
        }
        let desk = self.desk();
        let (before, price) = (desk.places(), price(desk, &change));
        desk.apply(&change);
        let after = desk.places();
        self.make(before, after);
        Ok(price)
    }

    /// Takes up a plan, such as one that was kept: the best plan is now that one, whatever it breaks. It is one step, which
    /// [`undo`](Self::undo) takes back; whether there is anything that it changes.
    ///
    /// A circle whose id is one of the best plan's, or of `present`, is that circle; others are new, by their ids. Whom
    /// the plan does not name waits, and ids that the roster does not have are passed over. Locks stay.
    ///
    /// ```
    /// use peer_circle::circles::{Formation, Rules, Seed};
    /// use peer_circle::job::Job;
    /// use peer_circle::people;
    ///
    /// let mut csv = "id,name,leader,availability\n".to_owned();
    /// for number in 1..=12 {
    ///     csv += &format!("p{number},Person {number},yes,Tue 12:00-13:00\n");
    /// }
    /// let roster = people::read(csv.as_bytes())?.value;
    /// let mut formation = Formation::new(&roster, &Rules::default(), Seed(7))?;
    /// let mut kept = formation.best().unwrap();
    /// let late = kept.circles[0].members.pop().unwrap();
    /// kept.circles[1].members.push(late.clone());
    /// assert!(formation.take_up(&kept)?);
    /// assert!(formation.best().unwrap().circles[1].members.contains(&late));
    /// assert!(formation.undo());
    /// # Ok::<(), peer_circle::Error>(())
    /// ```
    ///
    /// # Errors
    /// `plan.twice`, `plan.divided` where people who are kept together are not together in it, `plan.circles` where there
    /// are more than there can be, `move.locked` where somebody who is locked is elsewhere in it, and `move.too_many`,
    /// each with its field.
    pub fn take_up(&mut self, plan: &Plan) -> Result<bool> {
        whole(self.take_up_in_steps(plan))
    }

    /// The same in steps.
    pub(crate) async fn take_up_in_steps(&mut self, plan: &Plan) -> Result<bool> {
        let after = kept::places(&self.model, plan, &self.known()).await?;
        step_ends().await;
        let before = self.desk().places();
        step_ends().await;
        // Somebody who is locked and has no place may be given the one that is theirs.
        let stays = |unit: usize| before[unit] == after[unit] || self.search.seat_of(unit) == Some(after[unit]);
        let elsewhere = |unit: &usize| self.search.is_locked(*unit) && !stays(*unit);
        if let Some(unit) = (0..after.len()).find(elsewhere) {
            return Err(self.locked(unit, "plan"));
        }
        let changes = before != after;
        if changes {
            let new = self.new_names(plan, &after);
            step_ends().await;
            self.hold_names();
            self.names.hold(new);
            step_ends().await;
            self.make(before, after);
        }
        Ok(changes)
    }

    /// Takes the last step made by hand back, a move or a plan taken up; whether there was one. The best plan is now the
    /// one before that step: what working on has found since rests on the step, and goes with it. Whoever was locked since
    /// is locked where they were before it.
    pub fn undo(&mut self) -> bool {
        let Some(done) = self.done.pop() else { return false };
        self.adopt(&done.before, done.by_hand);
        true
    }

    /// Makes a step by hand, which can be taken back.
    fn make(&mut self, before: Places, after: Places) {
        let by_hand = self.search.is_by_hand();
        self.hold_names();
        self.adopt(&after, true);
        self.done.push(Done { before, by_hand });
    }

    fn adopt(&mut self, places: &Places, by_hand: bool) {
        self.heed_locks(places);
        self.search.adopt(places, by_hand);
        self.over = false;
    }

    /// Lets private wishes give way where both people are locked in one circle of these places, as they do from the start.
    fn heed_locks(&mut self, places: &Places) {
        if !self.has_wishes() {
            return;
        }
        let list = self.model.waiting() as u32;
        let seat = |unit: usize| Some(places[unit]).filter(|circle| *circle != list && self.search.is_locked(unit));
        let seats: Vec<Option<u32>> = (0..places.len()).map(seat).collect();
        let state = &mut self.search.state;
        // Counters are exchanged while they count nobody.
        state.restore(&vec![list; places.len()]);
        for criterion in state.criteria.iter_mut().filter(|criterion| criterion.secret) {
            *criterion = criteria::wishes(&self.model, &seats);
        }
        self.prover.reconsider();
    }

    fn has_wishes(&self) -> bool {
        self.search.state.criteria.iter().any(|criterion| criterion.secret)
    }

    /// Ties a person to the circle that they are in, or lets them go. Of two people who are locked in one circle, private
    /// wishes not to be with each other give way, without a word.
    ///
    /// # Errors
    /// `move.unknown_person`.
    pub fn lock(&mut self, person: &str, locked: bool) -> Result<()> {
        let unit = self.unit(person, "person")?;
        self.hold_names();
        self.search.lock(unit, locked);
        if !locked && self.model.tied[unit].is_some() {
            self.prover.loosen(&self.model, &self.search.state.criteria);
        }
        if let Some((_, places)) = self.search.best().filter(|_| self.has_wishes()) {
            let (places, by_hand) = (places.clone(), self.search.is_by_hand());
            self.adopt(&places, by_hand);
        }
        self.over = false;
        Ok(())
    }

    /// The units that a change would move although they are locked.
    fn held(&self, change: &Change) -> impl Iterator<Item = usize> {
        let units = [Some(change.unit), change.other].into_iter().flatten();
        units.filter(|unit| self.search.is_locked(*unit))
    }

    fn locked(&self, unit: usize, field: &str) -> Error {
        let error = Error::new("move.locked", format!("{} is locked", self.names(unit)));
        error.at_field(field).hint("unlock them first")
    }

    fn names(&self, unit: usize) -> String {
        self.model.names(&self.model.units[unit])
    }

    /// A state of its own for looking at moves, so that looking never changes what a search comes to.
    fn desk(&mut self) -> &mut State {
        let desk = self.desk.get_or_insert_with(|| State::new(&self.model));
        if let Some((_, places)) = self.search.best() {
            desk.restore(places);
        }
        desk
    }

    fn unit(&self, person: &str, field: &str) -> Result<usize> {
        let known = self.model.index.get(person).map(|person| self.model.unit_of[*person as usize] as usize);
        known.ok_or_else(|| {
            Error::new("move.unknown_person", format!("\"{person}\" is nobody's id on this roster"))
                .at_field(field)
                .hint("use the ids of the roster")
        })
    }

    fn change(&mut self, wanted: &Move) -> Result<Change> {
        let unit = self.unit(&wanted.person, "move")?;
        let other = wanted.with.as_ref().map(|with| self.unit(with, "with")).transpose()?;
        if wanted.to.is_some() && other.is_some() {
            return Err(Error::new(
                "move.both",
                "somebody goes to a circle or takes another's place, and both are given",
            )
            .at_field("with")
            .hint("leave one of the two out"));
        }
        let to = match &wanted.to {
            Some(id) => self.circle(id)?,
            None => self.model.waiting(),
        };
        let desk = self.desk();
        let change = match other {
            Some(other) => desk.swap(unit, other),
            None => desk.relocation(unit, to),
        };
        if change.from == change.to {
            return Err(Error::new("move.nowhere", "they are there already")
                .at_field("to")
                .hint("name another circle"));
        }
        if !desk.fits(&change) {
            return Err(kept::too_many("to"));
        }
        Ok(change)
    }

    /// The numbers of the circles that there are, by their ids: those of the best plan, and known ones without anybody.
    fn known(&self) -> BTreeMap<String, usize> {
        let places = self.search.best().map(|(_, places)| places.as_slice()).unwrap_or_default();
        self.names.known(&self.model, &outcome::people(&self.model, places))
    }

    /// From now on the circles of the best plan are called as they are.
    fn hold_names(&mut self) {
        let Some((_, places)) = self.search.best() else { return };
        let told = names::named(&self.model, &outcome::people(&self.model, places), &self.names);
        self.names.hold(told);
    }

    /// The ids of a plan's circles that are new here.
    fn new_names(&self, plan: &Plan, places: &Places) -> Vec<Named> {
        let known = self.known();
        let unit = |id: &String| self.model.index.get(id).map(|person| self.model.unit_of[*person as usize] as usize);
        let new = plan.circles.iter().filter(|circle| !known.contains_key(&circle.id));
        let named = new.filter_map(|circle| {
            let number = places[circle.members.iter().find_map(unit)?] as usize;
            Some(Named { number, id: circle.id.clone(), name: circle.name.clone() })
        });
        named.collect()
    }

    fn circle(&self, id: &str) -> Result<usize> {
        let known = self.known();
        known.get(id).copied().ok_or_else(|| {
            let known: Vec<&str> = known.keys().map(String::as_str).take(20).collect();
            Error::new("move.unknown_circle", format!("\"{id}\" is no circle of the plan"))
                .at_field("to")
                .hint(format!("the circles are {}", known.join(", ")))
        })
    }
}

fn price(state: &State, change: &Change) -> Price {
    let mut price = Price::default();
    // Whatever is said of a private wish could be asked for person by person.
    for (criterion, cost) in state.price_by_rule(change).filter(|(criterion, _)| !criterion.secret) {
        match (criterion.class, cost) {
            (Class::Must, cost) => {
                // A circle may break a rule that another, by the same move, keeps again.
                let circles = state.meant(criterion, change);
                let (worse, better) = circles
                    .iter()
                    .fold((cost > 0, cost < 0), |(worse, better), more| (worse || *more > 0, better || *more < 0));
                price.breaks.extend(worse.then(|| criterion.rule.clone()));
                price.mends.extend(better.then(|| criterion.rule.clone()));
            }
            (_, 0) | (Class::Guide | Class::Waiting, _) => {}
            (Class::Cost, cost) => {
                price.cost += cost;
                price.parts.push(Part { rule: criterion.rule.clone(), cost });
            }
        }
    }
    price
}
