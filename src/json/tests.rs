#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use crate::ordered::BTreeMap;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Saved, asked, read, write};

/// Every shape that crosses.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Shapes {
    text: String,
    whole: u32,
    #[serde(default)]
    below: i64,
    #[serde(default)]
    broken: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    perhaps: Option<String>,
    #[serde(default)]
    often: Option<Box<Self>>,
    #[serde(default)]
    list: Vec<Option<bool>>,
    #[serde(default)]
    by_name: BTreeMap<String, (u8, Kind)>,
    #[serde(default)]
    by_side: BTreeMap<Side, Tagged>,
    #[serde(default)]
    wrapped: Wrapped,
    #[serde(default = "seven")]
    seven: u8,
}

/// Has a choice unless somebody says that there is none.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(default)]
struct Choosy {
    choice: Option<u8>,
}

impl Default for Choosy {
    fn default() -> Self {
        Self { choice: Some(7) }
    }
}

fn seven() -> u8 {
    7
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Side {
    LeftHand,
    RightHand,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Wrapped(Vec<f64>);

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Kind {
    #[default]
    Plain,
    One(u8),
    Two(u8, String),
    Named {
        name: String,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
enum Tagged {
    Nothing,
    Much { more: Vec<u16> },
}

fn check_refused(text: &str, field: &str, message: &str) {
    let error = read::<Shapes>(text, "it").unwrap_err();
    assert_eq!((error.code(), error.message()), ("call.unreadable", message), "{text}");
    assert_eq!(error.place().field.as_deref(), Some(field), "{text}");
}

#[test]
fn what_is_wrong_is_told_with_its_path() {
    check_refused("{", "it", "this is no JSON");
    check_refused("[]", "it", "this is a list, not an object");
    check_refused(r#"{"whole":1}"#, "it.text", "this is missing");
    check_refused(r#"{"text":null,"whole":1}"#, "it.text", "this is absent, not a text");
    // What may be absent has its own idea of it, and no default.
    assert_eq!(read::<Choosy>(r#"{"choice":null}"#, "it").unwrap(), Choosy { choice: None });
    assert_eq!(read::<Choosy>("{}", "it").unwrap(), Choosy { choice: Some(7) });
    check_refused(r#"{"text":"","whole":"1"}"#, "it.whole", "this is a text, not a number");
    let inner = r#"{"whole":1,"text":"","often":{"text":"a","whole":2,"list":[true,null,"no"]}}"#;
    check_refused(inner, "it.often.list[2]", "this is a text, not true or false");
    let missing = r#"{"whole":1,"text":"","often":{"text":"a"}}"#;
    check_refused(missing, "it.often.whole", "this is missing");
    let unknown = r#"{"text":"","whole":1,"byName":{"x y":[1,"other"]}}"#;
    check_refused(
        unknown,
        "it.byName.x y[1]",
        "unknown variant `other`, expected one of `plain`, `one`, `two`, `named`",
    );
    let broken = r#"{"text":"","whole":1.5}"#;
    check_refused(broken, "it.whole", "invalid type: floating point `1.5`, expected u32");
}

#[test]
fn what_is_left_out_has_its_default_and_what_is_unknown_is_passed_over() {
    let read: Shapes =
        read(r#" { "more" : [ { "deep" : [ ] } , "\"]" ] , "whole" : 3 , "text" : "a" } "#, "it").unwrap();
    assert_eq!(read, Shapes { text: "a".to_owned(), whole: 3, seven: 7, ..Shapes::default() });
}

#[test]
fn of_what_is_asked_for_no_name_is_passed_over() {
    for (text, field, hint) in [
        (r#"{"text":"","whole":1,"sevn":3}"#, "it.sevn", "perhaps \"seven\" is meant"),
        (r#"{"text":"","whole":1,"often":{"Text":"","whole":2}}"#, "it.often.Text", "perhaps \"text\" is meant"),
        (r#"{"bySides":{},"text":""}"#, "it.bySides", "perhaps \"bySide\" is meant"),
    ] {
        let error = asked::<Shapes>(text, "it").unwrap_err();
        let place = error.place().field.as_deref();
        assert_eq!((error.code(), place, error.advice()), ("call.unknown_name", Some(field), hint), "{text}");
    }
    // Names of one's own are none of the type's.
    let own = r#"{"text":"","whole":1,"byName":{"mine":[1,"plain"]}}"#;
    assert_eq!(asked::<Shapes>(own, "it").unwrap(), read(own, "it").unwrap());
}

#[test]
fn absent_fields_are_left_out() {
    let shapes = Shapes { broken: f64::NAN, list: vec![None], ..Shapes::default() };
    let expected = r#"{"text":"","whole":0,"below":0,"list":[null],"byName":{},"bySide":{},"wrapped":[],"seven":0}"#;
    assert_eq!(write(&shapes), expected);
}

#[test]
fn halves_of_surrogate_pairs_are_shown_as_such() {
    for (written, meant) in [
        (r#""\ud83d\ude00""#, "\u{1f600}"),
        (r#""a\ud83db\ude00""#, "a\u{fffd}b\u{fffd}"),
        (r#""\ud83d\n\ud83d""#, "\u{fffd}\n\u{fffd}"),
        (r#""\ud83d\ud83d\ude00\\u0041\u0041""#, "\u{fffd}\u{1f600}\\u0041A"),
    ] {
        assert_eq!(read::<String>(written, "it").unwrap(), meant);
    }
}

#[test]
fn deep_nesting_is_passed_over() {
    let deep = format!(r#"{{"text":"","whole":1,"more":{}{}}}"#, "[".repeat(1_000_000), "]".repeat(1_000_000));
    assert_eq!(read::<Shapes>(&deep, "it").unwrap().whole, 1);
}

fn kinds() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Plain),
        any::<u8>().prop_map(Kind::One),
        any::<(u8, String)>().prop_map(|(number, text)| Kind::Two(number, text)),
        any::<String>().prop_map(|name| Kind::Named { name }),
    ]
}

fn tagged() -> impl Strategy<Value = Tagged> {
    prop_oneof![Just(Tagged::Nothing), any::<Vec<u16>>().prop_map(|more| Tagged::Much { more })]
}

/// Numbers that every library reads exactly.
fn quarters() -> impl Strategy<Value = f64> {
    any::<i32>().prop_map(|number| f64::from(number) / 4.0)
}

prop_compose! {
    fn shapes()(
        (text, whole, below, broken) in (any::<String>(), any::<u32>(), any::<i64>(), quarters()),
        (perhaps, list) in any::<(Option<String>, Vec<Option<bool>>)>(),
        by_name in prop::collection::btree_map(any::<String>(), (any::<u8>(), kinds()), 0..4),
        by_side in prop::collection::btree_map(prop_oneof![Just(Side::LeftHand), Just(Side::RightHand)], tagged(), 0..3),
        wrapped in prop::collection::vec(quarters(), 0..4),
        seven in any::<u8>(),
    ) -> Shapes {
        Shapes { text, whole, below, broken, perhaps, often: None, list, by_name: by_name.into_iter().collect(), by_side: by_side.into_iter().collect(), wrapped: Wrapped(wrapped), seven }
    }
}

proptest! {
    #[test]
    fn written_and_read_again_it_is_the_same(mut value in shapes(), inner in shapes()) {
        value.often = Some(Box::new(inner));
        let text = write(&value);
        prop_assert_eq!(&read::<Shapes>(&text, "it").unwrap(), &value);
        // Another library reads it as the same, and what that writes is read here.
        prop_assert_eq!(&serde_json::from_str::<Shapes>(&text).unwrap(), &value);
        prop_assert_eq!(&read::<Shapes>(&serde_json::to_string_pretty(&value).unwrap(), "it").unwrap(), &value);
    }

    #[test]
    fn what_another_library_takes_for_json_is_json_here(text in r#"[\[\]{}:,"a01 -]{0,12}"#) {
        if serde_json::from_str::<serde_json::Value>(&text).is_ok() {
            prop_assert!(super::Tape::of(&text).is_some());
        }
    }
}

/// Something that is kept: in its second version it has come to need a name.
#[derive(Debug, PartialEq, Deserialize)]
struct Kept {
    name: String,
    #[serde(default)]
    pages: Vec<Page>,
}
super::long!(Kept, pages, Page);

impl Saved for Kept {
    const FORMAT: u32 = 2;
}

#[test]
fn what_a_later_version_saved_is_told_before_anything_else_is_wrong_with_it() {
    let saved = |text: &str| crate::job::whole(super::saved_long::<Kept>(text, "plan"));
    let later = saved(r#"{"title": "A", "format": 3}"#).unwrap_err();
    assert_eq!((later.code(), later.place().field.as_deref()), ("saved.later", Some("plan.format")));
    for text in [r#"{"name": "A"}"#, r#"{"name": "A", "format": 2}"#] {
        assert_eq!(saved(text).unwrap(), Kept { name: "A".to_owned(), pages: Vec::new() });
    }
    for text in [r#"{"format": 1}"#, r#"{"name": "A", "#] {
        assert_eq!(saved(text).unwrap_err().code(), "call.unreadable");
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Book {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    pages: Vec<Page>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Page {
    #[serde(default)]
    lines: Vec<u8>,
    foot: u8,
}

super::long!(Book, pages, Page);
super::long!(Page, lines, u8);

impl super::Item for Page {
    fn read(node: super::Node<'_>) -> impl Future<Output = super::Outcome<Self>> {
        super::in_steps(node)
    }
}

impl super::Item for u8 {}

/// Pages and nothing else.
#[derive(Debug, PartialEq, Deserialize)]
struct Loose(Vec<Page>);
super::long!(Loose, 0, Page, "");

/// How many steps reading takes, and what comes of it.
fn in_steps(text: &str) -> (u32, super::Result<Book>) {
    let text = text.to_owned();
    let mut steps = crate::job::Steps::new(Box::pin(async move { super::read_long(&text, "book").await }));
    let mut count = 1;
    loop {
        if let Some(book) = steps.step(2) {
            return (count, book);
        }
        count += 1;
    }
}

#[test]
fn what_is_long_is_read_in_steps_as_it_is_read_in_one_go() {
    let long = format!("{{\"pages\":[{{\"lines\":[{}],\"foot\":7}}]}}", vec!["1"; 40_000].join(","));
    for (text, least) in [
        (r#"{"title":"A","pages":[{"lines":[1,2,3,4],"foot":1},{"foot":2},{"lines":[],"foot":3}]}"#, 2),
        (r#"{"pages":[],"title":null,"pages":[{"foot":4,"lines":[5]}]}"#, 1),
        (r#"{"pages":[{"foot":4,"lines":[5,600]}]}"#, 1),
        (r#"{"pages":[{"foot":4},{"lines":[5]}]}"#, 1),
        (r#"{"pages":{"lines":[5]}}"#, 1),
        (r#"{"title":"A"}"#, 1),
        (r#"[{"pages":[]}]"#, 1),
        (r#"{"pages":["#, 1),
        (long.as_str(), 20_000),
    ] {
        let (steps, book) = in_steps(text);
        assert_eq!(book, super::read(text, "book"), "{text:.99}");
        assert!(steps >= least, "{steps} steps");
    }
    let book: Book = super::read(&long, "book").unwrap();
    assert_eq!(crate::job::whole(super::write_long(book)), long);
}

#[test]
fn a_list_with_nothing_beside_it_is_read_in_steps_too() {
    for text in [r#"[{"lines":[1,2],"foot":1},{"foot":2}]"#, "[]", r#"[{"foot":"x"}]"#, "{}", "[7]", "["] {
        let read = crate::job::whole(super::read_long::<Loose>(text, "pages"));
        assert_eq!(read, super::read(text, "pages"), "{text}");
    }
}

#[test]
fn what_is_long_is_written_in_portions_that_are_short() {
    let portions = |count: u32| crate::job::whole(super::portions(0..count));
    assert_eq!(portions(0), [""; 0]);
    assert_eq!(portions(2), ["[0,1]"]);
    let many = portions(200_000);
    assert!(many.len() > 3 && many.iter().all(|text| text.len() < 270_000), "{}", many.len());
    let all = many.iter().flat_map(|text| super::read::<Vec<u32>>(text, "list").unwrap());
    assert!(all.eq(0..200_000));
}
