//! Capitals that point at nobody: headlines, titles in quotation marks, laws and periodicals.

use super::super::vocabulary::Marks;
use super::super::words::{Shape, Text};

/// How far a headline is looked for, in words.
const NEAR: usize = 6;

/// Whether the words around are written as in a headline: one that only holds sentences together has a capital.
pub(super) fn is_headline(text: &Text<'_>, index: usize) -> bool {
    let shouted = |at: usize| {
        text.word(at).is_some_and(|word| {
            word.shape == Shape::Capital && !word.opens && word.is(Marks::FUNCTION) && !names(text, at)
        })
    };
    let ends = |at: usize| text.gap(at).contains(['.', '?', '!', '\n']);
    let after = (index + 1..=index + NEAR).take_while(|at| !ends(at - 1)).any(shouted);
    after || (index.saturating_sub(NEAR)..index).rev().take_while(|at| !ends(*at)).any(shouted)
}

/// Whether a word that holds sentences together stands where a name would: `Dr. May`, `Mrs. Will`.
fn names(text: &Text<'_>, index: usize) -> bool {
    index > 0 && text.gap(index - 1).starts_with('.')
}

/// Words that end the names of works, laws and periodicals.
pub(super) const ENDS: &str = "act acts bill amendment treaty constitution rule code weekly daily monthly journal magazine gazette \
    review reviews times news guidelines award prize day month week war syndrome";

/// Whether a row of ordinary words with capitals is a work's title, a law's or a periodical's.
pub(super) fn is_work(text: &Text<'_>, first: usize, last: usize) -> bool {
    let ends = text.word(last).is_some_and(|word| word.is(Marks::WORK_END));
    ends || is_quoted(text, first, last) || is_owned(text, first)
}

/// `"Tea for Two"`, `“The Long Ward” by ...`.
fn is_quoted(text: &Text<'_>, first: usize, last: usize) -> bool {
    let opens = match first.checked_sub(1) {
        Some(before) => text.gap(before).ends_with(['"', '“', '‘', '«']),
        None => text
            .word(first)
            .is_some_and(|word| text.text.get(..word.from).unwrap_or_default().ends_with(['"', '“', '‘', '«'])),
    };
    opens && text.gap(last).trim_start_matches([',', '.', '!', '?']).starts_with(['"', '”', '’', '»'])
}

/// What somebody made is called after them: `Okri's Famished Road`.
fn is_owned(text: &Text<'_>, first: usize) -> bool {
    first >= 2
        && text.word(first - 1).is_some_and(|word| text.of(word) == "s")
        && text.gap(first - 1) == " "
        && matches!(text.gap(first - 2), "'" | "’")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, headline: bool, work: bool) {
        let marked = text.find('[').unwrap();
        let plain = text.replace(['[', ']'], "");
        let end = text.find(']').unwrap() - 1;
        let text = Text::new(&plain);
        let first = text.words.iter().position(|word| word.from == marked).unwrap();
        let last = text.words.iter().position(|word| word.to == end).unwrap();
        assert_eq!((is_headline(&text, first), is_work(&text, first, last)), (headline, work), "{plain}");
    }

    #[test]
    fn headlines_have_capitals_on_small_words() {
        check("I read Nine Rules [Residents] Break And Why They Do", true, false);
        check("we walked through [Green] Park and then home", false, false);
    }

    #[test]
    fn works_laws_and_periodicals() {
        check("we sang \"[Blue Moon]\" in the car", false, true);
        check("under the [Affordable Care Act] they have to", false, true);
        check("it was in [Family Practice Review] last year", false, true);
        check("she quoted Okri's [Famished Road] again", false, true);
        check("he works at [Summit Care] now", false, false);
    }
}
