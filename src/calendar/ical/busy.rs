//! When the calendar that somebody drops says that they are busy.

#![deny(clippy::indexing_slicing)]

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::component::{Component, calendars};
use super::events::{Events, Stretch, duration};
use super::line::Line;
use super::text::text;
use crate::calendar::away::Away;
use crate::calendar::recur::Stamp;
use crate::error::{Read, Result};
use crate::job::whole;
use crate::time::{BusyTime, Zone};

/// When somebody is busy: stretches in order that neither touch nor overlap, and nothing of what they are for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Busy {
    /// The stretches.
    pub times: Vec<BusyTime>,
}

impl Busy {
    /// Whether a stretch is free.
    pub fn is_free(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> bool {
        BusyTime::leave(&self.times, from, to)
    }

    /// The stretches as those in which somebody cannot come, for a change; on the roster they are told by
    /// [`Participant::busy`](crate::people::Participant).
    pub fn of_member(&self, member: &str) -> Vec<Away> {
        self.times.iter().map(|time| Away { member: member.to_owned(), from: time.from, to: time.to }).collect()
    }
}

/// Reads from an iCalendar file when somebody is busy between two instants.
///
/// Events count unless they are cancelled or marked as free, with their recurrences, exceptions and zones; the busy
/// times of a VFREEBUSY count as well. Times without a zone, and whole days, are taken in `zone`. Whatever cannot be
/// read is a problem with its line, and the rest counts.
///
/// ```
/// use peer_circle::calendar::read_busy;
/// use peer_circle::time::Zone;
///
/// let file = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;TZID=America/New_York:20201006T090000\n\
///     DURATION:PT90M\nRRULE:FREQ=WEEKLY\nEND:VEVENT\nEND:VCALENDAR\n";
/// let (from, to) = ("2020-10-01T00:00:00Z".parse().unwrap(), "2020-10-15T00:00:00Z".parse().unwrap());
/// let busy = read_busy(file.as_bytes(), from, to, &Zone::named("America/New_York")?)?.value;
/// assert_eq!(busy.times.len(), 2);
/// assert!(!busy.is_free("2020-10-13T14:00:00Z".parse().unwrap(), "2020-10-13T15:00:00Z".parse().unwrap()));
/// # Ok::<(), peer_circle::Error>(())
/// ```
///
/// # Errors
/// `file.not_text` and `limit.text_bytes` of [`decode`](crate::encoding::decode), `ics.not_a_calendar` when nothing of one is there.
pub fn read_busy(bytes: &[u8], from: DateTime<Utc>, to: DateTime<Utc>, zone: &Zone) -> Result<Read<Busy>> {
    whole(read_busy_in_steps(bytes, from, to, zone))
}

/// The same in steps.
pub(crate) async fn read_busy_in_steps(
    bytes: &[u8],
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    zone: &Zone,
) -> Result<Read<Busy>> {
    let text = text(bytes)?;
    let mut problems = Vec::new();
    let file = calendars(&text, &mut problems, &[]).await?;
    let mut events = Events::new(from, to, zone, |event| !is_free(event), problems);
    for calendar in &file.parts {
        events.calendar(calendar).await;
        for part in calendar.parts.iter().filter(|part| part.name == "VFREEBUSY") {
            part.all("FREEBUSY").for_each(|line| free_busy(line, &mut events));
        }
    }
    let instant = |seconds: i64| DateTime::from_timestamp(seconds, 0);
    let time = |found: Stretch| Some(BusyTime { from: instant(found.from)?, to: instant(found.to)? });
    Ok(Read {
        value: Busy { times: BusyTime::joined(events.found.into_iter().filter_map(time).collect()) },
        problems: events.problems,
    })
}

/// The periods of a line of VFREEBUSY, but for those that are free.
fn free_busy(line: &Line<'_>, events: &mut Events<'_>) {
    if line.parameter("FBTYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("FREE")) {
        return;
    }
    for period in line.value.split(',') {
        let Some((from, to)) = ends(period) else { return events.unreadable(line) };
        if !events.add(from, to, "".into()) {
            return events.too_many(line.number);
        }
    }
}

/// The first second of a period, and the one after its last.
fn ends(period: &str) -> Option<(i64, i64)> {
    let (from, to) = period.split_once('/')?;
    let Some(Stamp::Utc(from)) = Stamp::parse(from) else { return None };
    match Stamp::parse(to) {
        Some(Stamp::Utc(to)) => Some((from, to)),
        _ => Some((from, from.saturating_add(duration(to)?.seconds()))),
    }
}

/// Whether an event leaves its time free.
fn is_free(event: &Component<'_>) -> bool {
    let is = |name: &str, value: &str| event.value(name).is_some_and(|other| other.eq_ignore_ascii_case(value));
    is("STATUS", "CANCELLED") || is("TRANSP", "TRANSPARENT") || is("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
}
