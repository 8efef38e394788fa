//! Suggestions: what the model proposes for the turns that the coder has not decided on.

use std::sync::Arc;

use crate::ordered::{BTreeMap, BTreeSet};

use super::blind::Shown;
use super::{Ask, Change, Coding, Embedding, Passage, Project, Suggestion, SuggestionReason, no_turn, refusal};
use crate::error::{Error, Result};
use crate::job::{rest, told, whole};
use crate::limits;
use crate::themes::learn::{Evidence, Label, Model};
use crate::themes::{Code, Codebook};
use crate::transcripts::offsets::{Units, units};
use crate::transcripts::{Transcript, Turn};

/// Reasons listed with a suggestion: what a person reads before deciding.
const REASONS: usize = 6;

/// The probability from which a suggestion is shown when the caller does not say.
const AT_LEAST: f64 = 0.5;

/// What a turn takes, as [`rest`] counts, and numbers that are looked at in what counts as one.
const TURN_TAKES: u64 = 2;
const NUMBERS: u64 = 200;

impl Project {
    /// Codes that turns probably carry, in the order of the turns, the likeliest first; without those that the
    /// present coder has coded or turned down. They come from the codebook and, once there are decisions, from what
    /// the present coder accepted, coded and refused; from nobody else, so that coders stay independent. Turns of an
    /// open [sample](Self::draw) have none. That they were shown is written down, see [`log`](Self::log).
    /// A suggestion is not a coding until somebody accepts it.
    pub fn suggest(&mut self, ask: &Ask) -> Vec<Suggestion> {
        self.prepare();
        if let Some(model) = self.model.as_mut().filter(|_| ask.transcript.is_none()) {
            Arc::make_mut(model).refresh();
        }
        let Some(mut shared) = self.model.take() else { return Vec::new() };
        let model = Arc::make_mut(&mut shared);
        let decided = self.decided();
        let blind = self.blind();
        let mut found = Vec::new();
        let mut first = 0;
        for transcript in told(self.transcripts()) {
            if ask.transcript.as_ref().is_none_or(|id| *id == transcript.id) {
                for (at, turn) in told(&transcript.turns).enumerate() {
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
        for of_turn in found.chunk_by_mut(|a, b| (&a.transcript, &a.turn) == (&b.transcript, &b.turn)) {
            self.give_reasons(model, of_turn);
        }
        drop((decided, blind));
        self.model = Some(shared);
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

    /// The place of a turn among the turns of all transcripts.
    fn number(&self, transcript: &str, turn: &str) -> Option<usize> {
        let (at, turns) = self.places.get(transcript)?;
        let before: usize = self.state.transcripts.iter().take(*at).map(|transcript| transcript.turns.len()).sum();
        Some(before + *turns.get(turn)?)
    }

    /// What the present coder's decisions say: yes to a coding and the codes above it, no to a refusal, no to the
    /// siblings of a coding that the coder passed over, and no to all codes that were not given to turns which the coder
    /// is done with; where labels contradict, yes counts.
    pub(super) fn labels(&self) -> Vec<Label> {
        let codebook = &self.state.codebook;
        let ids = (0u32..).zip(&codebook.codes).map(|(class, code)| (code.id.as_str(), class));
        let classes: BTreeMap<&str, u32> = ids.collect();
        let mut taught: BTreeMap<&str, Vec<(u32, bool)>> = BTreeMap::new();
        let mut labels = Vec::new();
        let mut add = |transcript: &str, turn: &str, said: &[(u32, bool)]| {
            let turn = self.number(transcript, turn).and_then(|turn| u32::try_from(turn).ok());
            labels.extend(
                turn.into_iter().flat_map(|turn| said.iter().map(move |(class, yes)| label(turn, *class, *yes))),
            );
        };
        for coding in self.state.codings.values().filter(|coding| coding.coder == self.coder) {
            let said = taught.entry(&coding.code).or_insert_with(|| teaches(codebook, &classes, &coding.code));
            add(&coding.transcript, &coding.turn, said);
        }
        for refusal in self.state.refusals.iter().filter(|refusal| refusal.coder == self.coder) {
            let class = classes.get(refusal.code.as_str());
            class.into_iter().for_each(|class| add(&refusal.transcript, &refusal.turn, &[(*class, false)]));
        }
        let nothing: Vec<(u32, bool)> = classes.values().map(|class| (*class, false)).collect();
        for done in self.state.done.iter().filter(|done| done.coder == self.coder) {
            add(&done.transcript, &done.turn, &nothing);
        }
        labels
    }

    /// Gives what the host knows of turns, such as sentence embeddings: a vector for each, all of one length. Suggestions
    /// learn which directions matter; before the first decision they change nothing. They are not saved with the project
    /// and are given again when it is opened. An empty list takes them away.
    ///
    /// # Errors
    /// `embedding.length` when lengths differ, `embedding.number` for what is no number, `coding.unknown_turn`,
    /// `limit.embeddings`.
    pub fn embed(&mut self, embeddings: Vec<Embedding>) -> Result<()> {
        whole(self.embed_in_steps(embeddings))
    }

    /// The same in steps.
    pub(crate) async fn embed_in_steps(&mut self, embeddings: Vec<Embedding>) -> Result<()> {
        let length = embeddings.first().map_or(0, |one| one.vector.len());
        if embeddings.len().saturating_mul(length) > limits::EMBEDDINGS {
            let message = format!("more than {} numbers", limits::EMBEDDINGS);
            return Err(Error::new("limit.embeddings", message).hint("use shorter vectors"));
        }
        let mut vectors = BTreeMap::new();
        for (index, one) in embeddings.into_iter().enumerate() {
            self.check_embedding(&one, length).map_err(|error| error.at_field(format!("embeddings.{index}")))?;
            rest(TURN_TAKES + one.vector.len() as u64 / NUMBERS).await;
            vectors.insert((one.transcript, one.turn), one.vector);
        }
        self.vectors = Arc::new(vectors);
        self.forget_model();
        Ok(())
    }

    fn check_embedding(&self, one: &Embedding, length: usize) -> Result<()> {
        if one.vector.len() != length {
            let message = format!("a vector has {} numbers and the first has {length}", one.vector.len());
            return Err(Error::new("embedding.length", message).hint("take all of them from one model"));
        }
        if one.vector.iter().any(|number| !number.is_finite()) {
            return Err(Error::new("embedding.number", "a vector holds what is no number")
                .hint("leave out the turns of which the model knows nothing"));
        }
        self.turn(&one.transcript, &one.turn).map(|_| ()).ok_or_else(|| no_turn(&one.transcript, &one.turn))
    }

    /// What the present coder has said yes or no to: transcript, turn and code.
    fn decided(&self) -> BTreeSet<(&str, &str, &str)> {
        let codings = self.state.codings.values().filter(|one| one.coder == self.coder);
        let coded = codings.map(|one| (one.transcript.as_str(), one.turn.as_str(), one.code.as_str()));
        let refusals = self.state.refusals.iter().filter(|one| one.coder == self.coder);
        let refused = refusals.map(|one| (one.transcript.as_str(), one.turn.as_str(), one.code.as_str()));
        coded.chain(refused).collect()
    }

    /// The suggestions for a turn, their reasons still to come.
    fn proposals(
        &self,
        ask: &Ask,
        transcript: &Transcript,
        turn: &Turn,
        shares: &[f64],
        decided: &BTreeSet<(&str, &str, &str)>,
    ) -> Vec<Suggestion> {
        let at_least = ask.at_least.unwrap_or(AT_LEAST);
        let wanted = |(code, share): &(&Code, &f64)| {
            **share >= at_least
                && ask.code.as_ref().is_none_or(|id| *id == code.id)
                && !decided.contains(&(transcript.id.as_str(), turn.id.as_str(), code.id.as_str()))
        };
        let suggestion = |(code, probability): (&Code, &f64)| Suggestion {
            id: format!("{}/{}/{}", transcript.id, turn.id, code.id),
            transcript: transcript.id.clone(),
            turn: turn.id.clone(),
            code: code.id.clone(),
            probability: *probability,
            reasons: Vec::new(),
        };
        let mut found: Vec<Suggestion> =
            self.state.codebook.codes.iter().zip(shares).filter(wanted).map(suggestion).collect();
        found.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        found
    }

    /// The weightiest evidence for each of the suggestions of a turn, in words.
    fn give_reasons(&self, model: &mut Model, suggestions: &mut [Suggestion]) {
        let place = suggestions.first().and_then(|one| {
            let (transcript, turns) = self.places.get(&one.transcript)?;
            let heard = self.heard_at(self.state.transcripts.get(*transcript)?, *turns.get(&one.turn)?)?;
            Some((self.number(&one.transcript, &one.turn)?, heard))
        });
        let Some((number, heard)) = place else { return };
        model.look_closely(number, heard);
        let Some(closely) = model.closely(number, heard) else { return };
        for one in suggestions {
            if let Some(class) = self.state.codebook.codes.iter().position(|code| code.id == one.code) {
                let evidence = closely.evidence(class, REASONS);
                one.reasons = evidence.into_iter().filter_map(|evidence| reason(heard.text, evidence)).collect();
            }
        }
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

fn label(turn: u32, class: u32, yes: bool) -> Label {
    Label { turn, class, yes }
}

/// What a coding with a code says: yes to the code and those above it, no to their siblings.
fn teaches(codebook: &Codebook, classes: &BTreeMap<&str, u32>, code: &str) -> Vec<(u32, bool)> {
    let mut said = Vec::new();
    for above in codebook.lineage(code) {
        let siblings = codebook.codes.iter().filter(|code| code.parent == above.parent);
        said.extend(siblings.filter_map(|code| Some((*classes.get(code.id.as_str())?, code.id == above.id))));
    }
    said
}

fn reason(text: &str, evidence: Evidence) -> Option<SuggestionReason> {
    let Evidence { span, weight, code, values, why } = evidence;
    let Some((from, to)) = span else {
        return Some(SuggestionReason { words: String::new(), passage: None, weight, code, values, why });
    };
    let words = text.get(from..to)?.to_owned();
    let from = Units::new(text).of(from);
    let passage = Some(Passage { from, to: from + units(&words) });
    Some(SuggestionReason { words, passage, weight, code, values, why })
}
