//! What was looked for, and what may still point at somebody.

use crate::ordered::BTreeMap;

use super::{Deidentifier, Identifier, Kind, Remains, Risk, Treatment, Warning};
use crate::error::Values;
use crate::people::Roster;
use crate::transcripts::offsets::Units;
use crate::transcripts::vocabulary::Marks;
use crate::transcripts::words::{Text, Word};

/// Places listed for one transcript: more than anybody looks through.
const LISTED: usize = 2_000;

/// What is counted and listed while the turns are gone through, one after the other.
pub(super) struct Survey {
    /// Whether a roster was given, without which departments and jobs are not known.
    roster: bool,
    review_below: f64,
    counts: BTreeMap<Kind, u32>,
    rare: Rare,
    doubtful: Vec<Remains>,
    telling: Vec<Remains>,
    others: Vec<Remains>,
}

impl Survey {
    pub(super) fn new(given: &Deidentifier<'_>) -> Self {
        Self {
            roster: given.roster.is_some(),
            review_below: given.policy.review_below,
            counts: BTreeMap::new(),
            rare: Rare::of(given.roster),
            doubtful: Vec::new(),
            telling: Vec::new(),
            others: Vec::new(),
        }
    }

    /// Takes in a turn: its words, and what was found in it.
    pub(super) fn look(&mut self, text: &Text<'_>, found: &[Identifier], turn: &str) {
        for one in found {
            *self.counts.entry(one.kind).or_insert(0) += 1;
            if one.certainty < self.review_below && self.doubtful.len() < LISTED {
                self.doubtful.push(doubtful(one));
            }
        }
        let place = Place { text, found, turn };
        if !self.rare.phrases.is_empty() {
            let mut fitting = None;
            place.list(&mut self.telling, |index| self.rare.tells(text, index, &mut fitting));
        }
        if text.marks.has(Marks::RELATION) {
            place.list(&mut self.others, |index| third_person(text.word(index)?));
        }
    }

    /// What was looked for, found, and may remain.
    pub(super) fn finish(self, warnings: Vec<Warning>) -> Risk {
        let mut remaining = self.doubtful;
        remaining.extend(self.telling);
        remaining.extend(self.others);
        remaining.truncate(LISTED);
        let known = |kind: &Kind| self.roster || !matches!(kind, Kind::Department | Kind::Job);
        let looked_for = LOOKED_FOR.into_iter().filter(known).collect();
        Risk { looked_for, found: self.counts, remaining, warnings }
    }
}

/// What is looked for, names of departments and jobs only where a roster has them.
pub(super) const LOOKED_FOR: [Kind; 19] = [
    Kind::Person,
    Kind::Title,
    Kind::Job,
    Kind::Department,
    Kind::Age,
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
    let (code, why) = match replaced {
        true => ("doubt.replaced", "perhaps no identifier"),
        false => ("doubt.left", "perhaps an identifier, left as it is"),
    };
    let why = Told { code, about: Some(("reason", &one.code)), text: [why, ": ", &one.reason].concat() };
    why.of(&one.turn, one.from, one.to, replaced)
}

/// Why a place is listed: its code, what that is about, and how it goes in English.
struct Told<'a> {
    code: &'static str,
    about: Option<(&'static str, &'a str)>,
    text: String,
}

impl Told<'_> {
    fn of(self, turn: &str, from: u32, to: u32, replaced: bool) -> Remains {
        let values: Values = self.about.iter().map(|(name, of)| ((*name).to_owned(), vec![(*of).to_owned()])).collect();
        Remains { turn: turn.to_owned(), from, to, code: self.code.to_owned(), values, why: self.text, replaced }
    }
}

/// What people of the roster have (a rank, a specialty), as words, sorted, with those who have it.
struct Rare {
    phrases: Vec<Value>,
}

struct Value {
    words: Vec<u64>,
    attribute: String,
    /// Whose it is, by their places on the roster, sorted.
    holders: Vec<usize>,
}

impl Rare {
    fn of(roster: Option<&Roster>) -> Self {
        let mut holders: BTreeMap<(Vec<u64>, &str), Vec<usize>> = BTreeMap::new();
        for (place, person) in roster.iter().flat_map(|roster| &roster.participants).enumerate() {
            for (name, values) in &person.attributes {
                for words in values.iter().filter_map(|value| telling(value)) {
                    holders.entry((words, name)).or_default().push(place);
                }
            }
        }
        let value = |((words, name), holders): ((Vec<u64>, &str), Vec<usize>)| Value {
            words,
            attribute: name.to_owned(),
            holders,
        };
        Self { phrases: holders.into_iter().map(value).collect() }
    }

