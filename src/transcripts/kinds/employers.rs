//! Where an employer, a shop or a firm would stand: what is said of a word with a capital by the words around it.

use super::super::vocabulary::Marks;
use super::super::words::{Shape, Text};
use super::works::{is_headline, is_work};

/// Whether an ampersand joins this to the next as in `AT&T`; single letters are joined in `Q&A` and `H&P`.
pub(super) fn is_joined(text: &Text<'_>, index: usize) -> bool {
    let letters = |at: usize| text.word(at).filter(|word| word.is_big()).map_or(0, |word| word.letters);
    text.gap(index) == "&" && letters(index) > 0 && letters(index + 1) > 0 && letters(index) + letters(index + 1) > 2
}

/// Whether capitals that are nobody's and everybody's stand where an employer would: `at UCLA`.
pub(super) fn is_acronym(text: &Text<'_>, index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| text.word(before)).map_or("", |word| text.of(word));
    let word = text.word(index);
    let plain = word.is_some_and(|word| {
        word.shape == Shape::Upper && word.letters > 2 && !word.is(Marks::PUBLIC.and(Marks::FUNCTION))
    });
    plain && matches!(before, "at" | "joined" | "attended") && text.gap(index - 1) == " "
}

/// Whether a single word with a capital stands where an employer or a shop would.
pub(super) fn is_employer(text: &Text<'_>, index: usize) -> bool {
    let before = |back: usize| index.checked_sub(back).and_then(|at| text.word(at)).map_or("", |word| text.of(word));
    let of = || before(1) == "of" && index > 1 && text.word(index - 2).is_some_and(|word| word.is_big() && !word.opens);
    let leads = matches!(before(1), "at" | "joined" | "join" | "called" | "with" | "by" | "from" | "for") || of();
    let leads = leads && text.gap(index - 1) == " ";
    let alone = text.word(index + 1).is_none_or(|next| !next.is_big() || text.gap(index) != " ");
    leads && alone && !is_headline(text, index) && !is_work(text, index, index)
}

/// Whether a word has a line of its own, as in a letter's head or under it.
pub(super) fn is_line(text: &Text<'_>, index: usize) -> bool {
    let ends = |gap: &str| {
        gap.trim_start_matches([' ', '.', ',']).starts_with(['\n', '\r']) || gap.trim().is_empty() && gap.len() < 2
    };
    let after = text.word(index + 1).is_none() || ends(text.gap(index)) && text.gap(index).contains('\n');
    let before = index > 0 && text.gap(index - 1).contains('\n') || index == 0 && text.word(1).is_some();
    after && before && text.text.contains('\n')
}

#[cfg(test)]
mod tests {
    use super::super::super::lists::{Lists, WordSet};
    use super::super::{Memory, all, lexis::Lexis, proper};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let names = (WordSet::Names, &["ruiz", "berg", "hanne", "mary"][..]);
        let words = (
            WordSet::Words,
            &["stripe", "canon", "scout", "boy", "bank", "queen", "relax", "help", "she", "we", "work"][..],
        );
        let places = (WordSet::Places, &["trinidad and tobago", "america", "lund", "cape may"][..]);
        let file = Lists::build("", &[names, words, places, (WordSet::Given, &["hanne", "mary"])]);
        let lists = Lists::read(&file).unwrap();
        let lexis = Lexis { lists: Some(&lists), memory: &Memory::new() };
        assert_eq!(all(|text, found| proper::find(text, lexis, found), text), expected, "{text}");
    }

    #[test]
    fn ordinary_words_where_an_employer_stands() {
        check("she started at Stripe last week", &["Stripe"]);
        check("we work with Canon on it", &["Canon"]);
        check("she is Hanne Berg of Canon", &["Hanne Berg", "Canon"]);
        check("we go there to Relax and to Help", &[]);
        check("she worked at UCLA with COPD", &["UCLA"]);
        check("he called AT&T and did a Q&A", &["AT&T"]);
    }

    #[test]
    fn names_of_several_words() {
        check("she is at St. Mary's Hospital", &["St. Mary's Hospital"]);
        check("they live in Cape May now", &["Cape May"]);
        check("from Trinidad and Tobago to Lund", &["Trinidad and Tobago", "Lund"]);
        check("it was the Boy Scouts of America", &["Boy Scouts of America"]);
        check("with Hanne A Berg and M. Ruiz", &["Hanne A Berg", "M. Ruiz"]);
    }

    #[test]
    fn a_line_of_its_own() {
        check("yours,\nWojtaszek\n", &["Wojtaszek"]);
        check("so.\nWojtaszek is what", &["Wojtaszek"]);
        check("so. Wojtaszkowy it", &[]);
    }
}
