//! Rosters as people's programs write them, and what becomes of rows that cannot be read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use peer_circle::people::{self, Holds, Mode, Participant};
use proptest::prelude::*;

/// The people that were read and the problems told, as `code place`.
#[track_caller]
fn read(csv: &str) -> (Vec<Participant>, Vec<String>) {
    let read = people::read(csv.as_bytes()).unwrap();
    let problems =
        read.problems.iter().map(|problem| format!("{} {}", problem.code(), problem.place()).trim().to_owned());
    (read.value.participants, problems.collect())
}

/// Forms ask, and a table of their answers has the questions for headings.
#[test]
fn questions_are_headings_too() {
    let asked = "Timestamp;Your name;What is your e-mail address?;Please enter your department;When can you meet?;Would you like to lead a circle?;Talk or text?\n\
         2024-01-01;\"O'Neil; Bob\";bob@example.org;Medicine;Tue 12-13;Yes;text\n";
    let (people, problems) = read(asked);
    let [bob] = &people[..] else { panic!("{people:?}") };
    assert_eq!(problems, [""; 0]);
    assert_eq!(
        (bob.name.as_str(), bob.email.as_deref(), bob.leader, bob.mode),
        ("O'Neil; Bob", Some("bob@example.org"), true, Mode::Text)
    );
    assert_eq!(bob.availability.to_string(), "Tue 12:00-13:00");
    let attributes: Vec<&str> = bob.attributes.keys().map(String::as_str).collect();
    assert_eq!(attributes, ["Please enter your department", "Timestamp"]);
    for (heading, holds) in [
        ("Are you willing to lead?", Holds::Leader),
        ("When are you free?", Holds::Availability),
        ("What is the name of your department?", Holds::Attribute),
        ("Are you?", Holds::Attribute),
        ("Who leads your team?", Holds::Attribute),
        ("Meet", Holds::Attribute),
        ("¿?", Holds::Unused),
    ] {
        let file = format!("name,{heading}\nAda,x\n");
        assert_eq!(people::columns_of(file.as_bytes()).unwrap()[1].holds, holds, "{heading}");
    }
}

#[test]
fn every_column_finds_its_field() {
    let (people, problems) = read(
        "ID,Full name,E-mail,Time zone,Availability,Leader,Mode,Peer by,Not with,Circle,Department,Interests\n\
         a1,Ada Okoro,ada@example.org,America/New_York,\"Tue 12-13; Thu 5pm-6:30pm\",yes,talk,department,Bo Lindqvist,,Surgery,Chess;Running\n\
         b2,Bo Lindqvist,bo@example.org,America/Chicago,Mon 08:00-09:00,no,text,,,Tuesday table,Medicine,\n",
    );
    assert_eq!(problems, [""; 0]);
    let [ada, bo] = &people[..] else { panic!("{people:?}") };
    assert_eq!(
        (ada.id.as_str(), ada.name.as_str(), ada.email.as_deref()),
        ("a1", "Ada Okoro", Some("ada@example.org"))
    );
    assert_eq!(ada.availability.to_string(), "Tue 12:00-13:00; Thu 17:00-18:30");
    assert_eq!(
        (ada.leader, ada.mode, &ada.not_with[..], &ada.peer_by[..]),
        (true, Mode::Talk, &["b2".to_owned()][..], &["Department".to_owned()][..])
    );
    assert_eq!(ada.attributes["Interests"], ["Chess", "Running"]);
    assert_eq!((bo.leader, bo.mode, bo.circle.as_deref()), (false, Mode::Text, Some("Tuesday table")));
    assert_eq!(bo.zone.as_deref(), Some("America/Chicago"));
}

