//! Firms that bear several people's names: `at Ode, Ruiz and Berg`, `Ode and Sons`, `Ode & Ruiz LLP`.

use super::super::vocabulary::Marks;
use super::super::words::{Shape, Text, Word};
use super::lexis::Lexis;
use super::proper::Run;
use super::{Found, Kind, Why, institution};

/// A firm that starts with a run, and the index of its last word.
pub(super) fn find(text: &Text<'_>, run: &Run, lexis: Lexis<'_>) -> Option<(Found, usize)> {
    let last = sons(text, run.last).or_else(|| partners(text, run, lexis))?;
    let (first, end) = (text.word(run.first)?, text.word(last)?);
    let reason = &Why("firm.names", "names joined as a firm's are");
    Some((Found::new(first.from, end.to, Kind::Institution, reason, 0.96), last))
}

/// `and Sons`, `And Associates`, `y asociados`, `e figli`.
fn sons(text: &Text<'_>, last: usize) -> Option<usize> {
    let end = text.word(last + 2).filter(|end| end.is(Marks::FIRM_END))?;
    // In English "and partners" says who came along.
    let english = text.word(last + 1).is_some_and(|word| text.of(word).eq_ignore_ascii_case("and"));
    let joined = text.gap(last) == " " && text.gap(last + 1) == " " && is_and(text, last + 1);
    (joined && (end.is_big() || !english)).then_some(last + 2)
}

fn is_and(text: &Text<'_>, index: usize) -> bool {
    let said = text.word(index).map_or("", |word| text.of(word));
    institution::ANDS.iter().any(|and| and.eq_ignore_ascii_case(said))
}

/// Where a name ends that is followed by what the law has firms say: ` S.A.R.L.`, ` s.r.l.`, ` & Co. OHG`.
pub(super) fn tail(text: &str, to: usize) -> Option<usize> {
    let mut end = to;
    for _ in 0..3 {
        let rest = text.get(end..).unwrap_or_default();
        let Some(length) = company(rest).or_else(|| form(rest)) else { break };
        end += length;
    }
    (end > to).then_some(end)
}

/// The length of ` & Co` or ` & Co.` at the start of a text.
fn company(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix(" & Co")?;
    let after = after.strip_prefix('.').unwrap_or(after);
    (!after.starts_with(char::is_alphanumeric)).then(|| rest.len() - after.len())
}

/// Bytes of the longest form of a firm.
const FORM: usize = 16;

/// The length of a firm's form at the start of a text, the space before it included.
fn form(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix(',').unwrap_or(rest).strip_prefix(' ')?;
    let length = inner.bytes().take(FORM).take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'.').count();
    let written = inner.get(..length)?;
    // "S.A." or "SPA", no "as" and no "se"; a full stop at the end may be the sentence's.
    let plain = written.get(..written.bytes().rposition(|byte| byte != b'.')? + 1)?;
    let (dotted, capitals) =
        (plain.bytes().any(|byte| byte == b'.'), plain.bytes().all(|byte| byte.is_ascii_uppercase()));
    if !(dotted || capitals) {
        return None;
    }
    let letters: String = written.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    let cut = if dotted { 0 } else { written.len() - plain.len() };
    let known = institution::LEGAL.contains(&letters.as_str());
    (known && !inner.get(length..)?.starts_with(char::is_alphanumeric)).then(|| rest.len() - inner.len() + length - cut)
}

/// Names of one firm.
const MOST: usize = 8;

/// Two family names or more in a row, where a firm would stand: people in a row are called by given names.
fn partners(text: &Text<'_>, run: &Run, lexis: Lexis<'_>) -> Option<usize> {
    if run.first != run.last || !is_single(text, run.first) || text.gap(run.last) != ", " {
        return None;
    }
    let mut last = run.last;
    while last - run.last < MOST && text.gap(last) == ", " && is_single(text, last + 1) {
        last += 1;
    }
    let joined =
        last > run.last && matches!(text.gap(last), " " | ", ") && is_and(text, last + 1) && text.gap(last + 1) == " ";
    let end = last + 2;
    if !joined || !is_single(text, end) {
        return None;
    }
    let form = text.word(end + 1).filter(|word| word.is_big() && word.is(Marks::INSTITUTION) && text.gap(end) == " ");
    if form.is_some() {
        return Some(end + 1);
    }
    let family = (run.first..=last).chain([end]).all(|at| at == last + 1 || is_family(text, at, lexis));
    let sure = is_said_of_one(text, end) || is_place_of_work(text, run.first);
    (sure || family && introduced(text, run.first) && !text.gap(end).starts_with('\'')).then_some(end)
}

