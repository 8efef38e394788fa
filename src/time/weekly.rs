//! Times of a typical week, to the minute, in the zone they belong to.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Minutes in a day.
const DAY: i32 = 24 * 60;
/// Minutes in a week.
const WEEK: i32 = 7 * DAY;

/// A day of the week; weeks start on Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the days name themselves")]
pub enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// A time of day to the minute, written `HH:MM`; `24:00` is the end of the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[cfg_attr(feature = "wasm", tsify(type = "string"))]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(u16);

/// A stretch of one day of the week; `to` is exclusive and after `from`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// The day of the week.
    pub day: Day,
    /// The first minute of the stretch.
    pub from: TimeOfDay,
    /// The minute after the last.
    pub to: TimeOfDay,
}

/// When somebody is free in a typical week: sorted stretches that neither touch nor overlap.
///
/// Written as text it reads `Tue 12:00-13:30; Thu 17:00-19:00`.
///
/// ```
/// use peer_circle::time::{Day, Slot, Weekly};
///
/// let free: Weekly = "Tue 12:00-13:00; tuesday 1pm-2pm".parse()?;
/// assert_eq!(free.to_string(), "Tue 12:00-14:00");
/// let slot = Slot { day: Day::Tuesday, start: "12:30".parse()?, minutes: 60 };
/// assert!(free.covers(&slot));
/// assert_eq!(free.shifted(-13 * 60).to_string(), "Mon 23:00-24:00; Tue 00:00-01:00");
/// # Ok::<(), peer_circle::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(try_from = "Told", into = "Vec<Span>")]
#[cfg_attr(feature = "wasm", tsify(type = "Span[]"))]
pub struct Weekly(Vec<Span>);

/// Stretches as somebody gave them.
#[derive(Deserialize)]
#[serde(transparent)]
struct Told(Vec<Span>);

impl TryFrom<Told> for Weekly {
    type Error = Error;

    /// A stretch that ends before it begins means something that is not known: it is no less time, and is told.
    fn try_from(Told(spans): Told) -> Result<Self> {
        match spans.iter().find(|span| span.from >= span.to) {
            Some(Span { day, from, to }) => {
                Err(Error::new("time.unreadable", format!("on {}, {from} is not before {to}", day.name()))
                    .hint("end at 24:00, and go on the next day from 00:00"))
            }
            None => Ok(Self::from(spans)),
        }
    }
}

/// A weekly time of a given length at which a circle could meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Slot {
    /// The day of the week.
    pub day: Day,
    /// When the meeting starts.
    pub start: TimeOfDay,
    /// How long it lasts, in minutes.
    pub minutes: u16,
}

impl Day {
    /// The days from Monday to Sunday.
    pub const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    /// The number of days since Monday.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The English name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }
}

impl FromStr for Day {
    type Err = Error;

    /// Reads an English day name of at least two letters, in any case, such as `tue` or `Tuesday`.
    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim().trim_end_matches('.').to_ascii_lowercase();
        let named = |day: &Self| text.len() >= 2 && day.name().to_ascii_lowercase().starts_with(&text);
        Self::ALL.into_iter().find(named).ok_or_else(|| {
            Error::new("time.unknown_day", format!("\"{text}\" is not a day of the week"))
                .hint("write Mon, Tue, Wed ...")
        })
    }
}

impl TimeOfDay {
    /// The time a number of minutes after midnight, up to 1440.
    pub fn from_minutes(minutes: u16) -> Option<Self> {
        (i32::from(minutes) <= DAY).then_some(Self(minutes))
    }

