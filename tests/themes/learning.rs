use peer_circle::themes::{Ask, Code, Codebook, Coding, Label, Model, Opening, Project, Said, Subject};
use peer_circle::transcripts::{Transcript, Turn};
use proptest::prelude::*;

const TEXTS: [&str; 8] = [
    "the garden was full of roses",
    "roses and tulips in the garden",
    "we planted tulips again",
    "the engine made a noise",
    "a noisy engine and old brakes",
    "they replaced the brakes",
    "roses near the engine room",
    "nothing to report today",
];

fn said(text: &str) -> Said {
    Said { text: text.to_owned(), ..Said::default() }
}

fn codebook() -> Codebook {
    let code = |name: &str, phrase: &str| Code {
        id: name.to_owned(),
        name: name.to_owned(),
        phrases: vec![phrase.to_owned()],
        ..Code::default()
    };
    Codebook { title: String::new(), codes: vec![code("plants", "garden*"), code("cars", "engine*")] }
}

fn model(one: bool) -> Model {
    let turns = TEXTS.map(said).to_vec();
    Model::new(&Subject { codebook: codebook(), classes: Vec::new(), one, turns }).unwrap()
}

fn label(turn: u32, class: u32, yes: bool) -> Label {
    Label { turn, class, yes }
}

#[test]
fn the_codebook_alone_suggests() {
    let model = model(false);
    let garden = model.probabilities(&said("gardens, gardens"));
    assert!(garden[0] > 0.5 && garden[1] < 0.3, "{garden:?}");
    let negated = model.probabilities(&said("there was no garden"));
    assert!(negated[0] < model.probabilities(&said("nothing here"))[0]);
}

#[test]
fn what_is_learnt_reaches_words_the_codebook_does_not_have() {
    for one in [true, false] {
        let mut model = model(one);
        let before = model.probabilities(&said("tulips"));
        model.learn(&[
            label(1, 0, true),
            label(1, 1, false),
            label(2, 0, true),
            label(2, 1, false),
            label(5, 0, false),
            label(5, 1, true),
        ]);
        let after = model.probabilities(&said("tulips"));
        assert!(after[0] > before[0] + 0.05 && after[0] > after[1], "{one}: {before:?} {after:?}");
        model.learn(&[]);
        assert_eq!(model.probabilities(&said("tulips")), before, "what was learnt is forgotten without a trace");
    }
}

