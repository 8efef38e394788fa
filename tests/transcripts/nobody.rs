//! Nobody is given away: figures on meetings of our own, and what holds for every transcript.

use peer_circle::ordered::BTreeMap;
use std::sync::OnceLock;

use peer_circle::people::{Participant, Roster};
use peer_circle::transcripts::{
    Clean, Decision, Deidentifier, Key, KeyEntry, Kind, Lists, Policy, Transcript, Treatment, Turn, deidentify,
    read_text, withdraw,
};

use crate::marked::{Score, lower, meetings, roster};

fn lists() -> &'static Lists {
    static READ: OnceLock<Lists> = OnceLock::new();
    READ.get_or_init(|| Lists::read(include_bytes!("../../pkg/data/lists.bin")).unwrap())
}

#[track_caller]
fn check(score: &Score, floors: [f64; 3]) {
    let fractions = score.fractions();
    let text = format!("whole, precision, persons touched: {fractions:.3?} of {} marks", score.marks);
    println!("{text}");
    let enough = fractions.iter().zip(floors).all(|(fraction, floor)| *fraction >= floor);
    assert!(enough, "{text}\nmissed:\n{}\nwrong:\n{}", score.missed.join("\n"), score.wrong.join("\n"));
}

#[test]
fn spoken_meetings_without_a_roster() {
    let meetings = meetings(include_str!("../data/transcripts/spoken.txt"));
    let lists = lists();
    let mut score = Score::default();
    for meeting in &meetings {
        let clean = Deidentifier { lists: Some(lists), ..Deidentifier::default() }.run(&meeting.transcript);
        score.add(meeting, &clean);
    }
    assert!(score.marks >= 300);
    check(&score, [0.95, 0.95, 0.98]);
}

#[test]
fn spoken_meetings_without_capitals_and_with_a_roster() {
    let meetings = meetings(include_str!("../data/transcripts/spoken.txt"));
    let lists = lists();
    let mut score = Score::default();
    for meeting in &meetings {
        let roster = roster(meeting);
        let work = Deidentifier { roster: Some(&roster), lists: Some(lists), ..Deidentifier::default() };
        score.add(meeting, &work.run(&lower(meeting)));
    }
    check(&score, [0.88, 0.93, 0.98]);
}

/// One capital that has no small form, a speaker's `I`, a mark of the captions: they are captions without capitals still.
#[test]
fn captions_without_capitals_may_have_a_few() {
    let lists = lists();
    let said = |text: &str| {
        let filler = "and then we went on for a while without anybody who knew what to say about it all. ".repeat(12);
        let transcript = read_text(&format!("Ben Ode: {filler}\nBen Ode: {text}\n")).value;
        let clean = Deidentifier { lists: Some(lists), ..Deidentifier::default() }.run(&transcript);
        clean.transcript.turns[0].text.clone()
    };
    assert!(!said("i met wojtaszek in ankara \u{130}").contains("wojtaszek"));
    assert!(!said("and I met wojtaszek when I was there").contains("wojtaszek"));
    assert!(said("We Met There. So It Went. wojtaszek").contains("wojtaszek"));
}

/// A turn that lost a part of its capitals, as captions do, is read for names without them too; a slip alone is one.
#[test]
fn captions_may_lose_some_of_their_capitals() {
    let said = |text: &str| {
        let transcript = read_text(&format!("Ben Ode: We met there. So it went.\nAna Ruiz: {text}\n")).value;
        let clean = Deidentifier { lists: Some(lists()), ..Deidentifier::default() }.run(&transcript);
        clean.transcript.turns[1].text.clone()
    };
    let lost = said("She moved. her son and giovanni live in trenton");
    let gone = |word: &str| !lost.contains(word);
    assert!(lost.starts_with("She moved. her son and ") && gone("giovanni") && gone("trenton"), "{lost}");
    assert!(said("She moved. Her son lives in trenton").contains("trenton"));
    assert_eq!(said("We left. and then it rained on the river"), "We left. and then it rained on the river");
}

#[test]
fn a_key_is_the_only_place_with_names() {
    let meetings = meetings(include_str!("../data/transcripts/spoken.txt"));
    let clean = deidentify(&meetings[0].transcript, None, &Policy::default());
    let shown = serde_json::to_string(&(&clean.transcript, &clean.identifiers, &clean.risk)).unwrap();
    for speaker in meetings[0].transcript.speakers() {
        assert!(!shown.contains(speaker), "{speaker} is left");
        assert!(clean.key.entries.iter().any(|entry| entry.forms.iter().any(|form| form == speaker)));
    }
}

