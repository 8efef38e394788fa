//! The languages that texts are written in: their dates and times of day.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::names::{ENGLISH, MONTHS_FROM, SPANISH, city};
use crate::calendar::term::Session;
use crate::time::Zone;

/// A language of texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
}

impl Language {
    /// The English words or the Spanish ones.
    pub(super) fn pick<'a>(self, english: &'a str, spanish: &'a str) -> &'a str {
        match self {
            Self::En => english,
            Self::Es => spanish,
        }
    }

    /// A day, such as `Tuesday, November 17, 2020`.
    pub(super) fn day(self, date: NaiveDate) -> String {
        let word = |index: u32| self.pick_from(index as usize);
        let (weekday, month) = (word(date.weekday().num_days_from_monday()), word(MONTHS_FROM as u32 + date.month0()));
        match self {
            Self::En => format!("{weekday}, {month} {}, {}", date.day(), date.year()),
            Self::Es => format!("{weekday}, {} de {month} de {}", date.day(), date.year()),
        }
    }

    /// A time of day, such as `5:30 pm`.
    pub(super) fn clock(self, time: NaiveDateTime) -> String {
        let (minute, (afternoon, hour)) = (time.minute(), time.hour12());
        match self {
            Self::En => format!("{hour}:{minute:02} {}", if afternoon { "pm" } else { "am" }),
            Self::Es => format!("{}:{minute:02}", time.hour()),
        }
    }

    /// When a session is, by the clock of a zone; a week of writing by its days.
    pub(super) fn when(self, session: &Session, zone: &Zone) -> String {
        if session.is_week() {
            let last = session.date + TimeDelta::days(i64::from(session.minutes / (24 * 60)) - 1);
            let (first, last) = (self.day(session.date), self.day(last));
            return match self {
                Self::En => format!("{first}, to {last}"),
                Self::Es => format!("del {first} al {last}"),
            };
        }
        self.span(session.start_utc, session.end_utc(), zone)
    }

    fn span(self, from: DateTime<Utc>, to: DateTime<Utc>, zone: &Zone) -> String {
        let (from, to) = (zone.local_at(from), zone.local_at(to));
        let (day, place) = (self.day(from.date()), city(zone));
        let (from, to) = (self.clock(from), self.clock(to));
        match self {
            Self::En => format!("{day}, {from} to {to} ({place} time)"),
            Self::Es => format!("{day}, de {from} a {to} (hora de {place})"),
        }
    }

    fn pick_from(self, index: usize) -> &'static str {
        let words = match self {
            Self::En => &ENGLISH,
            Self::Es => &SPANISH,
        };
        words.get(index).copied().unwrap_or_default()
    }
}
