//! The circles as files that learning platforms import.

use crate::ordered::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::circles::{Circle, Plan};
use crate::job::{rest, whole};
use crate::people::{Mode, Participant, Roster};
use crate::table;

/// What a row takes, as [`rest`] counts.
pub(super) const ROW_TAKES: u64 = 2;

/// Which system a list of groups is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "camelCase", try_from = "WrittenFormat")]
pub enum GroupFormat {
    /// A table for people: circle, id, name, e-mail, leader, mode, slot, platform, link; whoever waits comes last.
    #[default]
    Plain,
    /// Canvas group memberships; ids of the roster are the SIS user ids.
    Canvas,
    /// Moodle: a file of groups for the course's import, and one of members for the administrator's user upload.
    Moodle {
        /// The short name of the course.
        course: String,
    },
    /// Blackboard: a file of groups and one of members; ids of the roster are the user names.
    Blackboard {
        /// The group set that the groups belong to.
        set: String,
    },
}

/// A format as it is written. Reading it so, and not as a tagged enum, spares the module the machinery for such.
#[derive(Deserialize)]
struct WrittenFormat {
    kind: String,
    #[serde(default)]
    course: Option<String>,
    #[serde(default)]
    set: Option<String>,
}

impl TryFrom<WrittenFormat> for GroupFormat {
    type Error = &'static str;

    fn try_from(WrittenFormat { kind, course, set }: WrittenFormat) -> Result<Self, &'static str> {
        match (kind.as_str(), course, set) {
            ("plain", ..) => Ok(Self::Plain),
            ("canvas", ..) => Ok(Self::Canvas),
            ("moodle", Some(course), _) => Ok(Self::Moodle { course }),
            ("blackboard", _, Some(set)) => Ok(Self::Blackboard { set }),
            _ => Err("a format is of the kind plain, canvas, moodle (course) or blackboard (set)"),
        }
    }
}

/// One file to import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct GroupFile {
    /// A name for the file, with its ending.
    pub name: String,
    /// The text of the file: UTF-8, commas, CRLF.
    pub text: String,
}

/// The circles as files for another system; wishes, attributes and availability stay out of them.
///
/// ```
/// use peer_circle::circles::{Circle, Plan};
/// use peer_circle::people::{self, Mode};
/// use peer_circle::report::{GroupFormat, groups};
///
/// let roster = people::read(b"id,name\na1,Ada Okoro\n")?.value;
/// let circle = Circle {
///     id: "c1".into(), name: "Circle 1".into(), mode: Mode::Talk,
///     leader: Some("a1".into()), members: vec!["a1".into()], slot: None,
///     ..Circle::default()
/// };
/// let plan = Plan { circles: vec![circle], ..Plan::default() };
/// let files = groups(&plan, &roster, &GroupFormat::Plain);
/// let table = "Circle,Id,Name,E-mail,Leader,Mode,Slot,Platform,Link\r\nCircle 1,a1,Ada Okoro,,yes,talk,,,\r\n";
/// assert_eq!(files[0].text, table);
/// # Ok::<(), peer_circle::Error>(())
/// ```
pub fn groups(plan: &Plan, roster: &Roster, format: &GroupFormat) -> Vec<GroupFile> {
    whole(groups_in_steps(plan, roster, format))
}

/// The same in steps.
pub(crate) async fn groups_in_steps(plan: &Plan, roster: &Roster, format: &GroupFormat) -> Vec<GroupFile> {
    let people;
    let files: Vec<Rows<'_>> = match format {
        GroupFormat::Plain => {
            people = by_id(roster).await;
            vec![plain(plan, &people)]
        }
        GroupFormat::Canvas => vec![canvas(plan)],
        GroupFormat::Moodle { course } => vec![moodle_groups(plan), moodle_members(plan, course)],
        GroupFormat::Blackboard { set } => vec![blackboard_groups(plan, set), blackboard_members(plan)],
    };
    let mut written = Vec::new();
    for Rows { name, headings, rows } in files {
        let mut all = vec![headings.iter().map(|heading| (*heading).to_owned()).collect()];
        for row in rows {
            all.push(row);
            rest(ROW_TAKES).await;
        }
        written.push(GroupFile { name: name.to_owned(), text: table::write_in_steps(&all).await });
    }
    written
}