/// Whether what follows is said of one thing, which several people are not: `Ode, Ruiz and Berg is a firm`.
fn is_said_of_one(text: &Text<'_>, end: usize) -> bool {
    text.gap(end) == " " && text.word(end + 1).is_some_and(|word| matches!(text.of(word), "is" | "has"))
}

/// Whether the word before is said of a firm alone, never of people: `at Ode, Ruiz and Berg`.
fn is_place_of_work(text: &Text<'_>, first: usize) -> bool {
    let before = first.checked_sub(1).and_then(|before| text.word(before)).map_or("", |word| text.of(word));
    matches!(before, "at" | "firm" | "company" | "the" | "The")
}

/// Whether a word with a capital stands alone as a name does in a list of names.
fn is_single(text: &Text<'_>, index: usize) -> bool {
    let capital = |word: &Word| word.shape == Shape::Capital && !word.is(Marks::FUNCTION) && !word.is(Marks::PUBLIC);
    // A space alone before a further name makes this a given name.
    let next = text.word(index + 1).filter(|_| text.gap(index) == " ");
    let given = next.is_some_and(|next| next.is_big() && !next.is(Marks::INSTITUTION));
    text.word(index).is_some_and(capital) && !given
}

fn is_family(text: &Text<'_>, index: usize, lexis: Lexis<'_>) -> bool {
    text.word(index).is_some_and(|word| lexis.is_name(text, word) && !lexis.is_given(text, word))
}

/// Whether the word before says that somebody works there.
fn introduced(text: &Text<'_>, first: usize) -> bool {
    let before = first.checked_sub(1).and_then(|before| text.word(before)).map_or("", |word| text.of(word));
    matches!(before, "at" | "for" | "joined" | "of" | "firm" | "company" | "called" | "the")
}

#[cfg(test)]
mod tests {
    use super::super::super::lists::{Lists, WordSet};
    use super::super::{Memory, all, proper};
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let names = (WordSet::Names, &["ode", "ruiz", "berg", "ana"][..]);
        let file = Lists::build("", &[names, (WordSet::Given, &["ana", "ben"])]);
        let lists = Lists::read(&file).unwrap();
        assert_eq!(
            all(|text, found| proper::find(text, Lexis { lists: Some(&lists), memory: &Memory::new() }, found), text),
            expected
        );
    }

    #[test]
    fn firms_bear_several_names() {
        check("she was at Ode, Ruiz and Berg for a year", &["Ode", "Ode, Ruiz and Berg"]);
        check("my lawyers, Ode and Sons, called", &["Ode", "Ode and Sons"]);
        check("I saw Ana, Ruiz and Berg there", &["Ana", "Ruiz", "Berg"]);
        check("they were with Ode, Ruiz and Berg", &["Ode", "Ruiz", "Berg"]);
        check("they said Ana, Ruiz and Berg is closing", &["Ana", "Ana, Ruiz and Berg"]);
        check("we asked Ruiz e figli about it", &["Ruiz", "Ruiz e figli"]);
    }

    #[test]
    fn firms_have_forms_of_many_laws() {
        for (text, form) in [
            (" S.A.R.L. in Lyon", " S.A.R.L."),
            (" s.r.l., which", " s.r.l."),
            (" SPA.", " SPA"),
            (" & Co. OHG has", " & Co. OHG"),
            (", S.A. de", ", S.A."),
        ] {
            assert_eq!(tail(text, 0).map(|end| &text[..end]), Some(form), "{text}");
        }
        for text in [" as we said", " se", " A.C. said", " spa", " ASAP"] {
            assert_eq!(tail(text, 0), None, "{text}");
        }
    }
}
