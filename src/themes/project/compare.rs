//! Coders compared: how far they agree for each code, on sets of codes and over characters, and where they do not.

use crate::ordered::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Coding, ModelAgreement, PairAgreement, Passage, Project};
use crate::job::{rest, whole};
use crate::themes::Codebook;
use crate::themes::agreement::{Coefficients, Resampling, SetCoefficients, SetRatings, Stretch, alpha_over_stretches};
use crate::transcripts::offsets::units;

/// What a coding and a turn take, as [`rest`] counts.
const CODING_TAKES: u64 = 1;
const TURN_TAKES: u64 = 1;
/// The same of what sets a turn carries, and of looking for a disagreement.
const SETS_TAKE: u64 = 2;
const DISAGREEMENT_TAKES: u64 = 4;

/// Disagreements listed: what coders can talk through.
const LISTED: usize = 1_000;

/// Who is compared, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct Compare {
    /// The coders; everybody when empty.
    pub coders: Vec<String>,
    /// Turns that no coder coded count as agreement on nothing; else they are left out.
    pub uncoded: bool,
    /// The turns of this sample alone; all when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sample: Option<String>,
    /// How intervals are drawn.
    pub resampling: Resampling,
}

/// How far coders agree.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// Who was compared.
    pub coders: Vec<String>,
    /// Turns that at least two of them read.
    pub turns: u32,
    /// Whether turns that nobody coded are among them.
    pub uncoded: bool,
    /// For each code that one of them used, whether a turn carries it.
    pub codes: Vec<CodeAgreement>,
    /// The sets of codes that turns carry.
    pub sets: SetCoefficients,
    /// What they do not agree on, in the order of the transcripts; at most a thousand.
    pub disagreements: Vec<Disagreement>,
    /// Every two of them, where they are more than two and at most thirty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<PairAgreement>,
    /// Each of them with the model, on turns drawn by chance: apart, since it says nothing of how far people agree.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub model: Vec<ModelAgreement>,
    /// How often each of them took what was suggested. Whoever sees a suggestion leans towards it: for how far they agree
    /// with the model see `model`.
    pub suggestions: Vec<SuggestionAgreement>,
}

/// How far coders agree on one code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CodeAgreement {
    /// The id of the code.
    pub code: String,
    /// Turn by turn.
    pub turns: Coefficients,
    /// Krippendorff's alpha with every character as a unit, so that passages count by what they cover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub characters: Option<f64>,
}

/// How often a coder agreed with suggestions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SuggestionAgreement {
    /// Who.
    pub coder: String,
    /// The id of the code.
    pub code: String,
    /// Suggestions of the code that became codings.
    pub accepted: u32,
    /// Those that were turned down.
    pub refused: u32,
}

/// A turn to which coders gave different codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Disagreement {
    /// The transcript.
    pub transcript: String,
    /// The turn in it.
    pub turn: String,
    /// The codes that not all of them gave.
    pub codes: Vec<String>,
    /// For each coder who read it, the codes given.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, string[]>"))]
    pub given: BTreeMap<String, Vec<String>>,
    /// What they settled on since; nothing when it is still open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Vec<String>>,
}

/// A turn that at least two coders read, with the codings of each.
pub(super) struct Unit<'a> {
    transcript: &'a str,
    turn: &'a str,
    length: u32,
    /// By coder; nothing for those who did not read it.
    codings: Vec<Option<Vec<&'a Coding>>>,
}

impl Project {
    /// Compares coders. A coder has read the transcripts in which they coded or refused anything, and the turns that they
    /// are [done](Self::done) with; in these a turn without their coding is one they gave no code, elsewhere it is
    /// missing.
    pub fn agreement(&self, compare: &Compare) -> Comparison {
        whole(self.agreement_in_steps(compare))
    }

    /// The same in steps.
    pub(crate) async fn agreement_in_steps(&self, compare: &Compare) -> Comparison {
        let coders = if compare.coders.is_empty() { self.coders() } else { compare.coders.clone() };
        let read = self.comparable(&coders, compare.sample.as_deref()).await;
        let pairs = self.in_pairs(&coders, compare, &read).await;
        let units = counting(read, compare);
        let (codes, sets) = by_code(&self.state.codebook, &units, compare.resampling).await;
        let mut disagreements = Vec::new();
        for unit in &units {
            disagreements.extend(self.disagreement(unit, &coders));
            rest(DISAGREEMENT_TAKES).await;
            if disagreements.len() == LISTED {
                break;
            }
        }
        Comparison {
            turns: u32::try_from(units.len()).unwrap_or(u32::MAX),
            uncoded: compare.uncoded,
            codes,
            sets,
            disagreements,
            pairs,
            model: self.with_the_model(&coders, compare.resampling).await,
            suggestions: self.on_suggestions(&coders),
            coders,
        }
    }

