//! What identifies somebody: one kind a file. Each finds; none decides what becomes of what it found.

mod account;
mod address;
mod age;
mod blocks;
mod card;
mod caseless;
mod date;
mod email;
mod employers;
mod firms;
mod handle;
mod institution;
mod ip;
mod known;
mod lexis;
mod months;
mod national;
mod nicknames;
mod numbers;
mod ordinary;
mod phone;
mod phrases;
mod postcode;
mod proper;
mod record;
mod relation;
mod relative;
mod slips;
mod streets;
mod title;
mod url;
mod works;

pub(crate) use known::{Names, Reading, SLIP};
pub(crate) use lexis::{Lexis, Memory};
pub(crate) use ordinary::is_ordinary;
pub(crate) use phrases::{Phrases, kind_of};
pub(crate) use title::find as titles;

use super::deid::Kind;
use super::vocabulary::Marks;
use super::words::{self, Text};

/// Why something is taken for an identifier: a stable code, by which other languages say it, and the words in English.
#[derive(Debug, PartialEq)]
pub(crate) struct Why(pub &'static str, pub &'static str);

/// One stretch of a text that identifies somebody.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    /// Where it starts, in bytes.
    pub from: usize,
    /// Where it ends (exclusive), in bytes.
    pub to: usize,
    pub kind: Kind,
    /// Why it was taken for one.
    pub reason: &'static Why,
    /// From 0 to 1.
    pub certainty: f64,
    /// Whom it names: an index into the people that are known.
    pub who: Option<u32>,
}

impl Found {
    pub(crate) fn new(from: usize, to: usize, kind: Kind, reason: &'static Why, certainty: f64) -> Self {
        Self { from, to, kind, reason, certainty, who: None }
    }
}

/// The short lists of words, for the table that every word is looked up in once.
pub(crate) fn vocabularies() -> [(Marks, &'static str); 35] {
    [
        (Marks::FUNCTION, lexis::FUNCTION),
        (Marks::PUBLIC, lexis::PUBLIC),
        (Marks::FREQUENT, lexis::FREQUENT),
        (Marks::TITLE, lexis::TITLES),
        (Marks::OFFICE, lexis::OFFICES),
        (Marks::UNIT, streets::UNITS),
        (Marks::STREET_LAST, streets::LAST),
        (Marks::STREET_COMMON, streets::COMMON_LAST),
        (Marks::STREET_FIRST, streets::FIRST),
        (Marks::STREET_FIRST, streets::FIRST_SURE),
        (Marks::STREET_SURE, streets::FIRST_SURE),
        (Marks::STREET_LAST, streets::LAST_SMALL),
        (Marks::STREET_SMALL, streets::LAST_SMALL),
        (Marks::STREET_WEAK, streets::LAST_WEAK),
        (Marks::UNIT_INNER, streets::INNER_UNITS),
        (Marks::MILITARY, streets::SHIPS),
        (Marks::MILITARY, streets::MILITARY),
        (Marks::LOCALITY, address::LOCALITIES),
        (Marks::MONTH, months::MONTHS),
        (Marks::WEEKDAY, months::WEEKDAYS),
        (Marks::FEAST, months::FEASTS),
        (Marks::FIGURE, numbers::SPOKEN),
        (Marks::WEB, url::STARTS),
        (Marks::WEB, email::DOT),
        (Marks::DOMAIN, email::ENDINGS),
        (Marks::RELATION, relation::RELATIONS),
        (Marks::INSTITUTION, institution::WORDS),
        (Marks::INSTITUTION_END, institution::ENDS),
        (Marks::FORM, institution::FORMS),
        (Marks::FIRM_END, institution::FIRM_ENDS),
        (Marks::TAKES_OF, institution::HEADS),
        (Marks::WORK_END, works::ENDS),
        (Marks::PARTICLE, proper::PARTICLES),
        (Marks::PLACE_SMALL, proper::SMALL),
        (Marks::VERB, proper::VERBS),
    ]
}

/// Everything that is recognised by its form, not by a list.
pub(crate) fn by_form(text: &Text<'_>, ages_up_to: u32, found: &mut Vec<Found>) {
    if text.text.as_bytes().contains(&b'@') {
        email::find(text, found);
        handle::find(text, found);
    }
    if text.marks.has(Marks::WEB) {
        email::find_spoken(text, found);
    }
    if text.marks.has(Marks::WEB) || text.joints > 0 && text.marks.has(Marks::DOMAIN) {
        url::find(text, found);
    }
    if text.figures > 0 {
        ip::find(text, found);
        account::find(text, found);
        card::find(text, found);
        national::find(text, found);
        date::find(text, found);
        phone::find(text, found);
        record::find(text, found);
        postcode::find(text, found);
        age::find(text, ages_up_to, found);
    }
    if text.figures > 3 || text.marks.has(Marks::MONTH.and(Marks::WEEKDAY).and(Marks::FEAST)) {
        date::find_written(text, found);
    }
    if text.marks.has(Marks::FIGURE) {
        phone::find_spoken(text, found);
        age::find_spoken(text, ages_up_to, found);
    }
}

/// Everything that is recognised by capitals, lists and the words around it.
///
/// `caseless` says that this text has no capitals, `whole_file` that no text of the file has any.
pub(crate) fn by_words(text: &Text<'_>, lexis: Lexis<'_>, caseless: bool, whole_file: bool, found: &mut Vec<Found>) {
    address::find(text, lexis, caseless, found);
    if caseless {
        caseless::find(text, lexis, whole_file, found);
    } else {
        proper::find(text, lexis, found);
        if is_careless(text) {
            caseless::find(text, lexis, false, found);
        }
    }
    blocks::find(text, caseless, found);
}

/// Whether capitals are left out here and there, as captions have it that lost a part of theirs: a sentence starts
/// without one although others have some.
fn is_careless(text: &Text<'_>) -> bool {
    text.words.iter().any(|word| word.opens && word.shape == words::Shape::Lower)
}

/// Runs one kind over a text: what was found, as text.
#[cfg(test)]
fn all(find: impl Fn(&Text<'_>, &mut Vec<Found>), text: &str) -> Vec<String> {
    let mut found = Vec::new();
    find(&Text::new(text), &mut found);
    found.iter().map(|one| text[one.from..one.to].to_owned()).collect()
}
