//! Familiarization: which words and phrases are said often, and by how many.

use crate::ordered::{BTreeMap, BTreeSet};

use crate::job::{rest, told, whole};

use serde::{Deserialize, Serialize};

use super::Project;
use crate::themes::learn::{Word, words};

/// Entries of each list when the caller does not say: what a person reads.
const LIMIT: u32 = 100;

/// Words of the longest phrase.
const LONGEST: usize = 4;

/// A phrase is one when it is said so often.
const AGAIN: u32 = 3;

/// So many bytes of a turn are looked at in a microsecond or so.
const LETTERS: u64 = 4;

/// Words that tell nothing by themselves, in English and Spanish.
const EMPTY: &str = " a about actually after all also am an and are as at be because been before but by can could did do \
    does doing don't for from get go going got had has have he her here him his how i i'd i'll i'm i've if in into is it \
    it's its just kind know like lot me mean more my no not now of oh okay on one or our out really right say she so some \
    something sort than that that's the their them then there there's these they they're thing things think this to too uh \
    um up us very was we we're well were what when where which who why will with would yeah yes you you're your \
    al algo así aunque como con cuando de del desde donde el ella ellos en entonces era es esa ese eso esta está este esto \
    estoy fue gracias ha había hasta hay he la las le les lo los más me mi mis mucho muy nada nos o para pero poco por \
    porque pues que qué se ser si sí sin sobre son soy su sus también tan te tengo tiene todo tu un una uno y ya yo ";

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct Look {
    /// This transcript alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcript: Option<String>,
    /// This speaker alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// So many entries of each list; 100 when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// Words and phrases that are said often.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// Turns that were looked at.
    pub turns: u32,
    /// Words in them.
    pub said: u32,
    /// Words, the most frequent first, without those that tell nothing by themselves.
    pub words: Vec<Often>,
    /// Phrases of two to four words that are said three times or more, without those that stand in a longer one as often.
    pub phrases: Vec<Often>,
}

/// How often something is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Often {
    /// The word or phrase, in small letters.
    pub words: String,
    /// How often.
    pub count: u32,
    /// In how many turns.
    pub turns: u32,
    /// By how many speakers.
    pub speakers: u32,
}

/// Heaps of hashes, one for each first byte.
const HEAPS: usize = 256;

#[derive(Default)]
struct Count {
    count: u32,
    turns: u32,
    last: Option<usize>,
    speakers: BTreeSet<u32>,
}

impl Project {
    /// The words and phrases that are said often. Numbers count as `#`; phrases stay within a sentence and neither begin
    /// nor end with a word that tells nothing.
    pub fn overview(&self, look: &Look) -> Overview {
        whole(self.overview_in_steps(look))
    }

    /// The same in steps.
    pub(crate) async fn overview_in_steps(&self, look: &Look) -> Overview {
        let turns: Vec<(Option<&str>, &str)> = self.looked_at(look).collect();
        let mut speakers: BTreeMap<&str, u32> = BTreeMap::new();
        for speaker in turns.iter().filter_map(|(speaker, _)| *speaker) {
            let next = u32::try_from(speakers.len()).unwrap_or(u32::MAX);
            speakers.entry(speaker).or_insert(next);
        }
        let limit = look.limit.unwrap_or(LIMIT) as usize;
        let mut overview = Overview { turns: number(turns.len()), ..Overview::default() };
        let often = frequent(&turns).await;
        let (mut single, mut several): (BTreeMap<String, Count>, BTreeMap<String, Count>) = Default::default();
        for (at, (speaker, text)) in told(&turns).enumerate() {
            let said = words(text);
            overview.said += number(said.iter().filter(|word| !word.mark).count());
            let speaker = speaker.and_then(|speaker| speakers.get(speaker).copied());
            for word in said.iter().filter(|word| tells(word)) {
                single.entry(word.text.to_string()).or_default().add(at, speaker);
            }
            for phrase in phrases(&said).filter(|phrase| often.binary_search(&hashed(phrase)).is_ok()) {
                several.entry(joined(phrase)).or_default().add(at, speaker);
            }
            rest(text.len() as u64 / LETTERS + 1).await;
        }
        overview.words = listed(single, limit);
        overview.phrases = listed(without_parts(several), limit);
        overview
    }

