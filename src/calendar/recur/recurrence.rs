//! A recurrence set: a start, rules, further dates and exceptions (RFC 5545, section 3.8.5).

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use super::instances::Instances;
use super::parse::Stamp;
use super::rule::{Frequency, Rule, Until};
use crate::error::Error;
use crate::time::{Meaning, Zone};

/// Seconds in a day.
const DAY: i64 = 86_400;

/// Everything that recurs from one start.
///
/// ```
/// use peer_circle::calendar::Recurrence;
/// use peer_circle::time::Zone;
///
/// let start = "2020-10-06T17:30:00".parse().unwrap();
/// let meetings = Recurrence::new(start, Some(Zone::named("America/New_York")?))
///     .with_rule("FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=4".parse()?)
///     .without("2020-10-20T17:30:00".parse().unwrap());
/// let starts: Vec<String> = meetings.instances().map(|meeting| meeting.instant.to_string()).collect();
/// // The clocks are turned between the two.
/// assert_eq!(starts, ["2020-10-06 21:30:00 UTC", "2020-11-03 22:30:00 UTC", "2020-11-17 22:30:00 UTC"]);
/// # Ok::<(), peer_circle::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Recurrence {
    /// Local time, in seconds as if the clock were UTC.
    start: i64,
    zone: Option<Zone>,
    rules: Vec<Rule>,
    dates: Vec<Stamp>,
    exceptions: Vec<Stamp>,
    gaps: Gaps,
    starts: Starts,
    weeks: Weeks,
    /// The start is a day, not a moment.
    whole_days: bool,
}

/// One instance of a recurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instance {
    /// When it starts; the local time taken for universal time where the recurrence has no zone.
    pub instant: DateTime<Utc>,
    /// What the clock shows then.
    pub local: NaiveDateTime,
}

/// What becomes of an instance at a local time that the clock skips.
///
/// A local time that comes twice is its first coming, as RFC 5545, section 3.3.5, has it: also for an hourly rule, which
/// goes by the local clock and so has nothing in the hour that comes again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Gaps {
    /// It takes place later by what the clock skips, as RFC 5545, section 3.3.5, reads such a time. An instance of
    /// an hourly or shorter rule is left out all the same, not counted: the one at the later time stands for it.
    #[default]
    Later,
    /// It is left out and not counted, as RFC 5545, section 3.3.10, has it.
    Skip,
}

/// Whether a start that its rule does not match is an instance; RFC 5545, section 3.8.5.3, leaves it undefined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Starts {
    /// Only where the rule matches it.
    #[default]
    Matching,
    /// Always, and it is the first to be counted: what most calendars show.
    Always,
}

/// Which days of a week a YEARLY rule means that names the number of the week and no day; RFC 5545, section 3.3.10, has
/// BYWEEKNO expand to the days of the week, and has what a rule leaves out taken from its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Weeks {
    /// All seven, as dateutil, rrule.js and the `rrule` crate have it.
    #[default]
    Whole,
    /// The start's day of the week, as libical and rrule-temporal have it.
    StartDay,
}

impl Recurrence {
    /// A start that does not recur yet, in a zone or by whatever clock is near.
    pub fn new(start: NaiveDateTime, zone: Option<Zone>) -> Self {
        Self::at(start.and_utc().timestamp(), zone)
    }

    pub(in crate::calendar) fn at(start: i64, zone: Option<Zone>) -> Self {
        let (gaps, starts, weeks) = (Gaps::default(), Starts::default(), Weeks::default());
        let (rules, dates, exceptions) = (Vec::new(), Vec::new(), Vec::new());
        Self { start, zone, rules, dates, exceptions, gaps, starts, weeks, whole_days: false }
    }

    /// A day that does not recur yet, from midnight in a zone or by whatever clock is near.
    pub(in crate::calendar) fn on_day(day: i32, zone: Option<Zone>) -> Self {
        Self { whole_days: true, ..Self::at(i64::from(day) * DAY, zone) }
    }