#[test]
fn offsets_lead_to_the_clean_text_and_back() {
    for meeting in meetings(include_str!("../data/transcripts/spoken.txt")) {
        let clean = deidentify(&meeting.transcript, None, &Policy::default());
        for (turn, after) in meeting.transcript.turns.iter().zip(&clean.transcript.turns) {
            for one in clean.identifiers.iter().filter(|one| one.turn == turn.id) {
                assert_eq!(clean.to_clean(&turn.id, one.from, one.to), (one.clean_from, one.clean_to));
                assert_eq!(clean.to_original(&turn.id, one.clean_from, one.clean_to), (one.from, one.to));
                assert_eq!(
                    after.slice(one.clean_from, one.clean_to),
                    one.replacement.as_deref().or(turn.slice(one.from, one.to))
                );
            }
            let end = u32::try_from(turn.text.encode_utf16().count()).unwrap();
            let clean_end = u32::try_from(after.text.encode_utf16().count()).unwrap();
            assert_eq!(clean.to_clean(&turn.id, end, end).1, clean_end);
        }
    }
}

/// A roster of three with schools, departments and ranks.
fn faculty() -> Roster {
    let csv = "Name,School,Department,Rank,Life stage\n\
        Ana Ruiz,Riverside Medical School,Family Medicine,Associate Dean,Caring for parents\n\
        Ben Ode,Riverside Medical School,Emergency Medicine,Assistant Professor,School-age children\n\
        Cy Ash,Northfield College,Family Medicine,Assistant Professor,School-age children\n";
    peer_circle::people::read(csv.as_bytes()).unwrap().value
}

fn cleaned(said: &str, policy: Policy) -> Clean {
    let roster = faculty();
    let transcript = read_text(&format!("Ana Ruiz: {said}\nBen Ode: Yes.\n")).value;
    Deidentifier { roster: Some(&roster), policy, ..Deidentifier::default() }.run(&transcript)
}

/// Somebody who is first called by one name and then by both stays one person, and two of one family are two.
#[test]
fn whoever_is_named_more_fully_later_stays_the_same() {
    let said = "I met Mrs. Okonkwo. Then Adaeze Okonkwo left. We miss Adaeze and Chidi Okonkwo.";
    let transcript = read_text(&format!("Ana Ruiz: {said}\nBen Ode: Yes.\n")).value;
    let clean = Deidentifier { lists: Some(lists()), ..Deidentifier::default() }.run(&transcript);
    let expected = "I met Mrs. Person 1. Then Person 1 left. We miss Person 1 and Person 2.";
    assert_eq!(clean.transcript.turns[0].text, expected);
}

/// After a title, or with a letter wrong, somebody of the roster is who they are; a name that a list has is another's.
#[test]
fn whoever_takes_part_stays_the_same_whatever_tells_the_name() {
    let names = ["Katarzyna Adeyemi", "Ana Okafor", "Marta Lind", "Luis O'Neil"];
    let people = names.iter().enumerate().map(|(at, name)| Participant {
        id: format!("p{at}"),
        name: (*name).to_owned(),
        ..Participant::default()
    });
    let roster = Roster { participants: people.collect() };
    let said = "Ana Okafor: Yes.\nMarta Lind: So Katarzyna met Dr. Okafor, and Katarzina told Professor Adeyemi and O'Neil, not Maria.";
    let clean = Deidentifier { roster: Some(&roster), lists: Some(lists()), ..Deidentifier::default() }
        .run(&read_text(said).value);
    let expected = "So P03 met Dr. P01, and P03 told Professor P03 and P04, not Person 1.";
    assert_eq!(clean.transcript.turns[1].text, expected);
}

/// Two who share a name are two; a title, a letter wrong or a further name makes no other of one.
#[test]
fn two_who_share_a_name_are_two() {
    let said = |text: &str| {
        let clean = deidentify(&read_text(text).value, None, &Policy::default());
        clean.transcript.turns.iter().map(|turn| turn.speaker.clone().unwrap_or_default()).collect::<Vec<_>>()
    };
    let next = "\nBen Ode: Yes.";
    for (other, expected) in [
        ("Ana Park", "P02"),
        ("Ana Wojtaszek", "P02"),
        ("Dr. Ruiz-Peña", "P01"),
        ("Ana María Ruiz-Peña", "P01"),
        ("Ana R.", "P01"),
        ("Host Ana", "P01"),
    ] {
        assert_eq!(said(&format!("Ana Ruiz-Peña: Hello.\n{other}: I am here.{next}"))[1], expected, "{other}");
    }
    let text = "Ana Ruiz: Hello.\nAna Wojtaszek: I am here.\nAna Ruiz: So wojtaszek left.\n";
    let clean = deidentify(&read_text(text).value, None, &Policy::default());
    assert_eq!(clean.transcript.turns[2].text, "So P02 left.");
}

