//! A recurrence rule of RFC 5545, section 3.3.10.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::time::Zone;
use crate::time::civil::date_of;

/// A recurrence rule, such as `FREQ=MONTHLY;BYDAY=1TU,3TU`.
///
/// It is read from text with [`str::parse`], written with `to_string`, and expanded by a
/// [`Recurrence`](super::Recurrence). Rules that RFC 5545 does not allow but that can mean only one thing are
/// read all the same; [`Rule::objections`] lists what the RFC has against them.
///
/// ```
/// use peer_circle::calendar::{Language, Rule};
///
/// let rule: Rule = "FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=15".parse()?;
/// assert_eq!(rule.in_words(Language::En), "1st and 3rd Tuesday of the month, 15 times");
/// assert!(rule.objections().is_empty());
/// assert_eq!("FREQ=DAILY;INTERVAL=0".parse::<Rule>().unwrap_err().code(), "rule.out_of_range");
/// # Ok::<(), peer_circle::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rule {
    pub(in crate::calendar) frequency: Frequency,
    /// At least 1.
    pub(in crate::calendar) interval: u64,
    pub(in crate::calendar) count: Option<u64>,
    pub(in crate::calendar) until: Option<Until>,
    /// The day on which weeks start, 0 for Monday.
    pub(in crate::calendar) week_start: u8,
    /// A bit for each second, minute, hour and month named; 0 where the part is left out.
    pub(in crate::calendar) seconds: u64,
    pub(in crate::calendar) minutes: u64,
    pub(in crate::calendar) hours: u32,
    pub(in crate::calendar) months: u16,
    /// How many-eth (0 for every) and which weekday, 0 for Monday.
    pub(in crate::calendar) days: Vec<(i16, u8)>,
    pub(in crate::calendar) month_days: Vec<i8>,
    pub(in crate::calendar) year_days: Vec<i16>,
    pub(in crate::calendar) weeks: Vec<i8>,
    pub(in crate::calendar) positions: Vec<i16>,
}

/// The unit of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the frequencies name themselves")]
pub enum Frequency {
    Yearly,
    Monthly,
    Weekly,
    Daily,
    Hourly,
    Minutely,
    Secondly,
}

/// The last moment at which an instance may start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::calendar) enum Until {
    /// A day, by its number; the whole day counts.
    Date(i32),
    /// A local time, in seconds as if the clock were UTC.
    Local(i64),
    /// An instant, in seconds since 1970.
    Utc(i64),
}

/// The days as rules write them, from Monday.
pub(super) const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

impl Frequency {
    pub(super) const ALL: [(Self, &'static str); 7] = [
        (Self::Yearly, "YEARLY"),
        (Self::Monthly, "MONTHLY"),
        (Self::Weekly, "WEEKLY"),
        (Self::Daily, "DAILY"),
        (Self::Hourly, "HOURLY"),
        (Self::Minutely, "MINUTELY"),
        (Self::Secondly, "SECONDLY"),
    ];

    /// The word of RFC 5545.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(frequency, _)| *frequency == self).map_or("", |(_, name)| name)
    }
}

impl Rule {
    /// A rule without any part but its frequency.
    pub(in crate::calendar) fn of(frequency: Frequency) -> Self {
        Self {
            frequency,
            interval: 1,
            count: None,
            until: None,
            week_start: 0,
            seconds: 0,
            minutes: 0,
            hours: 0,
            months: 0,
            days: Vec::new(),
            month_days: Vec::new(),
            year_days: Vec::new(),
            weeks: Vec::new(),
            positions: Vec::new(),
        }
    }

    /// The same rule without COUNT and UNTIL.
    #[must_use]
    pub fn without_end(mut self) -> Self {
        (self.count, self.until) = (None, None);
        self
    }

    /// The same rule, an UNTIL in universal time told by the clock of a zone.
    #[must_use]
    pub(in crate::calendar) fn told_in(mut self, zone: &Zone) -> Self {
        if let Some(Until::Utc(instant)) = self.until {
            self.until = Some(Until::Local(instant + i64::from(zone.offset_at(instant))));
        }
        self
    }

    /// The unit of the rule.
    pub fn frequency(&self) -> Frequency {
        self.frequency
    }

    /// How many units lie between one period of the rule and the next, at least 1.
    pub fn interval(&self) -> u64 {
        self.interval
    }

    /// How many instances there are, where the rule says so.
    pub fn count(&self) -> Option<u64> {
        self.count
    }

    /// Whether the rule goes on for ever.
    pub fn is_endless(&self) -> bool {
        self.count.is_none() && self.until.is_none()
    }

    /// Whether the rule says on which days its instances fall, beyond the day on which they start.
    pub fn names_days(&self) -> bool {
        !(self.days.is_empty() && self.month_days.is_empty() && self.year_days.is_empty() && self.weeks.is_empty())
    }

