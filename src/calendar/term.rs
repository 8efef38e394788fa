//! A term: the dated sessions of every circle.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::programme::{Holiday, Programme};
use crate::people::Mode;
use crate::time::Slot;

/// A programme's sessions, circle by circle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Term {
    /// The version of this format, for files that are opened by later versions of the library.
    #[serde(default = "this_format")]
    pub format: u32,
    /// What tells this term from all others in the UIDs of calendars; kept when anything else changes.
    #[serde(default)]
    pub id: String,
    /// The programme that was scheduled.
    pub programme: Programme,
    /// A series for each circle, in the order of the plan.
    pub series: Vec<Series>,
}

/// The sessions of one circle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Series {
    /// The id of the circle, such as `c3`.
    pub circle: String,
    /// What tells this series from all others in calendars, before the `@` of its UID: made when it is first
    /// scheduled, from the programme, the circle and its people, and kept whatever changes afterwards. Empty in terms
    /// saved by the first version, whose series go by circle and term.
    #[serde(default)]
    pub uid: String,
    /// The circle's name.
    #[serde(default)]
    pub name: String,
    /// Talk or text.
    pub mode: Mode,
    /// The id of the leader, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<String>,
    /// The ids of everybody in the circle, the leader among them.
    #[serde(default)]
    pub members: Vec<String>,
    /// When the circle meets, in the programme's zone; none for a circle that writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<Slot>,
    /// Where it meets or writes, when not where the programme says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// The web address at which it does, for its own people alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When that is over the term, in words, such as `1st and 3rd Tuesday of the month, 17:30, New York`.
    #[serde(default)]
    pub when: String,
    /// The rule of RFC 5545 by which the circle meets, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// How often calendars have been told of a change to the whole series.
    #[serde(default)]
    pub sequence: u32,
    /// The sessions in the order in which they were planned.
    pub sessions: Vec<Session>,
    /// What calendars know its first sessions by, where it has had other slots since the term began.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Stretch>,
    /// The holidays on which a session would have fallen that does not take place.
    #[serde(default)]
    pub skipped: Vec<Holiday>,
}

/// Sessions that are a series of their own in calendars, because the circle then had another slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Stretch {
    /// What stands before the `@` of their UID.
    pub uid: String,
    /// How often calendars have been told of a change to all of them.
    pub sequence: u32,
    /// The rule of RFC 5545 by which the circle then met.
    pub rule: String,
    /// How many sessions of the series they are, after those of earlier stretches.
    pub sessions: u32,
}

/// One meeting of a circle, or one week in which it writes about a topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The circle and the day first planned, such as `c3/2020-11-17`; kept when the session moves.
    pub id: String,
    /// The day on which it takes place, in the programme's zone.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub date: NaiveDate,
    /// When it starts, by the programme's clock.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub start: NaiveDateTime,
    /// The instant at which it starts.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub start_utc: DateTime<Utc>,
    /// How long it lasts, in minutes; a week for a circle that writes.
    pub minutes: u32,
    /// The number of its topic in the programme's list, counted from 0; none left means an open conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<u32>,
    /// The title of that topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The day from which the circle may see the topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub release: Option<NaiveDate>,
    /// Where it takes place, when not where the programme says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// The id of who hosts it, where that goes round or is not the leader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// When its series has it by the programme's clock, where that is not the day of its id at the time of the slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub planned: Option<NaiveDateTime>,
    /// Whether it takes place.
    #[serde(default)]
    pub status: SessionStatus,
    /// How often calendars have been told of a change, for the SEQUENCE of RFC 5545, section 3.8.7.4.
    #[serde(default)]
    pub sequence: u32,
}

/// Whether a session takes place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum SessionStatus {
    /// As planned.
    #[default]
    Planned,
    /// At another time than first planned.
    Moved,
    /// Not at all.
    Cancelled,
}

impl Term {
    /// The version of the format that this library writes, and the latest that it reads.
    pub const FORMAT: u32 = 1;