/// What only somebody who withdrew has told is in the key no more, and nobody else becomes who they were.
#[test]
fn whoever_withdraws_leaves_nothing_and_is_nobody_else() {
    let text = "Ana Ruiz: Call 732-555-0142 or a@b.org.\nBen Ode: Thanks, Ana. So a@b.org.\n";
    let mut clean = deidentify(&read_text(text).value, None, &Policy::default());
    clean.withdraw("P01");
    let key = serde_json::to_string(&clean.key).unwrap();
    assert!(!key.contains("732") && !key.contains("Ruiz") && key.contains("a@b.org"), "{key}");
    assert_eq!(clean.risk.found, BTreeMap::from([(Kind::Person, 1), (Kind::Email, 1)]));
    let next = read_text("Cy Ash: My number is 732-555-0199.\nBen Ode: Yes.\n").value;
    let after = Deidentifier { key: clean.key, ..Deidentifier::default() }.run(&next);
    assert_eq!(after.transcript.speakers(), ["P03", "P02"]);
    assert_eq!(after.transcript.turns[0].text, "My number is Phone 2.");
}

/// From all transcripts of one key at once: what somebody told in one of them alone is in no copy of the key, what others
/// told in another stays, and what went is told for each.
#[test]
fn whoever_withdraws_leaves_every_transcript_of_the_project() {
    let texts = [
        "Ana Ruiz: Call 732-555-0142.\nBen Ode: Yes, or a@b.org.\n",
        "Ben Ode: Mail c@d.org, Ana.\nAna Ruiz: I gave a@b.org and e@f.org.\nAna Ruiz: And my home is 5 Mill Lane.\n",
        "Cy Ash: Nothing of hers.\n",
    ];
    let mut all: Vec<Clean> = Vec::new();
    for text in texts {
        let key = all.last().map(|clean| clean.key.clone()).unwrap_or_default();
        all.push(Deidentifier { key, ..Deidentifier::default() }.run(&read_text(text).value));
    }
    let before = all.clone();
    let gone = withdraw(&mut all, "P01").unwrap();
    let told: Vec<(usize, u32, bool)> = gone.iter().map(|one| (one.turns.len(), one.identifiers, one.in_key)).collect();
    assert_eq!(told, [(1, 1, true), (1, 3, true), (0, 0, true)]);
    for clean in &all {
        let file = serde_json::to_string(clean).unwrap();
        for word in ["Ruiz", "732-555", "e@f.org", "Mill Lane"] {
            assert!(!file.contains(word), "{word} in {file}");
        }
        assert!(file.contains("a@b.org"), "another said it too: {file}");
        assert_eq!(
            (&clean.transcript.found, clean.transcript.remaining),
            (&clean.risk.found, Some(clean.risk.remaining.len() as u32))
        );
    }
    assert_eq!(all[2].transcript.turns, before[2].transcript.turns);
    // One alone leaves what was told elsewhere to the others.
    let mut one = before[0].clone();
    one.withdraw("P01");
    assert!(!serde_json::to_string(&one.key).unwrap().contains("732-555"));
}

/// One pseudonym of two keys is two people, and nobody knows who of them withdrew.
#[test]
fn nobody_is_taken_for_somebody_of_another_key() {
    let mut all = ["Ana Ruiz: Yes.\n", "Ben Ode: Yes.\n"]
        .map(|text| deidentify(&read_text(text).value, None, &Policy::default()));
    let before = all.clone();
    assert_eq!(withdraw(&mut all, "P01").unwrap_err().code(), "withdraw.keys");
    assert_eq!(all, before);
}

