//! A speaker who takes back their consent: what they said goes, and what it was is told.

use serde::{Deserialize, Serialize};

use super::pseudonyms::taking_part;
use super::{Clean, Identifier, KeyEntry, Kind};
use crate::ordered::BTreeSet;

/// What was removed when a speaker withdrew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Withdrawn {
    /// The ids of the turns.
    pub turns: Vec<String>,
    /// How many identifiers were marked in them.
    pub identifiers: u32,
    /// Whether the key said who they are, which is gone as well: their line stays without a name.
    pub in_key: bool,
}

impl Clean {
    /// Removes what a speaker, named by pseudonym, said: their turns, whatever was found in them, what remains at risk
    /// in them, and what the key says of them and of things that only they told. Their pseudonym stays where others
    /// speak of them and leads nowhere; its line of the key stays without a name, so that nobody else gets it.
    ///
    /// It sees this transcript alone. Where a key served several, each has a copy of it: withdraw from all, the last too,
    /// and give no older copy on; what they told in another transcript is cleared from that one's copy.
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
        let theirs: BTreeSet<&str> = gone.turns.iter().map(String::as_str).collect();
        let said = |one: &Identifier| theirs.contains(one.turn.as_str());
        let (removed, left) = std::mem::take(&mut self.identifiers).into_iter().partition::<Vec<_>, _>(said);
        self.identifiers = left;
        self.risk.remaining.retain(|one| !theirs.contains(one.turn.as_str()));
        gone.identifiers = u32::try_from(removed.len()).unwrap_or(u32::MAX);
        for one in &removed {
            self.uncount(one.kind);
        }
        self.forget(&removed);
        for entry in self.key.entries.iter_mut().filter(|entry| entry.pseudonym == speaker) {
            gone.in_key |= !entry.forms.is_empty() || entry.participant.is_some();
            (entry.forms, entry.participant) = (Vec::new(), None);
        }
        gone
    }

    /// One less was found of a kind.
    fn uncount(&mut self, kind: Kind) {
        if let Some(count) = self.risk.found.get_mut(&kind) {
            *count = count.saturating_sub(1);
        }
        self.risk.found.retain(|_, count| *count > 0);
    }

    /// Clears the lines of the key for things that nobody speaks of any more. Those who take part keep theirs.
    fn forget(&mut self, removed: &[Identifier]) {
        let told = |of: &[Identifier]| of.iter().filter_map(|one| one.replacement.clone()).collect::<BTreeSet<_>>();
        let (removed, left) = (told(removed), told(&self.identifiers));
        let only = |entry: &KeyEntry| removed.contains(&entry.pseudonym) && !left.contains(&entry.pseudonym);
        for entry in self.key.entries.iter_mut().filter(|entry| only(entry) && !taking_part(entry)) {
            entry.forms.clear();
        }
    }
}
