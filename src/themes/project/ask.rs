//! Which turn to code next: the one that teaches most, and always some by chance, which tell how right suggestions are.

use std::sync::Arc;

use crate::ordered::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::blind::{TurnPlace, mixed};
use super::{Change, Project, Refusal, no_turn};
use crate::error::Result;
use crate::job::{rest, step_ends, told, whole};
use crate::themes::learn::Model;

/// How much of the questions are turns drawn by chance when the caller does not say.
const BY_CHANCE: f64 = 0.2;

/// Decided turns up to which the least certain turn is asked for; from then on the one nearest to even odds.
const FEW: usize = 200;

/// What a turn takes, as [`rest`] counts.
const TURN_TAKES: u64 = 2;

/// The probability from which a code counts as predicted.
const PREDICTED: f64 = 0.5;

/// Turns among which questions are chosen by how they differ: looking at more costs time and brings little.
const SHORTLIST: usize = 100;

/// How many turns are asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct AskNext {
    /// How many; one when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// How much of them is drawn by chance, 0 to 1; a fifth when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_chance: Option<f64>,
    /// What decides the chance.
    pub seed: u32,
}

/// A turn that is worth coding next.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// The transcript.
    pub transcript: String,
    /// The turn in it.
    pub turn: String,
    /// It was drawn by chance, and what the coder says of it will tell how right suggestions are: best shown without any.
    pub by_chance: bool,
    /// The code that is least certain.
    pub code: String,
    /// Its probability.
    pub probability: f64,
}

/// A turn that was drawn by chance, and what was expected of it before the coder said anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Probe {
    /// Who was asked.
    pub coder: String,
    /// The transcript.
    pub transcript: String,
    /// The turn in it.
    pub turn: String,
    /// The codes that were more likely than not.
    pub expected: Vec<String>,
}

/// How right suggestions were on turns drawn by chance, which is honest where a count over accepted ones is not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Accuracy {
    /// Turns drawn by chance that the coder is done with.
    pub turns: u32,
    /// Codes expected that the coder gave.
    pub right: u32,
    /// Codes expected that the coder did not give.
    pub wrong: u32,
    /// Codes given that were not expected.
    pub missed: u32,
    /// The share of expected codes that were given; nothing when none was expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<Share>,
    /// The share of given codes that were expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recall: Option<Share>,
}

/// A share with its 95 % interval (E. B. Wilson, 1927).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Share {
    /// The share, 0 to 1.
    pub value: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A turn that could be asked for.
struct Candidate {
    place: TurnPlace,
    number: usize,
    /// How much it is expected to teach.
    worth: f64,
    code: usize,
    probability: f64,
}

impl Project {
    /// The turns to code next, out of those that the present coder has said nothing of and that no open sample has: up to
    /// 200 decided turns the least certain ones, then those nearest to even odds, each unlike the others; and in between
    /// turns drawn by chance, for [`accuracy`](Self::accuracy). When a turn is coded, or carries nothing, call
    /// [`done`](Self::done).
    pub fn next(&mut self, ask: &AskNext) -> Vec<Question> {
        whole(self.next_in_steps(ask))
    }

    /// The same in steps.
    pub(crate) async fn next_in_steps(&mut self, ask: &AskNext) -> Vec<Question> {
        self.prepare();
        if let Some(model) = &mut self.model {
            Arc::make_mut(model).refresh();
        }
        let Some(model) = &self.model else { return Vec::new() };
        let all = self.candidates(model).await;
        let count = ask.count.unwrap_or(1) as usize;
        let share = ask.by_chance.unwrap_or(BY_CHANCE).clamp(0.0, 1.0);
        let before = self.state.probes.iter().filter(|probe| probe.coder == self.coder).count() as f64;
        let asked = self.state.done.iter().filter(|done| done.coder == self.coder).count() as f64;
        let mut by_chance: Vec<&Candidate> = all.iter().collect();
        by_chance.sort_by_cached_key(|one| mixed(u64::from(ask.seed) << 32 | one.number as u64));
        step_ends().await;
        let mut teaching = spread(model, &all, count).into_iter();
        let (mut by_chance, mut probes) = (by_chance.into_iter(), 0.0);
        let (mut taken, mut questions) = (BTreeSet::new(), Vec::new());
        while questions.len() < count.min(all.len()) {
            let due = share > 0.0 && before + probes <= share * (asked + questions.len() as f64);
            let one = if due || share >= 1.0 { by_chance.next() } else { teaching.next().or_else(|| by_chance.next()) };
            let Some(one) = one else { break };
            if taken.insert(one.number) {
                probes += f64::from(u8::from(due));
                questions.push((one.number, self.question(one, due)));
            }
        }
        let probes: Vec<Probe> =
            questions.iter().filter(|(_, one)| one.by_chance).map(|(at, one)| self.probe(model, *at, one)).collect();
        let known: BTreeSet<_> = self.state.probes.iter().map(Probe::about).collect();
        let probes: Vec<Probe> = probes.into_iter().filter(|probe| !known.contains(&probe.about())).collect();
        self.state.probes.extend(probes);
        questions.into_iter().map(|(_, one)| one).collect()
    }

