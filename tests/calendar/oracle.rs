//! A reading of RFC 5545 without any cleverness: every minute of a stretch is asked whether it is an instance.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Weekday};

#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    pub(crate) frequency: &'static str,
    pub(crate) interval: i64,
    pub(crate) months: Vec<i64>,
    pub(crate) weeks: Vec<i64>,
    pub(crate) year_days: Vec<i64>,
    pub(crate) month_days: Vec<i64>,
    pub(crate) days: Vec<(i64, usize)>,
    pub(crate) hours: Vec<i64>,
    pub(crate) minutes: Vec<i64>,
    pub(crate) positions: Vec<i64>,
    pub(crate) week_start: usize,
}

const DAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];

impl Parts {
    pub(crate) fn text(&self) -> String {
        let mut text = format!("FREQ={};INTERVAL={};WKST={}", self.frequency, self.interval, DAYS[self.week_start].0);
        let days = self.days.iter().map(|(nth, day)| match nth {
            0 => DAYS[*day].0.to_owned(),
            nth => format!("{nth}{}", DAYS[*day].0),
        });
        let mut add = |name: &str, values: Vec<String>| {
            if !values.is_empty() {
                text.push_str(&format!(";{name}={}", values.join(",")));
            }
        };
        add("BYDAY", days.collect());
        for (name, values) in [
            ("BYMONTH", &self.months),
            ("BYWEEKNO", &self.weeks),
            ("BYYEARDAY", &self.year_days),
            ("BYMONTHDAY", &self.month_days),
            ("BYHOUR", &self.hours),
            ("BYMINUTE", &self.minutes),
            ("BYSETPOS", &self.positions),
        ] {
            add(name, values.iter().map(i64::to_string).collect());
        }
        text
    }

    /// The instances up to a moment.
    pub(crate) fn instances(&self, start: NaiveDateTime, end: NaiveDateTime) -> Vec<NaiveDateTime> {
        let mut periods: BTreeMap<i64, Vec<NaiveDateTime>> = BTreeMap::new();
        // From well before the start to well after the end: a period's set is whole.
        let days = (start.date() - TimeDelta::days(400)).iter_days();
        for day in days.take_while(|day| *day < end.date() + TimeDelta::days(400)) {
            if !self.admits_day(day, start.date()) {
                continue;
            }
            for minute in (0..1440).step_by(5) {
                let time = day.and_time(Default::default()) + TimeDelta::minutes(minute);
                let period = self.period(time) - self.period(start);
                if period >= 0 && period % self.interval == 0 && self.admits(time, start) {
                    periods.entry(period).or_default().push(time);
                }
            }
        }
        let chosen = periods.into_values().flat_map(|set| self.choose(set));
        chosen.filter(|time| *time >= start && *time <= end).collect()
    }

    fn choose(&self, set: Vec<NaiveDateTime>) -> Vec<NaiveDateTime> {
        let count = set.len() as i64;
        let wanted = |index: i64| {
            self.positions.is_empty() || self.positions.iter().any(|p| *p == index + 1 || *p == index - count)
        };
        set.into_iter().enumerate().filter(|(index, _)| wanted(*index as i64)).map(|(_, time)| time).collect()
    }

    fn period(&self, time: NaiveDateTime) -> i64 {
        let date = time.date();
        let day = i64::from(date.num_days_from_ce());
        match self.frequency {
            "YEARLY" => i64::from(date.year()),
            "MONTHLY" => i64::from(date.year()) * 12 + i64::from(date.month0()),
            // Day 1 of the common era was a Monday.
            "WEEKLY" => (day - 1 - self.week_start as i64).div_euclid(7),
            "DAILY" => day,
            "HOURLY" => day * 24 + i64::from(time.hour()),
            _ => day * 1440 + i64::from(time.num_seconds_from_midnight() / 60),
        }
    }

    fn admits(&self, time: NaiveDateTime, start: NaiveDateTime) -> bool {
        let date = time.date();
        let or_own = |list: &[i64], value: u32, own: u32, open: bool| match (list.is_empty(), open) {
            (true, true) => true,
            (true, false) => value == own,
            (false, _) => list.contains(&i64::from(value)),
        };
        or_own(&self.months, date.month(), 0, true)
            && or_own(&self.hours, time.hour(), start.hour(), ["HOURLY", "MINUTELY"].contains(&self.frequency))
            && or_own(&self.minutes, time.minute(), start.minute(), self.frequency == "MINUTELY")
    }

    fn admits_day(&self, date: NaiveDate, start: NaiveDate) -> bool {
        let named = [&self.weeks, &self.year_days, &self.month_days].iter().any(|list| !list.is_empty());
        if !named && self.days.is_empty() {
            return match self.frequency {
                "YEARLY" => date.day() == start.day() && (!self.months.is_empty() || date.month() == start.month()),
                "MONTHLY" => date.day() == start.day(),
                "WEEKLY" => date.weekday() == start.weekday(),
                _ => true,
            };
        }
        let (year, month) = (days_of(date, |other| other.year()), days_of(date, |other| other.month()));
        let either =
            |list: &[i64], days: &[NaiveDate]| list.is_empty() || places(days, date).any(|p| list.contains(&p));
        either(&self.year_days, &year)
            && either(&self.month_days, &month)
            && (self.weeks.is_empty() || self.in_week(date))
            && (self.days.is_empty() || self.days.iter().any(|day| self.is_weekday(date, *day, &year, &month)))
    }

    fn is_weekday(&self, date: NaiveDate, (nth, day): (i64, usize), year: &[NaiveDate], month: &[NaiveDate]) -> bool {
        let within = if self.frequency == "MONTHLY" || !self.months.is_empty() { month } else { year };
        let same: Vec<NaiveDate> = within.iter().copied().filter(|other| other.weekday() == date.weekday()).collect();
        date.weekday() == DAYS[day].1 && (nth == 0 || places(&same, date).any(|place| place == nth))
    }

    /// The week of a day belongs to the year that has its fourth day.
    fn in_week(&self, date: NaiveDate) -> bool {
        let into = (date.weekday().num_days_from_monday() as usize + 7 - self.week_start) % 7;
        let fourth = date - TimeDelta::days(into as i64) + TimeDelta::days(3);
        let number = i64::from(fourth.ordinal0() / 7) + 1;
        let last = NaiveDate::from_ymd_opt(fourth.year(), 12, 31).unwrap();
        let weeks = number + (last - fourth).num_days() / 7;
        self.weeks.iter().any(|week| *week == number || *week == number - weeks - 1)
    }
}

/// The place of a day among days, from the front and from the back.
fn places(days: &[NaiveDate], date: NaiveDate) -> impl Iterator<Item = i64> + use<> {
    let index = days.iter().position(|day| *day == date).map(|index| index as i64);
    let count = days.len() as i64;
    index.into_iter().flat_map(move |index| [index + 1, index - count])
}

/// The days that share something with a day, without a gap between.
fn days_of<T: PartialEq>(date: NaiveDate, key: impl Fn(NaiveDate) -> T) -> Vec<NaiveDate> {
    let same = |day: &NaiveDate| key(*day) == key(date);
    let mut days: Vec<NaiveDate> = date.iter_days().take_while(same).collect();
    let before = std::iter::successors(date.pred_opt(), |day| day.pred_opt()).take_while(same);
    days.extend(before);
    days.sort();
    days
}
