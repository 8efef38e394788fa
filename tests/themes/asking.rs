//! Which turn comes next, how right suggestions are, from where on they are worth a look; what hosts know; overviews.

use std::collections::BTreeSet;

use peer_circle::themes::{
    Ask, AskNext, Code, Codebook, Coding, Compare, Embedding, Look, Opening, Project, SaturationRule,
};
use peer_circle::transcripts::{Transcript, Turn};

fn project(texts: &[String], codebook: Option<Codebook>) -> Project {
    let turn = |(n, text): (usize, &String)| Turn {
        id: format!("t{n}"),
        speaker: Some(format!("P{}", n % 3)),
        text: text.clone(),
        ..Turn::default()
    };
    let turns = texts.iter().enumerate().map(turn).collect();
    let transcript = Transcript { id: "s".into(), turns, ..Transcript::default() };
    let opening = Opening { transcripts: vec![transcript], coder: Some("ana".into()), codebook };
    Project::open(opening).unwrap().value
}

fn talk(count: usize) -> Vec<String> {
    let says =
        ["I felt so alone", "have you tried to rest", "the bus was late", "you are not alone", "it rained all day"];
    (0..count).map(|n| format!("{} number {n}", says[n % says.len()])).collect()
}

fn code(project: &mut Project, turn: &str, code: &str) {
    let coding = Coding { transcript: "s".into(), turn: turn.into(), code: code.into(), ..Coding::default() };
    project.code(coding).unwrap();
}

fn ask(count: u32, by_chance: f64) -> AskNext {
    AskNext { count: Some(count), by_chance: Some(by_chance), seed: 3 }
}

#[test]
fn the_doubtful_are_asked_for_and_some_by_chance() {
    let mut project = project(&talk(60), None);
    let questions = project.next(&ask(20, 0.25));
    assert_eq!(questions.len(), 20);
    assert_eq!(questions.iter().filter(|one| one.by_chance).count(), 5);
    let turns: BTreeSet<&str> = questions.iter().map(|one| one.turn.as_str()).collect();
    assert_eq!(turns.len(), 20, "no turn twice");
    // What no code is about is the least of what there is to learn.
    let dull = |turn: &str| matches!(turn[1..].parse::<usize>().unwrap() % 5, 2 | 4);
    let taught: Vec<_> = questions.iter().filter(|one| !one.by_chance).collect();
    assert!(taught.iter().filter(|one| dull(&one.turn)).count() * 4 < taught.len());
    assert_eq!(project.next(&ask(20, 0.25)), questions_again(20, 0.25));
    project.done("s", &taught[0].turn).unwrap();
    assert!(project.next(&ask(60, 0.0)).iter().all(|one| one.turn != taught[0].turn));
    assert_eq!(project.done("s", "t99").unwrap_err().code(), "coding.unknown_turn");
}

/// The same from a project of the same turns, asked twice.
fn questions_again(count: u32, by_chance: f64) -> Vec<peer_circle::themes::Question> {
    let mut project = project(&talk(60), None);
    project.next(&ask(count, by_chance));
    project.next(&ask(count, by_chance))
}

