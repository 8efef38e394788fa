//! The notation of indicator phrases, taken apart into what the matcher looks for.

use crate::error::Error;
use crate::limits;

/// Words that a `*` standing alone may pass over.
const GAP_WORDS: u8 = 4;

/// Spellings that one phrase may unfold into.
const VARIANTS: usize = 64;

/// One spelling of a phrase: its parts one after another, the first of them a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variant {
    /// The first word may begin earlier: the phrase starts with `*`.
    pub(super) open: bool,
    /// What must follow what.
    pub(super) parts: Vec<Part>,
}

/// A piece of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// These letters, in either case.
    Text(String),
    /// The rest of a word: any letters or none.
    Tail,
    /// At most this many words, within the sentence.
    Gap(u8),
}

/// What is wrong with a phrase, where something is.
pub(super) fn phrase_problem(phrase: &str) -> Option<Error> {
    if phrase.len() > limits::PHRASE_BYTES {
        let message = format!("a phrase is longer than {} characters", limits::PHRASE_BYTES);
        return Some(Error::new("limit.phrase", message).hint("use its telling words"));
    }
    variants(phrase).is_empty().then(|| {
        Error::new("codebook.empty_phrase", format!("the phrase \"{phrase}\" has no letters to look for"))
            .hint("write a word, or take the phrase out")
    })
}

/// All spellings of a phrase; none when it has nothing to look for.
pub(super) fn variants(phrase: &str) -> Vec<Variant> {
    let phrase = phrase.trim().to_lowercase();
    if phrase.len() > limits::PHRASE_BYTES {
        return Vec::new();
    }
    let tokens: Vec<&str> = phrase.split_whitespace().collect();
    let mut found: Vec<Variant> = Vec::new();
    for order in orders(&tokens) {
        for spelling in spellings(&order) {
            found.extend(variant(&spelling).filter(|variant| !found.contains(variant)));
        }
    }
    found.truncate(VARIANTS);
    found
}

/// Both orders of `left ~n right`, as tokens in which a gap stands for the nearness.
fn orders(tokens: &[&str]) -> Vec<Vec<String>> {
    let near = tokens.iter().enumerate().find_map(|(at, token)| Some((at, nearness(token)?)));
    let owned = |tokens: &[&str]| tokens.iter().map(|token| (*token).to_owned()).collect::<Vec<_>>();
    let Some((at, words)) = near else { return vec![owned(tokens)] };
    let (left, right) = (owned(tokens.get(..at).unwrap_or_default()), owned(tokens.get(at + 1..).unwrap_or_default()));
    let gap = vec![format!("*{words}")];
    vec![[left.clone(), gap.clone(), right.clone()].concat(), [right, gap, left].concat()]
}

/// The `n` of `~n`.
fn nearness(token: &str) -> Option<u8> {
    token.strip_prefix('~')?.parse::<u8>().ok().map(|words| words.min(20))
}

/// Every choice of inflections and apostrophes, up to the ceiling.
fn spellings(tokens: &[String]) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = vec![Vec::new()];
    for token in tokens {
        let forms = match token.strip_suffix('~').filter(|stem| !stem.is_empty()) {
            Some(stem) => inflections(stem),
            None => vec![token.clone()],
        };
        let grown =
            all.iter().flat_map(|head| forms.iter().map(|form| [head.as_slice(), std::slice::from_ref(form)].concat()));
        all = grown.take(VARIANTS / 2).collect();
    }
    let curly: Vec<Vec<String>> = all
        .iter()
        .filter(|words| words.iter().any(|word| word.contains('\'')))
        .map(|words| words.iter().map(|word| word.replace('\'', "\u{2019}")).collect())
        .collect();
    all.extend(curly);
    all
}

fn variant(tokens: &[String]) -> Option<Variant> {
    let mut parts: Vec<Part> = Vec::new();
    for token in tokens {
        match gap_words(token) {
            Some(words) => parts.push(Part::Gap(words)),
            None => push_word(&mut parts, token),
        }
    }
    while matches!(parts.last(), Some(Part::Gap(_))) {
        parts.pop();
    }
    let start = parts.iter().position(|part| !matches!(part, Part::Gap(_)))?;
    parts.drain(..start);
    let open = parts.first() == Some(&Part::Tail);
    if open {
        parts.remove(0);
    }
    matches!(parts.first(), Some(Part::Text(text)) if text.contains(char::is_alphanumeric))
        .then_some(Variant { open, parts })
}