    /// Whether it starts on a day, not at a moment.
    pub(in crate::calendar) fn is_of_whole_days(&self) -> bool {
        self.whole_days
    }

    /// Adds a rule.
    #[must_use]
    pub fn with_rule(mut self, rule: Rule) -> Self {
        self.add_rule(rule);
        self
    }

    /// Adds an instance at a local time (RDATE).
    #[must_use]
    pub fn with(self, local: NaiveDateTime) -> Self {
        self.and_stamp(Stamp::Local(local.and_utc().timestamp()), true)
    }

    /// Takes out the instance at a local time (EXDATE).
    #[must_use]
    pub fn without(self, local: NaiveDateTime) -> Self {
        self.and_stamp(Stamp::Local(local.and_utc().timestamp()), false)
    }

    /// Decides about local times that the clock skips.
    #[must_use]
    pub fn gaps(mut self, gaps: Gaps) -> Self {
        self.gaps = gaps;
        self
    }

    /// Decides about a start that its rule does not match.
    #[must_use]
    pub fn starts(mut self, starts: Starts) -> Self {
        self.starts = starts;
        self
    }

    /// Decides about weeks of which a rule names no day.
    #[must_use]
    pub fn weeks(mut self, weeks: Weeks) -> Self {
        self.weeks = weeks;
        self
    }

    /// Adds a rule; one for whole days loses its times of day (RFC 5545, section 3.3.10, on BYHOUR).
    pub(in crate::calendar) fn add_rule(&mut self, mut rule: Rule) {
        if self.whole_days {
            (rule.hours, rule.minutes, rule.seconds) = (0, 0, 0);
        }
        self.rules.push(rule);
    }

    /// Adds a date, or an exception.
    pub(in crate::calendar) fn add_stamp(&mut self, stamp: Stamp, takes_place: bool) {
        if takes_place { self.dates.push(stamp) } else { self.exceptions.push(stamp) }
    }

    fn and_stamp(mut self, stamp: Stamp, takes_place: bool) -> Self {
        self.add_stamp(stamp, takes_place);
        self
    }

