//! Circles that members register, and whom they invite to them.

use crate::ordered::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Problems};
use crate::job::{rest, told, whole};

use super::roster::{Participant, Roster};

/// What a person who has a circle takes, as [`rest`] counts.
const PERSON_TAKES: u64 = 4;

/// A circle that a member registers, for colleagues of theirs: it stands as it is.
///
/// ```
/// use peer_circle::people::Registration;
///
/// let sent = r#"{"circle": "Night shift", "invited": ["Bo Chen", "ana@example.org"]}"#;
/// let registration: Registration = serde_json::from_str(sent)?;
/// assert_eq!(registration.invited.len(), 2);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    /// The name of the circle.
    pub circle: String,
    /// Ids of the people who are in it: whoever registered it, and those who accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// Names or e-mail addresses of colleagues who have not accepted: nobody is listed before.
    pub invited: Vec<String>,
    /// Where the circle means to meet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// The web address at which it does, for its own people alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// The circles that people of a roster formed themselves, in the order in which they are first named.
///
/// Who is invited is in the circle once they accept: by a row of their own that names the circle. Until then they are
/// counted nowhere. Rows are known by id, e-mail address or name, without case. Whoever has another circle by then is no
/// longer asked.
///
/// ```
/// use peer_circle::people;
///
/// let csv = "name,email,circle,invited,platform\n\
///            Ada,ada@example.org,Night shift,Bo Chen; cy@example.org,Zoom\n\
///            Cy Diaz,CY@example.org,Night shift,,\n";
/// let [night] = &people::registrations(&people::read(csv.as_bytes())?.value)[..] else { panic!() };
/// assert_eq!((&night.members[..], &night.invited[..]), (&["ada@example.org".into(), "cy@example.org".into()][..], &["Bo Chen".into()][..]));
/// assert_eq!(night.platform.as_deref(), Some("Zoom"));
/// # Ok::<(), peer_circle::Error>(())
/// ```
pub fn registrations(roster: &Roster) -> Vec<Registration> {
    whole(registrations_in_steps(roster))
}

/// The same in steps.
pub(crate) async fn registrations_in_steps(roster: &Roster) -> Vec<Registration> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut circles: Vec<(&str, Vec<&Participant>)> = Vec::new();
    let mut answered: BTreeSet<String> = BTreeSet::new();
    for person in told(&roster.participants) {
        rest(PERSON_TAKES).await;
        let Some(circle) = person.circle.as_deref() else { continue };
        answered.extend(words(person));
        let place = *places.entry(circle).or_insert(circles.len());
        if place == circles.len() {
            circles.push((circle, Vec::new()));
        }
        circles.get_mut(place).into_iter().for_each(|(_, people)| people.push(person));
    }
    let mut registrations = Vec::with_capacity(circles.len());
    for (circle, people) in told(circles) {
        rest(people.len() as u64 * PERSON_TAKES).await;
        let mut asked = BTreeSet::new();
        let open = |wish: &&String| !answered.contains(&plain(wish)) && asked.insert(plain(wish));
        let invited = people.iter().flat_map(|person| &person.invited).filter(open).cloned().collect();
        let members = people.iter().map(|person| person.id.clone()).collect();
        let Place { platform, url } = place(people.into_iter());
        registrations.push(Registration { circle: circle.to_owned(), members, invited, platform, url });
    }
    registrations
}

/// Where a circle meets.
#[derive(Default)]
pub(crate) struct Place {
    pub(crate) platform: Option<String>,
    pub(crate) url: Option<String>,
}

/// Where the circle of some people meets: as its leaders say, else as anybody does.
pub(crate) fn place<'a>(people: impl Iterator<Item = &'a Participant>) -> Place {
    let mut people: Vec<&Participant> = people.collect();
    people.sort_by_key(|person| !person.leader);
    let first = |find: fn(&Participant) -> &Option<String>| people.iter().find_map(|person| find(person).clone());
    Place { platform: first(|person| &person.platform), url: first(|person| &person.url) }
}

/// Whether a text is the address of a page: what a member registers others are to follow.
pub(crate) fn is_link(text: &str) -> bool {
    let (scheme, rest) = text.split_once("://").unwrap_or_default();
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let unsafe_in_text = |char: char| char.is_whitespace() || char.is_control() || "\"<>\\^`{|}".contains(char);
    web && rest.starts_with(|char: char| char.is_alphanumeric() || char == '[') && !rest.contains(unsafe_in_text)
}

/// Tells of circles that are registered by two people under one name: their people would be taken for one circle's.
pub(super) fn tell_twice(people: &[Participant], lines: &BTreeMap<String, usize>, problems: &mut Problems) {
    let mut registered: BTreeSet<&str> = BTreeSet::new();
    for person in told(people).filter(|person| !person.invited.is_empty()) {
        let Some(circle) = person.circle.as_deref() else { continue };
        if let (false, Some(line)) = (registered.insert(circle), lines.get(&person.id)) {
            problems.push(twice(circle, *line));
        }
    }
}

fn twice(circle: &str, line: usize) -> Error {
    Error::new("roster.circle_twice", format!("\"{circle}\" is registered by two people, and taken for one circle"))
        .at_line(line)
        .at_column("circle")
        .hint("if they are two circles, give one of them another name")
}

/// The words by which somebody may have been invited.
fn words(person: &Participant) -> impl Iterator<Item = String> {
    [Some(&person.id), Some(&person.name), person.email.as_ref()].into_iter().flatten().map(|word| plain(word))
}

fn plain(word: &str) -> String {
    word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
