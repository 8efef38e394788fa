//! What days, months and zones are called in the languages that texts are written in.

use serde::{Deserialize, Serialize};

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

    /// The name of a weekday, 0 for Monday.
    pub(super) fn weekday(self, day: u32) -> &'static str {
        self.word(day as usize)
    }

    /// The name of a month, 0 for January.
    pub(super) fn month(self, month: u32) -> &'static str {
        self.word(MONTHS_FROM + month as usize)
    }

    fn word(self, index: usize) -> &'static str {
        let words = match self {
            Self::En => &ENGLISH,
            Self::Es => &SPANISH,
        };
        words.get(index).copied().unwrap_or_default()
    }
}

/// Where the months begin in these lists.
const MONTHS_FROM: usize = 7;
/// Weekdays from Monday, then months, in English.
const ENGLISH: [&str; 19] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// The same in Spanish.
const SPANISH: [&str; 19] = [
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// What people call a zone: its city.
pub(super) fn city(zone: &Zone) -> String {
    zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ")
}
