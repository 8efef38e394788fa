//! The zones that a calendar describes itself (VTIMEZONE), trusted for that calendar.

#![deny(clippy::indexing_slicing)]

use crate::ordered::BTreeMap;

use chrono::DateTime;

use super::component::{Component, tell};
use crate::calendar::recur::{Recurrence, Stamp};
use crate::error::Error;
use crate::limits;
use crate::time::{Shift, Zone};

/// The year up to which a described zone is written out.
const LAST: i64 = 4_102_444_800;
/// Turns read of one zone: two a year for three hundred years.
const TURNS: usize = 600;

/// The zones of one calendar, by the names that its lines use.
#[derive(Clone, Debug, Default)]
pub(super) struct Zones {
    described: BTreeMap<String, Zone>,
    /// Names that were looked up; none for those that nobody knows.
    known: BTreeMap<String, Option<Zone>>,
}

impl Zones {
    /// Reads the zones that a calendar describes; of several with one name the last one counts.
    pub(super) fn read(calendar: &Component<'_>, problems: &mut Vec<Error>) -> Self {
        let zones = calendar.parts.iter().filter(|part| part.name == "VTIMEZONE");
        let named: BTreeMap<&str, &Component<'_>> =
            zones.filter_map(|component| Some((component.value("TZID")?, component))).collect();
        let mut zones = Self::default();
        for (number, (name, component)) in named.into_iter().enumerate() {
            if number >= limits::ZONES {
                tell(problems, component.number, || {
                    Error::new("limit.zones", "the calendar describes too many zones")
                        .hint("the first ones were read; those with a known name are there all the same")
                });
                break;
            }
            match described(name, component) {
                Some(zone) => {
                    zones.described.insert(name.to_owned(), zone);
                }
                None => tell(problems, component.number, || {
                    Error::new("ics.zone", format!("the zone {name} cannot be read"))
                        .hint("its times are told by the zone of that name, where there is one")
                }),
            }
        }
        zones
    }

    /// The zone of a TZID: as the calendar describes it, else by its IANA or Windows name.
    pub(super) fn named(&mut self, name: &str, line: usize, problems: &mut Vec<Error>) -> Option<Zone> {
        if let Some(zone) = self.described.get(name) {
            return Some(zone.clone());
        }
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        // Some programs put the database's own path before the name.
        let bare = name.trim_matches('"').rsplit_once("/zoneinfo/").map_or(name, |(_, bare)| bare);
        let zone = Zone::named(bare.trim_start_matches('/')).ok();
        if zone.is_none() {
            tell(problems, line, || {
                Error::new("ics.unknown_zone", format!("there is no time zone \"{name}\""))
                    .hint("its times were read as those of the zone that was asked for")
            });
        }
        self.known.insert(name.to_owned(), zone.clone());
        zone
    }
}

fn described(name: &str, component: &Component<'_>) -> Option<Zone> {
    let mut shifts: Vec<Shift> = component.parts.iter().filter_map(observance).flatten().collect();
    shifts.sort_by_key(|shift| shift.at);
    Zone::described(name, &shifts)
}

/// The turns to one observance of a zone.
fn observance(component: &Component<'_>) -> Option<Vec<Shift>> {
    let (before, after) = (offset(component.value("TZOFFSETFROM")?)?, offset(component.value("TZOFFSETTO")?)?);
    let Stamp::Local(start) = Stamp::parse(component.value("DTSTART")?)? else { return None };
    // The onsets are told by the clock before them, ends of rules in universal time.
    let clock = Zone::fixed(before);
    let mut recurrence = Recurrence::at(start, Some(clock)).starts(crate::calendar::Starts::Always);
    for rule in component.all("RRULE") {
        recurrence.add_rule(rule.value.parse().ok()?);
    }
    for date in component.all("RDATE").flat_map(|line| line.value.split(',')) {
        recurrence.add_stamp(Stamp::parse(date)?, true);
    }
    let end = DateTime::from_timestamp(LAST, 0);
    let onsets = recurrence.instances_between(None, end).take(TURNS);
    Some(onsets.map(|onset| Shift { at: onset.instant.timestamp(), before, after }).collect())
}

/// Seconds of an offset such as `-0500` or `+013000`.
fn offset(text: &str) -> Option<i32> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let well_formed = matches!(digits.len(), 4 | 6) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: i32 = digits.parse().ok().filter(|_| well_formed)?;
    let number = if digits.len() == 4 { number * 100 } else { number };
    let seconds = number / 10_000 * 3_600 + number / 100 % 100 * 60 + number % 100;
    (seconds < 86_400).then_some(sign * seconds)
}