#[test]
fn busy_weeks_come_through_a_row() {
    let on_call = "2020-10-12T04:00:00Z/2020-10-19T04:00:00Z";
    let (people, problems) = read(&format!(
        "Name,Availability,Busy\nAda,Tue 12:00-13:00,{on_call}; 2020-10-05T00:00:00-04:00/2020-10-12T00:00:00-04:00\n\
         Bo,Tue 12:00-13:00,next week\nCy,Tue 12:00-13:00,2020-10-12T04:00:00Z/2020-10-05T04:00:00Z\n"
    ));
    assert_eq!(problems, ["roster.unreadable line 3, column busy", "roster.unreadable line 4, column busy"]);
    let [ada, bo, cy] = &people[..] else { panic!("{people:?}") };
    let told: Vec<String> = ada.busy.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["2020-10-05T04:00:00Z/2020-10-19T04:00:00Z"]);
    assert!(bo.busy.is_empty() && cy.busy.is_empty());
    // A later row of the same person with an empty cell takes it back.
    let (added, _) = add(people.clone(), "Name,E-mail,Id,Busy\nAda,,row-2,\n");
    assert!(added.roster.participants[0].busy.is_empty());
}

#[test]
fn somebody_says_what_foreign_columns_hold() {
    let file = "Deelnemer,Post,Afdeling,Opmerking,Naam van de kring\nAda Okoro,ada@example.org,Chirurgie,niets,Dinsdag\nBo Lind,bo@example.org,,,\n";
    assert_eq!(people::read(file.as_bytes()).unwrap_err().code(), "roster.missing_column");
    let columns = people::columns_of(file.as_bytes()).unwrap();
    let seen: Vec<String> =
        columns.iter().map(|one| format!("{} {:?} {}", one.heading, one.holds, one.sample.join("/"))).collect();
    assert_eq!(
        seen,
        [
            "Deelnemer Attribute Ada Okoro/Bo Lind",
            "Post Email ada@example.org/bo@example.org",
            "Afdeling Attribute Chirurgie",
            "Opmerking Attribute niets",
            "Naam van de kring Attribute Dinsdag",
        ]
    );
    let said = [Holds::Name, Holds::Email, Holds::Attribute, Holds::Unused, Holds::Circle];
    let roster = people::read_as(file.as_bytes(), &said).unwrap().value;
    let ada = &roster.participants[0];
    assert_eq!(
        (ada.id.as_str(), ada.name.as_str(), ada.circle.as_deref()),
        ("ada@example.org", "Ada Okoro", Some("Dinsdag"))
    );
    assert_eq!(ada.attributes.keys().collect::<Vec<_>>(), ["Afdeling"]);
    let later = b"Wie,Rang\nBO@example.org,Fellow\n";
    let added = people::add_as(&roster, later, &[Holds::Email, Holds::Attribute]).unwrap().value;
    assert_eq!(added.updated, ["bo@example.org"]);
    // Whoever says of no column that it names people is told so.
    assert_eq!(people::read_as(file.as_bytes(), &[Holds::Attribute]).unwrap_err().code(), "roster.missing_column");
}

