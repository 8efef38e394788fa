//! Recurrences as iCalendar writes them: DTSTART, RRULE, RDATE and EXDATE lines.

#![deny(clippy::indexing_slicing)]

use std::str::FromStr;

use super::parse::Stamp;
use super::recurrence::Recurrence;
use crate::calendar::ical::{Line, lines};
use crate::error::{Error, Result};
use crate::time::Zone;

impl FromStr for Recurrence {
    type Err = Error;

    /// Reads the lines of RFC 5545 that make a recurrence, each with the number of its line where it is wrong.
    ///
    /// ```
    /// use peer_circle::calendar::Recurrence;
    ///
    /// let text = "DTSTART;TZID=America/New_York:20201006T173000\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20201013T213000Z";
    /// let meetings: Recurrence = text.parse()?;
    /// assert_eq!(meetings.instances().count(), 2);
    /// # Ok::<(), peer_circle::Error>(())
    /// ```
    fn from_str(text: &str) -> Result<Self> {
        let lines = lines(text).collect::<std::result::Result<Vec<Line<'_>>, _>>().map_err(|bad| {
            Error::new("rule.unreadable", "a line without a colon").at_line(bad.number).hint("write NAME:VALUE")
        })?;
        let start = lines.iter().find(|line| line.name == "DTSTART").ok_or_else(|| {
            Error::new("rule.no_start", "there is no DTSTART").hint("add a line such as DTSTART:20201006T173000")
        })?;
        let mut recurrence = Self::starting(start)?;
        for line in &lines {
            recurrence.add(line)?;
        }
        Ok(recurrence)
    }
}

impl Recurrence {
    /// The start that a DTSTART line gives.
    fn starting(line: &Line<'_>) -> Result<Self> {
        let zone = zone_of(line)?;
        let stamp = Stamp::parse(&line.value).ok_or_else(|| unreadable(line))?;
        Ok(match stamp {
            Stamp::Date(day) => Self::on_day(day, zone),
            Stamp::Local(local) => Self::at(local, zone),
            Stamp::Utc(instant) => Self::at(instant, Some(Zone::utc())),
        })
    }

    fn add(&mut self, line: &Line<'_>) -> Result<()> {
        match line.name.as_str() {
            "RRULE" => self.add_rule(line.value.parse().map_err(|error: Error| error.at_line(line.number))?),
            "RDATE" | "EXDATE" => {
                let zone = zone_of(line)?;
                for item in line.value.split(',') {
                    // A period counts from its start.
                    let start = item.split('/').next().unwrap_or_default();
                    let stamp = Stamp::parse(start).ok_or_else(|| unreadable(line))?;
                    self.add_stamp(in_zone(stamp, zone.as_ref()), line.name == "RDATE");
                }
            }
            _ => {}
        }
        Ok(())
    }
}

fn zone_of(line: &Line<'_>) -> Result<Option<Zone>> {
    line.parameter("TZID").map(Zone::named).transpose().map_err(|error| error.at_line(line.number))
}

/// A local time in a zone of its own is an instant.
fn in_zone(stamp: Stamp, zone: Option<&Zone>) -> Stamp {
    match (stamp, zone) {
        (Stamp::Local(local), Some(zone)) => Recurrence::at(local, Some(zone.clone()))
            .instances()
            .next()
            .map_or(stamp, |instance| Stamp::Utc(instance.instant.timestamp())),
        _ => stamp,
    }
}

fn unreadable(line: &Line<'_>) -> Error {
    Error::new("rule.unreadable", format!("{} cannot be read", line.name))
        .at_line(line.number)
        .hint("write 20201006T173000")
}