    /// The series of a circle.
    pub fn series(&self, circle: &str) -> Option<&Series> {
        self.series.iter().find(|series| series.circle == circle)
    }
}

impl Series {
    /// What the series is called: its circle's name, or its id.
    pub fn title(&self) -> &str {
        if self.name.is_empty() { &self.circle } else { &self.name }
    }

    /// Where it takes place, or a session of it: its own platform, else the programme's.
    pub(crate) fn platform<'a>(&'a self, programme: &'a Programme, session: Option<&'a Session>) -> Option<&'a str> {
        let own = session.and_then(|session| session.platform.as_ref());
        own.or(self.platform.as_ref()).or(programme.platform.as_ref()).map(String::as_str)
    }

    /// The address of its own, else the programme's: that is for the circles which meet where the programme does.
    pub(super) fn url<'a>(&'a self, programme: &'a Programme) -> Option<&'a str> {
        let elsewhere = match (&self.platform, &programme.platform) {
            (Some(own), Some(shared)) => own.to_lowercase() != shared.to_lowercase(),
            _ => false,
        };
        let shared = programme.url.as_ref().filter(|_| !elsewhere);
        self.url.as_ref().or(shared).map(String::as_str)
    }

    /// The session with an id.
    pub fn session(&self, id: &str) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == id)
    }

    /// The series as calendars have it: one for each slot that the circle has had.
    pub(super) fn parts(&self, term: &str) -> Vec<Cow<'_, Self>> {
        if self.earlier.is_empty() {
            return vec![Cow::Borrowed(self)];
        }
        let mut sessions = self.sessions.iter();
        let mut parts = Vec::new();
        for stretch in &self.earlier {
            let own = sessions.by_ref().take(stretch.sessions as usize).cloned().collect();
            let Stretch { uid, sequence, rule, .. } = stretch.clone();
            parts.push(Cow::Owned(Self { uid, sequence, rule: Some(rule), ..self.part(own) }));
        }
        parts.push(Cow::Owned(Self { uid: self.uid(term), ..self.part(sessions.cloned().collect()) }));
        parts
    }

    fn part(&self, sessions: Vec<Session>) -> Self {
        Self { sessions, earlier: Vec::new(), ..self.clone() }
    }

    /// What stands before the `@` of its UID in calendars.
    pub(super) fn uid(&self, term: &str) -> String {
        if self.uid.is_empty() { format!("{}.{term}", self.circle.replace(['/', ' '], ".")) } else { self.uid.clone() }
    }
}

impl Session {
    /// Whether it is a week of writing rather than a meeting.
    pub fn is_week(&self) -> bool {
        self.minutes >= 24 * 60
    }

    /// When it ends.
    pub fn end_utc(&self) -> DateTime<Utc> {
        let length = TimeDelta::minutes(i64::from(self.minutes));
        self.start_utc.checked_add_signed(length).unwrap_or(self.start_utc)
    }

    /// What stands before the `@` of the UID of a session that is no instance of its series.
    pub(super) fn uid(&self, series: &Series, term: &str) -> String {
        // Terms of the first version put the session's day between circle and term.
        let day = self.id.rsplit('/').next().unwrap_or_default();
        match series.uid.is_empty() {
            true => format!("{}.{term}", self.id.replace(['/', ' '], ".")),
            false => format!("{}.{day}", series.uid),
        }
    }

    /// When its series has the session start.
    pub(super) fn planned(&self, series: &Series) -> NaiveDateTime {
        if let Some(planned) = self.planned {
            return planned;
        }
        let day = self.id.rsplit('/').next().and_then(|day| day.parse::<NaiveDate>().ok());
        let minutes = series.slot.map(|slot| u32::from(slot.start.minutes()));
        let clock = minutes.and_then(|minutes| NaiveTime::from_num_seconds_from_midnight_opt(minutes * 60, 0));
        match (day, clock) {
            (Some(day), Some(clock)) => day.and_time(clock),
            _ => self.start,
        }
    }
}

fn this_format() -> u32 {
    Term::FORMAT
}