#[test]
fn exports_of_learning_systems_are_understood() {
    // OneRoster splits names and calls the id sourcedId; Canvas writes login_id and group_name.
    let (people, _) = read("sourcedId,givenName,familyName,email,availability\nu-1,Ines,Duarte,ines@example.org,\n");
    assert_eq!((people[0].id.as_str(), people[0].name.as_str()), ("u-1", "Ines Duarte"));
    let (people, _) = read("name,canvas_user_id,login_id,group_name\nKofi Mensah,77,kmensah,Group 3\n");
    assert_eq!((people[0].id.as_str(), people[0].circle.as_deref()), ("77", Some("Group 3")));
    assert_eq!(people[0].attributes["login_id"], ["kmensah"]);
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_kept() {
    let (people, problems) = read(
        "id,name,leader,mode,time zone,availability,not with,peer by\n\
         a,Ada,perhaps,fax,Mars/Olympus,Tue 12-13; Wed never,Nobody,Shoe size\n",
    );
    assert_eq!(people.len(), 1);
    assert_eq!(people[0].availability.to_string(), "Tue 12:00-13:00");
    assert_eq!(
        problems,
        [
            "roster.unreadable line 2, column leader",
            "roster.unreadable line 2, column mode",
            "zone.unknown line 2, column time zone",
            "roster.unreadable line 2, column availability",
            "roster.unknown_person line 2, column not with",
            "roster.unknown_attribute line 2, column peer by",
        ]
    );
}

#[test]
fn a_person_twice_is_told() {
    let (people, problems) = read(
        "id,name,email,availability\n1,Ada,ada@example.org,\n1,Bo,bo@example.org,\n2,A. Okoro,ADA@example.org,\n,,,\n,,,Tue 12-13\n",
    );
    assert_eq!(people.iter().map(|person| person.id.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(
        problems,
        [
            "roster.duplicate_id line 3, column id",
            "roster.duplicate_person line 4, column email",
            "roster.nameless line 6, column name",
        ]
    );
}

#[test]
fn what_is_no_address_is_told_and_kept() {
    let (people, problems) = read(
        "name,email,availability\nAda,ada@hospital,Mon 9-10\nBo,bo.example.org,Mon 9-10\nCy,cy@a@b,Mon 9-10\n\
        Di,\"di@example.org, dido@example.org\",Mon 9-10\nEd,@example.org,Mon 9-10\nFy,,Mon 9-10\n",
    );
    assert_eq!(problems, [3, 4, 5, 6].map(|line| format!("roster.email line {line}, column email")));
    assert_eq!(people[1].email.as_deref(), Some("bo.example.org"));
}

#[test]
fn a_roster_without_names_cannot_start() {
    for csv in ["", "Department,Rank\nSurgery,Fellow\n", "\u{feff}\n\n"] {
        let error = people::read(csv.as_bytes()).unwrap_err();
        assert_eq!((error.code(), error.place().line), ("roster.missing_column", Some(1)), "{csv:?}");
        assert!(!error.advice().is_empty());
    }
    assert_eq!(people::read(b"%PDF-1.7\n\xe2\xe3").unwrap_err().code(), "file.not_text");
}

#[test]
fn what_is_no_table_is_no_roster_and_a_table_may_have_headings_that_nobody_knows() {
    let letter =
        "Dear all,\n\nPlease find attached, as promised, the list of our colleagues.\nIt is long.\nBest,\nAda\n";
    let note = "Notes of Tuesday\nWe talked about nights on call, and about what it takes to come home after them.\nBo said that he walks home for that, and that it helps him more than anything else.\n";
    let page = "<!doctype html>\n<title>Not found</title>\n<p>There is nothing here.\n";
    for text in [letter, note, page, r#"{"theme":"dark"}"#, "[1, 2, 3]", "{\"a\":1}\n{\"b\":2}\n"] {
        assert_eq!(people::read(text.as_bytes()).unwrap_err().code(), "roster.no_roster", "{text}");
    }
    for table in ["Wer\nAda Okoro\nBo Lind\n", "Wer,Wo\nAda,Chirurgie\nBo\n", "Wer;Notiz\nAda;\"eins, zwei\"\nBo;\n"] {
        assert_eq!(people::read(table.as_bytes()).unwrap_err().code(), "roster.missing_column", "{table}");
    }
    let wide: Vec<String> = (0..40).map(|at| format!("Spalte {at}")).collect();
    let error = people::read(format!("{}\n", wide.join(",")).as_bytes()).unwrap_err();
    assert!(error.to_string().ends_with("Spalte 7, .."), "{error}");
}

#[test]
fn a_hundred_thousand_rows_are_read_up_to_the_ceiling() {
    let rows: String = (0..100_000).map(|row| format!("p{row},Person {row},Mon 9-10\n")).collect();
    let (people, problems) = read(&format!("id,name,availability\n{rows}"));
    assert_eq!(people.len(), 50_000);
    assert_eq!(problems, ["limit.participants line 50002"]);
}

/// Wide tables with short rows once took memory for every cell that was not there.
#[test]
fn a_table_of_many_columns_and_short_rows_is_read_up_to_the_ceiling() {
    let headings: String = (0..13_000).map(|column| format!(",c{column}")).collect();
    let (people, problems) = read(&format!("name{headings}\n{}", "Ada\n".repeat(30_000)));
    assert_eq!(people.len(), 30_000);
    assert_eq!(problems, ["limit.columns line 1", "roster.no_availability line 1"]);
}

#[test]
fn a_windows_file_with_a_broken_quotation_mark_keeps_everybody() {
    let read =
        people::read(b"name;availability\r\nZo\xeb;Mon 9-10\r\n\"Bj\xf6rn;Tue 9-10\r\nChi;Wed 9-10\r\n").unwrap();
    let names: Vec<&str> = read.value.participants.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Zoë", "Björn", "Chi"]);
    assert_eq!(read.problems[0].to_string(), "line 3, column 1: a quotation mark is opened and not closed");
}

proptest! {
    /// No file makes the reader panic, and everybody it finds has an id of their own.
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..400), headed in any::<bool>()) {
        let mut file = if headed { b"id,name,availability,leader\n".to_vec() } else { Vec::new() };
        file.extend(bytes);
        if let Ok(read) = people::read(&file) {
            let mut ids: Vec<_> = read.value.participants.iter().map(|person| person.id.clone()).collect();
            ids.sort();
            ids.dedup();
            prop_assert_eq!(ids.len(), read.value.participants.len());
        }
    }

    /// Free times written as text are read back equal.
    #[test]
    fn free_times_survive_a_table(spans in proptest::collection::vec((0..7_usize, 0..1440_u16, 1..600_u16), 0..6)) {
        use peer_circle::time::{Day, Span, TimeOfDay, Weekly};
        let span = |(day, from, length): &(usize, u16, u16)| Span {
            day: Day::ALL[*day],
            from: TimeOfDay::from_minutes(*from).unwrap(),
            to: TimeOfDay::from_minutes((from + length).min(1440)).unwrap(),
        };
        let weekly = Weekly::from(spans.iter().map(span).collect::<Vec<_>>());
        let csv = peer_circle::table::write(&[vec!["name", "availability"], vec!["Ada", &weekly.to_string()]]);
        let (people, problems) = read(&csv);
        prop_assert_eq!(&people[0].availability, &weekly);
        prop_assert_eq!(problems, Vec::<String>::new());
    }
}

#[test]
fn the_sample_roster_is_read_without_a_problem() {
    let (people, problems) = read(include_str!("../examples/data/physicians.csv"));
    assert_eq!((people.len(), problems), (50, Vec::new()));
    assert_eq!(people.iter().filter(|person| person.leader).count(), 14);
    assert!(people.iter().all(|person| !person.availability.is_empty()));
}

#[test]
fn the_sample_roster_is_written_and_read_back_equal() {
    let roster = people::read(include_bytes!("../examples/data/physicians.csv")).unwrap().value;
    assert_eq!(people::read(people::write(&roster).as_bytes()).unwrap().value, roster);
}

#[test]
fn members_of_a_course_become_participants() {
    let container: people::MembershipContainer = serde_json::from_str(
        r#"{"id": "https://lms.example.org/1", "context": {"id": "c"}, "members": [
            {"user_id": "u1", "name": "Ada Okoro", "roles": ["Instructor"], "picture": "https://x.example.org/1.png"},
            {"user_id": "u2", "given_name": "Bo", "family_name": "Lindqvist", "status": "Active"},
            {"user_id": "u3", "status": "Deleted"},
            {"user_id": "u1"},
            {"roles": []}
        ]}"#,
    )
    .unwrap();
    let read = people::members(&container);
    let names: Vec<&str> = read.value.participants.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Ada Okoro", "Bo Lindqvist"]);
    let problems: Vec<String> =
        read.problems.iter().map(|problem| format!("{} {}", problem.code(), problem.place())).collect();
    assert_eq!(
        problems,
        ["roster.inactive members[2]", "roster.duplicate_id members[3]", "roster.nameless members[4]"]
    );
}

