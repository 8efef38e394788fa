//! Word lists small enough for a page: sets of hashes that answer "surely not" or "almost surely".
//!
//! A set keeps, of each of its words, a hash from a range 2^k times as large as the set, sorted, as Rice-coded
//! distances: about k + 1.5 bits a word, and one strange word in 2^k is taken for a member (Putze, Sanders and
//! Singler: "Cache-, hash- and space-efficient bloom filters", 2007, section 6, Golomb-compressed sequences).

use super::words::{Text, hash};
use crate::error::{Error, Result};

/// Names, places and ordinary words, for de-identification.
///
/// The package ships a file of them, which a page loads when it first de-identifies; a host may build its own.
///
/// ```
/// use peer_circle::transcripts::{Lists, WordSet};
///
/// let file = Lists::build("own lists", &[(WordSet::Places, &["Lund", "New Delhi"]), (WordSet::Words, &["fine"])]);
/// let lists = Lists::read(&file)?;
/// assert!(lists.has(WordSet::Places, "new delhi") && !lists.has(WordSet::Words, "lund"));
/// assert_eq!(lists.notice(), "own lists");
/// # Ok::<(), peer_circle::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    notice: String,
    sets: [Hashes; 4],
}

/// One set of a file of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordSet {
    /// Ordinary words, without the endings `s`, `d`, `ed`, `ing`, `ly`, which are taken off before a word is looked up.
    Words,
    /// Given names.
    Given,
    /// Given and family names.
    Names,
    /// Places, of one word or several.
    Places,
}

impl WordSet {
    const ALL: [Self; 4] = [Self::Words, Self::Given, Self::Names, Self::Places];
}

/// How the file begins.
const MAGIC: &str = "peer-circle lists 1\n";

/// One strange word in 2^7 is taken for a member of a set.
const BITS: u32 = 7;

/// More words than this in one set are no list for a page.
const MOST: u64 = 1 << 22;

impl Lists {
    /// The lists of a file.
    ///
    /// # Errors
    /// `lists.unreadable` for a file that is none, or is cut short.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        read(bytes).ok_or_else(|| {
            Error::new("lists.unreadable", "this is no file of name lists, or it is cut short")
                .hint("give the file lists.bin that comes with the package")
        })
    }

    /// A file of lists; the notice says where they come from and under which licence.
    pub fn build(notice: &str, sets: &[(WordSet, &[&str])]) -> Vec<u8> {
        let mut file = MAGIC.as_bytes().to_vec();
        file.extend(notice.replace('\0', " ").as_bytes());
        file.push(0);
        for set in WordSet::ALL {
            let words = sets.iter().filter(|(of, _)| *of == set).flat_map(|(_, words)| *words);
            let mut keys: Vec<u64> = words
                .filter_map(|words| phrase(&Text::new(words).words.iter().map(|word| word.hash).collect::<Vec<_>>()))
                .collect();
            keys.sort_unstable();
            keys.dedup();
            Hashes::write(&keys, &mut file);
        }
        file
    }

    /// Where the lists come from and under which licence.
    pub fn notice(&self) -> &str {
        &self.notice
    }

    /// Whether a set has a word or phrase, in any case.
    pub fn has(&self, set: WordSet, words: &str) -> bool {
        let hashes: Vec<u64> = Text::new(words).words.iter().map(|word| word.hash).collect();
        phrase(&hashes).is_some_and(|key| self.has_key(set, key))
    }

    /// The same for a word's hash.
    pub(crate) fn has_key(&self, set: WordSet, key: u64) -> bool {
        let [words, given, names, places] = &self.sets;
        match set {
            WordSet::Words => words.has(key),
            WordSet::Given => given.has(key),
            WordSet::Names => names.has(key),
            WordSet::Places => places.has(key),
        }
    }

    /// Whether a word is a listed one in British spelling: `apologised`, `colour`.
    fn is_british(&self, word: &str) -> bool {
        let spellings =
            [("ise", "ize"), ("ised", "ize"), ("ising", "ize"), ("our", "or"), ("tre", "ter"), ("oured", "or")];
        spellings.iter().any(|(british, american)| {
            let stem = word.strip_suffix(british).filter(|stem| stem.len() > 2);
            stem.is_some_and(|stem| self.has_key(WordSet::Words, hash(&format!("{stem}{american}"))))
        })
    }

    /// Whether a word is an ordinary one, with or without an ending.
    pub(crate) fn is_word(&self, word: &str, key: u64) -> bool {
        let stem = |ending: &str| {
            word.len() > ending.len() + 2
                && word.get(word.len() - ending.len()..).is_some_and(|end| end.eq_ignore_ascii_case(ending))
        };
        let stripped = |ending: &str| {
            word.get(..word.len() - ending.len()).is_some_and(|stem| self.has_key(WordSet::Words, hash(stem)))
        };
        self.has_key(WordSet::Words, key)
            || self.is_british(word)
            || ENDINGS.iter().any(|ending| stem(ending) && stripped(ending))
    }
}