/// How many words a token passes over: `*` alone, or `*3` as made by [`orders`].
fn gap_words(token: &str) -> Option<u8> {
    let rest = token.strip_prefix('*')?;
    if rest.chars().all(|c| c == '*') { Some(GAP_WORDS) } else { rest.parse().ok() }
}

/// Adds a word, `*` in it standing for any letters, joined to the word before by a space.
fn push_word(parts: &mut Vec<Part>, token: &str) {
    if matches!(parts.last(), Some(Part::Text(_) | Part::Tail)) {
        push_text(parts, " ");
    }
    for (index, piece) in token.split('*').enumerate() {
        if index > 0 && parts.last() != Some(&Part::Tail) {
            parts.push(Part::Tail);
        }
        push_text(parts, piece);
    }
}

fn push_text(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        _ if text.is_empty() => {}
        Some(Part::Text(before)) => before.push_str(text),
        _ => parts.push(Part::Text(text.to_owned())),
    }
}

/// English verbs of conversation whose forms follow no rule.
const IRREGULAR: &[(&str, &[&str])] = &[
    ("come", &["came"]),
    ("feel", &["felt"]),
    ("find", &["found"]),
    ("get", &["got", "gotten"]),
    ("give", &["gave", "given"]),
    ("go", &["went", "gone"]),
    ("hear", &["heard"]),
    ("keep", &["kept"]),
    ("know", &["knew", "known"]),
    ("leave", &["left"]),
    ("lend", &["lent"]),
    ("make", &["made"]),
    ("meet", &["met"]),
    ("say", &["said"]),
    ("see", &["saw", "seen"]),
    ("sleep", &["slept"]),
    ("speak", &["spoke", "spoken"]),
    ("take", &["took", "taken"]),
    ("tell", &["told"]),
    ("think", &["thought"]),
];

/// A word with its regular English endings, and the irregular forms of common verbs.
fn inflections(stem: &str) -> Vec<String> {
    let mut forms = vec![stem.to_owned()];
    forms.extend(regular(stem));
    let irregular = IRREGULAR.iter().find(|(verb, _)| *verb == stem).map_or(&[][..], |(_, forms)| forms);
    forms.extend(irregular.iter().map(|form| (*form).to_owned()));
    forms
}

fn regular(stem: &str) -> [String; 3] {
    let vowel = |c: Option<char>| c.is_some_and(|c| "aeiou".contains(c));
    let mut back = stem.chars().rev();
    let (last, before, third) = (back.next(), back.next(), back.next());
    let cut = |end: char| stem.strip_suffix(end).unwrap_or(stem);
    match last {
        Some('e') => [format!("{stem}s"), format!("{stem}d"), format!("{}ing", cut('e'))],
        Some('y') if !vowel(before) => [format!("{}ies", cut('y')), format!("{}ied", cut('y')), format!("{stem}ing")],
        Some('s' | 'x' | 'h' | 'o') => [format!("{stem}es"), format!("{stem}ed"), format!("{stem}ing")],
        Some(c @ ('b' | 'd' | 'g' | 'm' | 'n' | 'p' | 't')) if vowel(before) && !vowel(third) && stem.len() <= 4 => {
            [format!("{stem}s"), format!("{stem}{c}ed"), format!("{stem}{c}ing")]
        }
        _ => [format!("{stem}s"), format!("{stem}ed"), format!("{stem}ing")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(phrase: &str) -> Vec<String> {
        let show = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Tail => "*".to_owned(),
            Part::Gap(words) => format!("<{words}>"),
        };
        variants(phrase)
            .iter()
            .map(|v| format!("{}{}", if v.open { "*" } else { "" }, v.parts.iter().map(show).collect::<String>()))
            .collect()
    }

    #[test]
    fn phrases_unfold() {
        assert_eq!(texts("Not  Alone"), ["not alone"]);
        assert_eq!(texts("feel* alone"), ["feel* alone"]);
        assert_eq!(texts("be * judged *"), ["be<4>judged"]);
        assert_eq!(texts("*ing"), ["*ing"]);
        assert_eq!(texts("don't"), ["don't", "don\u{2019}t"]);
        assert_eq!(texts("alone ~3 feel*"), ["alone<3>feel*", "feel*<3>alone"]);
        assert_eq!(texts("cope~"), ["cope", "copes", "coped", "coping"]);
        assert_eq!(texts("cry~"), ["cry", "cries", "cried", "crying"]);
        assert_eq!(texts("get~ it"), ["get it", "gets it", "getted it", "getting it", "got it", "gotten it"]);
        assert!(texts(" * ").is_empty());
        assert!(texts("").is_empty());
        assert!(texts("*").is_empty());
    }
}