/// A roster with more rows put into it.
#[track_caller]
fn add(roster: Vec<Participant>, csv: &str) -> (people::Added, Vec<String>) {
    let read = people::add(&people::Roster { participants: roster }, csv.as_bytes()).unwrap();
    let problems = read.problems.iter().map(|problem| format!("{} {}", problem.code(), problem.place())).collect();
    (read.value, problems)
}

#[test]
fn a_later_row_tells_of_somebody_who_is_there() {
    let (roster, _) =
        read("id,name,email,availability\na,Ada,ada@example.org,Mon 9-10\nb,Bo,bo@example.org,Tue 9-10\n");
    let (all, problems) =
        add(roster, "id,name,email\nb,Bo Lind,new@example.org\nx,Ada O,ada@example.org\nc,Chi,chi@example.org\n");
    let people: Vec<_> =
        all.roster.participants.iter().map(|person| (person.id.as_str(), person.name.as_str())).collect();
    assert_eq!(people, [("a", "Ada O"), ("b", "Bo Lind"), ("c", "Chi")]);
    assert_eq!((all.updated, all.added), (vec!["a".to_owned(), "b".to_owned()], vec!["c".to_owned()]));
    assert_eq!(problems, ["roster.no_availability line 1"]);
}

#[test]
fn columns_that_a_later_file_lacks_lose_nothing() {
    let (roster, _) = read("name,email,leader,availability,circle\nAda,ada@example.org,yes,Mon 9-10,Tuesday table\n");
    let (all, _) = add(roster.clone(), "email,name,Rank\nada@example.org,,Fellow\n");
    let mut ada = roster[0].clone();
    ada.attributes.insert("Rank".to_owned(), vec!["Fellow".to_owned()]);
    assert_eq!(all.roster.participants, [ada]);
}

