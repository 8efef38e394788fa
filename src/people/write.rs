//! Rosters as tables that [`read`](super::read()) takes back.

use crate::job::{rest, told, whole};
use crate::table;

use super::roster::{Mode, Participant, Roster};

/// The headings that come before the attributes.
const HEADINGS: [&str; 14] = [
    "Id",
    "Name",
    "E-mail",
    "Circle",
    "Invited",
    "Platform",
    "Link",
    "Leader",
    "Mode",
    "Time zone",
    "Availability",
    "Busy",
    "Peer by",
    "Not with",
];

/// What a row takes, as [`rest`] counts.
const ROW_TAKES: u64 = 2;

/// Writes a roster as a CSV file: one row a person, one column an attribute, in the order of first use.
///
/// Reading it again gives an equal roster. It holds everything, private wishes too: it is for the organiser alone.
///
/// ```
/// use peer_circle::people;
///
/// let roster = people::read(b"Name,Availability,Rank\nAda Okoro,Tue 12:00-13:00,Fellow\n")?.value;
/// let csv = people::write(&roster);
/// assert!(csv.starts_with("Id,Name,E-mail,Circle,Invited,Platform,Link,Leader,Mode,Time zone,Availability,Busy,"));
/// assert_eq!(people::read(csv.as_bytes())?.value, roster);
/// # Ok::<(), peer_circle::Error>(())
/// ```
pub fn write(roster: &Roster) -> String {
    whole(write_in_steps(roster))
}

/// The same in steps.
pub(crate) async fn write_in_steps(roster: &Roster) -> String {
    let attributes = attributes(roster);
    let headings = HEADINGS.iter().copied().chain(attributes.iter().copied()).map(str::to_owned).collect();
    let mut rows: Vec<Vec<String>> = vec![headings];
    for person in told(&roster.participants) {
        rows.push(row(person, &attributes));
        rest(ROW_TAKES).await;
    }
    table::write_in_steps(&rows).await
}

/// The names of all attributes, each once.
fn attributes(roster: &Roster) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for name in roster.participants.iter().flat_map(|person| person.attributes.keys()) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names
}

fn row(person: &Participant, attributes: &[&str]) -> Vec<String> {
    let leader = if person.leader { "yes" } else { "no" };
    let mode = match person.mode {
        Mode::Talk => "talk",
        Mode::Text => "text",
        Mode::Either => "either",
    };
    let optional = |value: &Option<String>| value.clone().unwrap_or_default();
    let own = [
        person.id.clone(),
        person.name.clone(),
        optional(&person.email),
        optional(&person.circle),
        person.invited.join("; "),
        optional(&person.platform),
        optional(&person.url),
        leader.to_owned(),
        mode.to_owned(),
        optional(&person.zone),
        person.availability.to_string(),
        person.busy.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        person.peer_by.join("; "),
        person.not_with.join("; "),
    ];
    let values = attributes.iter().map(|name| person.attributes.get(*name).map(|values| values.join("; ")));
    own.into_iter().chain(values.map(Option::unwrap_or_default)).collect()
}
