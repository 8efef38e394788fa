//! People who are known: those of the roster and whoever speaks; by full name, part, initial, nickname, slip of a letter.

use crate::ordered::BTreeMap;

use super::super::vocabulary::Marks;
use super::super::words::{Shape, Text, Word, hash};
use super::nicknames::nicknames;
use super::slips::Slips;
use super::{Found, Kind, Why};

/// The names of everybody who is known.
#[derive(Default)]
pub(crate) struct Names {
    parts: BTreeMap<u64, Part>,
    /// The parts' hashes by their last bits: most words are none, and are passed over at a glance.
    glance: Glance,
    slips: Slips,
    people: u32,
    /// By the first letters of a person's first and last name: whose. They are looked for where stops follow them.
    initials: BTreeMap<(char, char), Vec<u32>>,
    /// Those who speak in this transcript: of several with one name they are meant.
    speaking: Vec<u32>,
}

/// A word that is part of somebody's name.
struct Part {
    /// Whose: sorted.
    people: Vec<u32>,
    /// Whether it is an ordinary word as well: Will, Grace, Young.
    ordinary: bool,
}

/// A bit for each value of a hash's last twelve bits.
struct Glance([u64; 64]);

impl Default for Glance {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl Glance {
    fn place(key: u64) -> (usize, u64) {
        (usize::try_from(key >> 6 & 63).unwrap_or(0), 1 << (key & 63))
    }

    fn add(&mut self, key: u64) {
        let (at, bit) = Self::place(key);
        if let Some(bits) = self.0.get_mut(at) {
            *bits |= bit;
        }
    }

    fn has(&self, key: u64) -> bool {
        let (at, bit) = Self::place(key);
        self.0.get(at).is_some_and(|bits| bits & bit != 0)
    }
}

/// Why a name with a letter wrong was taken for one.
pub(crate) const SLIP: &Why = &Why("known.slip", "one letter from the name of somebody who takes part");

/// Why initials were taken for a name.
const INITIALS: &Why = &Why("known.initials", "the initials of somebody who takes part");

/// Abbreviations of two or three capitals that meetings of physicians and teachers are full of.
const ABBREVIATIONS: [&str; 60] = [
    "AI", "AM", "BA", "BP", "BS", "BSN", "CBT", "CEO", "CME", "CT", "CV", "DC", "DEI", "DO", "ED", "EHR", "EMR", "ER",
    "FAQ", "GI", "GP", "HR", "ICU", "ID", "IRB", "IT", "IV", "KPI", "LA", "LCD", "MA", "MBA", "MD", "MPH", "MRI", "MS",
    "NHS", "NIH", "NP", "NY", "OB", "OK", "OR", "OT", "PA", "PC", "PCP", "PHD", "PM", "PR", "PT", "QI", "RN", "TA",
    "TB", "TV", "UK", "UN", "US", "VA",
];

/// How a text is to be read.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    /// Whether it has no capitals at all, as automatic captions have it.
    pub caseless: bool,
    /// Whether a word is an ordinary one, by whatever list is at hand.
    pub ordinary: &'a dyn Fn(u64) -> bool,
}

/// Words between the parts of a name.
const PARTICLES: [&str; 24] = [
    "de", "da", "di", "do", "dos", "das", "del", "della", "la", "le", "los", "van", "von", "der", "den", "ten", "ter",
    "bin", "ibn", "al", "el", "y", "e", "af",
];

/// Titles and degrees, which are no part of a name.
const NO_NAMES: [&str; 30] = [
    "dr",
    "mr",
    "mrs",
    "ms",
    "mx",
    "prof",
    "professor",
    "miss",
    "sir",
    "dame",
    "rev",
    "md",
    "phd",
    "do",
    "rn",
    "mph",
    "jr",
    "sr",
    "ii",
    "iii",
    "iv",
    "dds",
    "dvm",
    "esq",
    "he",
    "him",
    "she",
    "her",
    "they",
    "them",
];

