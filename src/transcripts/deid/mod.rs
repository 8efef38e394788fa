//! De-identification: what is found, what the policy makes of it, and what remains.

mod clean;
mod dates;
mod decisions;
mod known;
mod map;
mod merge;
mod model;
mod pseudonyms;
mod risk;
mod told;
mod withdraw;

use crate::people::Roster;
use crate::transcripts::Lists;
use crate::transcripts::kinds::{self, Found, Lexis, Memory, Reading};
use crate::transcripts::words::Text;
use crate::transcripts::{Transcript, Turn};
use clean::Cleaner;
use known::Known;
use pseudonyms::Pseudonyms;
use risk::Survey;

pub use dates::secret_shift;
pub use map::moved;
pub use model::{
    Clean, Decision, Identifier, Key, KeyEntry, Kind, Occurrence, Policy, Remains, Risk, Treatment, Warning,
};
#[cfg(feature = "wasm")]
pub(crate) use withdraw::withdraw_in_steps;
pub use withdraw::{Withdrawn, withdraw};

/// Replaces what identifies people in a transcript, by a policy, and says what was found and what may remain.
///
/// Nothing finds everything: read [`Clean::risk`] and look through what it lists. For a project of several
/// transcripts, or with name lists, see [`Deidentifier`].
///
/// ```
/// use peer_circle::transcripts::{Policy, deidentify, read};
///
/// let transcript = read("Ana Ruiz: Call me on 732-555-0142, Ben.\nBen Okafor: I will, Ana.".as_bytes())?.value;
/// let clean = deidentify(&transcript, None, &Policy::default());
/// assert_eq!(clean.transcript.turns[0].speaker.as_deref(), Some("P01"));
/// assert_eq!(clean.transcript.turns[0].text, "Call me on Phone 1, P02.");
/// assert_eq!(clean.key.entries[0].forms, ["Ana Ruiz", "Ana"]);
/// # Ok::<(), peer_circle::Error>(())
/// ```
pub fn deidentify(transcript: &Transcript, roster: Option<&Roster>, policy: &Policy) -> Clean {
    Deidentifier { roster, policy: policy.clone(), key: Key::default(), lists: None }.run(transcript)
}

/// De-identification with everything that can be given to it.
#[derive(Clone, Debug, Default)]
pub struct Deidentifier<'a> {
    /// The people of the programme, whose names are found in any form.
    pub roster: Option<&'a Roster>,
    /// What becomes of what is found.
    pub policy: Policy,
    /// The key of the project so far: known people and things keep their pseudonyms.
    pub key: Key,
    /// Names, places and ordinary words; without them only people who take part are found by name.
    pub lists: Option<&'a Lists>,
}

impl Deidentifier<'_> {
    /// The clean transcript, with what was found and what may remain.
    pub fn run(&self, transcript: &Transcript) -> Clean {
        let mut work = self.start(&transcript.speakers(), is_caseless(&transcript.turns));
        let mut clean = Clean::default();
        for turn in &transcript.turns {
            let (turn, identifiers) = work.turn(turn, self.lists);
            clean.transcript.turns.push(turn);
            clean.identifiers.extend(identifiers);
        }
        // A title is often a file's name with a person's in it; an id goes on only if it can name nobody.
        clean.transcript.id = neutral(&transcript.id);
        (clean.transcript.format, clean.transcript.encoding) = (transcript.format, transcript.encoding);
        (clean.key, clean.risk) = work.finish();
        clean.risk.tell(&mut clean.transcript);
        clean
    }

    /// The same, a turn at a time: `speakers` are all labels of the file, as far as they are known, and `caseless` says
    /// that it has no capitals, as automatic captions have it.
    ///
    /// ```
    /// use peer_circle::transcripts::{Deidentifier, read_text};
    ///
    /// let deidentifier = Deidentifier::default();
    /// let mut work = deidentifier.start(&["Ana Ruiz"], false);
    /// for turn in read_text("Ana Ruiz: Mail ana@example.org.").value.turns {
    ///     let (clean, found) = work.turn(&turn, None);
    ///     assert_eq!((clean.text.as_str(), found.len()), ("Mail Email 1.", 1));
    /// }
    /// let (key, risk) = work.finish();
    /// assert_eq!(key.entries.len(), 2);
    /// assert!(!risk.warnings.is_empty());
    /// ```
    pub fn start(&self, speakers: &[&str], caseless: bool) -> Deidentification {
        let lists = self.lists;
        let known = Known::new(speakers, self.roster, &|word| ordinary(lists, word));
        Deidentification {
            policy: self.policy.clone(),
            decisions: decisions::Decided::all(&self.policy.decisions),
            known,
            pseudonyms: Pseudonyms::new(self.key.clone()),
            survey: Survey::new(self),
            warnings: risk::warnings(self, caseless),
            memory: Memory::new(),
            caseless,
            turns: 0,
            cues: 0,
        }
    }
}

