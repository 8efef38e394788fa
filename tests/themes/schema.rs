//! As much of XML Schema as that of REFI-QDA uses: sequences and choices with their counts, attributes, types by pattern
//! and by list. The schema itself is read from the data for development.

use std::collections::BTreeMap;
use std::path::PathBuf;

use peer_circle::xml::{Element, parse};

/// The types of the schema by name.
pub(super) struct Schema(BTreeMap<String, Element>);

/// The schema of projects, where there is data.
pub(super) fn schema() -> Option<Schema> {
    let data = PathBuf::from(std::env::var_os("PEER_CIRCLE_DATA")?);
    let root = parse(&std::fs::read_to_string(data.join("refi/skyloom_Project.xsd")).unwrap()).unwrap();
    let types = root.elements().filter(|one| one.local().ends_with("Type"));
    Some(Schema(types.map(|one| (one.attribute("name").unwrap().to_owned(), one.clone())).collect()))
}

/// What of a project is not as the schema says.
pub(super) fn check(schema: &Schema, root: &Element) -> Vec<String> {
    let mut problems = Vec::new();
    complex(schema, root, "ProjectType", &mut problems);
    problems
}

fn complex(schema: &Schema, element: &Element, kind: &str, problems: &mut Vec<String>) {
    let Some(rule) = schema.0.get(kind).filter(|rule| rule.local() == "complexType") else {
        if !simple(schema, &element.text(), kind) {
            problems.push(format!("{} holds {:?}, no {kind}", element.name, element.text()));
        }
        return;
    };
    let attributes: BTreeMap<&str, &Element> =
        rule.all("attribute").map(|one| (one.attribute("name").unwrap(), one)).collect();
    for (name, value) in
        element.attributes.iter().filter(|(name, _)| !name.starts_with("xmlns") && !name.starts_with("xsi:"))
    {
        match attributes.get(name.as_str()) {
            None => problems.push(format!("{} has the attribute {name}", element.name)),
            Some(rule) if !simple(schema, value, rule.attribute("type").unwrap()) => {
                problems.push(format!("{} has {name}={value:?}", element.name));
            }
            Some(_) => {}
        }
    }
    let required = attributes.iter().filter(|(_, rule)| rule.attribute("use") == Some("required"));
    for (name, _) in required.filter(|(name, _)| element.attribute(name).is_none()) {
        problems.push(format!("{} has no {name}", element.name));
    }
    let children: Vec<&Element> = element.elements().collect();
    let taken =
        rule.elements().find(|one| one.local() != "attribute").map_or(Some(0), |group| group_at(group, &children, 0));
    if taken != Some(children.len()) {
        let names: Vec<&str> = children.iter().map(|child| child.local()).collect();
        problems.push(format!("{} holds {names:?}", element.name));
    }
    for child in children {
        if let Some(kind) = declared(rule, child.local()) {
            complex(schema, child, kind, problems);
        }
    }
}

/// How many children are taken after a group, starting at one of them; none when the group is not fulfilled.
fn group_at(group: &Element, children: &[&Element], from: usize) -> Option<usize> {
    let most = if group.attribute("maxOccurs") == Some("unbounded") { usize::MAX } else { 1 };
    let mut at = from;
    for round in 0..most {
        let next = match group.local() {
            "sequence" => group.elements().try_fold(at, |at, part| part_at(part, children, at)),
            _ => {
                group.elements().find_map(|part| part_at(part, children, at).filter(|next| *next > at)).or_else(|| {
                    let optional = group.elements().any(|part| part.attribute("minOccurs") == Some("0"));
                    (round > 0 || optional).then_some(at)
                })
            }
        }?;
        if next == at {
            break;
        }
        at = next;
    }
    Some(at)
}

fn part_at(part: &Element, children: &[&Element], from: usize) -> Option<usize> {
    if part.local() != "element" {
        return group_at(part, children, from);
    }
    let most = if part.attribute("maxOccurs") == Some("unbounded") { usize::MAX } else { 1 };
    let least = part.attribute("minOccurs").map_or(1, |count| count.parse().unwrap());
    let same = children[from..].iter().take_while(|child| Some(child.local()) == part.attribute("name"));
    let count = same.take(most).count();
    (count >= least).then_some(from + count)
}

fn declared<'a>(rule: &'a Element, name: &str) -> Option<&'a str> {
    rule.elements().find_map(|one| match one.local() {
        "element" if one.attribute("name") == Some(name) => one.attribute("type"),
        "element" | "attribute" => None,
        _ => declared(one, name),
    })
}

fn simple(schema: &Schema, value: &str, kind: &str) -> bool {
    let Some(rule) = schema.0.get(kind) else { return plain(value, kind) };
    let restriction = rule.child("restriction").unwrap();
    let listed: Vec<_> = restriction.all("enumeration").filter_map(|one| one.attribute("value")).collect();
    match kind {
        "GUIDType" => {
            let inner = value.strip_prefix('{').map_or(Some(value), |rest| rest.strip_suffix('}')).unwrap_or_default();
            let lengths: Vec<usize> = inner.split('-').map(str::len).collect();
            lengths == [8, 4, 4, 4, 12] && inner.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
        }
        "RGBType" => {
            let digits = value.strip_prefix('#').unwrap_or_default();
            matches!(digits.len(), 3 | 6) && digits.chars().all(|c| c.is_ascii_hexdigit())
        }
        _ => listed.contains(&value),
    }
}

fn plain(value: &str, kind: &str) -> bool {
    match kind {
        "xsd:integer" => value.parse::<i64>().is_ok(),
        "xsd:boolean" => ["true", "false", "0", "1"].contains(&value),
        "xsd:dateTime" => chrono::DateTime::parse_from_rfc3339(value).is_ok(),
        "xsd:date" => value.parse::<chrono::NaiveDate>().is_ok(),
        "xsd:decimal" => value.parse::<f64>().is_ok(),
        _ => true,
    }
}

/// The check itself is checked: it must find what is wrong.
#[test]
fn what_is_wrong_is_found() {
    let Some(schema) = schema() else { return };
    let wrong = |inner: &str| check(&schema, &parse(&format!("<Project name=\"p\">{inner}</Project>")).unwrap()).len();
    let user = "<Users><User guid=\"00000000-0000-4000-9000-000000000001\"/></Users>";
    assert_eq!(wrong(user), 0);
    assert_eq!(wrong("<Users/>"), 1);
    assert_eq!(wrong("<Users><User guid=\"1\"/></Users>"), 1);
    assert_eq!(wrong(&format!("<Description>late</Description>{user}")), 1);
    assert_eq!(
        wrong("<CodeBook><Codes><Code guid=\"00000000-0000-4000-9000-000000000001\" name=\"a\"/></Codes></CodeBook>"),
        1
    );
    assert_eq!(
        wrong("<Sources><TextSource guid=\"00000000-0000-4000-9000-000000000001\" colour=\"red\"/></Sources>"),
        1
    );
}