    fn disagreement(&self, unit: &Unit, coders: &[String]) -> Option<Disagreement> {
        let settled = self.state.settlements.get(&(unit.transcript.to_owned(), unit.turn.to_owned()));
        let settled = settled.map(|settled| settled.codes.clone());
        Some(Disagreement { settled, ..disagreement(unit, coders)? })
    }

    fn on_suggestions(&self, coders: &[String]) -> Vec<SuggestionAgreement> {
        let mut counts: BTreeMap<(&str, &str), (u32, u32)> = BTreeMap::new();
        for coding in self.state.codings.values().filter(|coding| coding.suggested.is_some()) {
            counts.entry((&coding.coder, &coding.code)).or_default().0 += 1;
        }
        for refusal in &self.state.refusals {
            counts.entry((&refusal.coder, &refusal.code)).or_default().1 += 1;
        }
        let row = |((coder, code), (accepted, refused)): ((&str, &str), _)| {
            let (coder, code) = (coder.to_owned(), code.to_owned());
            coders.contains(&coder).then_some(SuggestionAgreement { coder, code, accepted, refused })
        };
        counts.into_iter().filter_map(row).collect()
    }

    /// The turns that at least two of the coders read; of a sample alone if one is named.
    async fn comparable(&self, coders: &[String], sample: Option<&str>) -> Vec<Unit<'_>> {
        let sample = sample.map(|id| self.state.samples.iter().filter(move |sample| sample.id == id));
        let within: Option<BTreeSet<(&str, &str)>> = sample.map(|found| {
            let places = found.flat_map(|sample| &sample.turns);
            places.map(|place| (place.transcript.as_str(), place.turn.as_str())).collect()
        });
        let inside = |transcript: &str, turn: &str| within.as_ref().is_none_or(|all| all.contains(&(transcript, turn)));
        let place = |coder: &str| coders.iter().position(|known| known == coder);
        let refusals = self.state.refusals.iter().filter(|one| inside(&one.transcript, &one.turn));
        let mut read: BTreeSet<(&str, usize)> =
            refusals.filter_map(|one| Some((one.transcript.as_str(), place(&one.coder)?))).collect();
        let mut by_turn: BTreeMap<(&str, &str, usize), Vec<&Coding>> = BTreeMap::new();
        for coding in self.state.codings.values() {
            let Some(coder) = place(&coding.coder) else { continue };
            if inside(&coding.transcript, &coding.turn) {
                read.insert((&coding.transcript, coder));
            }
            by_turn.entry((&coding.transcript, &coding.turn, coder)).or_default().push(coding);
            rest(CODING_TAKES).await;
        }
        let done = self.state.done.iter();
        let done: BTreeSet<(&str, &str, usize)> =
            done.filter_map(|one| Some((one.transcript.as_str(), one.turn.as_str(), place(&one.coder)?))).collect();
        let mut found = Vec::new();
        for transcript in self.transcripts() {
            let all: Vec<bool> = (0..coders.len()).map(|at| read.contains(&(transcript.id.as_str(), at))).collect();
            for turn in transcript.turns.iter().filter(|turn| inside(&transcript.id, &turn.id)) {
                rest(TURN_TAKES).await;
                let key = |coder: usize| (transcript.id.as_str(), turn.id.as_str(), coder);
                let of = |(coder, all): (usize, &bool)| {
                    let reads = *all || done.contains(&key(coder));
                    reads.then(|| by_turn.get(&key(coder)).cloned().unwrap_or_default())
                };
                let codings: Vec<Option<Vec<&Coding>>> = all.iter().enumerate().map(of).collect();
                if codings.iter().flatten().count() >= 2 {
                    found.push(Unit { transcript: &transcript.id, turn: &turn.id, length: units(&turn.text), codings });
                }
            }
        }
        found
    }
}

/// The turns by which coders are compared.
pub(super) fn counting<'a>(mut units: Vec<Unit<'a>>, compare: &Compare) -> Vec<Unit<'a>> {
    units.retain(|unit| compare.uncoded || unit.codings.iter().flatten().any(|codings| !codings.is_empty()));
    units
}

impl<'a> Unit<'a> {
    /// The characters that those who read it have read, where they are two or more.
    fn read(&self) -> f64 {
        let coders = self.codings.iter().flatten().count();
        if coders >= 2 { f64::from(self.length) * coders as f64 } else { 0.0 }
    }

