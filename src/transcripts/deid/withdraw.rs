//! A speaker who takes back their consent: what they said goes, and what it was is told.

use serde::{Deserialize, Serialize};

use super::pseudonyms::taking_part;
use super::{Clean, Identifier, KeyEntry, Kind};
use crate::error::{Error, Result};
use crate::job::{rest, told, whole};
use crate::ordered::BTreeSet;
use crate::transcripts::words::fold;

/// What looking at a turn or an identifier takes, as [`rest`] counts.
const TURN_TAKES: u64 = 1;

/// What was removed from a transcript when a speaker withdrew.
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

/// Removes a speaker, named by pseudonym, from all transcripts of a project, which share one key: what
/// [`Clean::withdraw`] removes from one. Every copy of the key is cleared of who they are, and of things that they alone
/// told, be it in another transcript; what somebody else told too stays in all of them. What was removed is told for each
/// transcript, in their order.
///
/// ```
/// use peer_circle::transcripts::{Deidentifier, read_text, withdraw};
///
/// let first = Deidentifier::default().run(&read_text("Ana Ruiz: Call 732-555-0142.\nBen Okafor: Yes.").value);
/// let next = Deidentifier { key: first.key.clone(), ..Deidentifier::default() };
/// let second = next.run(&read_text("Ben Okafor: So Ana called.\nAna Ruiz: I did.").value);
/// let mut all = [first, second];
/// let gone = withdraw(&mut all, "P01")?;
/// assert_eq!((gone[0].turns.len(), gone[1].turns.len()), (1, 1));
/// assert!(all.iter().flat_map(|clean| &clean.key.entries).all(|entry| entry.forms.is_empty() || entry.pseudonym == "P02"));
/// # Ok::<(), peer_circle::Error>(())
/// ```
///
/// # Errors
/// `withdraw.keys` where the pseudonym stands for several people, since the transcripts do not share one key; nothing is
/// removed then.
pub fn withdraw(cleans: &mut [Clean], speaker: &str) -> Result<Vec<Withdrawn>> {
    whole(withdraw_in_steps(cleans, speaker))
}

/// The same in steps.
pub(crate) async fn withdraw_in_steps(cleans: &mut [Clean], speaker: &str) -> Result<Vec<Withdrawn>> {
    let people: BTreeSet<String> = cleans.iter().filter_map(|clean| person(clean, speaker)).collect();
    if people.len() > 1 {
        return Err(Error::new(
            "withdraw.keys",
            format!("{speaker} is not the same person in all of these transcripts"),
        )
        .hint("withdraw from those that were de-identified with one key"));
    }
    Ok(everywhere(cleans, speaker).await)
}

impl Clean {
    /// Removes what a speaker, named by pseudonym, said: their turns, whatever was found in them, what remains at risk
    /// in them, and what the key says of them and of things that only they told. Their pseudonym stays where others
    /// speak of them and leads nowhere; its line of the key stays without a name, so that nobody else gets it.
    ///
    /// It sees this transcript alone. Where a key served several, each has a copy of it: [`withdraw`] removes somebody
    /// from all at once. Give no older copy on.
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
        whole(everywhere(std::slice::from_mut(self), speaker)).pop().unwrap_or_default()
    }

    /// Removes the turns of a speaker; gives their ids, and what was found in them.
    async fn silence(&mut self, speaker: &str) -> (Vec<String>, Vec<Identifier>) {
        let (mut turns, mut left) = (Vec::new(), Vec::with_capacity(self.transcript.turns.len()));
        for turn in told(std::mem::take(&mut self.transcript.turns)) {
            rest(TURN_TAKES).await;
            if turn.speaker.as_deref() == Some(speaker) { turns.push(turn.id) } else { left.push(turn) }
        }
        self.transcript.turns = left;
        let gone: BTreeSet<&str> = turns.iter().map(String::as_str).collect();
        let (mut removed, mut left) = (Vec::new(), Vec::with_capacity(self.identifiers.len()));
        for one in told(std::mem::take(&mut self.identifiers)) {
            rest(TURN_TAKES).await;
            if gone.contains(one.turn.as_str()) { removed.push(one) } else { left.push(one) }
        }
        self.identifiers = left;
        self.risk.remaining.retain(|one| !gone.contains(one.turn.as_str()));
        removed.iter().for_each(|one| self.uncount(one.kind));
        self.risk.tell(&mut self.transcript);
        (turns, removed)
    }

    /// One less was found of a kind.
    fn uncount(&mut self, kind: Kind) {
        if let Some(count) = self.risk.found.get_mut(&kind) {
            *count = count.saturating_sub(1);
        }
        self.risk.found.retain(|_, count| *count > 0);
    }

    /// Clears the lines of the key for somebody, and for things that nobody speaks of any more. Others who take part keep
    /// theirs. Whether the key said who they are.
    fn forget(&mut self, speaker: &str, things: &BTreeSet<String>) -> bool {
        let mut known = false;
        for entry in &mut self.key.entries {
            if entry.pseudonym == speaker {
                known |= !entry.forms.is_empty() || entry.participant.is_some();
                (entry.forms, entry.participant) = (Vec::new(), None);
            } else if things.contains(&entry.pseudonym) && !taking_part(entry) {
                entry.forms.clear();
            }
        }
        known
    }
}

/// Removes a speaker from transcripts of one key.
async fn everywhere(cleans: &mut [Clean], speaker: &str) -> Vec<Withdrawn> {
    let (mut gone, mut things) = (Vec::with_capacity(cleans.len()), BTreeSet::new());
    for clean in cleans.iter_mut() {
        let (turns, removed) = clean.silence(speaker).await;
        gone.push(Withdrawn { turns, identifiers: u32::try_from(removed.len()).unwrap_or(u32::MAX), in_key: false });
        for one in removed {
            things.extend(one.replacement);
            rest(TURN_TAKES).await;
        }
    }
    // What somebody else tells too stays.
    for one in cleans.iter().flat_map(|clean| &clean.identifiers) {
        one.replacement.iter().for_each(|told| _ = things.remove(told));
        rest(TURN_TAKES).await;
    }
    for (clean, gone) in cleans.iter_mut().zip(&mut gone) {
        gone.in_key = clean.forget(speaker, &things);
    }
    gone
}

/// Who a pseudonym stands for by a transcript's key, as far as that says it.
fn person(clean: &Clean, speaker: &str) -> Option<String> {
    let entry: &KeyEntry = clean.key.entries.iter().find(|entry| entry.pseudonym == speaker)?;
    entry.participant.clone().or_else(|| entry.forms.first().map(|name| fold(name)))
}
