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
mod withdraw;

use crate::people::Roster;
use crate::transcripts::Lists;
use crate::transcripts::Transcript;
use crate::transcripts::kinds::{self, Found, Lexis, Memory, Reading};
use crate::transcripts::words::Text;
use clean::Cleaner;
use known::Known;
use pseudonyms::Pseudonyms;
use risk::Survey;

pub use dates::secret_shift;
pub use model::{Clean, Decision, Identifier, Key, KeyEntry, Kind, Policy, Remains, Risk, Treatment};
pub use withdraw::Withdrawn;

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
        let lists = self.lists;
        let ordinary = |word: u64| {
            kinds::is_ordinary(word)
                || lists.is_some_and(|lists| lists.has_key(crate::transcripts::WordSet::Words, word))
        };
        let known = Known::new(transcript, self.roster, &ordinary);
        let written = |kind: fn(char) -> bool| transcript.turns.iter().any(|turn| turn.text.chars().any(kind));
        let caseless = !written(char::is_uppercase);
        let memory = Memory::new();
        let lexis = Lexis { lists, memory: &memory };
        let reading = Reading { caseless, ordinary: &ordinary };
        let mut cleaner =
            Cleaner { policy: &self.policy, known: &known, pseudonyms: Pseudonyms::new(self.key.clone()) };
        let mut survey = Survey::new(self);
        let mut clean = Clean::default();
        for turn in &transcript.turns {
            let text = Text::new(&turn.text);
            let found = self.find(&text, &known, lexis, reading);
            let (turn, identifiers) = cleaner.turn(turn, &found);
            survey.look(&text, &identifiers, &turn.id);
            clean.transcript.turns.push(turn);
            clean.identifiers.extend(identifiers);
        }
        // A title is often a file's name with a person's in it; an id goes on only if it can name nobody.
        clean.transcript.id = neutral(&transcript.id);
        renumber(&mut clean.transcript);
        (clean.transcript.format, clean.transcript.encoding) = (transcript.format, transcript.encoding);
        clean.key = cleaner.pseudonyms.into_key();
        clean.risk = survey.finish(self, caseless && written(char::is_lowercase));
        clean
    }

    /// Everything in a text that identifies somebody, in order and without overlaps; what people decided comes first.
    fn find(&self, text: &Text<'_>, known: &Known, lexis: Lexis<'_>, reading: Reading<'_>) -> Vec<Found> {
        let mut found = Vec::new();
        known.names.find(text, reading, &mut found);
        kinds::by_form(text, self.policy.ages_up_to, &mut found);
        let caseless = reading.caseless || !text.capitals;
        kinds::by_words(text, lexis, caseless, reading.caseless, &mut found);
        kinds::titles(text, &mut found);
        decisions::apply(&self.policy.decisions, text, &mut found);
        merge::merge(found, text.text)
    }
}

/// An id of a letter or two and figures (`s1`), which names nobody; else none, and the project gives a new one.
fn neutral(id: &str) -> String {
    let figures = id.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let plain = figures.bytes().all(|byte| byte.is_ascii_digit()) && id.len() - figures.len() <= 2;
    if plain { id.to_owned() } else { String::new() }
}

/// The ids of cues come from the file and may hold anything: they become numbers.
fn renumber(transcript: &mut Transcript) {
    let cues = transcript.turns.iter_mut().flat_map(|turn| &mut turn.cues);
    cues.zip(1_u32..).for_each(|(cue, number)| cue.id = number.to_string());
}
