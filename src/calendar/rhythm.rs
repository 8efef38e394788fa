//! What a programme's rhythm means for one weekday, and when its topics are released.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};

use super::names::{Language, city};
use super::programme::{Programme, Rhythm};
use super::recur::{Frequency, Recurrence, Rule};
use crate::error::{Error, Result};
use crate::time::{Day, Slot, TimeOfDay, Zone};

/// The first such weekday on or after a day.
pub(super) fn first_of(from: NaiveDate, day: Day) -> NaiveDate {
    let days = (day.index() as u64 + 7 - u64::from(from.weekday().num_days_from_monday())) % 7;
    from.checked_add_days(Days::new(days)).unwrap_or(from)
}

/// The days on which a circle would meet on a weekday, so many weeks after the others, holidays included; and the rule.
pub(super) fn days_of(programme: &Programme, day: Day, phase: u8) -> Result<(Rule, Vec<NaiveDate>)> {
    let rule = phased(rule_for(programme, day)?, &programme.recurrence, phase)?;
    // A rule of numbered weeks says itself which they are.
    let weeks = if matches!(programme.recurrence, Rhythm::Weeks { .. }) { u64::from(phase) } else { 0 };
    let first = first_of(programme.from, day);
    let first = first.checked_add_days(Days::new(7 * weeks)).unwrap_or(first);
    let instances = Recurrence::new(first.and_time(NaiveTime::MIN), None).with_rule(rule.clone());
    let days = instances.instances().map(|instance| instance.local.date());
    let days = days.take_while(|day| *day <= programme.to).collect();
    Ok((rule, days))
}

/// When a circle meets, in words.
pub(super) fn when(rule: &Rule, slot: Slot, zone: &Zone, language: Language) -> String {
    format!("{}, {}, {}", rule.clone().told_in(zone).in_words(language), slot.start, city(zone))
}

/// When a circle that writes does so, in words.
pub(super) fn when_in_writing(language: Language) -> &'static str {
    language.pick(
        "in writing, over the week that follows each topic",
        "por escrito, durante la semana que sigue a cada tema",
    )
}

/// The time of day at which a slot starts.
pub(super) fn clock(slot: Slot) -> NaiveTime {
    NaiveTime::from_num_seconds_from_midnight_opt(u32::from(slot.start.minutes()) * 60, 0).unwrap_or_default()
}

/// How many phases a rhythm has.
pub(super) fn phases(rhythm: &Rhythm) -> u8 {
    match rhythm {
        Rhythm::Weeks { every } => u8::try_from(*every).unwrap_or(u8::MAX),
        Rhythm::NthWeekdays { nth } => {
            let free =
                |weeks: &i8| nth.iter().all(|one| one + weeks <= 4 && (*weeks == 0 || !nth.contains(&(one + weeks))));
            let positive = nth.iter().all(|one| *one > 0);
            if positive { (0..4).take_while(free).count().max(1) as u8 } else { 1 }
        }
        Rhythm::Rule { .. } => 1,
    }
}

fn phased(mut rule: Rule, rhythm: &Rhythm, phase: u8) -> Result<Rule> {
    if phase >= phases(rhythm).max(1) {
        let message = format!("the rhythm leaves no room for circles that meet {phase} weeks after the others");
        return Err(Error::new("programme.phase", message)
            .at_field("programme.phases")
            .hint("let circles meet every other week, or twice a month"));
    }
    if matches!(rhythm, Rhythm::NthWeekdays { .. }) {
        rule.days.iter_mut().for_each(|(nth, _)| *nth += i16::from(phase));
    }
    Ok(rule)
}