#[test]
fn accuracy_is_of_turns_by_chance_and_of_what_was_expected_before() {
    let mut project = project(&talk(60), None);
    assert_eq!(project.accuracy().precision, None);
    let questions = project.next(&ask(60, 1.0));
    assert!(questions.iter().all(|one| one.by_chance));
    let likely: BTreeSet<(String, String)> =
        project.suggest(&Ask::default()).into_iter().map(|one| (one.turn, one.code)).collect();
    assert!(likely.len() > 10);
    // Right on all but the first turn, which is given another code.
    let first = &likely.iter().next().unwrap().0.clone();
    for (turn, suggested) in likely.iter().filter(|(turn, _)| turn != first) {
        code(&mut project, turn, suggested);
    }
    code(&mut project, first, "instrumental");
    questions.iter().for_each(|one| project.done("s", &one.turn).unwrap());
    let told = project.accuracy();
    let wrong = likely.iter().filter(|(turn, _)| turn == first).count();
    assert_eq!((told.turns, told.right as usize, told.wrong as usize), (60, likely.len() - wrong, wrong));
    let precision = told.precision.unwrap();
    assert!(precision.low < precision.value && precision.value < precision.high && precision.high < 1.0);
    assert!(told.missed >= 1);
    let again = Project::load(project.save()).unwrap().value;
    assert_eq!(again.accuracy(), told);
    let compared = project.agreement(&Compare::default());
    let [with_model] = compared.model.as_slice() else { panic!("{:?}", compared.model) };
    assert_eq!((with_model.coder.as_str(), with_model.turns), ("ana", 60));
    // All turns are counted, also those of which nothing was expected or said.
    let agreed = |code: &str| with_model.codes.iter().find(|one| one.code == code).unwrap().turns;
    assert_eq!(agreed("instrumental").percent.unwrap().value, 59.0 / 60.0);
    assert!(agreed("instrumental").conger.unwrap().value.abs() < 1e-9, "nothing but chance");
    let masi = with_model.sets.masi.unwrap();
    assert!(masi.low.unwrap() < masi.value && masi.value > 0.8 && masi.value < 1.0, "{masi:?}");
    assert!(compared.pairs.is_empty(), "one coder is no pair");
}

/// Turns that the coder is done with say no to the codes that were not given.
#[test]
fn nothing_given_is_learnt_too() {
    let mut project = project(&talk(60), None);
    let share = |project: &mut Project| {
        let all = project.suggest(&Ask { at_least: Some(0.0), code: Some("not-alone".into()), ..Ask::default() });
        all.iter().find(|one| one.turn == "t58").unwrap().probability
    };
    let before = share(&mut project);
    (0..50).filter(|n| n % 5 == 3).for_each(|n| project.done("s", &format!("t{n}")).unwrap());
    assert!(share(&mut project) < before - 0.1);
    while project.undo() {}
    assert_eq!(share(&mut project), before);
}

#[test]
fn thresholds_keep_the_precision_that_is_asked_for() {
    let mut project = project(&talk(60), None);
    let all = |project: &mut Project, code: &str| {
        let ask = Ask { at_least: Some(0.0), code: Some(code.into()), ..Ask::default() };
        project.suggest(&ask).into_iter().map(|one| one.probability).collect::<Vec<f64>>()
    };
    for precision in [0.3, 0.6, 0.8] {
        for one in project.thresholds(precision) {
            let shares = all(&mut project, &one.code);
            let Some(least) = one.at_least else {
                assert!(shares.iter().all(|share| *share < precision));
                continue;
            };
            let over: Vec<f64> = shares.iter().copied().filter(|share| *share >= least).collect();
            assert!(one.precision >= precision && over.len() == one.suggestions as usize);
            let expected = over.iter().sum::<f64>() / over.len() as f64;
            assert!((one.precision - expected).abs() < 1e-9, "{one:?} {expected}");
            assert!(one.coverage > 0.0 && one.coverage <= 1.0);
        }
    }
}