/// The people of a roster by id.
pub(super) type People<'a> = BTreeMap<&'a str, &'a Participant>;

pub(super) async fn by_id(roster: &Roster) -> People<'_> {
    let mut people = People::new();
    for person in &roster.participants {
        people.insert(&person.id, person);
        rest(ROW_TAKES).await;
    }
    people
}

/// What a file holds, before it is written.
struct Rows<'a> {
    name: &'static str,
    headings: &'static [&'static str],
    rows: Box<dyn Iterator<Item = Vec<String>> + 'a>,
}

fn plain<'a>(plan: &'a Plan, people: &'a People<'a>) -> Rows<'a> {
    let row = move |circle: Option<&Circle>, id: &String| {
        let person = people.get(id.as_str());
        let text =
            |find: fn(&Participant) -> Option<String>| person.and_then(|person| find(person)).unwrap_or_default();
        let leads = circle.is_some_and(|circle| circle.leader.as_ref() == Some(id));
        vec![
            circle.map_or("Waiting".to_owned(), |circle| circle.name.clone()),
            id.clone(),
            text(|person| Some(person.name.clone())),
            text(|person| person.email.clone()),
            if leads { "yes" } else { "no" }.to_owned(),
            circle.map_or("", |circle| mode(circle.mode)).to_owned(),
            circle.and_then(|circle| circle.slot).map(|slot| slot.to_string()).unwrap_or_default(),
            circle.and_then(|circle| circle.platform.clone()).unwrap_or_default(),
            circle.and_then(|circle| circle.url.clone()).unwrap_or_default(),
        ]
    };
    let placed = memberships(plan).map(|(circle, id)| (Some(circle), id));
    let waiting = plan.waiting.iter().map(|id| (None, id));
    let headings = &["Circle", "Id", "Name", "E-mail", "Leader", "Mode", "Slot", "Platform", "Link"];
    file("circles.csv", headings, placed.chain(waiting).map(move |(circle, id)| row(circle, id)))
}

/// One user key and one group key a row, as Canvas asks.
fn canvas(plan: &Plan) -> Rows<'_> {
    let rows = memberships(plan).map(|(circle, id)| vec![id.clone(), circle.name.clone()]);
    file("canvas-groups.csv", &["user_id", "group_name"], rows)
}

/// Any heading that Moodle does not know is fatal, so there are two.
fn moodle_groups(plan: &Plan) -> Rows<'_> {
    let rows = plan.circles.iter().map(|circle| vec![circle.name.clone(), slot(circle)]);
    file("moodle-groups.csv", &["groupname", "description"], rows)
}

fn moodle_members<'a>(plan: &'a Plan, course: &'a str) -> Rows<'a> {
    let rows = memberships(plan).map(move |(circle, id)| vec![id.clone(), course.to_owned(), circle.name.clone()]);
    file("moodle-members.csv", &["username", "course1", "group1"], rows)
}

fn blackboard_groups<'a>(plan: &'a Plan, set: &'a str) -> Rows<'a> {
    let row = move |circle: &Circle| {
        vec![circle.id.clone(), circle.name.clone(), slot(circle), set.to_owned(), "N".to_owned()]
    };
    let headings = &["Group Code", "Title", "Description", "Group Set", "Self Enroll"];
    file("blackboard-groups.csv", headings, plan.circles.iter().map(row))
}

fn blackboard_members(plan: &Plan) -> Rows<'_> {
    let rows = memberships(plan).map(|(circle, id)| vec![circle.id.clone(), id.clone()]);
    file("blackboard-members.csv", &["Group Code", "User Name"], rows)
}

/// Everybody who has a circle, circle by circle.
fn memberships(plan: &Plan) -> impl Iterator<Item = (&Circle, &String)> {
    plan.circles.iter().flat_map(|circle| circle.members.iter().map(move |id| (circle, id)))
}

fn file<'a>(
    name: &'static str,
    headings: &'static [&'static str],
    rows: impl Iterator<Item = Vec<String>> + 'a,
) -> Rows<'a> {
    Rows { name, headings, rows: Box::new(rows) }
}

fn slot(circle: &Circle) -> String {
    circle.slot.map(|slot| slot.to_string()).unwrap_or_default()
}

fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Talk => "talk",
        Mode::Text => "text",
        Mode::Either => "either",
    }
}