    /// Minutes since midnight, 0 to 1440.
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl FromStr for TimeOfDay {
    type Err = Error;

    /// Reads `17:30`, `17`, `5pm`, `5:30 pm`, `noon` and `midnight`.
    fn from_str(text: &str) -> Result<Self> {
        parse_time(text).ok_or_else(|| {
            Error::new("time.unreadable", format!("\"{}\" is not a time of day", text.trim()))
                .hint("write 17:30 or 5:30 pm")
        })
    }
}

fn parse_time(text: &str) -> Option<TimeOfDay> {
    let text = text.trim().to_ascii_lowercase();
    match text.as_str() {
        "noon" => return Some(TimeOfDay(12 * 60)),
        "midnight" => return Some(TimeOfDay(0)),
        _ => {}
    }
    let (clock, half) = match text.strip_suffix("am").or_else(|| text.strip_suffix("a.m.")) {
        Some(clock) => (clock, Some(0)),
        None => match text.strip_suffix("pm").or_else(|| text.strip_suffix("p.m.")) {
            Some(clock) => (clock, Some(12)),
            None => (text.as_str(), None),
        },
    };
    let (hour, minute) = clock.trim().split_once([':', '.']).unwrap_or((clock.trim(), "0"));
    let (hour, minute) = (number(hour)?, number(minute)?);
    let hour = match half {
        Some(_) if hour == 0 || hour > 12 => return None,
        Some(half) => hour % 12 + half,
        None => hour,
    };
    (minute < 60).then(|| TimeOfDay::from_minutes(hour * 60 + minute)).flatten()
}

/// A number of one or two digits.
fn number(text: &str) -> Option<u16> {
    ((1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

impl TryFrom<String> for TimeOfDay {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} {}-{}", self.day.name(), self.from, self.to)
    }
}

impl FromStr for Span {
    type Err = Error;

    /// Reads a day and two times, such as `Tue 12:00-13:30`.
    fn from_str(text: &str) -> Result<Self> {
        let unreadable = || {
            Error::new("time.unreadable", format!("\"{}\" is not a stretch of a day", text.trim()))
                .hint("write Tue 12:00-13:30")
        };
        let (day, times) = text.trim().split_once(char::is_whitespace).ok_or_else(unreadable)?;
        let (from, to) = times.split_once(['-', '–']).ok_or_else(unreadable)?;
        let day = day.parse()?;
        let (from, mut to): (TimeOfDay, TimeOfDay) = (from.parse()?, to.parse()?);
        if to.0 == 0 {
            to = TimeOfDay(DAY as u16);
        }
        if from >= to {
            return Err(Error::new("time.backwards", format!("\"{}\" ends before it starts", text.trim()))
                .hint("split a stretch over midnight into two"));
        }
        Ok(Self { day, from, to })
    }
}

impl FromStr for Weekly {
    type Err = Error;

    /// Reads stretches separated by semicolons; the first that cannot be read is the error.
    fn from_str(text: &str) -> Result<Self> {
        let spans = text.split(';').map(str::trim).filter(|part| !part.is_empty());
        spans.map(str::parse).collect::<Result<Vec<Span>>>().map(Self::from)
    }
}

impl fmt::Display for Weekly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spans: Vec<String> = self.0.iter().map(Span::to_string).collect();
        f.write_str(&spans.join("; "))
    }
}

impl From<Vec<Span>> for Weekly {
    /// Sorts the stretches, joins those that touch and drops empty ones.
    fn from(mut spans: Vec<Span>) -> Self {
        spans.retain(|span| span.from < span.to);
        spans.sort();
        let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match joined.last_mut() {
                Some(last) if last.day == span.day && span.from <= last.to => last.to = last.to.max(span.to),
                _ => joined.push(span),
            }
        }
        Self(joined)
    }
}

impl From<Weekly> for Vec<Span> {
    fn from(weekly: Weekly) -> Self {
        weekly.0
    }
}

impl Weekly {
    /// The stretches, sorted, none touching the next within a day.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Whether no time is free.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the whole of a slot is free; a slot may run past midnight.
    pub fn covers(&self, slot: &Slot) -> bool {
        let start = slot.week_minute();
        let end = start + i32::from(slot.minutes);
        self.covers_minutes(start, end.min(WEEK)) && (end <= WEEK || self.covers_minutes(0, end - WEEK))
    }

    /// The same times told by a clock that is `minutes` ahead (behind when negative).
    #[must_use]
    pub fn shifted(&self, minutes: i32) -> Self {
        let moved = self.0.iter().flat_map(|span| {
            let start = (span.week_start() + minutes).rem_euclid(WEEK);
            stretches(start, start + i32::from(span.to.0 - span.from.0))
        });
        Self::from(moved.collect::<Vec<Span>>())
    }

    /// Whether the minutes of the week from `from` up to `to` are all free.
    fn covers_minutes(&self, from: i32, to: i32) -> bool {
        let mut reached = from;
        for span in &self.0 {
            if span.week_start() <= reached && reached < span.week_end() {
                reached = span.week_end();
            }
        }
        reached >= to
    }
}

impl Span {
    fn week_start(&self) -> i32 {
        self.day.index() as i32 * DAY + i32::from(self.from.0)
    }

    fn week_end(&self) -> i32 {
        self.day.index() as i32 * DAY + i32::from(self.to.0)
    }
}

impl Slot {
    /// The minute of the week at which the slot starts, counted from Monday 00:00.
    pub fn week_minute(&self) -> i32 {
        self.day.index() as i32 * DAY + i32::from(self.start.0)
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.day.name(), self.start)
    }
}

/// Minutes of the week cut at midnights, the week starting anew after Sunday.
fn stretches(start: i32, end: i32) -> impl Iterator<Item = Span> {
    (start / DAY..=(end - 1) / DAY).map(move |day| Span {
        day: Day::ALL[(day % 7) as usize],
        from: TimeOfDay((start.max(day * DAY) - day * DAY) as u16),
        to: TimeOfDay((end.min((day + 1) * DAY) - day * DAY) as u16),
    })
}
