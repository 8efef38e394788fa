//! Files of every program, and files that no program should write. Each case is a file and, beside it, what is read.
//!
//! `PEER_CIRCLE_BLESS=1 cargo test --test transcripts` writes what is read now; the difference is then reviewed.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use peer_circle::transcripts::{Transcript, TranscriptStream, read};

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

/// In pieces of any size a file is read as it is read whole.
#[test]
fn a_stream_reads_what_the_file_reads() {
    for path in cases() {
        let bytes = std::fs::read(&path).unwrap();
        let Ok(whole) = read(&bytes) else { continue };
        for size in [1, 2, 3, 7, 64, 1000] {
            let (read, problems) = streamed(&bytes, size);
            assert_eq!((&read, &problems), (&whole.value, &whole.problems), "{path:?}");
        }
    }
}

/// The same for files of several portions, in every encoding and with every line end.
#[test]
fn long_streams_in_every_format() {
    for (head, piece) in [
        ("WEBVTT\n\n", "N\n00:00:01.000 --> 00:00:02.000\nAna Ruiz: Só it goes N.\n\n"),
        ("", "N\n00:00:01,000 --> 00:00:02,000\nBen Ode: So it goes N.\n\n"),
        ("Speaker,Text\n", "Ana Ruiz,\"So it\ngoes, 😀 N.\"\n"),
        ("", "[00:00:01] Ana Ruiz: So it goes N.\nand on\n"),
        ("", "So it góes N,\nwithout anybody's name.\n\n"),
    ] {
        let mut text = head.to_owned();
        for number in 0..2_000 {
            text.push_str(&piece.replace('N', &number.to_string()));
        }
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [text.replace('\n', "\r\n").into_bytes(), text.clone().into_bytes(), utf16] {
            let whole = read(&bytes).unwrap();
            let (read, problems) = streamed(&bytes, 9_973);
            assert_eq!((read.format, read.encoding), (whole.value.format, whole.value.encoding));
            assert!(read == whole.value && problems == whole.problems, "{head}{piece}");
        }
    }
}

fn streamed(bytes: &[u8], size: usize) -> (Transcript, Vec<peer_circle::Error>) {
    let mut stream = TranscriptStream::looking_at(20_000);
    let mut turns = Vec::new();
    for piece in bytes.chunks(size) {
        turns.extend(stream.push(piece).unwrap());
    }
    let mut end = stream.finish().unwrap();
    turns.append(&mut end.value.turns);
    (Transcript { turns, ..end.value }, end.problems)
}
