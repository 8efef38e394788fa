//! Archives and the XML in them: what is read, and what means harm.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use peer_circle::archive::{Archive, write};
use peer_circle::xml::{self, Element};
use proptest::prelude::*;

/// An archive with one deflated file; `size` is what the directory claims.
fn packed(name: &str, content: &[u8], size: usize) -> Vec<u8> {
    let stored = write(&[(name, content)]);
    let deflated = miniz_oxide::deflate::compress_to_vec(content, 9);
    let (head, tail) = (30 + name.len(), 30 + name.len() + content.len());
    let mut bytes = [&stored[..head], &deflated, &stored[tail..]].concat();
    let directory = head + deflated.len();
    for start in [8, directory + 10] {
        bytes[start] = 8;
        bytes[start + 10..start + 14].copy_from_slice(&(deflated.len() as u32).to_le_bytes());
        bytes[start + 14..start + 18].copy_from_slice(&(size as u32).to_le_bytes());
    }
    let end = bytes.len() - 22;
    bytes[end + 16..end + 20].copy_from_slice(&(directory as u32).to_le_bytes());
    bytes
}

fn code_of(bytes: &[u8], name: &str) -> String {
    let read = Archive::open(bytes).and_then(|mut archive| archive.read(name));
    read.map_or_else(|error| error.code().to_owned(), |found| format!("{}", found.map_or(0, |found| found.len())))
}

#[test]
fn what_others_packed_is_read() {
    let text = "Speaker: what was said\n".repeat(50);
    assert_eq!(code_of(&packed("a.txt", text.as_bytes(), text.len()), "A.TXT"), text.len().to_string());
    assert_eq!(code_of(&write(&[("a", "b")]), "c"), "0");
    let with_comment = [write(&[("a", "b")]), b"a comment PK".to_vec()].concat();
    assert_eq!(code_of(&with_comment, "a"), "1");
}

#[test]
fn what_means_harm_is_refused() {
    let zeros = vec![0; 4 << 20];
    let cases: [(&str, Vec<u8>, &str); 9] = [
        ("a bomb of zeros", packed("a", &zeros, zeros.len()), "limit.archive_ratio"),
        ("a bomb that lies about its size", packed("a", &zeros, 10), "limit.archive_ratio"),
        ("a small lie", packed("a", &[7; 2000], 10), "archive.broken"),
        ("a name that climbs out", write(&[("x/../../a", "b")]), "archive.path"),
        ("the same by backslashes", write(&[("..\\a", "b")]), "archive.path"),
        ("a name from the root", write(&[("/a", "b")]), "archive.path"),
        ("one name twice", write(&[("a", "b"), ("a", "c")]), "archive.duplicate"),
        ("an archive in an archive", write(&[("a", write(&[("b", "c")]))]), "archive.nested"),
        ("no archive", b"PK\x03\x04 and nothing more".to_vec(), "archive.broken"),
    ];
    for (why, bytes, expected) in cases {
        assert_eq!(code_of(&bytes, "a"), expected, "{why}");
    }
    let many: Vec<(String, &str)> = (0..5_001).map(|number| (number.to_string(), "")).collect();
    assert_eq!(code_of(&write(&many), "1"), "limit.archive_entries");
}

/// One file keeps to the ratio; unpacked again and again it does not keep to the ceiling.
#[test]
fn all_that_is_unpacked_is_counted() {
    let bytes = write(&[("a", vec![1; 60 << 20])]);
    let mut archive = Archive::open(&bytes).unwrap();
    let outcomes = [(); 4].map(|()| archive.read("a").map_or_else(|error| error.code().to_owned(), |_| String::new()));
    assert_eq!(outcomes, ["", "", "", "limit.archive_bytes"]);
}

#[test]
fn xml_that_means_harm_or_is_broken_is_refused() {
    let cases = [
        ("<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>", "xml.doctype"),
        ("<!DOCTYPE a SYSTEM \"file:///etc/hosts\"><a/>", "xml.doctype"),
        ("<a>&unknown;</a>", "xml.entity"),
        ("<a b=\"&unknown;\"/>", "xml.entity"),
        ("<a>&#0;</a>", "xml.entity"),
        ("<a><b></a>", "xml.broken"),
        ("<a>", "xml.broken"),
        ("", "xml.broken"),
        ("<a/><b/>", "xml.broken"),
        ("<a b=\"1\" b=\"2\"/>", "xml.broken"),
        ("text <a/>", "xml.broken"),
    ];
    for (text, expected) in cases {
        assert_eq!(xml::parse(text).map_err(|error| error.code().to_owned()), Err(expected.to_owned()), "{text}");
    }
    let deep = "<a>".repeat(300) + &"</a>".repeat(300);
    assert_eq!(xml::parse(&deep).unwrap_err().code(), "limit.xml");
    let error = xml::parse("<a>\n<b>\n</c></a>").unwrap_err();
    assert_eq!(error.place().line, Some(3));
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            Just('<'),
            Just('&'),
            Just('"'),
            Just('\n'),
            Just('\t'),
            Just('😀'),
            Just('e'),
            Just('\u{301}'),
            Just(' ')
        ],
        1..8,
    )
    .prop_map(|chars| chars.into_iter().collect::<String>())
}

fn tree() -> impl Strategy<Value = Element> {
    let leaf = (text(), text()).prop_map(|(value, said)| Element::new("leaf").with("a", value).saying(said));
    leaf.prop_recursive(4, 30, 4, |inner| {
        (text(), proptest::collection::vec(inner, 0..4))
            .prop_map(|(value, below)| Element::new("x:node").with("b", value).holding(below))
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read(tree in tree()) {
        prop_assert_eq!(xml::parse(&xml::document(&tree)), Ok(tree));
    }

    #[test]
    fn what_is_packed_is_unpacked(content in proptest::collection::vec(any::<u8>(), 0..300)) {
        let bytes = write(&[("x/a.bin", &content[..]), ("b", b"")]);
        let mut archive = Archive::open(&bytes).unwrap();
        prop_assert_eq!(archive.read("x/a.bin"), Ok(Some(content)));
    }

    #[test]
    fn whatever_comes_is_answered(mut bytes in Just(packed("a.txt", &b"some text ".repeat(30), 300)), at in 0usize..500, value: u8, cut in 0usize..500) {
        let length = bytes.len();
        bytes[at % length] = value;
        bytes.truncate(cut.max(length / 2));
        if let Ok(mut archive) = Archive::open(&bytes) {
            let names: Vec<String> = archive.names().map(str::to_owned).collect();
            for name in names {
                let _ = archive.read(&name);
            }
        }
    }

    #[test]
    fn whatever_xml_comes_is_answered(text in "[<>/a&;!\\[\\]\"= #x]{0,60}") {
        let _ = xml::parse(&text);
    }
}