impl Names {
    /// Adds a person; returns the number by which they are known.
    pub(crate) fn add(&mut self, name: &str, ordinary: &dyn Fn(u64) -> bool) -> u32 {
        let person = self.people;
        self.people += 1;
        let mut letters = Vec::new();
        for word in Text::new(name).words.iter().map(|word| name.get(word.from..word.to).unwrap_or_default()) {
            if is_name(word) {
                let lower = word.to_lowercase();
                letters.extend(lower.chars().next());
                self.part(word, person, ordinary);
                nicknames(&lower).for_each(|nick| self.part(nick, person, ordinary));
            }
        }
        if let [first, .., last] = letters.as_slice() {
            self.initials.entry((*first, *last)).or_default().push(person);
        }
        person
    }

    /// The one person whose name this is, a part of it, or more than it; for labels and tables. `Ana Park` is not
    /// Ana Ruiz: a name of which one word alone is known needs to have no other.
    pub(crate) fn whose(&self, name: &str) -> Option<u32> {
        let text = Text::new(name);
        let mut people: Option<Vec<u32>> = None;
        let (mut known, mut strange) = (0, 0);
        for word in &text.words {
            match self.parts.get(&word.hash).or_else(|| self.slipped(&text, word)) {
                Some(part) => {
                    people = Some(shared(people.as_deref(), &part.people));
                    known += 1;
                }
                None => strange += usize::from(is_name(text.of(word))),
            }
        }
        match people?.as_slice() {
            [one] if strange == 0 || known > 1 => Some(*one),
            _ => None,
        }
    }

    /// The part of a name that this word is with one letter wrong.
    fn slipped(&self, text: &Text<'_>, word: &Word) -> Option<&Part> {
        let long = word.letters >= 5 && self.slips.could(text.of(word), word.letters);
        self.slips.find(text.of(word)).filter(|_| long).and_then(|key| self.parts.get(&key))
    }

    /// Says who speaks in the transcript.
    pub(crate) fn speak(&mut self, person: u32) {
        if !self.speaking.contains(&person) {
            self.speaking.push(person);
        }
    }

    /// The one of these who is meant: the only one, or the only one who speaks.
    fn meant(&self, people: &[u32]) -> Option<u32> {
        let mut speaking = people.iter().filter(|person| self.speaking.contains(person));
        match (people, speaking.next(), speaking.next()) {
            ([one], ..) | (_, Some(one), None) => Some(*one),
            _ => None,
        }
    }

    fn part(&mut self, word: &str, person: u32, ordinary: &dyn Fn(u64) -> bool) {
        let key = hash(word);
        self.glance.add(key);
        let part = self.parts.entry(key).or_insert_with(|| Part { people: Vec::new(), ordinary: ordinary(key) });
        if part.people.last() != Some(&person) {
            part.people.push(person);
        }
        self.slips.add(word, key);
    }

    fn named(&self, word: &Word) -> Option<&Part> {
        if self.glance.has(word.hash) { self.parts.get(&word.hash) } else { None }
    }

    pub(crate) fn find(&self, text: &Text<'_>, reading: Reading<'_>, found: &mut Vec<Found>) {
        if self.parts.is_empty() {
            return;
        }
        let mut index = 0;
        while index < text.words.len() {
            index = match self.group(text, index, reading) {
                Some((one, next)) => {
                    found.push(one);
                    next
                }
                None => index + 1,
            };
        }
    }

    /// The name that starts at a word, and the index of the word after it.
    fn group(&self, text: &Text<'_>, index: usize, reading: Reading<'_>) -> Option<(Found, usize)> {
        let word = text.word(index)?;
        let Some(part) = self.named(word) else {
            let initials = self.after_initial(text, index, reading).or_else(|| self.initials(text, index));
            let joined = initials.or_else(|| self.joined_initials(text, index, reading));
            return joined
                .or_else(|| self.slip(text, index, reading))
                .or_else(|| self.bare_possessive(text, index, reading));
        };
        let mut people = part.people.clone();
        let (mut last, mut count, mut certain) = (index, 1, self.sure(text, index, part, reading));
        while let Some((next, part)) = self.next_part(text, last, &people) {
            people = shared(Some(&people), &part.people);
            certain |= !part.ordinary;
            (last, count) = (next, count + 1);
        }
        let to = text.word(last)?.to;
        let certainty = match (count, certain) {
            (2.., true) => 0.98,
            (2.., false) if text.word(last)?.is_big() || reading.caseless => 0.8,
            (1, true) => 0.9,
            _ => self.unsure(text, index, reading)?,
        };
        let from = cut_off(text, index, reading).unwrap_or(word.from);
        let mut one =
            Found::new(from, to, Kind::Person, &Why("known.name", "the name of somebody who takes part"), certainty);
        one.who = self.meant(&people);
        Some((one, last + 1))
    }

