//! Suggestions: what the model proposes for the turns that the coder has not decided on.

use std::collections::BTreeSet;

use super::{Ask, Change, Coding, Passage, Project, Reason, Refusal, Suggestion, refusal};
use crate::error::{Error, Result};
use crate::themes::learn::{Evidence, Model};
use crate::transcripts::offsets::{Units, units};
use crate::transcripts::{Transcript, Turn};

/// Reasons listed with a suggestion: what a person reads before deciding.
const REASONS: usize = 6;

/// The probability from which a suggestion is shown when the caller does not say.
const AT_LEAST: f64 = 0.5;

impl Project {
    /// Codes that turns probably carry, in the order of the turns, the likeliest first; without those that the
    /// present coder has coded or turned down. A suggestion is not a coding until somebody accepts it.
    pub fn suggest(&mut self, ask: &Ask) -> Vec<Suggestion> {
        self.prepare();
        let Some(model) = &self.model else { return Vec::new() };
        let decided = self.decided();
        let limit = ask.limit.map_or(usize::MAX, |limit| limit as usize);
        let wanted = |transcript: &&Transcript| ask.transcript.as_ref().is_none_or(|id| *id == transcript.id);
        let turns =
            self.state.transcripts.iter().filter(wanted).flat_map(|t| t.turns.iter().map(move |turn| (t, turn)));
        turns.flat_map(|(transcript, turn)| self.for_turn(model, ask, transcript, turn, &decided)).take(limit).collect()
    }

    /// Accepts a suggestion: it becomes a coding of the present coder, whose id is returned.
    ///
    /// # Errors
    /// `suggestion.unknown` when the id does not name a turn and a code.
    pub fn accept(&mut self, id: &str) -> Result<String> {
        let mut coding = self.proposed(id)?;
        self.prepare();
        let code = self.state.codebook.codes.iter().position(|code| code.id == coding.code);
        let turn = self.turn(&coding.transcript, &coding.turn);
        if let (Some(model), Some(turn), Some(code)) = (&self.model, turn, code) {
            coding.suggested = model.probabilities(&turn.text).get(code).copied();
        }
        self.code(coding)
    }

    /// Turns a suggestion down for the present coder; a coding that says otherwise is taken out.
    ///
    /// # Errors
    /// `suggestion.unknown` when the id does not name a turn and a code.
    pub fn reject(&mut self, id: &str) -> Result<()> {
        let coding = self.settled(self.proposed(id)?)?;
        let refusal = refusal(&coding);
        if self.state.refusals.contains(&refusal) {
            return Ok(());
        }
        let coded = self.state.codings.contains_key(&coding.id).then(|| Change::Coding(coding.id.clone(), None));
        self.make(coded.into_iter().chain([Change::Refusal(refusal, true)]).collect());
        Ok(())
    }

    fn prepare(&mut self) {
        if self.model.is_none() {
            // A codebook was checked when it came in; one too large to be looked up yields no suggestions.
            self.model = Model::new(&self.state.codebook).ok().map(Box::new);
        }
    }

    /// What the present coder has said yes or no to.
    fn decided(&self) -> BTreeSet<Refusal> {
        let coded = self.state.codings.values().map(refusal);
        coded.chain(self.state.refusals.iter().cloned()).filter(|one| one.coder == self.coder).collect()
    }

    fn for_turn(
        &self,
        model: &Model,
        ask: &Ask,
        transcript: &Transcript,
        turn: &Turn,
        decided: &BTreeSet<Refusal>,
    ) -> Vec<Suggestion> {
        let at_least = ask.at_least.unwrap_or(AT_LEAST);
        let mut found = Vec::new();
        for ((at, code), probability) in
            self.state.codebook.codes.iter().enumerate().zip(model.probabilities(&turn.text))
        {
            let key = Refusal {
                transcript: transcript.id.clone(),
                turn: turn.id.clone(),
                code: code.id.clone(),
                coder: self.coder.clone(),
            };
            let wanted = probability >= at_least && ask.code.as_ref().is_none_or(|id| *id == code.id);
            if !wanted || decided.contains(&key) {
                continue;
            }
            let id = format!("{}/{}/{}", key.transcript, key.turn, key.code);
            let Refusal { transcript, turn: turn_id, code, .. } = key;
            let reasons = reasons(&turn.text, model.evidence(&turn.text, at));
            found.push(Suggestion { id, transcript, turn: turn_id, code, probability, reasons });
        }
        found.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        found
    }

    /// The turn and the code that the id of a suggestion names.
    fn proposed(&self, id: &str) -> Result<Coding> {
        let unknown = || {
            Error::new("suggestion.unknown", format!("there is no suggestion \"{id}\""))
                .hint("ids are transcript/turn/code, as suggest returns them")
        };
        let code = |code: &&crate::themes::Code| id.ends_with(&format!("/{}", code.id));
        let code =
            self.state.codebook.codes.iter().filter(code).max_by_key(|code| code.id.len()).ok_or_else(unknown)?;
        let place = id.get(..id.len() - code.id.len() - 1).unwrap_or_default();
        let cuts = place.match_indices('/').filter_map(|(at, _)| Some((place.get(..at)?, place.get(at + 1..)?)));
        let (transcript, turn) =
            cuts.into_iter().find(|(transcript, turn)| self.turn(transcript, turn).is_some()).ok_or_else(unknown)?;
        Ok(Coding {
            transcript: transcript.to_owned(),
            turn: turn.to_owned(),
            code: code.id.clone(),
            ..Coding::default()
        })
    }
}

/// The weightiest evidence in words.
fn reasons(text: &str, evidence: Vec<Evidence>) -> Vec<Reason> {
    evidence.into_iter().take(REASONS).filter_map(|one| reason(text, one)).collect()
}

fn reason(text: &str, evidence: Evidence) -> Option<Reason> {
    let Evidence { found, weight, why } = evidence;
    let words = text.get(found.from as usize..found.to as usize)?.to_owned();
    let from = Units::new(text).of(found.from as usize);
    let passage = Some(Passage { from, to: from + units(&words) });
    Some(Reason { words, passage, weight, why })
}