/// Whether turns are written without capitals, as automatic captions are: they have none, or next to none (`I`, a mark
/// such as `[Music]`, a letter that has no small form) in a long text.
fn is_caseless(turns: &[Turn]) -> bool {
    /// Of so many letters one may be a capital; where sentences start with one, it is every fiftieth at least.
    const SELDOM: usize = 400;
    let (mut small, mut big) = (0, 0);
    for c in turns.iter().flat_map(|turn| turn.text.chars()) {
        small += usize::from(c.is_lowercase());
        big += usize::from(c.is_uppercase() && c != 'I');
        if big * SELDOM > small + 100_000 {
            return false;
        }
    }
    small > 0 && big * SELDOM <= small
}

fn ordinary(lists: Option<&Lists>, word: u64) -> bool {
    kinds::is_ordinary(word) || lists.is_some_and(|lists| lists.has_key(crate::transcripts::WordSet::Words, word))
}

/// De-identification under way, made by [`Deidentifier::start`].
pub struct Deidentification {
    policy: Policy,
    decisions: Vec<decisions::Decided>,
    known: Known,
    pseudonyms: Pseudonyms,
    survey: Survey,
    warnings: Vec<Warning>,
    memory: Memory,
    caseless: bool,
    /// The number of the last turn.
    turns: u32,
    /// The number of the last cue; the ids of cues come from the file and may hold anything.
    cues: u32,
}

impl Deidentification {
    /// The clean turn, and what was found in it; the lists are those given at the start. An id that is more than a
    /// letter or two and a few figures may itself name somebody, and becomes one by the turn's place: `turn7`.
    pub fn turn(&mut self, turn: &Turn, lists: Option<&Lists>) -> (Turn, Vec<Identifier>) {
        if let Some(label) = &turn.speaker {
            self.known.speak(label, &|word| ordinary(lists, word));
        }
        let text = Text::new(&turn.text);
        let found = self.find(&text, &turn.id, lists);
        let mut cleaner = Cleaner { policy: &self.policy, known: &self.known, pseudonyms: &mut self.pseudonyms };
        let (mut turn, mut identifiers) = cleaner.turn(turn, &found);
        self.turns = self.turns.saturating_add(1);
        if neutral(&turn.id).is_empty() {
            turn.id = format!("turn{}", self.turns);
            identifiers.iter_mut().for_each(|one| one.turn.clone_from(&turn.id));
        }
        self.survey.look(&text, &identifiers, &turn.id);
        for cue in &mut turn.cues {
            self.cues = self.cues.saturating_add(1);
            cue.id = self.cues.to_string();
        }
        (turn, identifiers)
    }

    /// The key, and what was looked for, found and may remain.
    pub fn finish(self) -> (Key, Risk) {
        (self.pseudonyms.into_key(), self.survey.finish(self.warnings))
    }

    /// Everything in a text that identifies somebody, in order and without overlaps; what people decided comes first.
    fn find(&self, text: &Text<'_>, turn: &str, lists: Option<&Lists>) -> Vec<Found> {
        let mut found = Vec::new();
        let lexis = Lexis { lists, memory: &self.memory };
        let reading = Reading { caseless: self.caseless, ordinary: &|word| ordinary(lists, word) };
        self.known.names.find(text, reading, &mut found);
        self.known.phrases.find(text, &mut found);
        kinds::by_form(text, self.policy.ages_up_to, &mut found);
        let caseless = self.caseless || !text.capitals;
        kinds::by_words(text, lexis, caseless, self.caseless, &mut found);
        kinds::titles(text, &mut found);
        decisions::apply(&self.decisions, (text, turn), &|name| self.known.names.whose(name), &mut found);
        merge::merge(found, text.text)
    }
}

/// An id of a letter or two and a few figures (`s1`), or a reader's of a turn (`t123456`), which names nobody; else none,
/// and the project gives a new one. More figures may be the number of a telephone or a record.
fn neutral(id: &str) -> String {
    let figures = id.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let letters = id.len() - figures.len();
    let few = if id.starts_with('t') && letters == 1 { 7 } else { 4 };
    let plain = figures.bytes().all(|byte| byte.is_ascii_digit()) && letters <= 2 && (1..=few).contains(&figures.len());
    if plain { id.to_owned() } else { String::new() }
}