/// Words that never return tell nothing of the next turn; a vector that does, does.
#[test]
fn embeddings_help_where_words_do_not() {
    let plain = |name: &str| Code { name: name.into(), ..Code::default() };
    let book = Codebook { codes: vec![plain("warm"), plain("cold")], ..Codebook::default() };
    let texts: Vec<String> = (0..80).map(|n| format!("word{n} other{n}")).collect();
    let vector = |n: usize, at: usize| {
        let noise = ((n * 7 + at * 13) % 11) as f32 / 11.0 - 0.5;
        if at == n % 2 { 1.0 } else { noise * 0.5 }
    };
    let embedding = |n: usize| Embedding {
        transcript: "s".into(),
        turn: format!("t{n}"),
        vector: (0..8).map(|at| vector(n, at)).collect(),
    };
    let right = |with: bool| {
        let mut project = project(&texts, Some(book.clone()));
        if with {
            project.embed((0..80).map(embedding).collect()).unwrap();
        }
        (0..30).for_each(|n| code(&mut project, &format!("t{n}"), if n % 2 == 0 { "warm" } else { "cold" }));
        let found = project.suggest(&Ask { at_least: Some(0.0), ..Ask::default() });
        let share = |n: usize, code: &str| {
            found.iter().find(|one| one.turn == format!("t{n}") && one.code == code).map_or(0.0, |one| one.probability)
        };
        let hits = (30..80).filter(|n| (share(*n, "warm") > share(*n, "cold")) == (n % 2 == 0)).count();
        (hits, found)
    };
    let (without, _) = right(false);
    let (with, found) = right(true);
    assert!(without <= 30 && with >= 48, "{without} without, {with} with");
    assert_eq!(right(true).1, found, "the same again");
    assert!(found.iter().any(|one| one.reasons.iter().any(|reason| reason.why.starts_with("its meaning"))));
    let mut project = project(&texts, Some(book.clone()));
    let code_of = |given: Vec<Embedding>, project: &mut Project| project.embed(given).unwrap_err().code().to_owned();
    assert_eq!(
        code_of(vec![embedding(0), Embedding { vector: vec![1.0], ..embedding(1) }], &mut project),
        "embedding.length"
    );
    assert_eq!(code_of(vec![Embedding { vector: vec![f32::NAN], ..embedding(1) }], &mut project), "embedding.number");
    assert_eq!(code_of(vec![embedding(99)], &mut project), "coding.unknown_turn");
}

#[test]
fn overviews_count_what_is_said() {
    let says = [
        "The night shift is hard.",
        "Night shift again! The night shift, I know.",
        "My night shift was long",
        "Rest and rest",
    ];
    let project = project(&says.map(str::to_owned), None);
    let told = project.overview(&Look::default());
    assert_eq!((told.turns, told.said), (4, 21));
    let night = told.words.iter().find(|one| one.words == "night").unwrap();
    assert_eq!((night.count, night.turns, night.speakers), (4, 3, 3));
    assert!(told.words.iter().all(|one| one.words != "the"));
    let phrases: Vec<(&str, u32, u32)> =
        told.phrases.iter().map(|one| (one.words.as_str(), one.count, one.turns)).collect();
    assert_eq!(phrases, [("night shift", 4, 3)]);
    let of =
        |speaker: &str| project.overview(&Look { speaker: Some(speaker.into()), limit: Some(1), ..Look::default() });
    assert_eq!((of("P0").turns, of("P0").words.len()), (2, 1));
    assert_eq!(project.overview(&Look { transcript: Some("none".into()), ..Look::default() }).turns, 0);
}

#[test]
fn saturation_is_told_by_its_rule() {
    let used: [&[&str]; 8] = [
        &["emotional"],
        &["appraisal"],
        &["emotional"],
        &["informational"],
        &["instrumental"],
        &["emotional"],
        &[],
        &["appraisal"],
    ];
    let transcripts = used.iter().enumerate().map(|(n, _)| Transcript {
        id: format!("s{n}"),
        turns: vec![Turn { id: "t".into(), text: "so".into(), ..Turn::default() }],
        ..Transcript::default()
    });
    let opening = Opening { transcripts: transcripts.collect(), ..Opening::default() };
    let mut project = Project::open(opening).unwrap().value;
    for (n, codes) in used.iter().enumerate() {
        for code in codes.iter() {
            let coding =
                Coding { transcript: format!("s{n}"), turn: "t".into(), code: (*code).into(), ..Coding::default() };
            project.code(coding).unwrap();
        }
    }
    let told = project.saturated(SaturationRule::default());
    assert_eq!((told.base_codes, told.reached), (3, Some(7)));
    assert_eq!(told.shares, [1.0 / 3.0, 0.0, 0.0]);
    assert!(told.said.ends_with("was reached after 7 transcripts."));
    let strict = project.saturated(SaturationRule { base: 2, run: 5, threshold: 0.0 });
    assert_eq!(strict.reached, None);
    let long = project.saturated(SaturationRule { base: 8, ..SaturationRule::default() });
    assert!(long.said.contains("cannot be told"));
}