#[test]
fn a_key_with_the_highest_of_numbers_is_survived() {
    let line = |pseudonym: &str| KeyEntry {
        pseudonym: pseudonym.to_owned(),
        forms: vec!["Ana Ruiz".to_owned()],
        ..KeyEntry::default()
    };
    let key = Key { entries: vec![line("P4294967295")], ..Key::default() };
    let text = read_text("Ana Ruiz: Yes.\nBen Ode: Yes.\nCy Ash: Yes.\n").value;
    let clean = Deidentifier { key, ..Deidentifier::default() }.run(&text);
    assert_eq!(clean.transcript.speakers(), ["P4294967295", "P01", "P02"]);
}

#[test]
fn what_the_roster_says_of_people_identifies_them_too() {
    let said = "At riverside medical school the Associate Dean and an assistant professor of Family Medicine met.";
    let clean = cleaned(said, Policy::default());
    let expected = "At Institution 1 the Job 1 and an assistant professor of Department 1 met.";
    assert_eq!(clean.transcript.turns[0].text, expected);
    assert!(clean.risk.looked_for.contains(&Kind::Job));
    assert!(!deidentify(&clean.transcript, None, &Policy::default()).risk.looked_for.contains(&Kind::Job));
}

#[test]
fn what_points_at_one_person_only_together_is_listed() {
    let keep = BTreeMap::from([(Kind::Department, Treatment::Keep)]);
    let policy = Policy { treatments: keep, ..Policy::default() };
    let why = |said: &str| {
        let remaining = cleaned(said, policy.clone()).risk.remaining;
        remaining.into_iter().filter(|one| one.why.contains("alone")).map(|one| one.why).collect::<Vec<_>>()
    };
    assert_eq!(why("There is one of family medicine with school-age children.").len(), 1);
    assert_eq!(why("There is one with school-age children.").len(), 0);
    assert_eq!(why("There is one caring for parents.").len(), 1);
}

#[test]
fn the_last_decision_about_words_counts() {
    let mark = |text: &str, kind| Decision::Mark { text: text.to_owned(), kind, only: None };
    let keep = |text: &str| Decision::Keep { text: text.to_owned(), only: None };
    let said = |decisions| {
        let clean = cleaned("Our red barn is old.", Policy { decisions, ..Policy::default() });
        clean.transcript.turns[0].text.clone()
    };
    assert_eq!(said(vec![mark("red barn", Kind::Institution)]), "Our Institution 1 is old.");
    assert_eq!(said(vec![mark("red barn", Kind::Institution), mark("barn", Kind::Place)]), "Our red Place 1 is old.");
    assert_eq!(said(vec![mark("Red Barn", Kind::Place), keep("red barn")]), "Our red barn is old.");
    assert_eq!(said(vec![keep("red barn"), mark("red barn", Kind::Place)]), "Our Place 1 is old.");
}

#[test]
fn dates_become_years_or_move_together_with_a_warning() {
    let said = "I came on 3/23/2020 and left on March 30th, 2020.";
    assert_eq!(cleaned(said, Policy::default()).transcript.turns[0].text, "I came on 2020 and left on 2020.");
    let treatments = BTreeMap::from([(Kind::Date, Treatment::Shift)]);
    let roster = faculty();
    let key = Key { shift_days: Some(-371), ..Key::default() };
    let policy = Policy { treatments, ..Policy::default() };
    let transcript = read_text(&format!("Ana Ruiz: {said}\nBen Ode: Yes.\n")).value;
    let clean = Deidentifier { roster: Some(&roster), policy, key, lists: None }.run(&transcript);
    assert_eq!(clean.transcript.turns[0].text, "I came on 2019-03-18 and left on 2019-03-25.");
    assert_eq!(clean.key.shift_days, Some(-371));
    assert!(clean.risk.warnings.iter().any(|warning| warning.code == "missed.shifted"));
}