    /// The instances, ascending, each once.
    pub fn instances(&self) -> impl Iterator<Item = Instance> + '_ {
        self.instances_between(None, None)
    }

    /// The instances from one instant to another, both included; the rules go there without walking, but for those
    /// that both count and name days or times.
    ///
    /// ```
    /// use peer_circle::calendar::Recurrence;
    ///
    /// let often: Recurrence = "DTSTART:19700101T000000Z\nRRULE:FREQ=SECONDLY;BYHOUR=9;COUNT=1000000000".parse()?;
    /// let mut late = often.instances_between("2026-01-01T00:00:00Z".parse().ok(), None);
    /// assert_eq!(late.next(), None);
    /// assert_eq!(late.problem().map(|problem| problem.code().to_owned()), Some("limit.recurrence".to_owned()));
    /// # Ok::<(), peer_circle::Error>(())
    /// ```
    pub fn instances_between(&self, from: Option<DateTime<Utc>>, to: Option<DateTime<Utc>>) -> Between<'_> {
        let (from, to) = (from.map(|from| from.timestamp()), to.map_or(i64::MAX, |to| to.timestamp()));
        Between { merged: self.merged(from, to), from: from.unwrap_or(i64::MIN), to }
    }

    /// Whether the instances never end.
    pub fn is_endless(&self) -> bool {
        self.rules.iter().any(Rule::is_endless)
    }

    fn instance(&self, instant: i64) -> Option<Instance> {
        let offset = self.zone.as_ref().map_or(0, |zone| zone.offset_at(instant));
        let local = DateTime::from_timestamp(instant + i64::from(offset), 0)?.naive_utc();
        Some(Instance { instant: DateTime::from_timestamp(instant, 0)?, local })
    }

    fn merged(&self, from: Option<i64>, to: i64) -> Merged<'_> {
        let mut dates: Vec<i64> = self.dates.iter().filter_map(|stamp| self.instant_of(*stamp)).collect();
        if self.rules.is_empty() || self.starts == Starts::Always {
            dates.extend(self.instant_of(Stamp::Local(self.start)));
        }
        dates.sort_unstable_by(|a, b| b.cmp(a));
        let mut sources: Vec<Source<'_>> = self.rules.iter().map(|rule| self.source(rule, from, to)).collect();
        let heads = sources.iter_mut().map(Source::next).collect();
        let mut exceptions: Vec<i64> = self.exceptions.iter().filter_map(|stamp| self.instant_of(*stamp)).collect();
        exceptions.sort_unstable();
        let days = self.exceptions.iter().filter_map(|stamp| match stamp {
            Stamp::Date(day) => Some(*day),
            _ => None,
        });
        let mut days: Vec<i32> = days.collect();
        days.sort_unstable();
        Merged { recurrence: self, sources, heads, dates, exceptions, days, last: None }
    }

    fn source<'r>(&'r self, rule: &'r Rule, from: Option<i64>, to: i64) -> Source<'r> {
        let (last, until) = self.end(rule);
        // Local clocks are at most a day ahead.
        let last = last.min(to.saturating_add(DAY));
        let gaps = if rule.frequency() >= Frequency::Hourly { Gaps::Skip } else { self.gaps };
        let skips = self.zone.as_ref().filter(|zone| gaps == Gaps::Skip && !zone.is_fixed());
        let mut instances = Instances::new(rule, self.start, last, self.weeks).skipping(skips);
        if self.starts == Starts::Always && rule.count().is_some() {
            // The start is given out on its own; where the rule does not match it, it takes one of the count.
            let matches = instances.clone().next() == Some(self.start);
            instances.give_up(u64::from(!matches));
        }
        if let Some(from) = from {
            // A day early, for the clock may have been turned in between.
            let offset = self.zone.as_ref().map_or(0, |zone| zone.offset_at(from));
            instances.seek(from.saturating_add(i64::from(offset)).saturating_sub(DAY));
        }
        let ahead = instances.next();
        Source { zone: self.zone.as_ref(), until, instances, ahead, later: Vec::new() }
    }

    /// The last local time that a rule may reach, and the last instant.
    fn end(&self, rule: &Rule) -> (i64, i64) {
        match rule.until {
            None => (i64::MAX, i64::MAX),
            Some(Until::Date(day)) => (i64::from(day) * DAY + DAY - 1, i64::MAX),
            Some(Until::Local(local)) => (local, i64::MAX),
            // Local clocks are at most a day ahead; without a zone universal time is taken for local time.
            Some(Until::Utc(instant)) => (instant + if self.zone.is_some() { DAY } else { 0 }, instant),
        }
    }

    /// The instant that a stamp means here; a date means the start's time of day.
    fn instant_of(&self, stamp: Stamp) -> Option<i64> {
        let local = match stamp {
            Stamp::Utc(instant) => return Some(instant),
            Stamp::Local(local) => local,
            Stamp::Date(day) => i64::from(day) * DAY + self.start.rem_euclid(DAY),
        };
        let Some(zone) = &self.zone else { return Some(local) };
        Some(match zone.meaning(local) {
            Meaning::Once(offset) | Meaning::Twice(offset, _) | Meaning::Never(offset, _) => local - i64::from(offset),
        })
    }
}

/// The instances of a recurrence between two instants, ascending, each once.
pub struct Between<'r> {
    merged: Merged<'r>,
    from: i64,
    to: i64,
}

