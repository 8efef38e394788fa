//! Street addresses: a street or a unit to start from, then whatever stands beside it and belongs to it.

use super::super::vocabulary::Marks;
use super::super::words::{Shape, Text, Word};
use super::lexis::Lexis;
use super::{Found, Kind, Why, streets};

pub(super) fn find(text: &Text<'_>, lexis: Lexis<'_>, caseless: bool, found: &mut Vec<Found>) {
    if text.figures == 0 && (caseless || !text.marks.has(Marks::STREET_LAST)) {
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
            let to = closed(text.text, from.from, to.to);
            found.push(Found::new(
                from.from,
                to,
                Kind::Address,
                &Why("address.form", "written like an address"),
                certainty,
            ));
        }
        index = last + 1;
    }
}

/// Where an address ends whose last word closes a bracket (`Colturano (MI)`) or is a Hungarian number (`Béke utca 20.`).
fn closed(text: &str, from: usize, to: usize) -> usize {
    let (inside, rest) = (text.get(from..to).unwrap_or_default(), text.get(to..).unwrap_or_default());
    let open = inside.rfind('(').is_some_and(|open| !inside.get(open..).unwrap_or_default().contains(')'));
    let hungarian = rest.starts_with('.')
        && inside.ends_with(|c: char| c.is_ascii_digit())
        && streets::HUNGARIAN.iter().any(|word| inside.contains(word));
    to + usize::from(open && rest.starts_with(')') || hungarian)
}