/// The year of a birth tells the age, also where a date is written so that a time of day looks like its year.
#[test]
fn no_date_tells_a_high_age_or_takes_the_time_for_its_year() {
    let said =
        |text: &str| cleaned(text, Policy { year: Some(2026), ..Policy::default() }).transcript.turns[0].text.clone();
    assert_eq!(said("Born in 1936. Born in 1937."), "Born in [date]. Born in 1937.");
    assert_eq!(cleaned("Born in 1937.", Policy::default()).transcript.turns[0].text, "Born in [date].");
    assert_eq!(said("She was born 3/4/1925, and came on 3/4/2021."), "She was born [date], and came on 2021.");
    assert_eq!(said("He was born in 1931; in 1999 he left."), "He was born in [date]; in 1999 he left.");
    assert_eq!(said("Born in 1977; since 1931 here."), "Born in 1977; since 1931 here.");
    assert_eq!(said("Seen on 10/11/20 1430."), "Seen on [date].");
    assert_eq!(said("On 10/11/2020 1430 hours, and on 3/4/2021 0930 again."), "On 2020 hours, and on 2021 again.");
    let ages = BTreeMap::from([(Kind::Age, Treatment::Keep)]);
    let kept = cleaned("She was born in 1925.", Policy { treatments: ages, ..Policy::default() });
    assert_eq!(kept.transcript.turns[0].text, "She was born in 1925.");
    let policy = Policy {
        decisions: vec![Decision::Mark { text: "10/11/20 1430".to_owned(), kind: Kind::Date, only: None }],
        ..Policy::default()
    };
    assert_eq!(cleaned("On 10/11/20 1430 we met.", policy).transcript.turns[0].text, "On [date] we met.");
}

/// Who marks half of a name marks that person, and nothing of what was found around the words is given away.
#[test]
fn a_mark_divides_nobody_and_needs_no_letters() {
    let said = |text: &str, decisions: Vec<Decision>| {
        cleaned(text, Policy { decisions, ..Policy::default() }).transcript.turns[0].text.clone()
    };
    let mark = |text: &str, kind| Decision::Mark { text: text.to_owned(), kind, only: None };
    let keep = |text: &str| Decision::Keep { text: text.to_owned(), only: None };
    let whole = said("So Ana Ruiz came.", vec![]);
    assert_eq!(whole, "So P01 came.");
    assert_eq!(said("So Ana Ruiz came.", vec![mark("ruiz", Kind::Person)]), whole);
    assert_eq!(said("So Ana Ruiz came.", vec![mark("Ana Ruiz", Kind::Person)]), whole);
    assert_eq!(said("So Ana Ruiz came.", vec![mark("Ruiz", Kind::Place)]), "So P01 Place 1 came.");
    assert_eq!(said("So Ana Ruiz came.", vec![keep("Ana")]), "So Ana P01 came.");
    assert_eq!(
        said("The 🦊 *** came.", vec![mark("🦊", Kind::Person), mark("***", Kind::Other)]),
        "The Person 1 Identifier 1 came."
    );
}

/// Ids that a host gives may name somebody, as a file's name does; they never reach what is exported.
#[test]
fn ids_that_may_name_somebody_do_not_go_on() {
    let turn = |id: &str| Turn {
        id: id.to_owned(),
        speaker: Some("Ana Ruiz".to_owned()),
        text: "Call 732-555-0142.".to_owned(),
        ..Turn::default()
    };
    for (given, expected) in [
        ("t1", "t1"),
        ("t1234567", "t1234567"),
        ("s12", "s12"),
        ("7325550142", "turn1"),
        ("ana-ruiz-1", "turn1"),
        ("", "turn1"),
        ("mr123456", "turn1"),
    ] {
        let transcript = Transcript { id: given.to_owned(), turns: vec![turn(given)], ..Transcript::default() };
        let clean = deidentify(&transcript, None, &Policy::default());
        assert_eq!(clean.transcript.turns[0].id, expected);
        assert_eq!(clean.identifiers[0].turn, expected);
        assert!(clean.transcript.id.is_empty() || clean.transcript.id == given && given.len() < 9);
        assert_eq!(clean.to_clean(expected, 5, 17), (5, 12));
    }
}

/// Patients and relatives are on no roster: that they are spoken of is shown, wherever it is, and stays in the text.
#[test]
fn whoever_speaks_of_somebody_elses_life_is_shown_where() {
    let clean = cleaned("My wife met a patient, and then my patient's mother.", Policy::default());
    let turn =
        &read_text("Ana Ruiz: My wife met a patient, and then my patient's mother.\nBen Ode: Yes.\n").value.turns[0];
    let told = clean.risk.remaining.iter().filter(|one| one.why.contains("somebody else"));
    let told: Vec<&str> = told.filter_map(|one| turn.slice(one.from, one.to)).collect();
    assert_eq!(told, ["wife", "patient", "patient", "mother"]);
    assert!(cleaned("We met and talked.", Policy::default()).risk.remaining.is_empty());
}

/// Whose lists they are goes with them.
#[test]
fn the_lists_say_where_they_come_from() {
    let notice = lists().notice();
    for part in ["census", "public domain"] {
        assert!(notice.to_lowercase().contains(part), "{notice}");
    }
}

