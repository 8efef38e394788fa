use peer_circle::themes::Lexicon;
use proptest::prelude::*;

/// The matched stretches of the text, a `!` before a negated one.
fn check(phrases: &[&str], text: &str, expected: &[&str]) {
    let lexicon = Lexicon::new(phrases).unwrap();
    assert_eq!(lexicon.problems, []);
    let found = lexicon.value.find(text);
    let shown: Vec<String> = found
        .iter()
        .map(|m| format!("{}{}", if m.negated { "!" } else { "" }, &text[m.from as usize..m.to as usize]))
        .collect();
    assert_eq!(shown, expected, "{phrases:?} in {text:?}");
    assert_eq!(lexicon.value.count(text), found.len() as u64);
}

#[test]
fn whole_words_in_any_case() {
    check(&["alone"], "Alone, ALONE! aloner loneal_alone", &["Alone", "ALONE"]);
    check(&["tip"], "tiptop tip-top tip", &["tip", "tip"]);
    check(&["é"], "caféé é", &["é"]);
    check(&["caf"], "café", &[]);
    check(&["c++"], "c++ is not c", &["c++"]);
}

#[test]
fn overlapping_matches_are_all_told() {
    check(&["not alone", "alone", "alone here"], "not alone here", &["not alone", "!alone", "!alone here"]);
    check(&["a b a"], "a b a b a", &["a b a", "a b a"]);
}

#[test]
fn wildcards() {
    check(&["support*"], "Support, supporting unsupported", &["Support", "supporting"]);
    check(&["*port"], "support sport portal", &["support", "sport"]);
    check(&["un*able"], "unbearable unable unablest", &["unbearable", "unable"]);
    check(&["feel* alone"], "feeling alone, feel very alone", &["feeling alone"]);
}

#[test]
fn gaps_stay_within_the_sentence() {
    check(&["be * judged"], "be judged", &["be judged"]);
    check(&["be * judged"], "I won't be, you know, harshly judged", &["!be, you know, harshly judged"]);
    check(&["be * judged"], "Let it be. Nobody judged", &[]);
    check(&["be * judged"], "be a b c d e judged", &[]);
    check(&["be * judg*"], "be so judging", &["be so judging"]);
}

#[test]
fn nearness_goes_both_ways() {
    check(&["isolat* ~2 covid"], "covid was isolating", &["covid was isolating"]);
    check(&["isolat* ~2 covid"], "isolated by the covid", &["isolated by the covid"]);
    check(&["isolat* ~2 covid"], "isolated by all of the covid", &[]);
}

#[test]
fn endings_and_apostrophes() {
    check(
        &["try~ hard"],
        "tries hard, tried hard, trying hard, tryed hard",
        &["tries hard", "tried hard", "trying hard"],
    );
    check(&["don't"], "don't, don\u{2019}t, dont", &["don't", "don\u{2019}t"]);
}

#[test]
fn negation_reaches_three_words_and_stops_at_a_comma() {
    check(&["safe"], "I don't feel very safe", &["!safe"]);
    check(&["safe"], "No, safe", &["safe"]);
    check(&["safe"], "not that it were all safe", &["safe"]);
}

/// Captions of machines have no stops, and what is bent has no spaces: what stands around a match is looked for nearby,
/// else this would go through the whole text for each of its 40,000 matches and take minutes.
#[test]
fn a_long_text_without_stops_or_spaces_is_gone_through_once() {
    let lexicon = Lexicon::new(&["supported", "listened to", "*ing", "not * judged", "alone ~3 here"]).unwrap().value;
    let text = "i felt so supported and not listened to ".repeat(20_000);
    let found = lexicon.find(&text);
    assert_eq!((found.len(), found.iter().filter(|one| one.negated).count()), (40_000, 20_000));
    assert_eq!(lexicon.find(&"ing".repeat(40_000)).len(), 1);
    assert_eq!(lexicon.find(&format!("not{}", " ".repeat(400_000)).repeat(2)), []);
}

#[test]
fn phrases_that_match_nothing_are_told() {
    let read = Lexicon::new(&["fine", "", "* *", "?"]).unwrap();
    let lines: Vec<_> = read.problems.iter().map(|problem| (problem.code(), problem.place().line)).collect();
    assert_eq!(
        lines,
        [("codebook.empty_phrase", Some(2)), ("codebook.empty_phrase", Some(3)), ("codebook.empty_phrase", Some(4))]
    );
}

/// The definition, word by word: a phrase matches where its words stand with no letter at either side.
fn by_definition(phrases: &[String], text: &str) -> Vec<(u32, u32, u32)> {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let mut found = Vec::new();
    for (from, _) in text.char_indices() {
        for (index, phrase) in phrases.iter().enumerate() {
            let to = from + phrase.len();
            let Some(here) = text.get(from..to) else { continue };
            let whole = !letter(text[..from].chars().next_back()) && !letter(text[to..].chars().next());
            if whole && here.eq_ignore_ascii_case(phrase) {
                found.push((index as u32, from as u32, to as u32));
            }
        }
    }
    found
}

proptest! {
    #[test]
    fn literal_phrases_match_as_defined(
        phrases in prop::collection::vec("[abé]{1,3}( [abé]{1,2}){0,2}", 1..6),
        text in "([abAé]{1,3}[ ,]{1,1}){0,30}",
    ) {
        let found: Vec<_> = Lexicon::new(&phrases).unwrap().value.find(&text).iter().map(|m| (m.phrase, m.from, m.to)).collect();
        let mut expected = by_definition(&phrases, &text);
        expected.sort_by_key(|m| (m.1, m.0, m.2));
        prop_assert_eq!(found, expected);
    }

    /// Long texts are walked at several places in turn.
    #[test]
    fn long_texts_and_long_phrases_match_as_defined(
        phrases in prop::collection::vec("[ab]{1,2}( [ab]{1,2}){0,2}|(ab ){12}b", 1..6),
        text in "([abA]{1,3}[ ,-]{1,1}|(ab ){12}|[?é]|—a){150,300}",
    ) {
        let found: Vec<_> = Lexicon::new(&phrases).unwrap().value.find(&text).iter().map(|m| (m.phrase, m.from, m.to)).collect();
        let mut expected = by_definition(&phrases, &text);
        expected.sort_by_key(|m| (m.1, m.0, m.2));
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn no_phrase_and_no_text_is_too_strange(phrases in prop::collection::vec("[a-c*~ '0-9é]{0,8}|\\PC{0,6}", 0..5), text in "[a-c '.é😀\n]{0,40}|\\PC{0,20}") {
        for m in Lexicon::new(&phrases).unwrap().value.find(&text) {
            prop_assert!(text.get(m.from as usize..m.to as usize).is_some_and(|found| !found.is_empty()));
        }
    }
}