    /// Whether a single part is surely the name here: no ordinary word, or one that a capital inside a sentence marks.
    fn sure(&self, text: &Text<'_>, index: usize, part: &Part, reading: Reading<'_>) -> bool {
        let Some(word) = text.word(index) else { return false };
        !part.ordinary || (word.is_big() && !word.opens && !reading.caseless) || addressed(text, index)
    }

    /// How sure an ordinary word is a name; nothing when it is taken for the word.
    fn unsure(&self, text: &Text<'_>, index: usize, reading: Reading<'_>) -> Option<f64> {
        let word = text.word(index)?;
        let function = word.letters < 4 || FUNCTION.contains(&text.of(word).to_lowercase().as_str());
        match (reading.caseless, word.is_big()) {
            (true, _) => (!function).then_some(0.45),
            // At the start of a sentence a capital says nothing.
            (false, true) => (!function).then_some(0.5),
            (false, false) => None,
        }
    }

    /// The next part of a name that goes on, particles and initials passed over.
    fn next_part(&self, text: &Text<'_>, index: usize, people: &[u32]) -> Option<(usize, &Part)> {
        for at in index..index + 4 {
            let joined = matches!(text.gap(at), " " | "-" | "'" | "’" | ". " | "." | "\u{a0}");
            let word = text.word(at + 1).filter(|_| joined)?;
            if text.gap(at).starts_with('.') && text.word(at)?.letters > 1 {
                return None;
            }
            if let Some(part) = self.parts.get(&word.hash) {
                return (!shared(Some(people), &part.people).is_empty()).then_some((at + 1, part));
            }
            if word.letters > 1 && !PARTICLES.contains(&text.of(word).to_lowercase().as_str()) {
                return None;
            }
        }
        None
    }

    /// `J. Ruiz`, `j ruiz`.
    fn after_initial(&self, text: &Text<'_>, index: usize, reading: Reading<'_>) -> Option<(Found, usize)> {
        let letter =
            |word: &&Word| word.shape == Shape::Initial || reading.caseless && word.letters == 1 && !word.has_figures();
        let word = text.word(index).filter(letter)?;
        let joined = matches!(text.gap(index), ". " | " " | ".");
        let next =
            text.word(index + 1).filter(|next| joined && self.parts.contains_key(&next.hash) && next.letters > 1)?;
        let (mut one, after) = self.group(text, index + 1, reading)?;
        let says = matches!(text.of(word), "I" | "i" | "a" | "s" | "t" | "d" | "m");
        let pronoun = says && text.gap(index) == " " && !next.is_big();
        // "J K Ruiz": the initials before belong to it too, as long as they are no words.
        let more = (0..index).rev().take(2).take_while(|at| {
            let initial = |word: &&Word| word.shape == Shape::Initial && text.of(word) != "I";
            // "A B Ruiz" may begin with an article: it is taken along all the same.
            matches!(text.gap(*at), ". " | " " | ".") && text.word(*at).filter(initial).is_some()
        });
        let from = more.last().and_then(|at| text.word(at)).unwrap_or(word).from;
        (!pronoun).then(|| {
            one.from = from;
            (one, after)
        })
    }

