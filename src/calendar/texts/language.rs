//! Dates and times of day in the languages that texts are written in.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};

use crate::calendar::names::{Language, city};
use crate::calendar::term::Session;
use crate::time::Zone;

impl Language {
    /// A day, such as `Tuesday, November 17, 2020`.
    pub(super) fn day(self, date: NaiveDate) -> String {
        let (weekday, month) = (self.weekday(date.weekday().num_days_from_monday()), self.month(date.month0()));
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
}