    /// The present coder is done with a turn: what they gave it is all that it carries. Suggestions learn from that too.
    ///
    /// # Errors
    /// `coding.unknown_turn`.
    pub fn done(&mut self, transcript: &str, turn: &str) -> Result<()> {
        if self.turn(transcript, turn).is_none() {
            return Err(no_turn(transcript, turn));
        }
        let (transcript, turn, coder) = (transcript.to_owned(), turn.to_owned(), self.coder.clone());
        let done = Refusal { transcript, turn, code: String::new(), coder };
        if !self.state.done.contains(&done) {
            self.make(vec![Change::Done(done, true)]);
        }
        Ok(())
    }

    /// How right suggestions were for the present coder, from turns [drawn by chance](Self::next) that they are
    /// [done](Self::done) with. The expectation is that from before the coder said anything of the turn.
    pub fn accuracy(&self) -> Accuracy {
        let mut accuracy = Accuracy::default();
        let probes = self.state.probes.iter().filter(|probe| probe.coder == self.coder);
        let given = self.given_by(&self.coder);
        for probe in probes.filter(|probe| self.is_done(&self.coder, &probe.transcript, &probe.turn)) {
            let given = given.get(&(probe.transcript.as_str(), probe.turn.as_str())).cloned().unwrap_or_default();
            let right = probe.expected.iter().filter(|code| given.contains(code.as_str())).count();
            accuracy.turns += 1;
            accuracy.right += number(right);
            accuracy.wrong += number(probe.expected.len() - right);
            accuracy.missed += number(given.len().saturating_sub(right));
        }
        accuracy.precision = share(accuracy.right, accuracy.right + accuracy.wrong);
        accuracy.recall = share(accuracy.right, accuracy.right + accuracy.missed);
        accuracy
    }

    /// Turns that coders are done with, as refusals of no code.
    #[cfg(feature = "wasm")]
    pub(crate) fn turns_done(&self) -> impl Iterator<Item = &Refusal> {
        self.state.done.iter()
    }

    pub(super) fn is_done(&self, coder: &str, transcript: &str, turn: &str) -> bool {
        let (transcript, turn, coder) = (transcript.to_owned(), turn.to_owned(), coder.to_owned());
        self.state.done.contains(&Refusal { transcript, turn, code: String::new(), coder })
    }

    /// The codes that a coder gave each turn, and those above them.
    pub(super) fn given_by(&self, coder: &str) -> BTreeMap<(&str, &str), BTreeSet<&str>> {
        let mut given: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
        for coding in self.state.codings.values().filter(|coding| coding.coder == coder) {
            let above = self.state.codebook.lineage(&coding.code).into_iter().map(|code| code.id.as_str());
            given.entry((&coding.transcript, &coding.turn)).or_default().extend(above);
        }
        given
    }

    /// The turns of which the present coder has said nothing.
    async fn candidates(&self, model: &Model) -> Vec<Candidate> {
        let decided = self.decided_turns();
        let blind = self.blind();
        let few = decided.len() < FEW;
        let (mut found, mut number) = (Vec::new(), 0);
        for transcript in told(self.transcripts()) {
            for turn in told(&transcript.turns) {
                let key = (transcript.id.as_str(), turn.id.as_str());
                if !decided.contains(&key) && !blind.contains(&key) && !turn.text.trim().is_empty() {
                    let shares = model.probabilities_at(number).unwrap_or_default();
                    let place = TurnPlace { transcript: transcript.id.clone(), turn: turn.id.clone() };
                    found.extend(candidate(place, number, &shares, few));
                }
                number += 1;
                rest(TURN_TAKES).await;
            }
        }
        found
    }

