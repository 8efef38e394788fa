use peer_circle::themes::{Code, Codebook, Lexicon};

fn code(id: &str, name: &str, parent: Option<&str>) -> Code {
    Code { id: id.to_owned(), name: name.to_owned(), parent: parent.map(str::to_owned), ..Code::default() }
}

fn codes(codes: Vec<Code>) -> Codebook {
    Codebook { title: String::new(), codes }
}

fn problem(codebook: &Codebook) -> Vec<(String, String)> {
    let place = |error: &peer_circle::Error| error.place().field.clone().unwrap_or_default();
    codebook.problems().iter().map(|error| (error.code().to_owned(), place(error))).collect()
}

#[test]
fn the_built_in_codebook_is_whole() {
    let codebook = Codebook::circle();
    assert_eq!(codebook.problems(), []);
    for code in &codebook.codes {
        assert!(!code.definition.is_empty() && !code.include.is_empty() && !code.exclude.is_empty(), "{}", code.id);
        assert!(code.phrases.len() >= 15 && !code.examples.is_empty(), "{}", code.id);
        let top = codebook.lineage(&code.id).last().map(|top| top.id.clone());
        assert!(codebook.categories().any(|category| Some(&category.id) == top.as_ref()), "{}", code.id);
    }
}

/// A code whose own examples do not contain any of its phrases would have to be learnt from nothing.
#[test]
fn the_phrases_of_every_built_in_code_find_its_examples() {
    for code in Codebook::circle().codes {
        let lexicon = Lexicon::new(&code.phrases).unwrap().value;
        for example in &code.examples {
            assert!(lexicon.count(example) > 0, "{}: {example}", code.id);
        }
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let wrong = codes(vec![
        code("a", "A", Some("b")),
        code("b", "B", Some("a")),
        code("b", "", Some("nowhere")),
        Code { phrases: vec!["fine".to_owned(), " * ".to_owned()], ..code("c", "C", None) },
    ]);
    let expected = [
        ("codebook.cycle", "codes.0.parent"),
        ("codebook.cycle", "codes.1.parent"),
        ("codebook.duplicate_id", "codes.2.id"),
        ("codebook.no_name", "codes.2.name"),
        ("codebook.unknown_parent", "codes.2.parent"),
        ("codebook.empty_phrase", "codes.3.phrases.1"),
    ];
    assert_eq!(problem(&wrong), expected.map(|(code, field)| (code.to_owned(), field.to_owned())));
    assert_eq!(wrong.checked().unwrap_err().code(), "codebook.cycle");
}

#[test]
fn names_become_ids_and_parents() {
    let settled = codes(vec![
        code("", "Emotional support", None),
        code("", "Emotional  support!", Some("Emotional support")),
        code("", "", Some("")),
    ])
    .settled();
    let ids: Vec<_> = settled.codes.iter().map(|code| (code.id.as_str(), code.parent.as_deref())).collect();
    assert_eq!(ids, [("emotional-support", None), ("emotional-support-2", Some("emotional-support")), ("code", None)]);
}

/// A codebook as `score themes` takes it: codes by name, parents by name, plain phrases.
#[test]
fn a_codebook_written_by_hand_reads() {
    let json = include_str!("../data/themes/strategies.json");
    let codebook = serde_json::from_str::<Codebook>(json).unwrap().settled();
    assert_eq!(codebook.problems(), []);
    let categories: Vec<&str> = codebook.categories().map(|code| code.name.as_str()).collect();
    assert_eq!(categories, ["emotional", "appraisal", "informational", "other"]);
}

#[test]
fn the_codebook_goes_to_a_spreadsheet_and_back() {
    let mut before = Codebook::circle();
    before.codes[0].include = vec!["one; not | two".to_owned()];
    let read = Codebook::read_csv(before.csv().as_bytes()).unwrap();
    assert_eq!(read.problems, []);
    assert_eq!(read.value.codes, before.codes);
}

#[test]
fn a_spreadsheet_tells_what_could_not_be_read() {
    let read = Codebook::read_csv(b"Label,Mood,Indicators\nJoy,1,glad|happy\n,2,x\nGrief,,\"=sad; cry\"\n").unwrap();
    let told: Vec<_> = read.problems.iter().map(|problem| (problem.code(), problem.place().line)).collect();
    assert_eq!(told, [("codebook.unknown_column", Some(1)), ("codebook.no_name", Some(3))]);
    assert_eq!(read.value.codes[0].phrases, ["glad", "happy"]);
    assert!(read.value.csv().contains("'=sad"), "a cell that looks like a formula is guarded");
    assert_eq!(Codebook::read_csv(b"a,b\n1,2\n").unwrap_err().code(), "codebook.no_names");
}
