//! Describes a zone inside a calendar (VTIMEZONE, RFC 5545, section 3.6.5).

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc};

use super::writer::Writer;
use crate::calendar::recur::time_text;
use crate::time::{Turn, Zone};

/// Years after the first whose turns must follow one rule for it to be written as a yearly one.
const YEARS: i32 = 6;

/// Writes the zone as it is from one year to another.
///
/// Where the clock turns by the same rule every year, each half is a yearly rule from 1970 on, which is what Outlook
/// reads; where it does not, each turn of those years is written on its own.
pub(super) fn write(writer: &mut Writer, zone: &Zone, from: i32, to: i32) {
    writer.component("VTIMEZONE", |writer| {
        writer.line("TZID", zone.name());
        let turns = turns(zone, from, to.max(from.saturating_add(YEARS)));
        match yearly(&turns) {
            Some(halves) => halves.iter().for_each(|half| half.write(writer)),
            None => single(writer, zone, from, to),
        }
    });
}

/// The turns of the clock in some years, those of the summer flag or the name alone left out.
fn turns(zone: &Zone, from: i32, to: i32) -> Vec<Turn> {
    let turns = zone.turns(new_year(from), new_year(to.saturating_add(1)));
    turns.into_iter().filter(|turn| turn.before != turn.after).collect()
}

fn new_year(year: i32) -> DateTime<Utc> {
    NaiveDate::from_ymd_opt(year, 1, 1)
        .map_or(DateTime::<Utc>::MAX_UTC, |day| day.and_time(Default::default()).and_utc())
}

/// One half of a year: its turn in 1970 and the rule of the turns after it.
struct Half {
    start: NaiveDateTime,
    rule: String,
    turn: Turn,
}

impl Half {
    fn write(&self, writer: &mut Writer) {
        observance(writer, &self.turn, self.start, Some(&self.rule));
    }
}

/// The two halves of every year when each turn falls on the same weekday of the same month.
fn yearly(turns: &[Turn]) -> Option<Vec<Half>> {
    let groups = [true, false]
        .map(|ahead| -> Vec<&Turn> { turns.iter().filter(|turn| (turn.after > turn.before) == ahead).collect() });
    let halves: Vec<Half> = groups.iter().map(|group| half(group)).collect::<Option<_>>()?;
    let alternate = turns.windows(2).all(|pair| matches!(pair, [a, b] if a.after == b.before));
    (alternate && groups.iter().all(|group| group.len() * 2 == turns.len())).then_some(halves)
}

fn half(turns: &[&Turn]) -> Option<Half> {
    let first = *turns.first()?;
    let (when, like) = (local(first), |turn: &&Turn| (turn.before, turn.after) == (first.before, first.after));
    let nth = |date: NaiveDate| (i64::from(date.day()) - 1) / 7 + 1;
    let is_last =
        |date: NaiveDate| date.checked_add_signed(TimeDelta::weeks(1)).map(|next| next.month()) != Some(date.month());
    let same = |date: NaiveDate| (date.month(), date.weekday()) == (when.month(), when.weekday());
    let dates: Vec<NaiveDateTime> = turns.iter().map(|turn| local(turn)).collect();
    let years_follow = dates.windows(2).all(|pair| matches!(pair, [a, b] if a.year() + 1 == b.year()));
    if !years_follow
        || !turns.iter().all(like)
        || !dates.iter().all(|time| same(time.date()) && time.time() == when.time())
    {
        return None;
    }
    let nth = if dates.iter().all(|time| is_last(time.date())) {
        -1
    } else {
        Some(nth(when.date())).filter(|first| dates.iter().all(|time| nth(time.date()) == *first))?
    };
    let day = crate::calendar::recur::weekday_text(when.weekday());
    let rule = format!("FREQ=YEARLY;BYMONTH={};BYDAY={nth}{day}", when.month());
    let in_1970 = crate::calendar::holidays::nth_weekday(1970, when.month(), when.weekday(), i8::try_from(nth).ok()?)?;
    Some(Half { start: in_1970.and_time(when.time()), rule, turn: first.clone() })
}

/// When the clock is turned, by itself before the turn.
fn local(turn: &Turn) -> NaiveDateTime {
    turn.at.naive_utc() + TimeDelta::seconds(i64::from(turn.before))
}

/// What holds when the years begin, then each turn on its own.
fn single(writer: &mut Writer, zone: &Zone, from: i32, to: i32) {
    let start = new_year(from);
    let offset = zone.offset_at(start.timestamp());
    let abbreviation = zone.abbreviation_at(start);
    let first = Turn { at: start, before: offset, after: offset, summer: false, abbreviation };
    let long_ago = NaiveDate::from_ymd_opt(1970, 1, 1).map(|day| day.and_time(Default::default()));
    observance(writer, &first, long_ago.unwrap_or(start.naive_utc()), None);
    for turn in turns(zone, from, to) {
        observance(writer, &turn, local(&turn), None);
    }
}

fn observance(writer: &mut Writer, turn: &Turn, start: NaiveDateTime, rule: Option<&str>) {
    writer.component(if turn.summer { "DAYLIGHT" } else { "STANDARD" }, |writer| {
        writer.line("DTSTART", &time_text(start.and_utc().timestamp()));
        if let Some(rule) = rule {
            writer.line("RRULE", rule);
        }
        writer.line("TZOFFSETFROM", &offset_text(turn.before));
        writer.line("TZOFFSETTO", &offset_text(turn.after));
        writer.prose("TZNAME", &turn.abbreviation);
    });
}

fn offset_text(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let size = seconds.abs();
    let text = format!("{sign}{:02}{:02}", size / 3_600, size / 60 % 60);
    if size % 60 == 0 { text } else { format!("{text}{:02}", size % 60) }
}