#[test]
fn refusals_correct_a_phrase_of_the_codebook() {
    let mut model = model(false);
    let before = model.probabilities(&said("an engine"))[1];
    model.learn(&[label(3, 1, false), label(4, 1, false), label(6, 1, false)]);
    assert!(model.probabilities(&said("an engine"))[1] < before - 0.1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// The same labels in another order, some of them twice: the same probabilities to the last bit.
    #[test]
    fn the_order_of_labels_does_not_matter(
        labels in prop::collection::vec((0..8u32, 0..2u32, any::<bool>()), 0..20), seed in any::<u64>(), one in any::<bool>(),
    ) {
        let labels: Vec<Label> = labels.into_iter().map(|(turn, class, yes)| label(turn, class, yes)).collect();
        let mut mixed: Vec<Label> = labels.iter().chain(labels.iter().take(3)).copied().collect();
        mixed.sort_by_key(|label| (u64::from(label.turn * 4 + label.class * 2) + u64::from(label.yes)).wrapping_mul(seed | 1));
        let (mut a, mut b) = (model(one), model(one));
        a.learn(&labels);
        b.learn(&mixed);
        for text in TEXTS {
            let shares = a.probabilities(&said(text));
            prop_assert_eq!(&shares, &b.probabilities(&said(text)));
            prop_assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
            prop_assert!(!one || (shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }
}

fn project() -> Project {
    let turn = |(at, text): (usize, &str)| Turn { id: format!("t{at}"), text: text.to_owned(), ..Turn::default() };
    let turns = TEXTS.into_iter().enumerate().map(turn).collect();
    let transcript = Transcript { id: "s".to_owned(), turns, ..Transcript::default() };
    Project::open(Opening { codebook: Some(codebook()), transcripts: vec![transcript], coder: Some("ana".to_owned()) })
        .unwrap()
        .value
}

fn suggested(project: &mut Project) -> Vec<(String, u64)> {
    let all = project.suggest(&Ask { at_least: Some(0.0), ..Ask::default() });
    all.into_iter().map(|suggestion| (suggestion.id, suggestion.probability.to_bits())).collect()
}

#[test]
fn a_project_learns_from_its_coder_alone_and_undo_unlearns() {
    let mut project = project();
    let beginning = suggested(&mut project);
    let code = |turn: &str, code: &str| Coding {
        transcript: "s".to_owned(),
        turn: turn.to_owned(),
        code: code.to_owned(),
        ..Coding::default()
    };
    for (turn, name) in [("t1", "plants"), ("t2", "plants"), ("t5", "cars")] {
        project.code(code(turn, name)).unwrap();
    }
    let taught = project.suggest(&Ask { at_least: Some(0.0), code: Some("plants".to_owned()), ..Ask::default() });
    let roses = taught.iter().find(|suggestion| suggestion.turn == "t6").unwrap();
    assert!(roses.reasons.iter().any(|reason| reason.words.contains("roses") && reason.why.contains("learnt")));
    // Other languages say it by code and values.
    let codes: Vec<&str> = taught.iter().flat_map(|one| &one.reasons).map(|reason| reason.code.as_str()).collect();
    assert!(codes.contains(&"cue.for") && codes.contains(&"learnt.word"), "{codes:?}");
    assert!(codes.iter().all(|code| code.starts_with("cue.") || code.starts_with("learnt.")), "{codes:?}");
    project.set_coder("ben");
    assert_eq!(suggested(&mut project), beginning, "what ana coded tells ben nothing");
    project.set_coder("ana");
    while project.undo() {}
    assert_eq!(suggested(&mut project), beginning);
}

/// The reasons with a place and without add up to what separates the turn from one of which nothing is known.
#[test]
fn reasons_add_up() {
    let mut project = project();
    let plants = Ask { at_least: Some(0.0), code: Some("plants".to_owned()), ..Ask::default() };
    for suggestion in project.suggest(&plants) {
        let sum: f64 = suggestion.reasons.iter().map(|reason| reason.weight).sum();
        let odds = (suggestion.probability / (1.0 - suggestion.probability)).ln();
        assert!((odds - sum - -1.1).abs() < 0.1, "{}: {odds} {sum}", suggestion.id);
    }
}

/// A code with nothing but yes once pulled every turn along, through the constant alone.
#[test]
fn one_accepted_suggestion_does_not_suggest_its_code_everywhere() {
    let vtt = include_bytes!("../../examples/data/session.vtt");
    let read = peer_circle::transcripts::read(vtt).unwrap().value;
    let turns: Vec<Said> = read.turns.iter().map(|turn| Said { text: turn.text.clone(), ..Said::default() }).collect();
    let codebook = Codebook::circle();
    let codes = codebook.codes.len();
    let mut model = Model::new(&Subject { codebook, turns: turns.clone(), ..Subject::default() }).unwrap();
    for class in 0..codes {
        let likely = |model: &Model| {
            let share = |turn: usize| model.probabilities_at(turn).unwrap()[class];
            (0..turns.len()).filter(|turn| share(*turn) >= 0.5).count()
        };
        model.learn(&[]);
        let before = likely(&model);
        model.learn(&[Label { turn: 3, class: class as u32, yes: true }]);
        let after = likely(&model);
        assert!(after <= before + turns.len() / 5, "class {class}: {before} turns of {} became {after}", turns.len());
    }
}
