//! Dated stretches in which somebody is busy.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A stretch in which somebody is busy, whatever their week says: a week on call, a meeting.
///
/// As text it is two instants with a slash between, as in ISO 8601.
///
/// ```
/// use peer_circle::time::BusyTime;
///
/// let on_call: BusyTime = "2020-10-05T00:00:00-04:00/2020-10-12T00:00:00-04:00".parse()?;
/// assert_eq!(on_call.to_string(), "2020-10-05T04:00:00Z/2020-10-12T04:00:00Z");
/// assert!("2020-10-05/2020-10-12".parse::<BusyTime>().is_err());
/// # Ok::<(), peer_circle::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct BusyTime {
    /// The first instant.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub from: DateTime<Utc>,
    /// The instant after the last.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub to: DateTime<Utc>,
}

impl BusyTime {
    /// The same times in order, none touching the next; what ends before it starts is none.
    pub(crate) fn joined(mut times: Vec<Self>) -> Vec<Self> {
        times.retain(|time| time.from < time.to);
        times.sort();
        let mut joined: Vec<Self> = Vec::new();
        for time in times {
            match joined.last_mut() {
                Some(last) if time.from <= last.to => last.to = last.to.max(time.to),
                _ => joined.push(time),
            }
        }
        joined
    }

    /// Whether nothing of a stretch is taken by times that are in order and apart.
    pub(crate) fn leave(joined: &[Self], from: DateTime<Utc>, to: DateTime<Utc>) -> bool {
        let next = joined.partition_point(|time| time.to <= from);
        joined.get(next).is_none_or(|time| time.from >= to)
    }
}

impl fmt::Display for BusyTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // As an instant is written in JSON.
        write!(f, "{:?}/{:?}", self.from, self.to)
    }
}

impl FromStr for BusyTime {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let instants = text.trim().split_once('/').map(|(from, to)| (from.trim().parse(), to.trim().parse()));
        match instants {
            Some((Ok(from), Ok(to))) if from < to => Ok(Self { from, to }),
            Some((Ok(_), Ok(_))) => {
                Err(Error::new("time.backwards", format!("\"{}\" ends before it starts", text.trim()))
                    .hint("write the earlier instant first"))
            }
            _ => {
                Err(Error::new("time.unreadable", format!("\"{}\" is not a stretch between two instants", text.trim()))
                    .hint("write 2020-10-05T04:00:00Z/2020-10-12T04:00:00Z"))
            }
        }
    }
}