    /// The same of two coders, by their places; nothing where one of them did not read it.
    pub(super) fn of_two(&self, one: usize, other: usize) -> Option<Unit<'a>> {
        let codings = [one, other].map(|coder| self.codings.get(coder).cloned().flatten());
        let both = codings.iter().all(Option::is_some);
        both.then(|| Unit { codings: codings.to_vec(), ..*self })
    }
}

/// For each code that somebody used, how far coders agree on it; and how far on sets of codes.
pub(super) async fn by_code(
    codebook: &Codebook,
    units: &[Unit<'_>],
    resampling: Resampling,
) -> (Vec<CodeAgreement>, SetCoefficients) {
    let mut ratings = SetRatings { units: Vec::with_capacity(units.len()) };
    let mut used: BTreeMap<&str, Vec<&Unit>> = BTreeMap::new();
    let mut read = 0.0;
    for unit in units {
        for coding in unit.codings.iter().flatten().flatten() {
            let with = used.entry(&coding.code).or_default();
            if !with.last().is_some_and(|last| std::ptr::eq(*last, unit)) {
                with.push(unit);
            }
        }
        read += unit.read();
        ratings.units.push(sets(unit));
        rest(SETS_TAKE).await;
    }
    let ids = codebook.codes.iter().map(|code| code.id.as_str());
    let codes: Vec<&str> = ids.filter(|code| used.contains_key(code)).collect();
    let (by_code, of_sets) = ratings.reports(&codes, resampling).await;
    let mut all = Vec::with_capacity(codes.len());
    for (code, turns) in codes.into_iter().zip(by_code) {
        let (mut cut, mut left): (Vec<Stretch>, f64) = (Vec::new(), read);
        for unit in used.get(code).into_iter().flatten() {
            cut.extend(stretches(code, unit));
            left -= unit.read();
            rest(TURN_TAKES).await;
        }
        // All else is read and not given the code.
        cut.push(Stretch { length: left / 2.0, yes: 0.0, coders: 2.0 });
        all.push(CodeAgreement { code: code.to_owned(), turns, characters: alpha_over_stretches(&cut) });
    }
    for unit in ratings.units {
        drop(unit);
        rest(TURN_TAKES).await;
    }
    (all, of_sets)
}

/// The turn cut wherever a coder's passage with the code begins or ends.
fn stretches(code: &str, unit: &Unit) -> Vec<Stretch> {
    let passages = |codings: &[&Coding]| -> Vec<Passage> {
        let with = codings.iter().filter(|coding| coding.code == code);
        with.map(|coding| coding.passage.unwrap_or(Passage { from: 0, to: unit.length })).collect()
    };
    let given: Vec<Vec<Passage>> = unit.codings.iter().flatten().map(|codings| passages(codings)).collect();
    let mut cuts: BTreeSet<u32> = given.iter().flatten().flat_map(|passage| [passage.from, passage.to]).collect();
    cuts.extend([0, unit.length]);
    let cuts: Vec<u32> = cuts.into_iter().collect();
    let covers =
        |passages: &Vec<Passage>, at: u32| passages.iter().any(|passage| passage.from <= at && at < passage.to);
    let stretch = |pair: &[u32]| match pair {
        [from, to] => {
            let yes = given.iter().filter(|passages| covers(passages, *from)).count();
            Some(Stretch { length: f64::from(to - from), yes: yes as f64, coders: given.len() as f64 })
        }
        _ => None,
    };
    cuts.windows(2).filter_map(stretch).collect()
}

fn sets(unit: &Unit) -> Vec<Option<BTreeSet<String>>> {
    let set = |codings: &Vec<&Coding>| codings.iter().map(|coding| coding.code.clone()).collect();
    unit.codings.iter().map(|codings| codings.as_ref().map(set)).collect()
}

fn disagreement(unit: &Unit, coders: &[String]) -> Option<Disagreement> {
    let given: BTreeMap<String, Vec<String>> = coders
        .iter()
        .zip(sets(unit))
        .filter_map(|(coder, set)| Some((coder.clone(), set?.into_iter().collect())))
        .collect();
    let all: BTreeSet<&String> = given.values().flatten().collect();
    let codes: Vec<String> =
        all.into_iter().filter(|code| given.values().any(|codes| !codes.contains(code))).cloned().collect();
    let (transcript, turn) = (unit.transcript.to_owned(), unit.turn.to_owned());
    (!codes.is_empty()).then_some(Disagreement { transcript, turn, codes, given, settled: None })
}
