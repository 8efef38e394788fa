//! The words of a text: where they are, how they are written, and a number that is equal for equal words.

use super::vocabulary::{Marks, marks};

/// One word: letters and figures, with the marks and invisible characters between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it starts, in bytes.
    pub from: usize,
    /// Where it ends (exclusive), in bytes.
    pub to: usize,
    /// Equal for words that differ in case, accents or invisible characters alone.
    pub hash: u64,
    /// How it is written.
    pub shape: Shape,
    /// Whether a sentence starts with it.
    pub opens: bool,
    /// Its letters and figures.
    pub letters: u16,
    /// The short lists that it is on.
    pub marks: Marks,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// No capital letter.
    Lower,
    /// A capital letter, then none.
    Capital,
    /// A single capital letter.
    Initial,
    /// Capital letters alone.
    Upper,
    /// Capital letters in other places.
    Mixed,
    /// Figures alone.
    Number,
    /// Letters and figures.
    Code,
}

impl Word {
    /// Whether the writer gave it a capital letter.
    pub(crate) fn is_big(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Initial | Shape::Upper | Shape::Mixed)
    }

    /// Whether it is on one of these short lists.
    pub(crate) fn is(&self, marks: Marks) -> bool {
        self.marks.has(marks)
    }

    /// Whether figures stand in it.
    pub(crate) fn has_figures(&self) -> bool {
        matches!(self.shape, Shape::Number | Shape::Code)
    }
}

/// A text and its words.
pub(crate) struct Text<'a> {
    pub text: &'a str,
    pub words: Vec<Word>,
    /// The marks of all its words.
    pub marks: Marks,
    /// The words that have figures, by their places, and how many figures there are.
    pub numbers: Vec<usize>,
    pub figures: u32,
    /// Stops and colons right before a letter or figure, as in addresses and times.
    pub joints: u32,
    /// Whether a word has a capital.
    pub capitals: bool,
}

impl<'a> Text<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let words = Vec::with_capacity(text.len() / 5 + 1);
        let (numbers, marks) = (Vec::new(), Marks::default());
        let mut read = Self { text, words, marks, numbers, figures: 0, joints: 0, capitals: false };
        let bytes = text.as_bytes();
        let (mut at, mut opens) = (0, true);
        while let Some(byte) = bytes.get(at) {
            if *byte == b' ' {
                at += 1;
                continue;
            }
            let c = if byte.is_ascii() { char::from(*byte) } else { read.char(at) };
            if c.is_alphanumeric() {
                at = read.read(at, opens);
                opens = false;
            } else {
                opens = opens_after(opens, c, read.words.last(), text);
                at += c.len_utf8();
                let joins = matches!(c, '.' | ':') && bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
                read.joints += u32::from(joins);
            }
        }
        read
    }

    fn char(&self, at: usize) -> char {
        self.text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ')
    }

    /// Takes in the word that starts at a byte; gives where it ends.
    fn read(&mut self, from: usize, opens: bool) -> usize {
        let mut reading = Reading::new();
        let mut to = reading.add_ascii(self.text.as_bytes().get(from..).unwrap_or_default()) + from;
        if self.text.as_bytes().get(to).is_some_and(|byte| !byte.is_ascii()) {
            to = self.read_on(to, &mut reading);
        }
        let (hash, shape) = (reading.hash, reading.shape());
        let letters = u16::try_from(reading.letters).unwrap_or(u16::MAX);
        let word = Word { from, to, hash, shape, opens, letters, marks: marks(hash) };
        if word.has_figures() {
            self.numbers.push(self.words.len());
            self.figures += reading.figures;
        }
        self.marks = self.marks.and(word.marks);
        self.capitals |= word.is_big();
        self.words.push(word);
        to
    }

    /// Where a word ends that goes on beyond ASCII; marks belong to it, what cannot be seen does so between letters.
    fn read_on(&self, from: usize, reading: &mut Reading) -> usize {
        let mut to = from;
        for (at, c) in self.text.get(from..).unwrap_or_default().char_indices() {
            if !(c.is_alphanumeric() || is_silent(c)) {
                break;
            }
            reading.add(c);
            to = if is_silent(c) && !is_mark(c) { to } else { from + at + c.len_utf8() };
        }
        to
    }

    /// The word with this index; words before the first and after the last are none.
    pub(crate) fn word(&self, index: usize) -> Option<&Word> {
        self.words.get(index)
    }

    /// The words that have figures, with their places.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = (usize, &Word)> {
        self.numbers.iter().filter_map(|place| Some((*place, self.words.get(*place)?)))
    }

    /// The characters of a word.
    pub(crate) fn of(&self, word: &Word) -> &'a str {
        self.text.get(word.from..word.to).unwrap_or_default()
    }

    /// The characters between a word and the next.
    pub(crate) fn gap(&self, index: usize) -> &'a str {
        let to = self.word(index + 1).map_or(self.text.len(), |word| word.from);
        self.word(index).and_then(|word| self.text.get(word.to..to)).unwrap_or_default()
    }

    /// Whether one of the words just before an index is one of these (given as hashes, sorted).
    pub(crate) fn near_before(&self, index: usize, within: usize, hashes: &[u64]) -> bool {
        let from = index.saturating_sub(within);
        // A comma ends what such a word speaks of.
        let near = (from..index).rev().take_while(|at| !self.gap(*at).contains([',', ';', '?', '!']));
        near.filter_map(|at| self.word(at)).any(|word| hashes.binary_search(&word.hash).is_ok())
    }
}

