//! The circles in the table that another system gives out to be filled in.

#![deny(clippy::indexing_slicing)]

use crate::ordered::{BTreeMap, BTreeSet};

use super::groups::{GroupFile, ROW_TAKES, by_id};
use crate::circles::{Circle, Plan};
use crate::encoding;
use crate::error::{Error, Result};
use crate::job::{rest, whole};
use crate::people::{Participant, Roster};
use crate::table::{self, Table};

/// What a column of a template asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    Id,
    Email,
    Name,
    CircleName,
    CircleId,
    /// Whatever the template's own first row says.
    Same,
    /// Something that is not known here.
    Other,
}

/// Words in headings, without case, spaces and punctuation; the first that is found in one counts.
const WORDS: [(Asks, &[&str]); 6] = [
    (Asks::Same, &["groupcategory", "categoryname", "groupset", "groupingname", "courseid", "orgunit"]),
    (Asks::CircleId, &["groupcode", "groupid", "sectioncode"]),
    (Asks::CircleName, &["group", "section", "circle", "team"]),
    (Asks::Email, &["email", "mail"]),
    (Asks::Id, &["orgdefinedid", "username", "userid", "loginid", "studentid", "sisid", "identifier"]),
    (Asks::Name, &["fullname", "displayname"]),
];

/// Fills in the table that another system gives out, such as Brightspace for its group enrolment: rows of people who are in
/// it get their circle, and everybody else who has one gets a row. Its columns are known by their headings, and what a
/// column says in the first row of something else, such as a group category, it says in every row.
///
/// ```
/// use peer_circle::circles::{Circle, Plan};
/// use peer_circle::people::{self, Mode};
/// use peer_circle::report::fill;
///
/// let roster = people::read(b"id,name\na1,Ada Okoro\nb2,Bo Lind\n")?.value;
/// let circle = Circle {
///     id: "c1".into(), name: "Circle 1".into(), mode: Mode::Talk,
///     leader: Some("a1".into()), members: vec!["a1".into(), "b2".into()], slot: None,
///     ..Circle::default()
/// };
/// let plan = Plan { circles: vec![circle], ..Plan::default() };
/// let filled = fill(&plan, &roster, b"OrgDefinedId,Group Category,Group Name\na1,Circles,\n")?;
/// assert_eq!(filled.text, "OrgDefinedId,Group Category,Group Name\r\na1,Circles,Circle 1\r\nb2,Circles,Circle 1\r\n");
/// # Ok::<(), peer_circle::Error>(())
/// ```
///
/// # Errors
/// `file.not_text` for another kind of file; `report.template` when no column is known that names people, or none that
/// names groups.
pub fn fill(plan: &Plan, roster: &Roster, template: &[u8]) -> Result<GroupFile> {
    whole(fill_in_steps(plan, roster, template))
}

/// The same in steps.
pub(crate) async fn fill_in_steps(plan: &Plan, roster: &Roster, template: &[u8]) -> Result<GroupFile> {
    let Table { headings, rows } = table::read_in_steps(&encoding::decode(template)?.text).await.value;
    let asks: Vec<Asks> = headings.iter().map(|heading| asks(heading)).collect();
    let any = |wanted: &[Asks]| asks.iter().any(|asked| wanted.contains(asked));
    if !any(&[Asks::Id, Asks::Email, Asks::Name]) || !any(&[Asks::CircleName, Asks::CircleId]) {
        return Err(unknown(&headings));
    }
    let members = members(plan, roster).await;
    let by_key = by_key(&members).await;
    let first = rows.first().map(|row| row.cells.clone()).unwrap_or_default();
    let mut written: Vec<Vec<String>> = vec![headings.clone()];
    let mut done = BTreeSet::new();
    for row in &rows {
        rest(ROW_TAKES).await;
        let keys = row.cells.iter().zip(&asks).filter(|(_, asks)| matches!(asks, Asks::Id | Asks::Email | Asks::Name));
        let Some(at) = keys.filter_map(|(cell, _)| by_key.get(&cell.to_lowercase())).copied().next() else { continue };
        if let Some(member) = members.get(at).filter(|_| done.insert(at)) {
            written.push(filled(member, &asks, &row.cells, &first));
        }
    }
    for (at, member) in members.iter().enumerate() {
        if !done.contains(&at) {
            written.push(filled(member, &asks, &[], &first));
            rest(ROW_TAKES).await;
        }
    }
    Ok(GroupFile { name: "circles-template.csv".to_owned(), text: table::write_in_steps(&written).await })
}

fn asks(heading: &str) -> Asks {
    let plain: String = heading.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let found = WORDS.iter().find(|(_, words)| words.iter().any(|word| plain.contains(word)));
    match plain.as_str() {
        "id" | "user" => Asks::Id,
        "name" | "participant" | "student" | "member" => Asks::Name,
        _ => found.map_or(Asks::Other, |(asks, _)| *asks),
    }
}

type Member<'a> = (&'a Participant, &'a Circle);

/// Everybody who has a circle, circle by circle.
async fn members<'a>(plan: &'a Plan, roster: &'a Roster) -> Vec<Member<'a>> {
    let people = by_id(roster).await;
    let mut members = Vec::new();
    for circle in &plan.circles {
        members.extend(circle.members.iter().filter_map(|id| Some((*people.get(id.as_str())?, circle))));
        rest(circle.members.len() as u64).await;
    }
    members
}

/// Where everybody stands, by whatever tells one from all others; a name that two people have tells nobody.
async fn by_key(members: &[Member<'_>]) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::<&str, usize>::new();
    for (person, _) in members {
        *names.entry(&person.name).or_default() += 1;
        rest(ROW_TAKES).await;
    }
    let mut keys = BTreeMap::new();
    for (at, (person, _)) in members.iter().enumerate() {
        let name = Some(&person.name).filter(|name| names.get(name.as_str()) == Some(&1));
        let own = [Some(&person.id), person.email.as_ref(), name].into_iter().flatten();
        keys.extend(own.map(|key| (key.to_lowercase(), at)));
        rest(2 * ROW_TAKES).await;
    }
    keys
}

/// A row: what it has stays, but for the circle; what it lacks is filled in.
fn filled((person, circle): &Member<'_>, asks: &[Asks], cells: &[String], first: &[String]) -> Vec<String> {
    let cell = |(at, asks): (usize, &Asks)| {
        let there = cells.get(at).cloned().unwrap_or_default();
        match asks {
            Asks::CircleName => circle.name.clone(),
            Asks::CircleId => circle.id.clone(),
            _ if !there.is_empty() => there,
            Asks::Id => person.id.clone(),
            Asks::Email => person.email.clone().unwrap_or_default(),
            Asks::Name => person.name.clone(),
            Asks::Other => String::new(),
            Asks::Same => first.get(at).filter(|_| cells.is_empty()).cloned().unwrap_or_default(),
        }
    };
    asks.iter().enumerate().map(cell).collect()
}

fn unknown(headings: &[String]) -> Error {
    Error::new("report.template", format!("no column is known for people and for groups: {}", headings.join(", ")))
        .at_line(1)
        .hint("use the file that the other system gives out for groups, with its headings")
}
