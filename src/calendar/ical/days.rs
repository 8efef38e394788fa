//! The days off that a calendar lists.

#![deny(clippy::indexing_slicing)]

use chrono::{DateTime, NaiveDate, NaiveTime};

use super::component::{Component, calendars};
use super::events::{Events, Stretch};
use super::text::text;
use crate::calendar::programme::Holiday;
use crate::error::{Read, Result};
use crate::job::whole;
use crate::limits;
use crate::time::Zone;

/// Reads from an iCalendar file the days from one to another, both included, on which it has an event: for
/// [`Holidays::days`](crate::calendar::Holidays). So that a calendar of public holidays, or a school's own, says when
/// nobody meets.
///
/// Events count unless they are cancelled, marked as free or not, each on all of its days by the clock of `zone`, with
/// their recurrences, exceptions and zones. Of several on one day the first by name is kept. Whatever cannot be read is a
/// problem with its line, and the rest counts.
///
/// ```
/// use peer_circle::calendar::read_holidays;
/// use peer_circle::time::Zone;
///
/// let file = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20201224\nDTEND;VALUE=DATE:20201227\n\
///     SUMMARY:Winter recess\nTRANSP:TRANSPARENT\nEND:VEVENT\nEND:VCALENDAR\n";
/// let (from, to) = ("2020-10-01".parse().unwrap(), "2020-12-25".parse().unwrap());
/// let days = read_holidays(file.as_bytes(), from, to, &Zone::named("America/New_York")?)?.value;
/// let days: Vec<String> = days.iter().map(|day| format!("{} {}", day.date, day.name)).collect();
/// assert_eq!(days, ["2020-12-24 Winter recess", "2020-12-25 Winter recess"]);
/// # Ok::<(), peer_circle::Error>(())
/// ```
///
/// # Errors
/// As for [`read_busy`](super::read_busy).
pub fn read_holidays(bytes: &[u8], from: NaiveDate, to: NaiveDate, zone: &Zone) -> Result<Read<Vec<Holiday>>> {
    whole(read_holidays_in_steps(bytes, from, to, zone))
}

/// The same in steps.
pub(crate) async fn read_holidays_in_steps(
    bytes: &[u8],
    from: NaiveDate,
    to: NaiveDate,
    zone: &Zone,
) -> Result<Read<Vec<Holiday>>> {
    let text = text(bytes)?;
    let mut problems = Vec::new();
    let file = calendars(&text, &mut problems, &["SUMMARY"]).await?;
    let midnight = |day: NaiveDate| zone.instant(day.and_time(NaiveTime::MIN));
    let end = midnight(to.succ_opt().unwrap_or(to));
    let mut events = Events::new(midnight(from), end, zone, |event| !is_cancelled(event), problems);
    for calendar in &file.parts {
        events.calendar(calendar).await;
    }
    let found = std::mem::take(&mut events.found);
    let mut all = found.iter().flat_map(|found| days_of(found, zone));
    let mut days: Vec<(NaiveDate, &str)> = all.by_ref().take(limits::BUSY_TIMES).collect();
    if all.next().is_some() {
        events.too_many(1);
    }
    days.sort_unstable();
    days.dedup_by_key(|(date, _)| *date);
    let days = days.into_iter().map(|(date, name)| Holiday { date, name: name.to_owned() });
    Ok(Read { value: days.collect(), problems: events.problems })
}

/// The days that a stretch touches.
fn days_of<'f>(found: &'f Stretch, zone: &Zone) -> impl Iterator<Item = (NaiveDate, &'f str)> {
    let day = |seconds: i64| DateTime::from_timestamp(seconds, 0).map(|at| zone.local_at(at).date());
    let last = day(found.to - 1);
    let days = day(found.from).into_iter().flat_map(|first| first.iter_days());
    days.take_while(move |day| Some(*day) <= last).map(|day| (day, &*found.name))
}

fn is_cancelled(event: &Component<'_>) -> bool {
    event.value("STATUS").is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED"))
}
