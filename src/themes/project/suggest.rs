//! Suggestions: what the model proposes for the turns that the coder has not decided on.

use std::collections::{BTreeMap, BTreeSet};

use super::blind::Shown;
use super::{Ask, Change, Coding, Embedding, Passage, Project, Refusal, Suggestion, SuggestionReason, refusal};
use crate::error::{Error, Result};
use crate::limits;
use crate::themes::Code;
use crate::themes::learn::{Evidence, Label, Model, Said, Subject};
use crate::transcripts::offsets::{Units, units};
use crate::transcripts::{Transcript, Turn};

/// Reasons listed with a suggestion: what a person reads before deciding.
const REASONS: usize = 6;

/// The probability from which a suggestion is shown when the caller does not say.
const AT_LEAST: f64 = 0.5;

impl Project {
    /// Codes that turns probably carry, in the order of the turns, the likeliest first; without those that the
    /// present coder has coded or turned down. They come from the codebook and, once there are decisions, from what
    /// the present coder accepted, coded and refused; from nobody else, so that coders stay independent. Turns of an
    /// open [sample](Self::draw) have none. That they were shown is written down, see [`log`](Self::log).
    /// A suggestion is not a coding until somebody accepts it.
    pub fn suggest(&mut self, ask: &Ask) -> Vec<Suggestion> {
        self.prepare();
        if let Some(model) = &mut self.model {
            model.refresh();
        }
        let Some(model) = &self.model else { return Vec::new() };
        let decided = self.decided();
        let blind = self.blind();
        let mut found = Vec::new();
        let mut first = 0;
        for transcript in &self.state.transcripts {
            if ask.transcript.as_ref().is_none_or(|id| *id == transcript.id) {
                for (at, turn) in transcript.turns.iter().enumerate() {
                    if blind.contains(&(transcript.id.as_str(), turn.id.as_str())) {
                        continue;
                    }
                    let shares = model.probabilities_at(first + at).unwrap_or_default();
                    found.extend(self.proposals(ask, transcript, turn, &shares, &decided));
                }
            }
            first += transcript.turns.len();
        }
        found.truncate(ask.limit.map_or(usize::MAX, |limit| limit as usize));
        for suggestion in &mut found {
            suggestion.reasons = self.reasons(model, suggestion);
        }
        drop(blind);
        self.note_shown(
            found.iter().map(|one| (one.transcript.clone(), one.turn.clone())).collect(),
            Shown::Suggestion,
        );
        found
    }