    /// `JK`, `JK Ruiz`: initials written together. Alone they are as often an abbreviation, so only those of somebody
    /// who speaks are taken for theirs, and those of others are shown to whoever looks through the text.
    fn joined_initials(&self, text: &Text<'_>, index: usize, reading: Reading<'_>) -> Option<(Found, usize)> {
        let word = text.word(index).filter(|word| word.shape == Shape::Upper && word.letters <= 3)?;
        let mut letters = text.of(word).chars().flat_map(char::to_lowercase);
        let (first, last) = (letters.next()?, letters.last()?);
        let next = text.word(index + 1).filter(|next| text.gap(index) == " " && next.shape == Shape::Capital);
        if next.is_some_and(|next| next.letters > 2 && self.parts.contains_key(&next.hash)) {
            let (mut one, after) = self.group(text, index + 1, reading)?;
            let whose = self.initials.iter().filter(|((begins, _), _)| *begins == first);
            let theirs = one.who.is_some_and(|who| whose.flat_map(|(_, people)| people).any(|person| *person == who));
            one.from = word.from;
            return theirs.then_some((one, after));
        }
        let people = self.initials.get(&(first, last))?;
        // Text in capitals, and abbreviations that everybody uses, tell nobody's initials.
        let shouted = |at: Option<usize>| {
            at.and_then(|at| text.word(at)).is_some_and(|word| word.shape == Shape::Upper && word.letters > 3)
        };
        let usual = ABBREVIATIONS.contains(&text.of(word)) || (reading.ordinary)(word.hash);
        if usual || shouted(index.checked_sub(1)) || shouted(Some(index + 1)) {
            return None;
        }
        let speaks = people.iter().any(|person| self.speaking.contains(person));
        let certainty = if speaks { 0.45 } else { 0.25 };
        let mut one = Found::new(word.from, word.to, Kind::Person, INITIALS, certainty);
        one.who = self.meant(people);
        Some((one, index + 1))
    }

    /// `Bens idea`: a name with the s of whose it is, as hurried people and captions write it.
    fn bare_possessive(&self, text: &Text<'_>, index: usize, reading: Reading<'_>) -> Option<(Found, usize)> {
        let word = text.word(index).filter(|word| word.shape == Shape::Capital && word.letters > 3)?;
        let name = text.of(word).strip_suffix('s').filter(|_| !(reading.ordinary)(word.hash))?;
        let part = self.parts.get(&hash(name)).filter(|part| !part.ordinary)?;
        // Whose it is comes before what it is.
        let thing = text.gap(index) == " "
            && text.word(index + 1).is_some_and(|next| next.shape == Shape::Lower && !next.is(Marks::FUNCTION));
        let mut one = Found::new(word.from, word.to, Kind::Person, SLIP, if thing { 0.68 } else { 0.45 });
        one.who = self.meant(&part.people);
        Some((one, index + 1))
    }

    /// `A.R.`, `A. M. R.`: the first letters of somebody's names, each with its stop.
    fn initials(&self, text: &Text<'_>, index: usize) -> Option<(Found, usize)> {
        let letter = |at: usize| {
            let word = text.word(at).filter(|word| word.shape == Shape::Initial && text.gap(at).starts_with('.'))?;
            text.of(word).chars().next()?.to_lowercase().next()
        };
        let first = letter(index)?;
        let last = (index + 1..index + 4)
            .take_while(|at| matches!(text.gap(at - 1), "." | ". "))
            .filter(|at| letter(*at).is_some())
            .last()?;
        let people = self.initials.get(&(first, letter(last)?))?;
        // More letters are an abbreviation, and a name after them has them as its own.
        let next = text.word(last + 1).filter(|_| matches!(text.gap(last), "." | ". "));
        if next.is_some_and(|next| next.is_big() && text.gap(last) == "." || self.parts.contains_key(&next.hash)) {
            return None;
        }
        let (from, to) = (text.word(index)?.from, text.word(last)?.to + 1);
        let mut one = Found::new(from, to, Kind::Person, INITIALS, 0.6);
        one.who = self.meant(people);
        Some((one, last + 1))
    }

    /// A name with one letter wrong, as captions hear it.
    fn slip(&self, text: &Text<'_>, index: usize, reading: Reading<'_>) -> Option<(Found, usize)> {
        let word = text.word(index)?;
        let marked = word.shape == Shape::Capital || reading.caseless && word.shape == Shape::Lower;
        let slip = word.letters >= 5 && marked && self.slips.could(text.of(word), word.letters);
        if !slip || (reading.ordinary)(word.hash) {
            return None;
        }
        let part = self.slips.find(text.of(word)).and_then(|key| self.parts.get(&key))?;
        // Surer than a capital alone is, less sure than a list that has the name as it stands.
        let mut one = Found::new(word.from, word.to, Kind::Person, SLIP, 0.68);
        one.who = self.meant(&part.people);
        Some((one, index + 1))
    }
}

