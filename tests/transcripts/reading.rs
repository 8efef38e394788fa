//! Files of every program, and files that no program should write. Each case is a file and, beside it, what is read.
//!
//! `PEER_CIRCLE_BLESS=1 cargo test --test transcripts` writes what is read now; the difference is then reviewed.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use peer_circle::transcripts::{Transcript, read};

/// The format, the turns with their times, and the problems, a line each.
fn shown(bytes: &[u8]) -> String {
    let read = match read(bytes) {
        Ok(read) => read,
        Err(error) => return format!("{}: {error}\n", error.code()),
    };
    let Transcript { format, encoding, turns, .. } = &read.value;
    let mut shown = format!("{format:?} {encoding:?}\n");
    for turn in turns {
        let time = |time: Option<u64>| time.map_or("-".to_owned(), |time| time.to_string());
        let speaker = turn.speaker.as_deref().unwrap_or("-");
        let cues = turn.cues.len();
        writeln!(shown, "{} {} {cues} {speaker}: {}", time(turn.start), time(turn.end), turn.text).unwrap();
    }
    for problem in &read.problems {
        writeln!(shown, "! {}: {problem}", problem.code()).unwrap();
    }
    shown
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/transcripts/readers");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.extension().is_some_and(|extension| extension == "in"));
    cases.sort();
    cases
}

#[test]
fn each_file_is_read_as_it_is_written_beside_it() {
    let cases = cases();
    assert!(cases.len() >= 15);
    for path in cases {
        let (shown, beside) = (shown(&std::fs::read(&path).unwrap()), path.with_extension("out"));
        if std::env::var_os("PEER_CIRCLE_BLESS").is_some() {
            std::fs::write(&beside, &shown).unwrap();
        }
        assert_eq!(shown, std::fs::read_to_string(&beside).unwrap(), "{}", path.display());
    }
}

/// Word files of Teams: paragraphs, breaks within them, a field's code, what was deleted.
#[test]
fn word_files_are_read_by_paragraphs() {
    let document = concat!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>",
        "<w:p><w:r><w:t>Peer circle</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Ana Ruiz</w:t></w:r><w:r><w:t xml:space=\"preserve\">   0:03</w:t><w:br/>",
        "<w:t>Good evening, </w:t></w:r><w:del><w:r><w:delText>bad </w:delText></w:r></w:del><w:r><w:t>all of you.</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>Ben Ode</w:t><w:tab/><w:t>0:09</w:t><w:br/><w:t>2 &lt; 3 &amp; fine.</w:t></w:r></w:p>",
        "</w:body></w:document>"
    );
    let file = peer_circle::archive::write(&[("word/document.xml", document)]);
    let expected = "Docx Utf8\n- - 0 -: Peer circle\n3000 - 0 Ana Ruiz: Good evening, all of you.\n9000 - 0 Ben Ode: 2 < 3 & fine.\n";
    assert_eq!(shown(&file), expected);
    let other = peer_circle::archive::write(&[("xl/workbook.xml", "<a/>")]);
    assert!(shown(&other).starts_with("file.not_text"));
    for end in 0..file.len() {
        // Cut off anywhere, it is told and not survived by luck.
        assert!(read(&file[..end]).is_err() || end < 4, "{end}");
    }
}

/// A line of ten megabytes is one turn, and costs what its length costs.
#[test]
fn a_line_of_ten_megabytes() {
    let line = format!("Ana Ruiz: {}\nBen Ode: short\n", "and then we went home ".repeat(480_000));
    let read = read(line.as_bytes()).unwrap();
    assert_eq!(read.value.turns.len(), 2);
    assert!(read.value.turns[0].text.len() > 10_000_000);
    assert_eq!(read.problems, []);
}

/// Real captions, where they are at hand: every cue is kept and every cue has a speaker.
#[test]
fn zoom_captions_lose_nothing() {
    let Some(folder) = std::env::var_os("PEER_CIRCLE_DATA") else { return };
    let folder = std::path::Path::new(&folder).join("transcripts/zoom");
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let bytes = std::fs::read(&path).unwrap();
        let read = read(&bytes).unwrap();
        let arrows = String::from_utf8(bytes).unwrap().matches(" --> ").count();
        let turns = &read.value.turns;
        assert_eq!(turns.iter().map(|turn| turn.cues.len()).sum::<usize>(), arrows, "{path:?}");
        assert!(turns.iter().all(|turn| turn.speaker.is_some()), "{path:?}");
        assert_eq!(read.problems, [], "{path:?}");
    }
}