/// Whether a sentence may start after this character.
fn opens_after(opens: bool, c: char, before: Option<&Word>, text: &str) -> bool {
    match c {
        '?' | '!' | '…' | '\n' => true,
        '.' => before.is_none_or(|word| {
            // No sentence ends with "Dr." or "J.".
            let said = text.get(word.from..word.to).unwrap_or_default();
            !(word.shape == Shape::Initial
                || matches!(said, "Dr" | "Mr" | "Mrs" | "Ms" | "St" | "Prof" | "Mx" | "Jr" | "Sr"))
        }),
        '"' | '“' | '‘' | '¿' | '¡' | '«' => true,
        _ => opens,
    }
}

/// Characters that are seen or heard with their neighbours alone: marks, joiners, directions.
pub(crate) fn is_silent(c: char) -> bool {
    is_mark(c)
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Characters that hide in a text or turn the direction of what is around them; joiners of letters are none.
pub(crate) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}')
}

/// What is known of a word while its characters are read.
struct Reading {
    hash: u64,
    letters: u32,
    first_big: bool,
    big: u32,
    figures: u32,
}

impl Reading {
    fn new() -> Self {
        Self { hash: HASH_START, letters: 0, first_big: false, big: 0, figures: 0 }
    }

    fn add(&mut self, c: char) {
        if is_silent(c) {
            return;
        }
        let big = c.is_uppercase();
        self.first_big |= big && self.letters == 0;
        self.big += u32::from(big);
        self.figures += u32::from(c.is_ascii_digit());
        self.letters += 1;
        self.hash = hash_char(self.hash, c);
    }

    /// Takes in the letters and figures of ASCII that some bytes start with; gives how many.
    fn add_ascii(&mut self, bytes: &[u8]) -> usize {
        let mut count = 0;
        for byte in bytes {
            let small = *byte | 0x20;
            let (letter, figure) = (small.wrapping_sub(b'a') < 26, byte.wrapping_sub(b'0') < 10);
            if !(letter || figure) {
                break;
            }
            self.big += u32::from(letter && small != *byte);
            self.figures += u32::from(figure);
            // The bit that makes a letter small is set in figures.
            self.hash = step(self.hash, u32::from(small));
            count += 1;
        }
        self.first_big |= self.letters == 0 && bytes.first().is_some_and(u8::is_ascii_uppercase);
        self.letters += u32::try_from(count).unwrap_or(u32::MAX);
        count
    }

    fn shape(&self) -> Shape {
        match (self.figures, self.big) {
            (figures, _) if figures == self.letters => Shape::Number,
            (1.., _) => Shape::Code,
            (_, 0) => Shape::Lower,
            (_, 1) if self.letters == 1 => Shape::Initial,
            (_, 1) if self.first_big => Shape::Capital,
            (_, big) if big == self.letters => Shape::Upper,
            _ => Shape::Mixed,
        }
    }
}