/// The endings that words are listed without.
const ENDINGS: [&str; 5] = ["s", "d", "ed", "ing", "ly"];

/// The key of a row of words; of one word, its hash.
pub(crate) fn phrase(hashes: &[u64]) -> Option<u64> {
    let (first, rest) = hashes.split_first()?;
    Some(rest.iter().fold(*first, |key, hash| key.rotate_left(7).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ hash))
}

/// A sorted list of hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Hashes {
    range: u64,
    sorted: Vec<u32>,
    /// For each block of the range, where it starts in the list.
    starts: Vec<u32>,
}

/// The part of the range that one start covers, in bits: about eight words.
const BLOCK: u32 = BITS + 3;

impl Hashes {
    fn new(count: u64, sorted: Vec<u32>) -> Self {
        let range = count << BITS;
        let blocks = usize::try_from(range >> BLOCK).unwrap_or(0) + 2;
        let mut starts = vec![0; blocks];
        for value in &sorted {
            let block = usize::try_from(value >> BLOCK).unwrap_or(0);
            if let Some(start) = starts.get_mut(block + 1) {
                *start += 1;
            }
        }
        let mut sum = 0_u32;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self { range, sorted, starts }
    }

    fn has(&self, key: u64) -> bool {
        let value = place(key, self.range);
        let block = usize::try_from(value >> BLOCK).unwrap_or(0);
        let (Some(from), Some(to)) = (self.starts.get(block), self.starts.get(block + 1)) else { return false };
        let block =
            usize::try_from(*from).ok().zip(usize::try_from(*to).ok()).and_then(|(from, to)| self.sorted.get(from..to));
        block.is_some_and(|block| block.contains(&value))
    }

    fn write(keys: &[u64], file: &mut Vec<u8>) {
        let count = keys.len() as u64;
        let mut values: Vec<u32> = keys.iter().map(|key| place(*key, count << BITS)).collect();
        values.sort_unstable();
        values.dedup();
        file.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
        file.extend(u32::try_from(values.len()).unwrap_or(u32::MAX).to_le_bytes());
        let mut bits = Bits::default();
        let mut last = 0;
        for value in values {
            bits.rice(value - last);
            last = value;
        }
        file.extend(bits.bytes);
    }

    fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (count, bytes) = bytes.split_first_chunk::<4>()?;
        let (length, bytes) = bytes.split_first_chunk::<4>()?;
        let (count, length) = (u64::from(u32::from_le_bytes(*count)), u32::from_le_bytes(*length));
        if count > MOST || u64::from(length) > count {
            return None;
        }
        let mut at = 0;
        let mut last = 0_u32;
        let mut sorted = Vec::with_capacity(usize::try_from(length).ok()?);
        for _ in 0..length {
            last = last.checked_add(unrice(bytes, &mut at)?)?;
            sorted.push(last);
        }
        Some((Self::new(count, sorted), bytes.get(at.div_ceil(8)..)?))
    }
}

