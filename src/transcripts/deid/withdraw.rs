//! A speaker who takes back their consent: what they said goes, and what it was is told.

use serde::{Deserialize, Serialize};

use super::Clean;

/// What was removed when a speaker withdrew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Withdrawn {
    /// The ids of the turns.
    pub turns: Vec<String>,
    /// How many identifiers were marked in them.
    pub identifiers: u32,
    /// Whether the key had a line for them, which is gone as well.
    pub in_key: bool,
}

impl Clean {
    /// Removes what a speaker, named by pseudonym, said: their turns, whatever was found in them, what remains at risk
    /// in them, and their line of the key. Their pseudonym stays where others speak of them and leads nowhere.
    ///
    /// ```
    /// use peer_circle::transcripts::{Policy, deidentify, read_text};
    ///
    /// let transcript = read_text("Ana Ruiz: Call 732-555-0142.\nBen Okafor: Thanks, Ana.").value;
    /// let mut clean = deidentify(&transcript, None, &Policy::default());
    /// let gone = clean.withdraw("P01");
    /// assert_eq!((gone.turns, gone.identifiers, gone.in_key), (vec!["t1".to_owned()], 1, true));
    /// assert_eq!(clean.transcript.turns[0].text, "Thanks, P01.");
    /// ```
    pub fn withdraw(&mut self, speaker: &str) -> Withdrawn {
        let mut gone = Withdrawn::default();
        self.transcript.turns.retain(|turn| {
            let theirs = turn.speaker.as_deref() == Some(speaker);
            if theirs {
                gone.turns.push(turn.id.clone());
            }
            !theirs
        });
        let theirs: crate::ordered::BTreeSet<&str> = gone.turns.iter().map(String::as_str).collect();
        let marked = self.identifiers.len();
        self.identifiers.retain(|one| !theirs.contains(one.turn.as_str()));
        self.risk.remaining.retain(|one| !theirs.contains(one.turn.as_str()));
        gone.identifiers = u32::try_from(marked - self.identifiers.len()).unwrap_or(u32::MAX);
        let lines = self.key.entries.len();
        self.key.entries.retain(|entry| entry.pseudonym != speaker);
        gone.in_key = self.key.entries.len() < lines;
        gone
    }
}