    /// What RFC 5545, section 3.3.10, has against the rule; it is expanded all the same.
    pub fn objections(&self) -> Vec<Error> {
        use Frequency::{Daily, Hourly, Monthly, Weekly, Yearly};
        let numbered = self.days.iter().any(|(nth, _)| *nth != 0);
        let parts = self.names_days() || self.months != 0 || self.hours != 0 || self.minutes != 0 || self.seconds != 0;
        let objections = [
            (self.count.is_some() && self.until.is_some(), "COUNT and UNTIL exclude each other"),
            (!self.weeks.is_empty() && self.frequency != Yearly, "BYWEEKNO belongs to YEARLY rules alone"),
            (
                !self.year_days.is_empty() && (Monthly..Hourly).contains(&self.frequency),
                "BYYEARDAY does not belong in a MONTHLY, WEEKLY or DAILY rule",
            ),
            (!self.month_days.is_empty() && self.frequency == Weekly, "BYMONTHDAY does not belong in a WEEKLY rule"),
            (numbered && self.frequency >= Weekly, "a numbered BYDAY belongs to MONTHLY and YEARLY rules alone"),
            (numbered && !self.weeks.is_empty(), "a numbered BYDAY and BYWEEKNO exclude each other"),
            (!self.positions.is_empty() && !parts, "BYSETPOS needs another BY part"),
        ];
        debug_assert!(Weekly < Daily, "from the longest period to the shortest");
        let made = |text| Error::new("rule.not_allowed", text).hint("the rule was understood all the same");
        objections.into_iter().filter(|(applies, _)| *applies).map(|(_, text)| made(text)).collect()
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FREQ={}", self.frequency.name())?;
        if self.interval != 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        list(f, "BYMONTH", bits(self.months.into()))?;
        list(f, "BYWEEKNO", self.weeks.iter())?;
        list(f, "BYYEARDAY", self.year_days.iter())?;
        list(f, "BYMONTHDAY", self.month_days.iter())?;
        list(f, "BYDAY", self.days.iter().map(|day| day_text(*day)))?;
        list(f, "BYHOUR", bits(self.hours.into()))?;
        list(f, "BYMINUTE", bits(self.minutes))?;
        list(f, "BYSECOND", bits(self.seconds))?;
        list(f, "BYSETPOS", self.positions.iter())?;
        if self.week_start != 0 {
            write!(f, ";WKST={}", day_text((0, self.week_start)))?;
        }
        if let Some(count) = self.count {
            write!(f, ";COUNT={count}")?;
        }
        self.until.map_or(Ok(()), |until| write!(f, ";UNTIL={until}"))
    }
}

impl fmt::Display for Until {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Date(day) => f.write_str(&date_text(day)),
            Self::Local(seconds) => f.write_str(&time_text(seconds)),
            Self::Utc(seconds) => write!(f, "{}Z", time_text(seconds)),
        }
    }
}

/// A weekday as RFC 5545 writes it.
pub(in crate::calendar) fn weekday_text(day: chrono::Weekday) -> &'static str {
    DAYS.get(day.num_days_from_monday() as usize).copied().unwrap_or_default()
}

/// A date as RFC 5545 writes it.
pub(in crate::calendar) fn date_text(day: i32) -> String {
    let (year, month, day) = date_of(day);
    format!("{year:04}{month:02}{day:02}")
}

/// A local time as RFC 5545 writes it, from seconds as if the clock were UTC.
pub(in crate::calendar) fn time_text(seconds: i64) -> String {
    let day = i32::try_from(seconds.div_euclid(86_400)).unwrap_or_default();
    let second = seconds.rem_euclid(86_400);
    format!("{}T{:02}{:02}{:02}", date_text(day), second / 3_600, second / 60 % 60, second % 60)
}

fn day_text((nth, day): (i16, u8)) -> String {
    let name = DAYS.get(usize::from(day)).copied().unwrap_or_default();
    if nth == 0 { name.to_owned() } else { format!("{nth}{name}") }
}

fn list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, name: &str, items: impl Iterator<Item = T>) -> fmt::Result {
    for (index, item) in items.enumerate() {
        match index {
            0 => write!(f, ";{name}={item}")?,
            _ => write!(f, ",{item}")?,
        }
    }
    Ok(())
}

/// The numbers of the bits that are set.
pub(super) fn bits(mask: u64) -> impl Iterator<Item = u32> {
    (0..64).filter(move |bit| mask >> bit & 1 == 1)
}

impl TryFrom<String> for Rule {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<Rule> for String {
    fn from(rule: Rule) -> Self {
        rule.to_string()
    }
}