impl Between<'_> {
    /// How many periods and instances were looked at so far.
    pub(in crate::calendar) fn work(&self) -> u64 {
        self.merged.sources.iter().map(|source| source.instances.work()).sum()
    }

    /// Why there are no more where the rules have more: `limit.recurrence` when too many instances of a rule that counts
    /// lie before the first that is wanted; none as long as nothing is left out.
    pub fn problem(&self) -> Option<Error> {
        let given_up = self.merged.sources.iter().any(|source| source.instances.is_given_up());
        given_up.then(|| {
            Error::new("limit.recurrence", "too many instances of a rule that counts come before these dates")
                .hint("end the rule by UNTIL, or ask from an earlier date")
        })
    }
}

impl Iterator for Between<'_> {
    type Item = Instance;

    fn next(&mut self) -> Option<Instance> {
        loop {
            let instant = self.merged.next().filter(|instant| *instant <= self.to)?;
            if instant >= self.from {
                return self.merged.recurrence.instance(instant);
            }
        }
    }
}

/// The instants of one rule.
struct Source<'r> {
    zone: Option<&'r Zone>,
    until: i64,
    instances: Instances<'r>,
    /// The next local time of the rule.
    ahead: Option<i64>,
    /// Instants moved out of a gap, which others may come before; the next is the last.
    later: Vec<i64>,
}

impl Source<'_> {
    fn next_of_rule(&mut self) -> Option<i64> {
        while let Some(local) = self.ahead {
            let meaning = self.zone.map_or(Meaning::Once(0), |zone| zone.meaning(local));
            match meaning {
                Meaning::Once(offset) | Meaning::Twice(offset, _) => return Some(local - i64::from(offset)),
                Meaning::Never(before, _) => {
                    self.ahead = self.instances.next();
                    self.later.insert(0, local - i64::from(before));
                }
            }
        }
        None
    }
}

impl Iterator for Source<'_> {
    type Item = i64;

    fn next(&mut self) -> Option<i64> {
        let regular = self.next_of_rule();
        let instant = match (regular, self.later.last().copied()) {
            (Some(regular), Some(moved)) if moved <= regular => self.later.pop()?,
            (Some(regular), _) => {
                self.ahead = self.instances.next();
                regular
            }
            (None, _) => self.later.pop()?,
        };
        (instant <= self.until).then_some(instant)
    }
}

/// The union of all rules and dates without the exceptions.
struct Merged<'r> {
    recurrence: &'r Recurrence,
    sources: Vec<Source<'r>>,
    /// The next instant of each source.
    heads: Vec<Option<i64>>,
    /// Descending: the next is the last.
    dates: Vec<i64>,
    /// Ascending.
    exceptions: Vec<i64>,
    /// Days that are taken out whole, ascending.
    days: Vec<i32>,
    last: Option<i64>,
}

impl Merged<'_> {
    /// The smallest instant of any source, taken out of it.
    fn smallest(&mut self) -> Option<i64> {
        let heads = self.heads.iter().enumerate();
        let head = heads.filter_map(|(index, head)| Some(((*head)?, index))).min();
        match (head, self.dates.last()) {
            (Some((instant, _)), Some(date)) if *date <= instant => self.dates.pop(),
            (Some((_, index)), _) => {
                let next = self.sources.get_mut(index)?.next();
                std::mem::replace(self.heads.get_mut(index)?, next)
            }
            (None, _) => self.dates.pop(),
        }
    }

    fn is_exception(&self, instant: i64) -> bool {
        if self.exceptions.binary_search(&instant).is_ok() {
            return true;
        }
        if self.days.is_empty() {
            return false;
        }
        let offset = self.recurrence.zone.as_ref().map_or(0, |zone| zone.offset_at(instant));
        let day = (instant + i64::from(offset)).div_euclid(DAY);
        i32::try_from(day).is_ok_and(|day| self.days.binary_search(&day).is_ok())
    }
}

impl Iterator for Merged<'_> {
    type Item = i64;

    fn next(&mut self) -> Option<i64> {
        loop {
            let instant = self.smallest()?;
            if self.last != Some(instant) && !self.is_exception(instant) {
                self.last = Some(instant);
                return Some(instant);
            }
        }
    }
}
