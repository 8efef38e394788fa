//! Dates and small words in the languages that texts are written in.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};
use serde::{Deserialize, Serialize};

use super::facts::Facts;
use crate::calendar::names::{ENGLISH, MONTHS_FROM, SPANISH, city};
use crate::calendar::term::{Session, SessionStatus};
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

/// How a session is otherwise than it was, in a sentence.
pub(in crate::calendar) fn changed(language: Language, was: &Session, is: &Session, zone: &Zone) -> String {
    let (before, now) = (language.when(was, zone), language.when(is, zone));
    let topic = is.title.as_deref().unwrap_or(language.pick("an open conversation", "una conversación abierta"));
    match language {
        Language::En if is.status == SessionStatus::Cancelled => format!("{before}: does not take place"),
        Language::Es if is.status == SessionStatus::Cancelled => format!("{before}: no se celebra"),
        Language::En if was.start_utc != is.start_utc => format!("{before} is now {now}"),
        Language::Es if was.start_utc != is.start_utc => format!("{before} pasa a {now}"),
        Language::En if was.title != is.title => format!("{now}: the topic is {topic}"),
        Language::Es if was.title != is.title => format!("{now}: el tema es {topic}"),
        Language::En => format!("{now}: another host"),
        Language::Es => format!("{now}: modera otra persona"),
    }
}

/// From when on a circle has another slot.
pub(in crate::calendar) fn meets(language: Language, first: &Session, zone: &Zone) -> String {
    let first = language.when(first, zone);
    match language {
        Language::En => format!("the circle meets at another time from now on, first on {first}"),
        Language::Es => format!("el círculo se reúne a otra hora a partir de ahora, la primera vez el {first}"),
    }
}

/// What somebody who leaves is told.
pub(in crate::calendar) fn left(language: Language) -> &'static str {
    match language {
        Language::En => "You are no longer in this circle; its meetings leave your calendar.",
        Language::Es => "Ya no está en este círculo; sus sesiones salen de su calendario.",
    }
}

/// Who leads from now on; nothing where nobody is known by name.
pub(in crate::calendar) fn leads(language: Language, facts: &Facts) -> String {
    match (facts.get("leader").unwrap_or_default(), language) {
        ("", _) => String::new(),
        (leader, Language::En) => format!("{leader} leads the circle from now on"),
        (leader, Language::Es) => format!("{leader} coordina el círculo a partir de ahora"),
    }
}
