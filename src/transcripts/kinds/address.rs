//! Street addresses: a street or a unit to start from, then whatever stands beside it and belongs to it.

use super::super::vocabulary::Marks;
use super::super::words::{Shape, Text, Word};
use super::lexis::Lexis;
use super::{Found, Kind, streets};

pub(super) fn find(text: &Text<'_>, lexis: Lexis<'_>, caseless: bool, found: &mut Vec<Found>) {
    if !text.figures && (caseless || !text.marks.has(Marks::STREET_LAST)) {
        return;
    }
    let reader = Reader { text, lexis, caseless };
    let mut index = 0;
    while index < text.words.len() {
        let Some((first, last, certainty)) = reader.anchor(index) else {
            index += 1;
            continue;
        };
        let (first, last) = (reader.before(first), reader.after(last));
        if let (Some(from), Some(to)) = (text.word(first), text.word(last)) {
            found.push(Found::new(from.from, to.to, Kind::Address, "written like an address", certainty));
        }
        index = last + 1;
    }
}

struct Reader<'a> {
    text: &'a Text<'a>,
    lexis: Lexis<'a>,
    /// Whether capitals tell nothing here.
    caseless: bool,
}

impl Reader<'_> {
    fn word(&self, index: usize) -> Option<&Word> {
        self.text.word(index)
    }

    fn said(&self, index: usize) -> &str {
        self.word(index).map_or("", |word| self.text.of(word))
    }

    fn is(&self, index: usize, marks: Marks) -> bool {
        self.word(index).is_some_and(|word| word.is(marks))
    }

    /// Whether a word could be part of a street's or a town's name.
    fn is_namely(&self, index: usize) -> bool {
        let Some(word) = self.word(index).filter(|word| !word.has_figures()) else { return false };
        if self.caseless {
            return !self.lexis.is_word(self.text, word);
        }
        word.is_big() && !(word.opens && self.lexis.is_word(self.text, word)) && self.text.of(word) != "I"
    }

    /// Whether a word is a number as houses, units and postcodes have it.
    fn is_number(&self, index: usize) -> bool {
        self.word(index).is_some_and(|word| match word.shape {
            Shape::Number => word.letters <= 6,
            Shape::Code => word.letters <= 6 && self.text.of(word).starts_with(|c: char| c.is_ascii_digit()),
            _ => false,
        })
    }

    /// Whether nothing but spaces, line ends and commas (or the stop of an abbreviation) stands before the next word.
    fn is_beside(&self, index: usize) -> bool {
        let gap = self.text.gap(index);
        let short = self.word(index).is_some_and(|word| word.letters <= 4 || word.has_figures());
        let plain = |c: char| c.is_whitespace() || matches!(c, ',' | '-' | '#' | '/' | '>' | '?');
        let inner = if short { gap.trim_start_matches('.') } else { gap };
        let marks = inner.chars().filter(|c| matches!(c, '>' | '?')).count();
        // Marks at the start of quoted lines do not count; at the end of a sentence they do.
        let quoted = marks == 0 || inner.starts_with('\n');
        let blank = inner.bytes().filter(|byte| *byte == b'\n').count() > 1;
        gap.len() <= 6 && inner.chars().all(plain) && quoted && !blank && self.goes_on(index, inner)
    }

    /// Whether a line that ends with a number does not start another with one (a telephone number, say), and a hyphen
    /// joins like to like.
    fn goes_on(&self, index: usize, gap: &str) -> bool {
        let [this, next] = [index, index + 1].map(|at| self.word(at).is_some_and(Word::has_figures));
        !(this && next && gap.contains('\n') && !gap.contains(['>', '?', ',']) || this != next && gap == "-")
    }

    /// The first and last word of what an address is recognised by, and how sure that is.
    fn anchor(&self, index: usize) -> Option<(usize, usize, f64)> {
        let word = self.word(index)?;
        let said = self.text.of(word);
        if word.is(Marks::UNIT)
            && (self.caseless || word.is_big())
            && self.is_unit_number(index + 1)
            && self.is_beside(index)
        {
            // "P.O. Box"
            let post = index >= 2
                && self.said(index - 1).eq_ignore_ascii_case("o")
                && self.said(index - 2).eq_ignore_ascii_case("p");
            return Some((index - if post { 2 } else { 0 }, index + 1, 0.85));
        }
        let number_after = self.is_tight(index) && self.is_number(index + 1);
        if (number_after || index > 0 && self.is_number(index - 1))
            && self.is_namely(index)
            && streets::ends_like_street(said)
        {
            return Some((index, index + usize::from(number_after), 0.85));
        }
        if word.is_big() || self.caseless {
            let first = if word.is(Marks::STREET_FIRST) { self.street_first(index) } else { None };
            let street = first.or_else(|| if word.is(Marks::STREET_LAST) { self.street_last(index) } else { None });
            if street.is_some() {
                return street;
            }
        }
        let strange = self.lexis.lists.is_some()
            && self.is_namely(index)
            && word.letters > 3
            && !self.lexis.is_word(self.text, word)
            && !word.is(Marks::PUBLIC);
        let small = self.word(index + 1).is_some_and(|number| number.letters <= 4);
        (strange && number_after && small).then_some((index, index + 1, 0.5))
    }

    /// Whether a space alone stands before the next word, or the stop of an abbreviation and a space.
    fn is_tight(&self, index: usize) -> bool {
        let gap = self.text.gap(index);
        gap == " " || gap == ". " && self.word(index).is_some_and(|word| word.letters <= 5)
    }

    fn is_unit_number(&self, index: usize) -> bool {
        self.is_number(index) || self.word(index).is_some_and(|word| word.shape == Shape::Initial)
    }

    /// `Rue du Président Roosevelt 14`, `C/ Señores Curas 88`.
    fn street_first(&self, index: usize) -> Option<(usize, usize, f64)> {
        let mut last = index;
        while last < index + 6
            && matches!(self.text.gap(last), " " | ". " | "/ " | "'" | "’" | "-")
            && (self.is_namely(last + 1) || is_particle(self.said(last + 1)))
        {
            last += 1;
        }
        let number = self.is_tight(last) && self.is_number(last + 1);
        let before = index > 0 && self.is_number(index - 1) && self.text.gap(index - 1) == " ";
        (last > index && (number || before)).then_some((index, last + usize::from(number), 0.85))
    }

    /// `11 Barker Street`, `Emily Place`, `4589 40th Street`.
    fn street_last(&self, index: usize) -> Option<(usize, usize, f64)> {
        let mut first = index;
        while first + 4 > index
            && first > 0
            && matches!(self.text.gap(first - 1), " " | ". " | "-" | "'" | "’")
            && (self.is_namely(first - 1) || is_ordinal(self.said(first - 1)))
        {
            first -= 1;
        }
        let numbered = first > 0 && self.is_number(first - 1) && self.text.gap(first - 1) == " ";
        let named = first < index
            && !self.caseless
            && self.word(index)?.shape == Shape::Capital
            && !self.is(index, Marks::STREET_COMMON);
        let after = first < index && self.is_tight(index) && self.is_number(index + 1);
        let last = index + usize::from(after);
        let spoken = self.caseless && first == index && self.numbered_before(index);
        match (numbered, named, spoken) {
            (true, ..) if first < index => Some((first, last, 0.9)),
            _ if after => Some((first, last, 0.85)),
            (_, true, _) => Some((first, index, 0.6)),
            (_, _, true) => Some((index, index, 0.6)),
            _ => None,
        }
    }

    /// Whether a number stands up to three words before: `149 crown street`.
    fn numbered_before(&self, index: usize) -> bool {
        (2..=3).any(|back| {
            index >= back
                && self.is_number(index - back)
                && self.word(index - back).is_some_and(|word| word.letters > 1)
        })
    }

    /// Takes in the numbers before, and a street's name between numbers.
    fn before(&self, mut first: usize) -> usize {
        let start = first;
        while first > 0 && start - first < 6 && self.is_beside(first - 1) {
            let number = self.is_number(first - 1);
            let name =
                (self.is_namely(first - 1) || is_particle(self.said(first - 1))) && self.has_number_before(first - 1);
            if !number && !name {
                break;
            }
            first -= 1;
        }
        let corner = first > 1 && self.said(first - 1) == "of" && self.said(first - 2) == "corner";
        let the = first > 2 && self.said(first - 3) == "the";
        first - if corner { 2 + usize::from(the) } else { 0 }
    }

    fn has_number_before(&self, index: usize) -> bool {
        (1..=5).any(|back| {
            index >= back && self.is_number(index - back) && (index - back..index).all(|at| self.is_beside(at))
        })
    }

    /// Takes in units, towns, regions, countries and postcodes after it.
    fn after(&self, mut last: usize) -> usize {
        let start = last;
        while last < start + 16 && self.is_beside(last) {
            let word = self.said(last + 1);
            let joins = self.is_number(last + 1)
                || self.is_town(last + 1)
                || self.is(last + 1, Marks::UNIT) && self.is_unit_number(last + 2)
                || self.is(last + 1, Marks::STREET_LAST) && self.word(last + 1).is_some_and(Word::is_big)
                || is_particle(word) && self.is_town(last + 2);
            if joins && !self.starts_a_line_of_its_own(last + 1) {
                last += 1;
                continue;
            }
            // "the corner of Mill Lane and High Street"
            let other = if word == "and" { (2..=4).find_map(|ahead| self.anchor(last + ahead)) } else { None };
            let Some((.., end, _)) = other else { break };
            last = end;
        }
        last
    }

    fn is_town(&self, index: usize) -> bool {
        let Some(word) = self.word(index).filter(|word| !word.is(Marks::FUNCTION)) else { return false };
        let listed =
            |count: usize| self.text.words.get(index..index + count).is_some_and(|words| self.lexis.is_place(words));
        let big = word.is_big() && !self.caseless && !word.has_figures();
        big || self.is_namely(index) || self.caseless && (2..=3).any(listed)
    }

    /// A label such as `Phone:` after an address starts something else.
    fn starts_a_line_of_its_own(&self, index: usize) -> bool {
        self.text.gap(index).starts_with(':')
    }
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "da"
            | "do"
            | "das"
            | "dos"
            | "di"
            | "del"
            | "della"
            | "des"
            | "du"
            | "la"
            | "le"
            | "les"
            | "van"
            | "von"
            | "der"
            | "den"
            | "al"
            | "el"
            | "am"
            | "im"
            | "dalla"
            | "degli"
            | "dei"
            | "na"
            | "av"
            | "zu"
            | "of"
            | "the"
            | "and"
            | "y"
            | "u"
    )
}

fn is_ordinal(word: &str) -> bool {
    let figures = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    figures.len() < word.len() && !figures.is_empty() && figures.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::{Memory, all};
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let caseless = !text.chars().any(char::is_uppercase);
        assert_eq!(
            all(|text, found| find(text, Lexis { lists: None, memory: &Memory::new() }, caseless, found), text),
            expected
        );
    }

    #[test]
    fn addresses_of_many_countries() {
        check(
            "We met at 11 Barker Street, Apt. 4B, Springfield, NJ 08901 last night",
            &["11 Barker Street, Apt. 4B, Springfield, NJ 08901"],
        );
        check("Send it to Rue du Temple 14 please", &["Rue du Temple 14"]);
        check("Er wohnt Gartenstraße 7, 80331 München.", &["Gartenstraße 7, 80331 München"]);
        check("near 4589 40th Street and the park", &["4589 40th Street"]);
    }

    #[test]
    fn no_addresses() {
        check("In Chapter 5 we go a long way. The place is nice, 3 of us sat in room 12", &[]);
        check("There is a street and I was in no place to say", &[]);
    }
}
