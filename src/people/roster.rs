//! A roster: the people of a programme as they signed up.

use crate::ordered::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::time::{BusyTime, Weekly};

/// The people of a programme, in the order in which they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Roster {
    /// Everybody, each id once.
    pub participants: Vec<Participant>,
}

/// One person of a roster.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Participant {
    /// What tells this person from all others; never shown to other participants.
    pub id: String,
    /// The name as the person writes it.
    pub name: String,
    /// Where invitations go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The IANA name of the zone in which `availability` is told; the programme's when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// When the person is free in a typical week.
    #[serde(default)]
    pub availability: Weekly,
    /// When the person is busy on dates, whatever their week says: weeks on call, or what their calendar has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub busy: Vec<BusyTime>,
    /// Whether the person is ready to lead a circle.
    #[serde(default)]
    pub leader: bool,
    /// Talk, text or either.
    #[serde(default)]
    pub mode: Mode,
    /// What is known of the person, such as `department` or `interests`: one or several values each.
    #[serde(default)]
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, string[]>"))]
    pub attributes: BTreeMap<String, Vec<String>>,
    /// The attributes that make somebody a peer to this person.
    #[serde(default)]
    pub peer_by: Vec<String>,
    /// Ids of people this person must not be with: private, obeyed, never shown. It gives way only to an organiser who
    /// puts the two together by name, by keeping them together or locking both in one circle, and to a circle that both
    /// have joined: that they could have no place there would tell of it. No reason, price or bound tells of it either; who
    /// looks at the price of many moves may see that a plan is not the cheapest, and wonder why.
    #[serde(default)]
    pub not_with: Vec<String>,
    /// The circle that the person has joined already, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub circle: Option<String>,
    /// Names or e-mail addresses of colleagues whom the person invites to that circle, which they register: nobody is
    /// listed before accepting, by a sign-up of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub invited: Vec<String>,
    /// Where the circle that the person registers means to meet or write, such as `Zoom`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// The web address at which it does, for its own people alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// How a circle meets, or how a person would like to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Mode {
    /// Live, at the circle's weekly slot.
    Talk,
    /// In writing, over the week that follows a topic's release.
    Text,
    /// The person is happy with both.
    #[default]
    Either,
}
