//! Rosters from a learning platform: LTI Names and Role Provisioning Services 2.0.

use crate::ordered::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Problems, Read};
use crate::job::{rest, told, whole};
use crate::limits;

use super::roster::{Participant, Roster};

/// What taking in a member takes, as [`rest`] counts.
const MEMBER_TAKES: u64 = 2;

/// A membership container as the service answers it (Names and Role Provisioning Services 2.0, section 2).
///
/// Only `user_id` and `roles` are sure to be there; fields that are not listed here are passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct MembershipContainer {
    /// The members of one page of the answer.
    #[serde(default)]
    pub members: Vec<Member>,
}

/// One member of a course.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Member {
    /// `Active` when left out; else `Inactive` or `Deleted`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The platform's id of the person.
    #[serde(default)]
    pub user_id: String,
    /// Roles, as full URIs or short names.
    #[serde(default)]
    pub roles: Vec<String>,
    /// The full name, where the platform tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The given name, where the platform tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// The family name, where the platform tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    /// The e-mail address, where the platform tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// The active members of a course as a roster; a member's roles become the attribute `Role`.
///
/// ```
/// use peer_circle::people::{self, MembershipContainer};
///
/// let json = r#"{"members": [{"user_id": "u1", "roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"]}]}"#;
/// let container: MembershipContainer = serde_json::from_str(json)?;
/// let roster = people::members(&container).value;
/// assert_eq!(roster.participants[0].attributes["Role"], ["Learner"]);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Problems
/// `roster.inactive`, `roster.nameless`, `roster.duplicate_id` and `limit.participants`, each with the member's field.
pub fn members(container: &MembershipContainer) -> Read<Roster> {
    whole(members_in_steps(container))
}

/// The same in steps.
pub(crate) async fn members_in_steps(container: &MembershipContainer) -> Read<Roster> {
    let mut problems = Problems::default();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut participants = Vec::new();
    for (index, member) in told(&container.members).enumerate() {
        if participants.len() == limits::PARTICIPANTS {
            problems
                .push(at(index, "limit.participants", "the rest of the members was not read").hint("split the course"));
            break;
        }
        match admitted(index, member, &places) {
            Ok(()) => {
                places.insert(&member.user_id, index);
                participants.push(participant(member));
            }
            Err(problem) => problems.push(problem),
        }
        rest(MEMBER_TAKES).await;
    }
    Read { value: Roster { participants }, problems: problems.into_list() }
}

/// Whether a member takes part, and else why not.
fn admitted(index: usize, member: &Member, places: &BTreeMap<&str, usize>) -> Result<(), Error> {
    if member.user_id.is_empty() {
        return Err(at(index, "roster.nameless", "the member has no user_id and was left out"));
    }
    if let Some(status) = member.status.as_deref().filter(|status| !status.eq_ignore_ascii_case("active")) {
        let message = format!("\"{}\" is {} in the course and was left out", member.user_id, status.to_lowercase());
        return Err(at(index, "roster.inactive", message).hint("make the person active in the course to include them"));
    }
    if let Some(first) = places.get(member.user_id.as_str()) {
        let message = format!("\"{}\" stands at members[{first}] already; this one was left out", member.user_id);
        return Err(at(index, "roster.duplicate_id", message));
    }
    Ok(())
}

fn at(index: usize, code: &'static str, message: impl Into<String>) -> Error {
    Error::new(code, message).at_field(format!("members[{index}]"))
}

fn participant(member: &Member) -> Participant {
    let parts = [member.given_name.as_deref(), member.family_name.as_deref()];
    let joined = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let named = [member.name.clone(), Some(joined), member.email.clone()];
    let name = named.into_iter().flatten().map(|name| name.trim().to_owned()).find(|name| !name.is_empty());
    let roles: Vec<String> = member.roles.iter().map(|role| short(role).to_owned()).collect();
    Participant {
        id: member.user_id.clone(),
        name: name.unwrap_or_else(|| member.user_id.clone()),
        email: member.email.clone(),
        attributes: if roles.is_empty() { BTreeMap::new() } else { BTreeMap::from([("Role".to_owned(), roles)]) },
        ..Participant::default()
    }
}

/// The short name of a role: what follows the last `#` or `/` of its URI.
fn short(role: &str) -> &str {
    role.rsplit(['#', '/']).next().unwrap_or(role)
}
