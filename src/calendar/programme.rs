//! What a programme plans: its dates, its rhythm, its holidays and its topics.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::names::Language;

/// A programme of circles over a term: all that scheduling needs besides the circles themselves.
///
/// ```
/// use peer_circle::calendar::{Programme, Rhythm};
///
/// let programme = Programme {
///     title: "Circles".to_owned(),
///     zone: "America/New_York".to_owned(),
///     recurrence: Rhythm::NthWeekdays { nth: vec![1, 3] },
///     ..Programme::between("2020-10-01".parse()?, "2021-04-30".parse()?)
/// };
/// assert_eq!(programme.minutes, 60);
/// # Ok::<(), chrono::ParseError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Programme {
    /// What the programme is called in calendars.
    #[serde(default)]
    pub title: String,
    /// The language in which a term says when its circles meet.
    #[serde(default)]
    pub language: Language,
    /// The IANA name of the zone in which the circles' slots are told.
    pub zone: String,
    /// The first day of the term.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub from: NaiveDate,
    /// The last day of the term.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub to: NaiveDate,
    /// How long a meeting lasts, in minutes.
    #[serde(default = "an_hour")]
    pub minutes: u16,
    /// How often the circles meet.
    #[serde(default)]
    pub recurrence: Rhythm,
    /// The days on which nobody meets.
    #[serde(default)]
    pub holidays: Holidays,
    /// What is discussed, in order: the n-th meeting of a circle takes the n-th topic.
    #[serde(default)]
    pub topics: Vec<Topic>,
    /// Where the circles meet, such as `Zoom` or `Room 12`; each circle may choose its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// The address at which they meet, for circles that have none of their own and meet where the programme does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Whether hosting goes round among a circle's members, the leader first; the leader hosts when it does not.
    #[serde(default)]
    pub rotate_hosts: bool,
    /// The circles that meet in other weeks than the rhythm says, as [`find_slots`](super::find_slots) proposes them.
    #[serde(default)]
    pub phases: Vec<CirclePhase>,
}

/// A circle that meets some weeks after the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CirclePhase {
    /// The id of the circle.
    pub circle: String,
    /// How many weeks after: 1 makes of the 1st and 3rd Tuesday the 2nd and 4th.
    pub phase: u8,
}

/// How often circles meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "camelCase", try_from = "WrittenRhythm")]
pub enum Rhythm {
    /// Every so many weeks, from the first slot of the term.
    Weeks {
        /// The number of weeks from one meeting to the next, at least 1.
        every: u16,
    },
    /// On the given weekdays of each month: 1 and 3 for the first and third, -1 for the last.
    NthWeekdays {
        /// 1 to 5 from the start of the month, -1 to -5 from its end.
        nth: Vec<i8>,
    },
    /// By a recurrence rule of RFC 5545, such as `FREQ=MONTHLY;BYSETPOS=2;BYDAY=MO`.
    Rule {
        /// The text of the rule; the day of the week comes from the circle's slot where the rule names none.
        rule: String,
    },
}

/// The days on which nobody meets, and what becomes of a meeting that would fall on one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Holidays {
    /// Whether the federal holidays of the United States count, computed for every year.
    #[serde(default)]
    pub united_states: bool,
    /// Further days.
    #[serde(default)]
    pub days: Vec<Holiday>,
    /// What becomes of a meeting on such a day.
    #[serde(default)]
    pub policy: HolidayPolicy,
}

/// A day on which nobody meets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Holiday {
    /// The day.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub date: NaiveDate,
    /// What it is called.
    #[serde(default)]
    pub name: String,
}

/// What becomes of a meeting on a holiday.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum HolidayPolicy {
    /// It does not take place.
    #[default]
    Skip,
    /// It takes place at the nearest time that is free, the later one of two: by what
    /// [`schedule_with`](super::schedule_with) knows of people, else on the circle's own weekday in another week.
    Move,
    /// It takes place all the same.
    Keep,
}

/// A topic for discussion.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Topic {
    /// What it is called.
    pub title: String,
    /// The day from which circles may see it; by the programme's rhythm when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub release: Option<NaiveDate>,
    /// Questions to start from.
    #[serde(default)]
    pub prompts: Vec<String>,
    /// The evidence it draws on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<String>,
    /// A suggested agenda, which a circle may change.
    #[serde(default)]
    pub agenda: Vec<AgendaItem>,
}

/// One part of a suggested agenda.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct AgendaItem {
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// What happens.
    pub title: String,
}

impl Programme {
    /// How many weeks after the others a circle meets.
    pub(super) fn phase(&self, circle: &str) -> u8 {
        self.phases.iter().find(|phase| phase.circle == circle).map_or(0, |phase| phase.phase)
    }

    /// A programme of hourly meetings every two weeks in universal time, without topics.
    pub fn between(from: NaiveDate, to: NaiveDate) -> Self {
        Self {
            title: String::new(),
            language: Language::default(),
            zone: "UTC".to_owned(),
            from,
            to,
            minutes: an_hour(),
            recurrence: Rhythm::default(),
            holidays: Holidays::default(),
            topics: Vec::new(),
            platform: None,
            url: None,
            rotate_hosts: false,
            phases: Vec::new(),
        }
    }
}

/// A rhythm as it is written. Reading it so, and not as a tagged enum, spares the module the machinery for such.
#[derive(Deserialize)]
struct WrittenRhythm {
    kind: String,
    #[serde(default)]
    every: Option<u16>,
    #[serde(default)]
    nth: Option<Vec<i8>>,
    #[serde(default)]
    rule: Option<String>,
}

impl TryFrom<WrittenRhythm> for Rhythm {
    type Error = &'static str;

    fn try_from(written: WrittenRhythm) -> Result<Self, &'static str> {
        let WrittenRhythm { kind, every, nth, rule } = written;
        match (kind.as_str(), every, nth, rule) {
            ("weeks", Some(every), ..) => Ok(Self::Weeks { every }),
            ("nthWeekdays", _, Some(nth), _) => Ok(Self::NthWeekdays { nth }),
            ("rule", .., Some(rule)) => Ok(Self::Rule { rule }),
            _ => Err("a rhythm is of the kind weeks (every), nthWeekdays (nth) or rule (rule)"),
        }
    }
}

impl Default for Rhythm {
    /// Every two weeks.
    fn default() -> Self {
        Self::Weeks { every: 2 }
    }
}

fn an_hour() -> u16 {
    60
}