/// Where a name starts whose first letter an apostrophe cuts off: `O'Neil`, `D’Souza`.
fn cut_off(text: &Text<'_>, index: usize, reading: Reading<'_>) -> Option<usize> {
    let before = index.checked_sub(1)?;
    let letter = text.word(before).filter(|_| matches!(text.gap(before), "'" | "’"))?;
    (matches!(text.of(letter), "O" | "D") || reading.caseless && text.of(letter) == "o").then_some(letter.from)
}

/// Whether a word can be part of a name by itself: no title, particle or initial. `李` is a whole name.
fn is_name(word: &str) -> bool {
    let lower = word.to_lowercase();
    let long = word.chars().nth(1).is_some() || word.chars().all(|c| c >= '\u{2e80}');
    long && !NO_NAMES.contains(&lower.as_str()) && !PARTICLES.contains(&lower.as_str())
}

/// Words before a name when somebody is spoken to or of.
fn addressed(text: &Text<'_>, index: usize) -> bool {
    const CUES: [&str; 14] = [
        "hi",
        "hello",
        "hey",
        "thanks",
        "dr",
        "doctor",
        "mr",
        "mrs",
        "ms",
        "miss",
        "named",
        "called",
        "dear",
        "professor",
    ];
    let before: Option<&Word> = index.checked_sub(1).and_then(|before| text.word(before));
    before.is_some_and(|word| CUES.contains(&text.of(word).to_lowercase().as_str()))
}

/// Names that are words which no sentence does without.
const FUNCTION: [&str; 12] =
    ["will", "may", "more", "much", "many", "some", "been", "them", "want", "well", "long", "good"];

/// Who is in both lists (sorted); in the second when there is no first.
fn shared(first: Option<&[u32]>, second: &[u32]) -> Vec<u32> {
    second.iter().copied().filter(|person| first.is_none_or(|first| first.binary_search(person).is_ok())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let word = |key: u64| ["will", "mark", "grace", "young", "rose", "rows"].iter().any(|word| hash(word) == key);
        let mut names = Names::default();
        for name in
            ["Dr. Ana María Ruiz", "Will Young", "Łukasz van der Meer PhD", "William O'Neil", "Grace Adeyemi-Rose"]
        {
            names.add(name, &word);
        }
        let text = Text::new(text);
        let caseless = !text.words.iter().any(Word::is_big);
        let mut found = Vec::new();
        names.find(&text, Reading { caseless, ordinary: &word }, &mut found);
        let got: Vec<&str> = found.iter().map(|one| &text.text[one.from..one.to]).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn names_in_all_their_forms() {
        check("Ana Ruiz met Lukasz van der Meer and A. Ruiz's friend", &["Ana Ruiz", "Lukasz van der Meer", "A. Ruiz"]);
        check("so ana said to bill o'neil", &["ana", "bill o'neil"]);
        check("ANA MARIA RUIZ", &["ANA MARIA RUIZ"]);
        check("then Dr. O’Neil left with O'Neil's friend", &["O’Neil", "O'Neil"]);
        check("so o'neil left", &["o'neil"]);
        check("as A.R. said, and W. Y. too; not A.B. or the U.S.A. or A.R.Y. here", &["A.R.", "W. Y."]);
        check("We heard Lucasz and Adeyemy", &["Lucasz", "Adeyemy"]);
        check("A M Ruiz, AM Ruiz and Dr. A. M. Ruiz", &["A M Ruiz", "AM Ruiz", "A. M. Ruiz"]);
        check("So AR came, but not the ER; WHO CAME AR", &["AR"]);
        check("That was Anas idea", &["Anas"]);
    }

    #[test]
    fn ordinary_words_stay_words() {
        check("I will mark the young rose in rows", &[]);
        check("Then Will left with Grace. Thanks, will Young come?", &["Will", "Grace", "will Young"]);
    }
}