    /// Accepts a suggestion: it becomes a coding of the present coder, whose id is returned.
    ///
    /// # Errors
    /// `suggestion.unknown` when the id does not name a turn and a code.
    pub fn accept(&mut self, id: &str) -> Result<String> {
        let mut coding = self.proposed(id)?;
        self.prepare();
        let code = self.state.codebook.codes.iter().position(|code| code.id == coding.code);
        let place = self.number(&coding.transcript, &coding.turn);
        if let (Some(model), Some(place), Some(code)) = (&self.model, place, code) {
            coding.suggested = model.probabilities_at(place).and_then(|shares| shares.get(code).copied());
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

    /// Brings the model up to date with the codebook and the decisions.
    pub(super) fn prepare(&mut self) {
        if self.model.is_none() {
            // The codebook was checked when it came in; one too large to be looked up yields no suggestions.
            self.model = Model::new(&self.subject()).ok().map(Box::new);
            self.stale = true;
        }
        if std::mem::take(&mut self.stale) {
            let labels = self.labels();
            if let Some(model) = &mut self.model {
                model.learn(&labels);
            }
        }
    }

    fn subject(&self) -> Subject {
        let turns = self.state.transcripts.iter().flat_map(|one| self.said(one)).collect();
        Subject { codebook: self.state.codebook.clone(), classes: Vec::new(), one: false, turns }
    }

    /// The place of a turn among the turns of all transcripts.
    fn number(&self, transcript: &str, turn: &str) -> Option<usize> {
        let (at, turns) = self.places.get(transcript)?;
        let before: usize = self.state.transcripts.iter().take(*at).map(|transcript| transcript.turns.len()).sum();
        Some(before + *turns.get(turn)?)
    }

    /// What the present coder's decisions say: yes to a coding and the codes above it, no to a refusal, and no to
    /// the siblings of a coding that the coder passed over.
    fn labels(&self) -> Vec<Label> {
        let codes = &self.state.codebook.codes;
        let place = |id: &str| codes.iter().position(|code| code.id == id);
        let mut labels = BTreeSet::new();
        let mut add = |turn: Option<usize>, class: Option<usize>, yes: bool| {
            let number = |value: Option<usize>| value.and_then(|value| u32::try_from(value).ok());
            if let (Some(turn), Some(class)) = (number(turn), number(class)) {
                labels.insert(Label { turn, class, yes });
            }
        };
        for coding in self.state.codings.values().filter(|coding| coding.coder == self.coder) {
            let turn = self.number(&coding.transcript, &coding.turn);
            for above in self.state.codebook.lineage(&coding.code) {
                add(turn, place(&above.id), true);
                codes.iter().filter(|code| code.parent == above.parent).for_each(|code| {
                    if code.id != above.id {
                        add(turn, place(&code.id), false);
                    }
                });
            }
        }
        for refusal in self.state.refusals.iter().filter(|refusal| refusal.coder == self.coder) {
            add(self.number(&refusal.transcript, &refusal.turn), place(&refusal.code), false);
        }
        self.nothing_else(&mut add);
        labels.into_iter().collect()
    }

    /// No to all codes that were not given to turns which the coder is done with; where labels contradict, yes counts.
    fn nothing_else(&self, add: &mut impl FnMut(Option<usize>, Option<usize>, bool)) {
        for done in self.state.done.iter().filter(|done| done.coder == self.coder) {
            let turn = self.number(&done.transcript, &done.turn);
            (0..self.state.codebook.codes.len()).for_each(|code| add(turn, Some(code), false));
        }
    }

    /// Gives what the host knows of turns, such as sentence embeddings: a vector for each, all of one length. Suggestions
    /// learn which directions matter; before the first decision they change nothing. They are not saved with the project
    /// and are given again when it is opened. An empty list takes them away.
    ///
    /// # Errors
    /// `embedding.length` when lengths differ, `embedding.number` for what is no number, `coding.unknown_turn`,
    /// `limit.embeddings`.
    pub fn embed(&mut self, embeddings: Vec<Embedding>) -> Result<()> {
        let length = embeddings.first().map_or(0, |one| one.vector.len());
        if embeddings.len().saturating_mul(length) > limits::EMBEDDINGS {
            let message = format!("more than {} numbers", limits::EMBEDDINGS);
            return Err(Error::new("limit.embeddings", message).hint("use shorter vectors"));
        }
        let mut vectors = BTreeMap::new();
        for (index, one) in embeddings.into_iter().enumerate() {
            self.check_embedding(&one, length).map_err(|error| error.at_field(format!("embeddings.{index}")))?;
            vectors.insert((one.transcript, one.turn), one.vector);
        }
        self.vectors = vectors;
        (self.model, self.stale) = (None, true);
        Ok(())
    }

    fn check_embedding(&self, one: &Embedding, length: usize) -> Result<()> {
        if one.vector.len() != length {
            let message = format!("a vector has {} numbers and the first has {length}", one.vector.len());
            return Err(Error::new("embedding.length", message));
        }
        if one.vector.iter().any(|number| !number.is_finite()) {
            return Err(Error::new("embedding.number", "a vector holds what is no number"));
        }
        let message = || format!("there is no turn \"{}/{}\"", one.transcript, one.turn);
        self.turn(&one.transcript, &one.turn).map(|_| ()).ok_or_else(|| Error::new("coding.unknown_turn", message()))
    }

    /// The turns of a transcript, each with the one before it and what the host knows of it.
    fn said<'a>(&'a self, transcript: &'a Transcript) -> impl Iterator<Item = Said> + 'a {
        let before = std::iter::once("").chain(transcript.turns.iter().map(|turn| turn.text.as_str()));
        transcript.turns.iter().zip(before).map(|(turn, before)| {
            let key = || (transcript.id.clone(), turn.id.clone());
            let vector = if self.vectors.is_empty() { None } else { self.vectors.get(&key()).cloned() };
            Said { text: turn.text.clone(), before: before.to_owned(), vector: vector.unwrap_or_default() }
        })
    }

    /// What the present coder has said yes or no to.
    fn decided(&self) -> BTreeSet<Refusal> {
        let coded = self.state.codings.values().map(refusal);
        coded.chain(self.state.refusals.iter().cloned()).filter(|one| one.coder == self.coder).collect()
    }

    /// The suggestions for a turn, their reasons still to come.
    fn proposals(
        &self,
        ask: &Ask,
        transcript: &Transcript,
        turn: &Turn,
        shares: &[f64],
        decided: &BTreeSet<Refusal>,
    ) -> Vec<Suggestion> {
        let at_least = ask.at_least.unwrap_or(AT_LEAST);
        let wanted =
            |(code, share): &(&Code, &f64)| **share >= at_least && ask.code.as_ref().is_none_or(|id| *id == code.id);
        let suggestion = |(code, probability): (&Code, &f64)| Suggestion {
            id: format!("{}/{}/{}", transcript.id, turn.id, code.id),
            transcript: transcript.id.clone(),
            turn: turn.id.clone(),
            code: code.id.clone(),
            probability: *probability,
            reasons: Vec::new(),
        };
        let all = self.state.codebook.codes.iter().zip(shares).filter(wanted).map(suggestion);
        let mut found: Vec<Suggestion> = all.filter(|one| !decided.contains(&self.decision(one))).collect();
        found.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        found
    }

    fn decision(&self, suggestion: &Suggestion) -> Refusal {
        let Suggestion { transcript, turn, code, .. } = suggestion.clone();
        Refusal { transcript, turn, code, coder: self.coder.clone() }
    }

    /// The weightiest evidence for a suggestion, in words.
    fn reasons(&self, model: &Model, suggestion: &Suggestion) -> Vec<SuggestionReason> {
        let transcript = self.state.transcripts.iter().find(|transcript| transcript.id == suggestion.transcript);
        let place = self.places.get(&suggestion.transcript).and_then(|(_, turns)| turns.get(&suggestion.turn));
        let class = self.state.codebook.codes.iter().position(|code| code.id == suggestion.code);
        let said = transcript.zip(place).and_then(|(transcript, at)| self.said(transcript).nth(*at));
        let (Some(said), Some(class)) = (said, class) else { return Vec::new() };
        let evidence = model.evidence(&said, class).into_iter().take(REASONS);
        evidence.filter_map(|one| reason(&said.text, one)).collect()
    }

    /// The turn and the code that the id of a suggestion names.
    fn proposed(&self, id: &str) -> Result<Coding> {
        let unknown = || {
            Error::new("suggestion.unknown", format!("there is no suggestion \"{id}\""))
                .hint("ids are transcript/turn/code, as suggest returns them")
        };
        let code = |code: &&Code| id.ends_with(&format!("/{}", code.id));
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

fn reason(text: &str, evidence: Evidence) -> Option<SuggestionReason> {
    let Evidence { span, weight, why } = evidence;
    let Some((from, to)) = span else {
        return Some(SuggestionReason { words: String::new(), passage: None, weight, why });
    };
    let words = text.get(from..to)?.to_owned();
    let from = Units::new(text).of(from);
    let passage = Some(Passage { from, to: from + units(&words) });
    Some(SuggestionReason { words, passage, weight, why })
}
