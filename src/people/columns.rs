//! Which column of a roster holds what.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Headings that are told of a table none of which names people.
const SHOWN: usize = 8;

/// What a column of a roster tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Holds {
    /// What tells a person from all others.
    Id,
    /// The whole name.
    Name,
    /// The part of the name that comes first in English.
    GivenName,
    /// The part of the name that a family shares.
    FamilyName,
    /// Where invitations go.
    Email,
    /// The IANA name of the person's zone.
    Zone,
    /// Free times of a typical week.
    Availability,
    /// Busy times on dates.
    Busy,
    /// Whether the person is ready to lead.
    Leader,
    /// Talk, text or either.
    Mode,
    /// The attributes that make somebody a peer.
    PeerBy,
    /// Whom not to be with.
    NotWith,
    /// The circle that the person has joined already.
    Circle,
    /// Whom the person invites to that circle.
    Invited,
    /// Where that circle means to meet.
    Platform,
    /// The web address at which it does.
    Url,
    /// Anything else that is known of the person, under the heading's own words.
    Attribute,
    /// Nothing that is wanted.
    Unused,
}

/// A column of a roster file, as somebody sees it who says what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RosterColumn {
    /// The heading, on one line.
    pub heading: String,
    /// What it is taken for unless somebody says otherwise.
    pub holds: Holds,
    /// What stands in it, of the first rows that have something.
    pub sample: Vec<String>,
}

/// What a column holds, and of an attribute its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) holds: Holds,
    pub(super) attribute: String,
}

/// The words by which headings are known, without case, spaces and punctuation.
const WORDS: [(Holds, &[&str]); 16] = [
    (
        Holds::Id,
        &[
            "id",
            "idnumber",
            "participantid",
            "personid",
            "userid",
            "canvasuserid",
            "sourcedid",
            "sisuserid",
            "username",
            "loginid",
        ],
    ),
    (Holds::Name, &["name", "fullname", "displayname", "participant", "person", "student", "member"]),
    (Holds::GivenName, &["givenname", "firstname", "forename", "first"]),
    (Holds::FamilyName, &["familyname", "lastname", "surname", "last"]),
    (Holds::Email, &["email", "emailaddress", "mail"]),
    (Holds::Zone, &["timezone", "zone", "tz"]),
    (Holds::Availability, &["availability", "available", "availabletimes", "freetimes", "free", "times"]),
    (Holds::Busy, &["busy", "busytimes", "busydates"]),
    (
        Holds::Leader,
        &["leader", "canlead", "willlead", "willingtolead", "leaderwilling", "lead", "leadcircle", "willinglead"],
    ),
    (Holds::Mode, &["mode", "talkortext", "talktext"]),
    (Holds::PeerBy, &["peerby", "peer", "peers", "definitionofpeer", "whatmakesapeer"]),
    (Holds::NotWith, &["notwith", "apartfrom", "avoid"]),
    (Holds::Circle, &["circle", "circlename", "group", "groupname"]),
    (Holds::Invited, &["invited", "invitations", "colleagues"]),
    (Holds::Platform, &["platform", "circleplatform"]),
    (Holds::Url, &["link", "circlelink", "joinlink", "meetinglink"]),
];

/// What is left out of a heading that asks, as forms do: `What is your name?`, `When can you meet?`.
const ASKING: [&str; 22] = [
    "a", "am", "are", "can", "could", "do", "enter", "i", "is", "like", "my", "or", "please", "s", "the", "to", "what",
    "when", "will", "would", "you", "your",
];

/// What each column holds: as somebody said, else by its heading; of several columns for one thing the first counts.
///
/// # Errors
/// `roster.missing_column` when no column names the people.
pub(super) fn columns(headings: &[String], said: Option<&[Holds]>) -> Result<Vec<Column>> {
    let mut columns: Vec<Column> = Vec::with_capacity(headings.len());
    for (at, heading) in headings.iter().enumerate() {
        let holds = match said {
            Some(said) => said.get(at).copied().unwrap_or(Holds::Unused),
            None => known(heading),
        };
        let column = column(holds, heading);
        columns.push(if columns.contains(&column) { repeated(holds, heading, &columns) } else { column });
    }
    let names = [Holds::Id, Holds::Name, Holds::GivenName, Holds::FamilyName, Holds::Email];
    if columns.iter().any(|column| names.contains(&column.holds)) { Ok(columns) } else { Err(missing_column(headings)) }
}

/// What a heading says, read without case, spaces and punctuation, and if it asks for something without what asks.
pub(super) fn known(heading: &str) -> Holds {
    let heading = heading.to_lowercase();
    let words: Vec<&str> =
        heading.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let asked: Vec<&str> = words.iter().copied().filter(|word| !ASKING.contains(word)).collect();
    let find = |plain: &str| WORDS.iter().find(|(_, words)| words.contains(&plain)).map(|(holds, _)| *holds);
    let meet = || (words.len() > 1 && asked == ["meet"]).then_some(Holds::Availability);
    match words.is_empty() {
        true => Holds::Unused,
        false => find(&words.concat()).or_else(|| find(&asked.concat())).or_else(meet).unwrap_or(Holds::Attribute),
    }
}

/// Whether a table can have somebody's attribute under this heading: one with letters or digits that is no part of a name.
pub(super) fn may_head_an_attribute(heading: &str) -> bool {
    !is_part(known(heading))
}

/// What is nobody's attribute, however often it stands in a table.
fn is_part(holds: Holds) -> bool {
    matches!(holds, Holds::Unused | Holds::GivenName | Holds::FamilyName)
}

/// The heading on one line, whatever the cell looks like.
pub(super) fn one_line(heading: &str) -> String {
    heading.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn column(holds: Holds, heading: &str) -> Column {
    let attribute = if holds == Holds::Attribute { one_line(heading) } else { String::new() };
    // What has no heading is nobody's attribute.
    let holds = if holds == Holds::Attribute && attribute.is_empty() { Holds::Unused } else { holds };
    Column { holds, attribute }
}

/// A second column for the same thing: an attribute under its own heading, unless that is taken as well. Parts of a name
/// are no attribute of anybody.
fn repeated(holds: Holds, heading: &str, columns: &[Column]) -> Column {
    let attribute = column(Holds::Attribute, heading);
    if is_part(holds) || columns.contains(&attribute) { column(Holds::Unused, heading) } else { attribute }
}

fn missing_column(headings: &[String]) -> Error {
    let found = match headings {
        [] => "the file is empty".to_owned(),
        _ => {
            let more = if headings.len() > SHOWN { ", .." } else { "" };
            let shown: Vec<_> = headings.iter().take(SHOWN).map(|heading| one_line(heading)).collect();
            format!("the headings are {}{more}", shown.join(", "))
        }
    };
    Error::new("roster.missing_column", format!("no column names the people: {found}"))
        .at_line(1)
        .at_column("name")
        .hint("say which column is the name, or give one the heading \"name\", \"id\" or \"email\"")
}