    pub(super) fn decided_turns(&self) -> BTreeSet<(&str, &str)> {
        let coded = self.state.codings.values().filter(|one| one.coder == self.coder);
        let coded = coded.map(|one| (one.transcript.as_str(), one.turn.as_str()));
        let others = self.state.refusals.iter().chain(&self.state.done).filter(|one| one.coder == self.coder);
        coded.chain(others.map(|one| (one.transcript.as_str(), one.turn.as_str()))).collect()
    }

    fn question(&self, one: &Candidate, by_chance: bool) -> Question {
        let code = self.state.codebook.codes.get(one.code).map(|code| code.id.clone()).unwrap_or_default();
        let TurnPlace { transcript, turn } = one.place.clone();
        Question { transcript, turn, by_chance, code, probability: one.probability }
    }

    fn probe(&self, model: &Model, number: usize, question: &Question) -> Probe {
        let shares = model.probabilities_at(number).unwrap_or_default();
        let likely = self.state.codebook.codes.iter().zip(shares).filter(|(_, share)| *share >= PREDICTED);
        Probe {
            coder: self.coder.clone(),
            transcript: question.transcript.clone(),
            turn: question.turn.clone(),
            expected: likely.map(|(code, _)| code.id.clone()).collect(),
        }
    }
}

impl Probe {
    /// Who was asked, and about what: nobody is asked twice.
    pub(super) fn about(&self) -> (&str, &str, &str) {
        (&self.coder, &self.transcript, &self.turn)
    }
}

/// What a turn is expected to teach: with few labels the doubts about all its codes count, later the greatest alone.
fn candidate(place: TurnPlace, number: usize, shares: &[f64], few: bool) -> Option<Candidate> {
    let doubt = |share: f64| 1.0 - (2.0 * share - 1.0).abs();
    let (code, probability) =
        shares.iter().copied().enumerate().max_by(|(_, a), (_, b)| doubt(*a).total_cmp(&doubt(*b)))?;
    let all: f64 = shares.iter().map(|share| doubt(*share)).sum();
    let worth = if few { all } else { doubt(probability) };
    Some(Candidate { place, number, worth, code, probability })
}

/// The candidates that teach most, each unlike those before it.
fn spread<'a>(model: &Model, all: &'a [Candidate], count: usize) -> Vec<&'a Candidate> {
    let mut short: Vec<&Candidate> = all.iter().collect();
    short.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(a.number.cmp(&b.number)));
    short.truncate(SHORTLIST.max(count));
    let mut like = vec![0.0_f64; short.len()];
    let (mut chosen, mut left): (Vec<&Candidate>, Vec<usize>) = (Vec::new(), (0..short.len()).collect());
    while chosen.len() < count && !left.is_empty() {
        let value =
            |at: usize| short.get(at).map_or(0.0, |one| one.worth) * (1.0 - like.get(at).copied().unwrap_or(1.0));
        let best = left.iter().copied().reduce(|best, at| if value(at) > value(best) { at } else { best });
        let Some((best, one)) = best.and_then(|best| Some((best, *short.get(best)?))) else { break };
        left.retain(|at| *at != best);
        for at in &left {
            if let (Some(place), Some(other)) = (like.get_mut(*at), short.get(*at)) {
                *place = place.max(model.likeness(one.number, other.number));
            }
        }
        chosen.push(one);
    }
    chosen
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Wilson's interval for a share.
fn share(part: u32, whole: u32) -> Option<Share> {
    const Z: f64 = 1.959_963_984_540_054;
    let (n, value) = (f64::from(whole), f64::from(part) / f64::from(whole));
    let middle = (value + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (value * (1.0 - value) / n + Z * Z / (4.0 * n * n)).sqrt();
    (whole > 0).then_some(Share { value, low: (middle - half).max(0.0), high: (middle + half).min(1.0) })
}