/// Words that tell the wards and blocks of Japanese towns, and where two streets meet.
pub(super) const LOCALITIES: &str = "ku shi cho machi chome corner";

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
        let short = self
            .word(index)
            .is_some_and(|word| word.letters <= 4 || word.has_figures() || word.is(Marks::UNIT.and(Marks::UNIT_INNER)));
        let plain = |c: char| c.is_whitespace() || matches!(c, ',' | '-' | '#' | '/' | '>' | '?');
        // "Colturano (MI)"
        let gap = if self.is_bracketed(index + 1) { " " } else { gap };
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
        let apart = gap.contains('\n') && !gap.contains(['>', '?', ',']) && !self.is_postal(index + 1);
        // "H-6664"
        let country = gap == "-" && self.word(index).is_some_and(|word| word.is_big() && word.letters <= 2);
        // "Sikar-260941"
        let code =
            gap == "-" && self.word(index + 1).is_some_and(|code| code.shape == Shape::Number && code.letters > 4);
        !(this && next && apart || this != next && gap == "-" && !country && !code)
    }

    /// Whether a postcode and a town stand here: `69611 Örebro`, `12637-231 Barbosa`, `241 01 Olešnice`, `2324DY`.
    fn is_postal(&self, index: usize) -> bool {
        let figures = |at: usize, from: u16| {
            self.word(at).is_some_and(|word| word.shape == Shape::Number && word.letters >= from)
        };
        let joined = self.text.gap(index) == "-" && figures(index + 1, 3);
        let parted = self.text.gap(index) == " " && figures(index + 1, 2);
        let next = index + 1 + usize::from(joined || parted);
        let long = figures(index, 4) || figures(index, 3) && next > index + 1;
        let dutch = self.word(index).is_some_and(|word| word.shape == Shape::Code && word.letters == 6);
        let town = self.word(next).is_some_and(|town| town.is_big() && !town.has_figures());
        (long || dutch) && matches!(self.text.gap(next - 1), " " | "\n" | "  " | ", ") && town
    }

    /// Whether a word stands in brackets by itself after a space.
    fn is_bracketed(&self, index: usize) -> bool {
        index > 0
            && self.text.gap(index - 1) == " ("
            && self.text.gap(index).starts_with(')')
            && self.word(index).is_some_and(Word::is_big)
    }

    /// The first and last word of what an address is recognised by, and how sure that is.
    fn anchor(&self, index: usize) -> Option<(usize, usize, f64)> {
        let word = self.word(index).filter(|word| word.is(Marks::ADDRESS) || self.is_by_figures(index))?;
        let said = self.text.of(word);
        if word.is(Marks::UNIT)
            && (self.caseless || word.is_big())
            && self.is_unit_number(index + 1)
            && self.is_beside(index)
        {
            return Some((index - self.post(index), index + 1, 0.85));
        }
        if word.is(Marks::MILITARY)
            && let Some(found) = self.military(index)
        {
            return Some(found);
        }
        if word.is(Marks::LOCALITY) {
            let small = word.shape == Shape::Lower;
            let corner = said.eq_ignore_ascii_case("corner");
            let found = if corner { self.corner(index) } else { self.ward(index).filter(|_| small) };
            if found.is_some() {
                return found;
            }
        }
        let number_after = self.is_tight(index) && self.is_number(index + 1);
        if (number_after || index > 0 && self.is_number(index - 1))
            && self.is_namely(index)
            && streets::ends_like_street(said)
        {
            return Some((index, index + usize::from(number_after), 0.85));
        }
        let big = word.is_big() || self.caseless;
        let small = index > 0 && self.is_number(index - 1) && streets::FIRST_SMALL.contains(&said);
        let first = word.is(Marks::STREET_FIRST) && (big || small || word.is(Marks::STREET_SURE));
        let last = word.is(Marks::STREET_LAST.and(Marks::STREET_WEAK)) && (big || word.is(Marks::STREET_SMALL));
        let street = if first { self.street_first(index) } else { None };
        let street = street.or_else(|| if last { self.street_last(index) } else { None });
        if street.is_some() {
            return street;
        }
        let strange = self.lexis.lists.is_some()
            && self.is_namely(index)
            && word.letters > 3
            && word.shape != Shape::Mixed
            && !self.lexis.is_word(self.text, word)
            && !word.is(Marks::PUBLIC);
        let small = self.word(index + 1).is_some_and(|number| number.letters <= 4);
        (strange && number_after && small).then_some((index, index + 1, 0.5))
    }

    /// Whether the word before or after has figures.
    fn is_by_figures(&self, index: usize) -> bool {
        [index.checked_sub(1), index.checked_add(1)]
            .into_iter()
            .flatten()
            .any(|at| self.word(at).is_some_and(Word::has_figures))
    }

    /// Whether a space alone stands before the next word, or the stop of an abbreviation and a space.
    fn is_tight(&self, index: usize) -> bool {
        let gap = self.text.gap(index);
        gap == " " || gap == ". " && self.word(index).is_some_and(|word| word.letters <= 5)
    }

    fn is_unit_number(&self, index: usize) -> bool {
        self.is_number(index) || self.word(index).is_some_and(|word| word.shape == Shape::Initial)
    }

    /// `Rue du Président Roosevelt 14`, `C/ Señores Curas 88`, `97, rue de Royer`, `Ladeira Moraes, 87`.
    fn street_first(&self, index: usize) -> Option<(usize, usize, f64)> {
        let sure = self.is(index, Marks::STREET_SURE);
        let mut last = index;
        while last < index + 6
            && matches!(self.text.gap(last), " " | ". " | "/ " | "'" | "’" | "-")
            && (self.is_namely(last + 1) || is_particle(self.said(last + 1)) || sure && self.is_plain(last + 1))
        {
            last += 1;
        }
        let comma = |gap: &str| gap == ", " && (sure || self.said(index) == "Via");
        let number = (self.is_tight(last) || comma(self.text.gap(last))) && self.is_number(last + 1);
        let comma = |gap: &str| comma(gap) || gap == ", " && streets::FIRST_SMALL.contains(&self.said(index));
        let gap = if index > 0 { self.text.gap(index - 1) } else { "" };
        let before = index > 0 && self.is_number(index - 1) && (gap == " " || comma(gap));
        (last > index && (number || before)).then_some((index, last + usize::from(number), 0.85))
    }

    /// Whether a word may be part of a street's name in text without capitals although it is an ordinary one.
    fn is_plain(&self, index: usize) -> bool {
        self.caseless && self.word(index).is_some_and(|word| !word.is(Marks::FUNCTION) && !word.has_figures())
    }

    /// `11 Barker Street`, `Emily Place`, `4589 40th Street`, `670 Erickson Steps`, `Béke utca 20`.
    fn street_last(&self, index: usize) -> Option<(usize, usize, f64)> {
        let word = self.word(index)?;
        let mut first = index;
        while first + 4 > index
            && first > 0
            && matches!(self.text.gap(first - 1), " " | ". " | "-" | "'" | "’")
            && (self.is_namely(first - 1) || is_ordinal(self.said(first - 1)) || self.is_cut(first - 1))
        {
            first -= 1;
        }
        let known = word.is(Marks::STREET_LAST);
        let small = word.is(Marks::STREET_SMALL) && !word.is_big();
        let year = first.checked_sub(1).is_some_and(|at| self.word(at).is_some_and(|word| is_year(self.text.of(word))));
        let numbered = first > 0
            && self.is_number(first - 1)
            && (self.text.gap(first - 1) == " " || known && !year && self.text.gap(first - 1) == ", ")
            && (known && !small || !(year || small && self.is_place(first, index)));
        let named =
            first < index && !self.caseless && known && word.shape == Shape::Capital && !word.is(Marks::STREET_COMMON);
        let after = first < index && known && self.is_tight(index) && self.is_number(index + 1);
        let last = index + usize::from(after);
        let spoken =
            if self.caseless && first == index && known && !small { self.numbered_before(index) } else { None };
        match (numbered, named, spoken) {
            (true, ..) if first < index => Some((first, last, 0.9)),
            _ if after && !(small && self.is_place(first, index)) => Some((first, last, 0.85)),
            (_, true, _) => Some((first, index, 0.6)),
            (_, _, Some(number)) => Some((number, index, 0.6)),
            _ => None,
        }
    }

    /// Whether an apostrophe cuts a word off from its beginning, which has a capital: `HaNevi'im`.
    fn is_cut(&self, index: usize) -> bool {
        let cut = index > 0 && matches!(self.text.gap(index - 1), "'" | "’") && self.said(index) != "s";
        cut && self.word(index - 1).is_some_and(Word::is_big)
    }

    fn is_place(&self, first: usize, end: usize) -> bool {
        self.text.words.get(first..end).is_some_and(|words| self.lexis.is_place(words))
    }

    /// How many words before "Box" belong to it: `PO`, `P.O.`.
    fn post(&self, index: usize) -> usize {
        let is = |back: usize, word: &str| index >= back && self.said(index - back).eq_ignore_ascii_case(word);
        match (is(1, "po"), is(1, "o") && is(2, "p")) {
            (true, _) => 1,
            (_, true) => 2,
            _ => 0,
        }
    }

    /// `USS Berg, FPO AE 01234`, `DPO AA 56703`.
    fn military(&self, index: usize) -> Option<(usize, usize, f64)> {
        const LONGEST: usize = 4;
        let office = (index..=index + LONGEST)
            .take_while(|at| *at == index || self.is_beside(at - 1))
            .find(|at| matches!(self.said(*at).to_ascii_lowercase().as_str(), "apo" | "fpo" | "dpo"))?;
        let region = matches!(self.said(office + 1).to_ascii_lowercase().as_str(), "aa" | "ae" | "ap");
        (region && self.is_number(office + 2)).then_some((index, office + 2, 0.95))
    }

    /// `2-11-3 Meguro, Meguro-ku`, `8-chome-2-1 Ginza`: a ward or block of a Japanese town with its numbers.
    fn ward(&self, index: usize) -> Option<(usize, usize, f64)> {
        const NEAR: usize = 6;
        let tied = index > 0 && self.text.gap(index - 1) == "-";
        let number = (1..=NEAR).filter_map(|back| index.checked_sub(back)).find(|at| self.is_number(*at))?;
        let first = if self.said(index) == "chome" { index - 1 } else { number };
        let last = if self.said(index) == "chome" && self.text.gap(index) == "-" { index + 1 } else { index };
        (tied && (first..index).all(|at| self.is_beside(at) || self.text.gap(at) == "-")).then_some((first, last, 0.85))
    }

    /// `corner of Ruiz and Mill Lane`: the second of the two is a street by its form.
    fn corner(&self, index: usize) -> Option<(usize, usize, f64)> {
        const LONGEST: usize = 6;
        if self.said(index + 1) != "of" || !self.is_namely(index + 2) {
            return None;
        }
        let and = (index + 3..index + 3 + LONGEST).find(|at| self.said(*at) == "and")?;
        let weak = |at: usize| {
            let street = self.is_namely(at - 1) && self.is(at, Marks::STREET_WEAK.and(Marks::STREET_LAST));
            street.then_some((at, at, 0.8))
        };
        // Another corner is an address of its own; to look from corner to corner would have no end.
        let other = |at: &usize| !self.said(*at).eq_ignore_ascii_case("corner");
        let street = |at: usize| self.anchor(at).or_else(|| weak(at));
        let (.., end, certainty) = (and + 1..=and + 3).take_while(other).find_map(street)?;
        let the = index > 0 && self.said(index - 1).eq_ignore_ascii_case("the");
        Some((index - usize::from(the), end, certainty))
    }

    /// The number that stands up to three words before: `149 crown street`.
    fn numbered_before(&self, index: usize) -> Option<usize> {
        let number = |at: &usize| self.is_number(*at) && self.word(*at).is_some_and(|word| word.letters > 1);
        (2..=3).filter_map(|back| index.checked_sub(back)).find(number)
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
                || self.is_code(last + 1)
                || self.is_town(last + 1)
                || self.is(last + 1, Marks::UNIT.and(Marks::UNIT_INNER)) && self.is_unit_number(last + 2)
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
        // "Springfield, IN 73508"
        let state = |word: &&Word| word.shape == Shape::Upper && word.letters <= 3 && self.is_number(index + 1);
        let Some(word) = self.word(index).filter(|word| !word.is(Marks::FUNCTION) || state(word)) else { return false };
        let listed =
            |count: usize| self.text.words.get(index..index + count).is_some_and(|words| self.lexis.is_place(words));
        // "in Mill Lane. Fifty of us"
        let sentence = index > 0 && self.text.gap(index - 1).starts_with('.');
        let opens = word.opens && sentence && self.lexis.is_word(self.text, word);
        let big = word.is_big() && !self.caseless && !word.has_figures() && !opens;
        let before = index > 0 && self.is_place(index - 1, index + 1);
        let coded = self.lexis.is_place_word(self.text, word) && self.is_number(index + 1);
        big || self.is_namely(index) || self.caseless && ((2..=3).any(listed) || before || coded)
    }

    /// A postcode that is no house's number: long, or letters and figures by turns (`S4E4H7`).
    fn is_code(&self, index: usize) -> bool {
        let word = self.word(index).filter(|_| self.word(index - 1).is_some_and(|before| !before.has_figures()));
        word.is_some_and(|word| match word.shape {
            Shape::Number => word.letters <= 8,
            Shape::Code => word.letters == 6 && self.text.of(word).starts_with(|c: char| c.is_ascii_uppercase()),
            _ => false,
        })
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
            | "delle"
            | "dell"
            | "aux"
            | "sur"
            | "sous"
            | "lès"
            | "en"
            | "on"
            | "upon"
            | "e"
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

/// Whether a number is rather a year than a house's.
fn is_year(word: &str) -> bool {
    word.len() == 4 && matches!(word.parse(), Ok(1900..2100))
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
