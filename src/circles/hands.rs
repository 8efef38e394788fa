//! Hands on: what a move would do, doing it, undoing it, locking what is right.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

use super::criteria::{self, Change, Class};
use super::formation::Formation;
use super::outcome;
use super::plan::Part;
use super::state::{Places, State};

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
}

impl Formation {
    /// What a move would do to the best plan, without making it.
    ///
    /// # Errors
    /// `move.unknown_person`, `move.unknown_circle`, `move.nowhere` and `move.too_many`, each with its field.
    pub fn price(&mut self, wanted: &Move) -> Result<Price> {
        let change = self.change(wanted)?;
        Ok(price(self.desk(), &change))
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
        for unit in [Some(change.unit), change.other].into_iter().flatten() {
            if self.search.is_locked(unit) {
                return Err(Error::new("move.locked", format!("{} is locked", self.names(unit)))
                    .at_field("move")
                    .hint("unlock them first"));
            }
        }
        let desk = self.desk();
        let (before, price) = (desk.places(), price(desk, &change));
        desk.apply(&change);
        let after = desk.places();
        self.done.push((before, self.search.is_by_hand()));
        self.adopt(&after, true);
        Ok(price)
    }

    /// Takes the last move back; whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some((before, by_hand)) = self.done.pop() else { return false };
        self.adopt(&before, by_hand);
        true
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
            return Err(Error::new("move.too_many", "the circle would have far too many people")
                .at_field("to")
                .hint("move others out first, or allow larger circles"));
        }
        Ok(change)
    }

    fn circle(&self, id: &str) -> Result<usize> {
        let places = self.search.best().map(|(_, places)| places.as_slice()).unwrap_or_default();
        let circles = outcome::named(&self.model, &outcome::people(&self.model, places));
        let known = circles.iter().find(|known| known.id == id).map(|known| known.number);
        known.ok_or_else(|| {
            let known: Vec<&str> = circles.iter().map(|known| known.id.as_str()).take(20).collect();
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
            (_, 0) | (Class::Guide | Class::Waiting, _) => {}
            (Class::Must, 1..) => price.breaks.push(criterion.rule.clone()),
            (Class::Must, _) => price.mends.push(criterion.rule.clone()),
            (Class::Cost, cost) => {
                price.cost += cost;
                price.parts.push(Part { rule: criterion.rule.clone(), cost });
            }
        }
    }
    price
}