/// Where a key lies in a range: its hash is spread first, since FNV's high bits are poor for short words.
fn place(key: u64, range: u64) -> u32 {
    let spread = (key ^ (key >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let spread = (spread ^ (spread >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    // The upper half of the product of the two; ranges have fewer than 32 bits.
    let (high, low) = (spread >> 32, spread & 0xffff_ffff);
    u32::try_from((high * range + ((low * range) >> 32)) >> 32).unwrap_or(u32::MAX)
}

fn read(bytes: &[u8]) -> Option<Lists> {
    let bytes = bytes.strip_prefix(MAGIC.as_bytes())?;
    let end = bytes.iter().position(|byte| *byte == 0)?;
    let (notice, rest) = bytes.split_at_checked(end)?;
    let notice = String::from_utf8_lossy(notice).into_owned();
    let mut rest = rest.get(1..)?;
    let mut sets: [Hashes; 4] = Default::default();
    for set in &mut sets {
        (*set, rest) = Hashes::read(rest)?;
    }
    rest.is_empty().then_some(Lists { notice, sets })
}

/// Bits, the highest of each byte first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: u32,
}

impl Bits {
    fn push(&mut self, bit: bool) {
        if self.used.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut().filter(|_| bit) {
            *last |= 0x80 >> (self.used % 8);
        }
        self.used += 1;
    }

    /// The high part in ones ended by a nought, then the low bits.
    fn rice(&mut self, value: u32) {
        (0..value >> BITS).for_each(|_| self.push(true));
        self.push(false);
        (0..BITS).rev().for_each(|bit| self.push(value >> bit & 1 == 1));
    }
}

/// The next value, read many bits at once: a page decodes a hundred thousand of them before its first transcript.
fn unrice(bytes: &[u8], at: &mut usize) -> Option<u32> {
    /// Ones that are counted in one look; more than a window surely has are counted in several.
    const LOOK: u32 = 32;
    let mut high = 0_u32;
    loop {
        let ones = window(bytes, *at).leading_ones().min(LOOK);
        high = high.checked_add(ones)?;
        *at += usize::try_from(ones).ok()?;
        if ones < LOOK {
            break;
        }
    }
    let low = window(bytes, *at + 1) >> (u64::BITS - BITS);
    *at += 1 + usize::try_from(BITS).ok()?;
    let whole = *at <= bytes.len().saturating_mul(8);
    high.checked_mul(1 << BITS)?.checked_add(u32::try_from(low).ok()?).filter(|_| whole)
}

/// The bits from a place on, the first the highest; 57 of them at least, noughts after the end.
fn window(bytes: &[u8], at: usize) -> u64 {
    let mut word = [0; 8];
    word.iter_mut().zip(bytes.get(at / 8..).unwrap_or_default()).for_each(|(to, byte)| *to = *byte);
    u64::from_be_bytes(word) << (at % 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_any_size_are_read_as_they_were_written() {
        let values = [0, 1, 127, 128, 4_095, 4_096, 8_191, 31 << 7, 32 << 7, (64 << 7) + 5, 100_000, 0];
        let mut bits = Bits::default();
        values.iter().for_each(|value| bits.rice(*value));
        let mut at = 0;
        assert!(values.iter().all(|value| unrice(&bits.bytes, &mut at) == Some(*value)));
        assert!(at <= bits.bytes.len() * 8 && bits.bytes.len() * 8 - at < 8);
        assert_eq!(unrice(&[0xff; 40], &mut 0), None);
    }

    #[test]
    fn members_are_found_and_strangers_hardly_ever() {
        let members: Vec<String> = (0..5_000).map(|number| format!("w{number}")).collect();
        let members: Vec<&str> = members.iter().map(String::as_str).collect();
        let file = Lists::build("test", &[(WordSet::Names, &members)]);
        let lists = Lists::read(&file).unwrap();
        assert!(members.iter().all(|word| lists.has(WordSet::Names, word)));
        let taken = (0..12_800).filter(|number| lists.has(WordSet::Names, &format!("x{number}"))).count();
        assert!((50..200).contains(&taken), "{taken} of 12,800 strangers taken for members");
        assert!(file.len() * 8 < 5_000 * 9, "{} bytes", file.len());
        assert!((0..file.len()).step_by(11).all(|end| Lists::read(&file[..end]).is_err()));
    }
}
