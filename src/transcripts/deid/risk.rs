//! What was looked for, and what may still point at somebody.

use std::collections::BTreeMap;

use super::{Deidentifier, Identifier, Kind, Remains, Risk};
use crate::people::Roster;
use crate::transcripts::Transcript;
use crate::transcripts::offsets::Units;
use crate::transcripts::words::{Text, hash};

/// Places listed for one transcript: more than anybody looks through.
const LISTED: usize = 2_000;

/// A transcript and the words of its turns.
pub(super) struct Subject<'a> {
    pub transcript: &'a Transcript,
    pub texts: &'a [Text<'a>],
}

pub(super) fn risk(subject: &Subject<'_>, given: &Deidentifier<'_>, found: &[Identifier]) -> Risk {
    let (roster, policy) = (given.roster, &given.policy);
    let mut counts = BTreeMap::new();
    for one in found {
        *counts.entry(one.kind).or_insert(0) += 1;
    }
    let mut remaining: Vec<Remains> =
        found.iter().filter(|one| one.certainty < policy.review_below).map(doubtful).collect();
    remaining.extend(rare_values(subject, roster, found));
    remaining.extend(third_persons(subject, found));
    remaining.truncate(LISTED);
    Risk { looked_for: LOOKED_FOR.to_vec(), found: counts, remaining, warnings: warnings(subject.transcript, given) }
}

const LOOKED_FOR: [Kind; 15] = [
    Kind::Person,
    Kind::Place,
    Kind::Address,
    Kind::Postcode,
    Kind::Institution,
    Kind::Email,
    Kind::Phone,
    Kind::Url,
    Kind::Handle,
    Kind::Ip,
    Kind::Account,
    Kind::Card,
    Kind::NationalId,
    Kind::Record,
    Kind::Date,
];

fn doubtful(one: &Identifier) -> Remains {
    let replaced = one.replacement.is_some();
    let why = if replaced { "perhaps no identifier" } else { "perhaps an identifier, left as it is" };
    Remains { turn: one.turn.clone(), from: one.from, to: one.to, why: format!("{why}: {}", one.reason), replaced }
}

/// What a single person of the roster has (a rank, a specialty) and somebody says.
fn rare_values(subject: &Subject<'_>, roster: Option<&Roster>, found: &[Identifier]) -> Vec<Remains> {
    let mut holders: BTreeMap<Vec<u64>, (u32, &str)> = BTreeMap::new();
    for (name, values) in roster.iter().flat_map(|roster| &roster.participants).flat_map(|person| &person.attributes) {
        for value in values {
            let words: Vec<u64> = Text::new(value).words.iter().map(|word| word.hash).collect();
            if !words.is_empty() {
                holders.entry(words).or_insert((0, name)).0 += 1;
            }
        }
    }
    holders.retain(|_, (count, _)| *count == 1);
    let phrases: Vec<(Vec<u64>, &str)> = holders.into_iter().map(|(words, (_, name))| (words, name)).collect();
    listed(subject, found, |text, index| {
        let here = |words: &[u64]| {
            words.iter().enumerate().all(|(at, hash)| text.word(index + at).is_some_and(|word| word.hash == *hash))
        };
        let first = text.word(index)?.hash;
        let from = phrases.partition_point(|(words, _)| words.first().is_some_and(|word| *word < first));
        let (words, name) = phrases
            .get(from..)?
            .iter()
            .take_while(|(words, _)| words.first() == Some(&first))
            .find(|(words, _)| here(words))?;
        Some((words.len(), format!("one person alone on the roster has this {name}")))
    })
}

/// Words for people who are on no roster.
fn third_persons(subject: &Subject<'_>, found: &[Identifier]) -> Vec<Remains> {
    const RELATIONS: [&str; 24] = [
        "patient",
        "wife",
        "husband",
        "partner",
        "mother",
        "father",
        "mom",
        "dad",
        "son",
        "daughter",
        "brother",
        "sister",
        "girlfriend",
        "boyfriend",
        "neighbor",
        "neighbour",
        "nephew",
        "niece",
        "grandmother",
        "grandfather",
        "aunt",
        "uncle",
        "cousin",
        "chairman",
    ];
    let mut known: Vec<u64> = RELATIONS.iter().map(|word| hash(word)).collect();
    known.sort_unstable();
    listed(subject, found, |text, index| {
        let spoken = known.binary_search(&text.word(index)?.hash).is_ok();
        spoken.then(|| (1, "somebody else is spoken of, who has agreed to nothing".to_owned()))
    })
}

/// Every place where a look at a word finds so many words to list, outside what was replaced.
fn listed(
    subject: &Subject<'_>,
    found: &[Identifier],
    look: impl Fn(&Text<'_>, usize) -> Option<(usize, String)>,
) -> Vec<Remains> {
    let mut remaining = Vec::new();
    let mut found = found.iter().peekable();
    for (turn, text) in subject.transcript.turns.iter().zip(subject.texts) {
        let mut replaced: Vec<(u32, u32)> = Vec::new();
        while let Some(one) = found.next_if(|one| one.turn == turn.id) {
            replaced.push((one.from, if one.replacement.is_some() { one.to } else { one.from }));
        }
        for index in 0..text.words.len() {
            let Some((count, why)) = look(text, index) else { continue };
            let (Some(first), Some(last)) = (text.word(index), text.word(index + count - 1)) else { continue };
            let mut units = Units::new(&turn.text);
            let (from, to) = (units.of(first.from), units.of(last.to));
            let gone = replaced.iter().any(|(start, end)| from < *end && to > *start);
            if !gone && remaining.len() < LISTED {
                remaining.push(Remains { turn: turn.id.clone(), from, to, why, replaced: false });
            }
        }
    }
    remaining
}

fn warnings(transcript: &Transcript, given: &Deidentifier<'_>) -> Vec<String> {
    let mut warnings = vec![
        "This is not complete: no program finds everything that points at a person. Read the transcript before you share it."
            .to_owned(),
        "Stories can point at a person without a name or a number; nothing here looks for those.".to_owned(),
    ];
    if given.lists.is_none() {
        warnings
            .push("No name lists were given, so places and people who do not take part are mostly missed.".to_owned());
    }
    if given.roster.is_none() {
        warnings
            .push("No roster was given, so names were known from the speakers and from their form alone.".to_owned());
    }
    let letters = transcript.turns.iter().flat_map(|turn| turn.text.chars());
    if !letters.clone().any(char::is_uppercase) && letters.clone().any(char::is_lowercase) {
        warnings.push("This text has no capital letters, so names that are on no roster are mostly missed.".to_owned());
    }
    warnings
}