/// The rule by which a circle meets on a weekday.
pub(super) fn rule_for(programme: &Programme, day: Day) -> Result<Rule> {
    let weekday = day.index() as u8;
    match &programme.recurrence {
        Rhythm::Weeks { every: 0 } => {
            let error = Error::new("programme.recurrence", "no weeks lie between sessions").hint("write 1 or more");
            Err(error.at_field("programme.recurrence"))
        }
        Rhythm::Weeks { every } => {
            let mut rule = Rule::of(Frequency::Weekly);
            rule.interval = u64::from(*every);
            rule.days = vec![(0, weekday)];
            Ok(rule)
        }
        Rhythm::NthWeekdays { nth } => {
            if nth.is_empty() || nth.iter().any(|nth| *nth == 0 || nth.unsigned_abs() > 5) {
                let error = Error::new("programme.recurrence", "a month has no such weeks");
                return Err(error.at_field("programme.recurrence").hint("write 1 to 5, or -1 for the last"));
            }
            let mut rule = Rule::of(Frequency::Monthly);
            rule.days = nth.iter().map(|nth| (i16::from(*nth), weekday)).collect();
            Ok(rule)
        }
        Rhythm::Rule { rule } => {
            let rule = rule.parse().map_err(|error: Error| error.at_field("programme.recurrence.rule"))?;
            on_weekday(rule, weekday, first_of(programme.from, day))
        }
    }
}

/// A given rule, on the weekday where it names none, without times of day.
fn on_weekday(mut rule: Rule, weekday: u8, first: NaiveDate) -> Result<Rule> {
    if rule.frequency >= Frequency::Hourly {
        let error = Error::new("programme.recurrence", "a circle does not meet every hour");
        return Err(error.at_field("programme.recurrence").hint("write DAILY, WEEKLY, MONTHLY or YEARLY"));
    }
    (rule.hours, rule.minutes, rule.seconds) = (0, 0, 0);
    if !rule.names_days() && rule.frequency != Frequency::Daily {
        // A month's rule that names no day means the week of the month in which the term starts.
        let numbered = rule.frequency != Frequency::Weekly && rule.positions.is_empty();
        let nth = if numbered { first.day0() as i16 / 7 + 1 } else { 0 };
        rule.days = vec![(nth, weekday)];
        if rule.frequency == Frequency::Yearly && rule.months == 0 {
            rule.months = 1 << first.month();
        }
    }
    Ok(rule)
}

/// The days on which topics are released so that every circle, whatever its weekday, meets in the week after:
/// the first day of the term and so on by its rhythm.
pub(super) fn releases(programme: &Programme) -> Result<Vec<NaiveDate>> {
    let days = match &programme.recurrence {
        Rhythm::NthWeekdays { nth } => {
            // Also says what is wrong with the weeks.
            rule_for(programme, Day::Monday)?;
            first_days(programme, nth)
        }
        _ => {
            let day = Day::ALL.get(programme.from.weekday().num_days_from_monday() as usize);
            let rule = rule_for(programme, day.copied().unwrap_or(Day::Monday))?;
            let midnight = programme.from.and_time(NaiveTime::MIN);
            let instances = Recurrence::new(midnight, None).with_rule(rule);
            let days = instances.instances().map(|instance| instance.local.date());
            days.take_while(|day| *day <= programme.to).collect()
        }
    };
    Ok(days)
}

/// The first days of the numbered weeks of each month in the term; a week that the term starts in counts from there.
fn first_days(programme: &Programme, nth: &[i8]) -> Vec<NaiveDate> {
    let (from, to) = (programme.from, programme.to);
    let months = (0..).map_while(|months| from.with_day(1)?.checked_add_months(chrono::Months::new(months)));
    let months = months.take_while(|first| *first <= to);
    let week = |first: NaiveDate, nth: i8| {
        let after = first.checked_add_months(chrono::Months::new(1))?;
        let (base, weeks) = if nth > 0 { (first, i64::from(nth) - 1) } else { (after, i64::from(nth)) };
        base.checked_add_signed(TimeDelta::weeks(weeks))
    };
    let mut days: Vec<NaiveDate> = months
        .flat_map(|first| nth.iter().filter_map(move |nth| week(first, *nth)))
        .filter(|day| *day <= to && from.signed_duration_since(*day) < TimeDelta::weeks(1))
        .map(|day| day.max(from))
        .collect();
    days.sort();
    days.dedup();
    days
}

/// The weekly time, by the clock of a zone, at which something starts.
pub(super) fn slot_at(start: DateTime<Utc>, minutes: u32, zone: &Zone) -> Option<Slot> {
    let local = zone.local_at(start);
    let day = *Day::ALL.get(local.weekday().num_days_from_monday() as usize)?;
    let time = TimeOfDay::from_minutes(u16::try_from(local.hour() * 60 + local.minute()).ok()?)?;
    Some(Slot { day, start: time, minutes: u16::try_from(minutes).ok()? })
}
