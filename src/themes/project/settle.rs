//! Disagreements talked through: what was settled, by whom, when and why. Who had coded what stays as it was.

use crate::ordered::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Change, Coding, Project, no_turn, refusal};
use crate::error::Result;

/// What coders settled on for a turn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Settlement {
    /// The transcript.
    pub transcript: String,
    /// The turn in it.
    pub turn: String,
    /// The codes that the turn carries; none when it carries none.
    pub codes: Vec<String>,
    /// Who settled it; the present coder when left empty.
    #[serde(default)]
    pub by: Vec<String>,
    /// When, as whoever calls says it (ISO 8601); the library has no clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// What each coder had given the turn before; filled in by the project.
    #[serde(default)]
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, string[]>"))]
    pub given: BTreeMap<String, Vec<String>>,
}

impl Project {
    /// Settles a turn. The coders' own codings stay, so that agreement remains what it was; the matrix, pairs and
    /// saturation count a settled turn by what was settled. A code that nobody had given becomes a coding of the first
    /// who settled, whatever they had turned down. One step to undo; settling again replaces what was settled, and nothing else.
    ///
    /// # Errors
    /// `coding.unknown_turn` and `coding.unknown_code`.
    pub fn settle(&mut self, mut settlement: Settlement) -> Result<()> {
        if settlement.by.is_empty() {
            settlement.by.push(self.coder.clone());
        }
        settlement.codes.sort();
        settlement.codes.dedup();
        let key = (settlement.transcript.clone(), settlement.turn.clone());
        if self.turn(&key.0, &key.1).is_none() {
            return Err(no_turn(&key.0, &key.1));
        }
        settlement.given = match self.state.settlements.get(&key) {
            Some(before) => before.given.clone(),
            None => self.given(&key.0, &key.1),
        };
        let mut changes = Vec::new();
        for code in &settlement.codes {
            let coding = self.settled(Coding {
                transcript: key.0.clone(),
                turn: key.1.clone(),
                code: code.clone(),
                coder: settlement.by.first().cloned().unwrap_or_default(),
                ..Coding::default()
            })?;
            if !self.of_turn(&key.0, &key.1).any(|known| known.code == *code) {
                let refusal = refusal(&coding);
                let refused = self.state.refusals.contains(&refusal);
                changes.extend(refused.then_some(Change::Refusal(refusal, false)));
                changes.push(Change::Coding(coding.id.clone(), Some(coding)));
            }
        }
        changes.push(Change::Settlement(key, Some(settlement)));
        self.make(changes);
        Ok(())
    }

    /// Takes a settlement back; whether there was one.
    pub fn unsettle(&mut self, transcript: &str, turn: &str) -> bool {
        let key = (transcript.to_owned(), turn.to_owned());
        let there = self.state.settlements.contains_key(&key);
        if there {
            self.make(vec![Change::Settlement(key, None)]);
        }
        there
    }

    /// What was settled, ordered by transcript and turn.
    pub fn settlements(&self) -> impl Iterator<Item = &Settlement> {
        self.state.settlements.values()
    }

    /// Whether a coding counts: on a settled turn those alone whose code was settled on.
    pub(super) fn counts(&self, coding: &Coding) -> bool {
        if self.state.settlements.is_empty() {
            return true;
        }
        let settled = self.state.settlements.get(&(coding.transcript.clone(), coding.turn.clone()));
        settled.is_none_or(|settled| settled.codes.contains(&coding.code))
    }

    /// The codings of a turn. Their ids begin with its place.
    pub(super) fn of_turn<'a>(&'a self, transcript: &'a str, turn: &'a str) -> impl Iterator<Item = &'a Coding> {
        let head = format!("{transcript}/{turn}/");
        let from = self.state.codings.range(head.clone()..).take_while(move |(id, _)| id.starts_with(&head));
        from.map(|(_, coding)| coding).filter(move |coding| coding.transcript == transcript && coding.turn == turn)
    }

    fn given(&self, transcript: &str, turn: &str) -> BTreeMap<String, Vec<String>> {
        let mut given: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for coding in self.of_turn(transcript, turn) {
            let codes = given.entry(coding.coder.clone()).or_default();
            if !codes.contains(&coding.code) {
                codes.push(coding.code.clone());
            }
        }
        given
    }
}