#[test]
fn the_number_of_a_row_is_nobodys_name() {
    let (roster, _) = read("name\nAda\nBo\n");
    let (all, _) = add(roster, "name\nCy\nDi\n");
    let mut ids: Vec<_> = all.roster.participants.iter().map(|person| person.id.clone()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 4);
}

#[test]
fn a_private_wish_waits_for_the_person_and_is_never_told() {
    let (roster, problems) = read("name,not with,availability\nAda,Bo Lee,\n");
    assert_eq!(problems, ["roster.unknown_person line 2, column not with"]);
    let told = people::read(b"name,not with\nAda,Bo Lee\n").unwrap().problems;
    assert!(told.iter().all(|problem| !format!("{problem} {}", problem.advice()).contains("Lee")), "{told:?}");
    let (all, problems) = add(roster, "id,name,not with,availability\nb,Bo Lee,Ada,\n");
    assert_eq!(problems, [""; 0]);
    assert_eq!(
        (&all.roster.participants[0].not_with[..], &all.roster.participants[1].not_with[..]),
        (&["b".to_owned()][..], &["row-2".to_owned()][..])
    );
}

/// What fuzzing once found: a heading that is missing twice, a cell with separators alone, a line end within an id.
#[test]
fn every_file_of_the_corpus_is_written_and_read_again() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/roster");
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let roster = people::read(&bytes).unwrap().value;
        assert_eq!(people::read(people::write(&roster).as_bytes()).unwrap().value, roster);
        files += 1;
    }
    assert!(files >= 7, "{files}");
}

/// As names are: a wish with two spaces in it once was about nobody, and a cell of signs to machines alone was an address.
#[test]
fn what_one_cell_holds_is_on_one_line_wherever_it_stands() {
    let (people, problems) = read(
        "id,name,email,not with,rank,availability\na,Ada Okoro,\u{8},Bo  Lind;\u{8},Senior  Fellow,Mon 9-10\nb,Bo  Lind,,,Fellow,Mon 9-10\n",
    );
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!((people[0].email.as_deref(), people[0].not_with.as_slice()), (None, &["b".to_owned()][..]));
    assert_eq!(people[0].attributes["rank"], ["Senior Fellow"]);
}