/// A secret shift is drawn once: whole weeks, never none, and other numbers for other draws.
#[test]
fn a_secret_shift_is_of_whole_weeks_and_never_none() {
    let all: std::collections::BTreeSet<i32> = (0..2_000).map(peer_circle::transcripts::secret_shift).collect();
    assert_eq!(all.len(), 938);
    assert!(all.iter().all(|days| days % 7 == 0 && (364..=3_640).contains(&days.abs())));
}

/// Rows of one thing, as a hostile or broken file has them, cost what their length costs: were one kind to look at the
/// rest of the text from every word, this would not end.
#[test]
fn no_text_costs_more_than_its_length() {
    let lists = lists();
    for piece in [
        "AB CD ",
        "The ",
        "Ode, Ruiz, ",
        "1 ",
        "1-",
        "1.",
        "a:",
        "a@",
        "@",
        "www.",
        "a.b.",
        "5 May ",
        "Main St ",
        "Dr. ",
        "I. ",
        "Ana ",
        "st ",
        "new ",
        "ana and ",
        "patient ",
        "1 Suite 2, ",
        "o'",
        "GB82 ",
        "\u{200b}a",
        "é\u{301} ",
        "Family Medicine ",
        "corner of Ana and ",
        "Bosnia and ",
        "week after ",
        "seven ",
        "A&B&",
        "Béke utca ",
        "5 Mill Lane\n",
        "S.A. ",
        "Inc ",
        "of ",
    ] {
        let roster = faculty();
        let text = piece.repeat(150_000 / piece.len());
        let turns = vec![Turn { id: "t1".to_owned(), speaker: Some("Ana Ruiz".to_owned()), text, ..Turn::default() }];
        let transcript = Transcript { turns, ..Transcript::default() };
        let clean =
            Deidentifier { roster: Some(&roster), lists: Some(lists), ..Deidentifier::default() }.run(&transcript);
        assert_eq!(clean.transcript.turns.len(), 1, "{piece}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

    /// Every stretch leads to a clean one and back to itself, widened to whole identifiers and no further.
    #[test]
    fn any_stretch_leads_there_and_back(
        text in "\\PC{0,20}( (Ana|Dr. Ode|732-555-0142|3/23/1999|x@y.zz|\u{1f600}Ana) \\PC{0,12}){0,4}",
        ends in (0_u32..90, 0_u32..90),
    ) {
        let length = u32::try_from(text.encode_utf16().count()).unwrap();
        let (from, to) = (ends.0.min(ends.1).min(length), ends.0.max(ends.1).min(length));
        let turns = vec![Turn { id: "t1".to_owned(), speaker: Some("Ana B\u{e9}la".to_owned()), text, ..Turn::default() }];
        let clean = deidentify(&Transcript { turns, ..Transcript::default() }, None, &Policy::default());
        let there = clean.to_clean("t1", from, to);
        let back = clean.to_original("t1", there.0, there.1);
        assert!(there.0 <= there.1 && back.0 <= from && to <= back.1);
        assert_eq!(clean.to_clean("t1", back.0, back.1), there);
        let cuts = |at: u32| clean.identifiers.iter().any(|one| one.from < at && at < one.to);
        assert!(back.0 == from || cuts(from), "it starts no earlier than the identifier it cuts");
        assert!(back.1 == to || cuts(to), "it ends no later than the identifier it cuts");
    }

    #[test]
    fn any_text_is_survived_and_what_is_between_stays(text in "\\PC{0,60}( (Ana|ana|Dr. Ode|5 Main St|12/3/1999|\u{200b}B\u{301}en|x@y.zz|\u{202e}) \\PC{0,20}){0,4}") {
        let turns = vec![Turn { id: "t1".to_owned(), speaker: Some("Ana Béla".to_owned()), text, ..Turn::default() }];
        let transcript = Transcript { turns, ..Transcript::default() };
        let lists = lists();
        let clean = Deidentifier { lists: Some(lists), ..Deidentifier::default() }.run(&transcript);
        let (before, after) = (&transcript.turns[0], &clean.transcript.turns[0]);
        let (mut from, mut clean_from) = (0, 0);
        for one in &clean.identifiers {
            assert!(one.from < one.to && from <= one.from);
            assert_eq!(before.slice(from, one.from).unwrap(), after.slice(clean_from, one.clean_from).unwrap());
            (from, clean_from) = (one.to, one.clean_to);
        }
    }
}