    /// The value whose words stand here.
    fn at(&self, text: &Text<'_>, index: usize) -> Option<&Value> {
        let here = |words: &[u64]| {
            words.iter().enumerate().all(|(at, hash)| text.word(index + at).is_some_and(|word| word.hash == *hash))
        };
        let first = text.word(index)?.hash;
        let starts = |value: &&Value| value.words.first() == Some(&first);
        let from = self.phrases.partition_point(|value| value.words.first().is_some_and(|word| *word < first));
        self.phrases.get(from..)?.iter().take_while(starts).filter(|value| here(&value.words)).last()
    }

    /// How many words from here tell, and why: one person alone has this, or has this and what was said before it.
    fn tells(&self, text: &Text<'_>, index: usize, fitting: &mut Option<Vec<usize>>) -> Option<(usize, Told<'_>)> {
        let value = self.at(text, index)?;
        let count = value.words.len();
        let told = |code, before| {
            let text = [before, "one person alone on the roster has this ", &value.attribute].concat();
            Some((count, Told { code, about: Some(("attribute", &value.attribute)), text }))
        };
        if value.holders.len() == 1 {
            return told("alone.has", "");
        }
        let before = fitting.take();
        let both = |place: &usize| before.as_ref().is_none_or(|before| before.binary_search(place).is_ok());
        let left: Vec<usize> = value.holders.iter().copied().filter(both).collect();
        let alone = left.len() == 1 && before.is_some_and(|before| before.len() > 1);
        *fitting = Some(left);
        if alone { told("alone.has_both", "with what is said before, ") } else { None }
    }
}

/// The words of a value, unless they are only such as every sentence has: `yes`, `no`.
fn telling(value: &str) -> Option<Vec<u64>> {
    let text = Text::new(value);
    let says = text.words.iter().any(|word| !word.is(Marks::FUNCTION) && word.letters > 3);
    says.then(|| text.words.iter().map(|word| word.hash).collect())
}

/// A word for somebody who is on no roster.
fn third_person(word: &Word) -> Option<(usize, Told<'static>)> {
    let text = "somebody else is spoken of, who has agreed to nothing";
    word.is(Marks::RELATION).then(|| (1, Told { code: "others.spoken_of", about: None, text: text.to_owned() }))
}

/// A turn that is gone through.
struct Place<'a> {
    text: &'a Text<'a>,
    found: &'a [Identifier],
    turn: &'a str,
}

impl Place<'_> {
    /// Lists every place where a look at a word finds so many words, outside what was replaced.
    fn list<'t>(&self, remaining: &mut Vec<Remains>, mut look: impl FnMut(usize) -> Option<(usize, Told<'t>)>) {
        let mut units = Units::new(self.text.text);
        for index in 0..self.text.words.len() {
            let Some((count, why)) = look(index).filter(|_| remaining.len() < LISTED) else { continue };
            let (Some(first), Some(last)) = (self.text.word(index), self.text.word(index + count - 1)) else {
                continue;
            };
            let from = units.of(first.from);
            let to = from.saturating_add(crate::transcripts::offsets::units(
                self.text.text.get(first.from..last.to).unwrap_or_default(),
            ));
            // They are in order and apart: only those right before the end can reach in.
            let before = self.found.get(..self.found.partition_point(|one| one.from < to)).unwrap_or_default();
            let mut over = before.iter().rev().take_while(|one| one.to > from);
            if !over.any(|one| one.replacement.is_some()) {
                remaining.push(why.of(self.turn, from, to, false));
            }
        }
    }
}

/// What the process cannot look for.
pub(super) fn warnings(given: &Deidentifier<'_>, caseless: bool) -> Vec<Warning> {
    let shifted = given.policy.treatments.values().any(|treatment| *treatment == Treatment::Shift);
    let conditions = [
        (
            true,
            "missed.not_complete",
            "This is not complete: no program finds everything that points at a person. Read the transcript before you share it.",
        ),
        (
            true,
            "missed.stories",
            "Stories can point at a person without a name or a number; nothing here looks for those.",
        ),
        (
            true,
            "missed.relative_times",
            "Times told from the day of the session (three weeks ago, last Tuesday) stay: who knows that day can count back.",
        ),
        (
            given.lists.is_none(),
            "missed.no_lists",
            "No name lists were given, so places and people who do not take part are mostly missed.",
        ),
        (
            given.roster.is_none(),
            "missed.no_roster",
            "No roster was given, so names were known from the speakers and from their form alone.",
        ),
        (
            caseless,
            "missed.no_capitals",
            "This text has no capital letters, so names that are on no roster are mostly missed.",
        ),
        (
            shifted,
            "missed.shifted",
            "Dates are shifted by one secret number of days: one date that a reader recognises reveals them all.",
        ),
    ];
    let holding = conditions.into_iter().filter(|(holds, _, _)| *holds);
    holding.map(|(_, code, message)| Warning { code: code.to_owned(), message: message.to_owned() }).collect()
}