/// FNV-1a over the folded characters.
const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, character: u32) -> u64 {
    (hash ^ u64::from(character)).wrapping_mul(0x0100_0000_01b3)
}

fn hash_char(hash: u64, c: char) -> u64 {
    if c.is_ascii() {
        return step(hash, u32::from(c.to_ascii_lowercase()));
    }
    match folded(c) {
        Some(base) => step(hash, u32::from(base)),
        None => c.to_lowercase().fold(hash, |hash, c| step(hash, u32::from(c))),
    }
}

/// The hash that a word's characters have in any case and with any accents.
pub(crate) fn hash(word: &str) -> u64 {
    let (mut hash, mut rest) = (HASH_START, word);
    loop {
        let plain = rest.bytes().take_while(u8::is_ascii);
        let mut length = 0;
        for byte in plain {
            hash = step(hash, u32::from(byte.to_ascii_lowercase()));
            length += 1;
        }
        let mut chars = rest.get(length..).unwrap_or_default().chars();
        match chars.next() {
            Some(c) if is_silent(c) => {}
            Some(c) => hash = hash_char(hash, c),
            None => return hash,
        }
        rest = chars.as_str();
    }
}

/// The word in lower case and without accents.
pub(crate) fn fold(word: &str) -> String {
    let mut letters = String::with_capacity(word.len());
    for c in word.chars().filter(|c| !is_silent(*c)) {
        if c.is_ascii() {
            letters.push(c.to_ascii_lowercase());
            continue;
        }
        match folded(c) {
            Some(base) => letters.push(char::from(base)),
            None => letters.extend(c.to_lowercase()),
        }
    }
    letters
}

/// The base letter of an accented Latin letter.
fn folded(c: char) -> Option<u8> {
    let code = u32::from(c);
    let (table, first) = if code < 0x250 { (LATIN, 0xc0) } else { (LATIN_MORE, 0x1e00) };
    let index = usize::try_from(code.checked_sub(first)?).ok()?;
    table.as_bytes().get(index).copied().filter(|base| *base != b' ')
}

/// The base letters of U+00C0 to U+024F.
const LATIN: &str = "\
    aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggg\
    gggghhhhiiiiiiiiiiiijjkkkllllll\x20 llnnnnnn nnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz\x20\
    bb       dd    e  f    ikk    n oo             uu  yyzz                      aaiioouuuuuuuuuueaa\
    aa    ggkkoooo  j   gg  nnaa    aaaaeeeeiiiioooorrrruuuusstt  hh    zzaaeeooooooooyy   j\x20       \
    \x20               ";

/// The base letters of U+1E00 to U+1EFF.
const LATIN_MORE: &str = "\
    aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr\
    ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy    s aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
    eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy      ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_words_have_equal_hashes() {
        assert_eq!((LATIN.len(), LATIN_MORE.len()), (0x190, 0x100));
        for (one, other) in [
            ("Łukasz", "lukasz"),
            ("Nguyễn", "NGUYEN"),
            ("A\u{200b}na", "Ana"),
            ("Zoe\u{308}", "Zoë"),
            ("ΛΕΜΕΣΟΣ", "λεμεσοσ"),
        ] {
            assert_eq!(hash(one), hash(other), "{one}");
        }
        assert_ne!(hash("Ana"), hash("Ann"));
    }

    #[test]
    fn words_know_their_place_and_shape() {
        let text = Text::new("Dr. O'Brien left at 3pm. Then J. McKay's IBM came");
        let shapes: Vec<(&str, Shape, bool)> =
            text.words.iter().map(|word| (text.of(word), word.shape, word.opens)).collect();
        use Shape::*;
        assert_eq!(
            shapes,
            [
                ("Dr", Capital, true),
                ("O", Initial, false),
                ("Brien", Capital, false),
                ("left", Lower, false),
                ("at", Lower, false),
                ("3pm", Code, false),
                ("Then", Capital, true),
                ("J", Initial, false),
                ("McKay", Mixed, false),
                ("s", Lower, false),
                ("IBM", Upper, false),
                ("came", Lower, false),
            ]
        );
    }
}
