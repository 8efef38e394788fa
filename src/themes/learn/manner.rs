//! In what manner something is said: whom it speaks of, and whether it asks, denies, tells of the past or of what may be.
//! Small words tell that (J. W. Pennebaker, *The Secret Life of Pronouns*, 2011), whatever the talk is about. They are
//! those of English; in other languages nothing is seen.

use super::features::Name;
use super::words::Word;

/// The manners, as reasons name them.
pub(super) const NAMES: [Name; 9] = [
    Name("oneself", "speaking of oneself"),
    Name("other", "speaking to the other"),
    Name("us", "speaking of us"),
    Name("others", "speaking of others"),
    Name("could_be", "saying what could be"),
    Name("past", "telling of the past"),
    Name("denies", "denying"),
    Name("is", "saying how something is"),
    Name("asks_how", "asking what, how or why"),
];

/// A manner in which a turn speaks.
pub(super) struct Manner {
    pub(super) name: Name,
    /// How often, 0 to 1: further words count ever less.
    pub(super) often: f64,
    /// How much of the turn, 0 to 1: a third of its words is all.
    pub(super) much: f64,
}

/// The manners of a turn, those that it has none of left out.
pub(super) fn manners(words: &[Word]) -> Vec<Manner> {
    let mut counts = [0.0; NAMES.len()];
    let mut all: f64 = 0.0;
    for word in words.iter().filter(|word| !word.mark) {
        all += 1.0;
        place(&word.text).and_then(|at| counts.get_mut(at)).into_iter().for_each(|count| *count += 1.0);
    }
    let manner = |(name, count): (Name, f64)| Manner {
        name,
        often: (libm::log(1.0 + count) / 1.5).min(1.0),
        much: (3.0 * count / all.max(1.0)).min(1.0),
    };
    NAMES.into_iter().zip(counts).filter(|(_, count)| *count > 0.0).map(manner).collect()
}

/// The manner that a word belongs to.
fn place(word: &str) -> Option<usize> {
    Some(match word {
        "i" | "i'm" | "i've" | "i'd" | "i'll" | "my" | "me" | "myself" | "mine" => 0,
        "you" | "your" | "you're" | "you've" | "you'll" | "you'd" | "yourself" | "yours" => 1,
        "we" | "us" | "our" | "we're" | "let's" | "ourselves" | "we've" | "we'll" => 2,
        "he" | "she" | "they" | "him" | "her" | "them" | "his" | "their" | "he's" | "she's" | "they're" | "someone"
        | "anyone" | "people" => 3,
        "could" | "should" | "might" | "may" | "can" | "would" | "will" | "must" | "try" | "maybe" | "perhaps"
        | "need" | "ought" => 4,
        "was" | "were" | "had" | "did" | "went" | "got" | "been" | "felt" | "used" | "lost" | "said" | "told"
        | "made" | "thought" | "knew" => 5,
        "not" | "no" | "never" | "don't" | "can't" | "isn't" | "won't" | "doesn't" | "didn't" | "wasn't"
        | "couldn't" | "nothing" | "nobody" | "without" => 6,
        "is" | "are" | "am" | "be" | "being" | "seem" | "seems" | "sound" | "sounds" | "feel" | "feels" | "feeling" => {
            7
        }
        "what" | "how" | "why" | "when" | "who" | "where" | "which" | "whose" => 8,
        _ => return None,
    })
}
