//! What may change, and what comes of it.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::away::Away;
use crate::calendar::ical::{Contact, Method};
use crate::calendar::names::Language;
use crate::calendar::pools::Pool;
use crate::calendar::term::Term;
use crate::calendar::texts::{Mail, TextTemplate};
use crate::error::Error;
use crate::time::Slot;

/// What changes in a term, all at once; whatever is left out stays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// The instant of the change: sessions that have begun by then stay as they are.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub now: DateTime<Utc>,
    /// Ids of sessions that do not take place and are not made up for.
    #[serde(default)]
    pub cancel: Vec<String>,
    /// Ids of sessions that cannot be when they are.
    #[serde(default)]
    pub postpone: Vec<String>,
    /// Sessions that take another time by hand; what stands in their way makes room.
    #[serde(default)]
    pub set: Vec<NewTime>,
    /// Circles that take another slot for the rest of the term.
    #[serde(default)]
    pub slots: Vec<NewSlot>,
    /// Circles that meet or write elsewhere for the rest of the term.
    #[serde(default)]
    pub places: Vec<NewPlace>,
    /// When somebody cannot come, whatever the roster says; a leader who is ill, for one.
    #[serde(default)]
    pub away: Vec<Away>,
    /// When somebody can come, whatever their week on the roster says; `away` comes before it.
    #[serde(default)]
    pub free: Vec<Away>,
    /// Ids of people whose availability on the roster is new, and counts at the times of their sessions as well.
    #[serde(default)]
    pub available_anew: Vec<String>,
    /// What sessions that take place at once share: rooms, licences of a platform. Any number may when left out.
    #[serde(default)]
    pub pools: Vec<Pool>,
    /// Whether another member may host a session that the leader cannot come to; it moves when not.
    #[serde(default)]
    pub stand_in: bool,
    /// Who joins which circle.
    #[serde(default)]
    pub join: Vec<Membership>,
    /// Who leaves which circle.
    #[serde(default)]
    pub leave: Vec<Membership>,
    /// Who leads which circle from now on.
    #[serde(default)]
    pub lead: Vec<Membership>,
    /// The order of topics that a circle has chosen.
    #[serde(default)]
    pub topics: Vec<TopicOrder>,
    /// The share of members, 0 to 1, who must be able to come to a session; half when left out.
    #[serde(default = "half")]
    pub quorum: f64,
    /// How many days a session may move, backwards or forwards, 13 when left out; never past its neighbours.
    #[serde(default = "a_fortnight")]
    pub within_days: u16,
    /// How many hours before it starts people must hear of a session's new time, 24 when left out.
    #[serde(default = "a_day")]
    pub notice_hours: u16,
    /// Who invites. Without an organizer there are letters, and nothing for calendars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organizer: Option<Contact>,
    /// How many minutes before a session calendars remind of it; never when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminder: Option<u32>,
    /// The domain after the `@` of each UID, the same as when the series was first written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Why, for the letters.
    #[serde(default)]
    pub reason: String,
    /// The language of the letters.
    #[serde(default)]
    pub language: Language,
    /// Templates in place of the library's own.
    #[serde(default)]
    pub templates: Vec<TextTemplate>,
}

/// Another time for a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct NewTime {
    /// The id of the session.
    pub session: String,
    /// When it starts, by the programme's clock, such as `2020-11-18T17:30:00`.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub start: NaiveDateTime,
}

/// Another slot for a circle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct NewSlot {
    /// The id of the circle.
    pub circle: String,
    /// The slot, in the programme's zone.
    pub slot: Slot,
    /// The first day on which it holds; from now on when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub from: Option<NaiveDate>,
    /// How many weeks after the others the circle then meets; as before when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<u8>,
}

/// Another place for a circle: all of it, so that what is left out is as the programme says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct NewPlace {
    /// The id of the circle.
    pub circle: String,
    /// Where it meets or writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// The web address at which it does, for its own people alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Somebody in a circle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    /// The id of the circle.
    pub circle: String,
    /// The id of the participant.
    pub member: String,
}

/// The order in which a circle takes topics.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct TopicOrder {
    /// The id of the circle.
    pub circle: String,
    /// The numbers of topics in the programme's list for the sessions to come, in their order.
    pub topics: Vec<u32>,
}

/// The term after a change, and whom to tell what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// The term with all that has changed.
    pub term: Term,
    /// Ids of the sessions that have another time.
    pub moved: Vec<String>,
    /// Ids of the sessions that do not take place any more, asked for or for want of another time.
    pub cancelled: Vec<String>,
    /// Whether it is proved that no fewer sessions could be lost and, with those, no fewer moved.
    pub proved: bool,
    /// What to send: at most one message for each circle, kind and group of people.
    pub messages: Vec<Message>,
    /// What could not be had.
    pub problems: Vec<Error>,
}

/// Something to send to people of a circle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// The id of the circle.
    pub circle: String,
    /// What it asks of calendars; nothing when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// Ids of those whom it is for.
    pub to: Vec<String>,
    /// Ids of the sessions that it is about; the whole series when empty.
    pub sessions: Vec<String>,
    /// The iCalendar texts to attach, one for each UID.
    pub calendars: Vec<String>,
    /// The letter for each of those whom the roster knows.
    pub mails: Vec<Mail>,
}

impl Change {
    /// No change at an instant.
    pub fn at(now: DateTime<Utc>) -> Self {
        Self {
            now,
            cancel: Vec::new(),
            postpone: Vec::new(),
            set: Vec::new(),
            slots: Vec::new(),
            places: Vec::new(),
            away: Vec::new(),
            free: Vec::new(),
            available_anew: Vec::new(),
            pools: Vec::new(),
            stand_in: false,
            join: Vec::new(),
            leave: Vec::new(),
            lead: Vec::new(),
            topics: Vec::new(),
            quorum: half(),
            within_days: a_fortnight(),
            notice_hours: a_day(),
            organizer: None,
            reminder: None,
            domain: None,
            reason: String::new(),
            language: Language::default(),
            templates: Vec::new(),
        }
    }
}

/// A place and time that a session has or could have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::calendar) struct Moment {
    pub(in crate::calendar) local: NaiveDateTime,
    pub(in crate::calendar) start: DateTime<Utc>,
}

fn half() -> f64 {
    0.5
}

fn a_fortnight() -> u16 {
    13
}

fn a_day() -> u16 {
    24
}