    fn looked_at<'a>(&'a self, look: &'a Look) -> impl Iterator<Item = (Option<&'a str>, &'a str)> {
        let wanted = |id: &str| look.transcript.as_deref().is_none_or(|one| one == id);
        let transcripts = self.state.transcripts.iter().filter(move |one| wanted(&one.id));
        let turns = transcripts.flat_map(|one| &one.turns).map(|turn| (turn.speaker.as_deref(), turn.text.as_str()));
        turns.filter(|(speaker, _)| look.speaker.is_none() || *speaker == look.speaker.as_deref())
    }
}

impl Count {
    fn add(&mut self, turn: usize, speaker: Option<u32>) {
        self.count += 1;
        self.turns += u32::from(self.last.replace(turn) != Some(turn));
        self.speakers.extend(speaker);
    }
}

/// Whether a word tells something by itself.
fn tells(word: &Word) -> bool {
    let text = &*word.text;
    !word.mark && text != "#" && text.chars().count() > 1 && !EMPTY.contains(&format!(" {text} "))
}

/// The phrases of a turn.
fn phrases<'a>(said: &'a [Word<'a>]) -> impl Iterator<Item = &'a [Word<'a>]> {
    let whole = |phrase: &&[Word]| {
        let ends = [phrase.first(), phrase.last()].into_iter().flatten();
        phrase.iter().all(|word| !word.mark) && ends.into_iter().all(tells)
    };
    (2..=LONGEST).flat_map(move |length| said.windows(length).filter(whole))
}

/// The phrases that are said often enough, by hash and rising: spelling out all phrases there are would take much memory.
async fn frequent(turns: &[(Option<&str>, &str)]) -> Vec<u64> {
    // By their first digit, since sorting all at once takes long.
    let mut heaps: Vec<Vec<u64>> = vec![Vec::new(); HEAPS];
    for (_, text) in told(turns) {
        for hash in phrases(&words(text)).map(hashed) {
            heaps.get_mut((hash >> 56) as usize).into_iter().for_each(|heap| heap.push(hash));
        }
        rest(text.len() as u64 / LETTERS + 1).await;
    }
    let mut often = Vec::new();
    for mut heap in heaps {
        heap.sort_unstable();
        let runs = heap.chunk_by(|a, b| a == b).filter(|run| run.len() >= AGAIN as usize);
        often.extend(runs.filter_map(|run| run.first()));
        rest(heap.len() as u64 / 20).await;
    }
    often
}

/// FNV-1a.
fn hashed(phrase: &[Word]) -> u64 {
    let bytes = phrase.iter().flat_map(|word| word.text.bytes().chain([b' ']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

fn joined(phrase: &[Word]) -> String {
    phrase.iter().map(|word| &*word.text).collect::<Vec<_>>().join(" ")
}

/// The phrases without those that are hardly ever said but within a longer one.
fn without_parts(mut phrases: BTreeMap<String, Count>) -> BTreeMap<String, Count> {
    phrases.retain(|_, count| count.count >= AGAIN);
    let mut parts = BTreeSet::new();
    for (phrase, count) in &phrases {
        let words: Vec<&str> = phrase.split(' ').collect();
        for length in 2..words.len() {
            let shorter = words.windows(length).map(|part| part.join(" "));
            parts.extend(shorter.filter(|part| phrases.get(part).is_some_and(|one| one.count <= count.count)));
        }
    }
    phrases.retain(|phrase, _| !parts.contains(phrase));
    phrases
}

fn listed(counts: BTreeMap<String, Count>, limit: usize) -> Vec<Often> {
    let entry = |(words, one): (String, Count)| Often {
        words,
        count: one.count,
        turns: one.turns,
        speakers: number(one.speakers.len()),
    };
    let mut list: Vec<Often> = counts.into_iter().map(entry).collect();
    list.sort_by_key(|one| std::cmp::Reverse(one.count));
    list.truncate(limit);
    list
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
