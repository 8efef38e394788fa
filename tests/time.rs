//! Time zones against an independent reader, and the clock's odd moments.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use chrono::{DateTime, MappedLocalTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use peer_circle::time::{Local, Zone, zone_data_version};

/// Written by `tests/data/time/transitions.py`.
const TRANSITIONS: &str = include_str!("data/time/transitions.txt");

fn zone(name: &str) -> Zone {
    Zone::named(name).unwrap()
}

fn local(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn utc(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

/// The turns that change the offset: seconds, offset before, offset after.
fn turns(zone: &Zone, from: &str, to: &str) -> Vec<(i64, i32, i32)> {
    let turns = zone.turns(local(from).and_utc(), local(to).and_utc());
    let turns = turns.into_iter().map(|turn| (turn.at.timestamp(), turn.before, turn.after));
    turns.filter(|(_, before, after)| before != after).collect()
}

#[test]
fn every_turn_agrees_with_an_independent_reader() {
    for line in TRANSITIONS.lines() {
        let mut words = line.split(' ');
        let zone = zone(words.next().unwrap());
        let mut offset = words.next().unwrap().parse::<i32>().unwrap();
        let mut expected = Vec::new();
        for word in words {
            let numbers: Vec<i64> = word.split(',').map(|number| number.parse().unwrap()).collect();
            let (at, before, after) = (numbers[0], numbers[1] as i32, numbers[2] as i32);
            assert_eq!(before, offset, "{zone:?}");
            offset = after;
            expected.push((at, before, after));
            assert_turn(&zone, at, before, after);
        }
        assert_eq!(turns(&zone, "2015-01-01T00:00:00", "2041-01-01T00:00:00"), expected, "{zone:?}");
    }
}

/// The instant, and the local times skipped or repeated around it.
fn assert_turn(zone: &Zone, at: i64, before: i32, after: i32) {
    assert_eq!((zone.offset_at(at - 1), zone.offset_at(at)), (before, after), "{zone:?} {at}");
    let wall = |offset: i32, seconds: i64| utc(at + i64::from(offset) + seconds).naive_utc();
    let (low, high) = (before.min(after), before.max(after));
    assert_eq!(zone.local(wall(low, -1)), Local::Once(utc(at - 1 + i64::from(low - before))), "{zone:?} {at}");
    assert_eq!(zone.local(wall(high, 0)), Local::Once(utc(at + i64::from(high - after))), "{zone:?} {at}");
    for (time, seconds) in [(wall(low, 0), 0), (wall(high, -1), i64::from(high - low) - 1)] {
        let (by_before, by_after) =
            (utc(at + i64::from(low - before) + seconds), utc(at + i64::from(low - after) + seconds));
        let meant = if after > before {
            Local::Never { later: by_before, earlier: by_after }
        } else {
            Local::Twice { first: by_before, second: by_after }
        };
        assert_eq!(zone.local(time), meant, "{zone:?} {at}");
        assert_eq!(zone.instant(time), by_before, "{zone:?} {at}");
    }
}

#[test]
fn the_data_are_newer_than_the_changes_of_2026() {
    assert!(zone_data_version() >= "2026f");
    for (name, hours) in [("America/Vancouver", -7), ("America/Edmonton", -6), ("Africa/Casablanca", 0)] {
        let time = zone(name).with_ymd_and_hms(2026, 12, 15, 18, 0, 0).unwrap();
        assert_eq!(time.naive_local().signed_duration_since(time.naive_utc()).num_hours(), hours, "{name}");
    }
}

#[test]
fn the_closing_rule_holds_beyond_the_years_written_out() {
    let new_york = zone("America/New_York");
    for year in [2099, 2100, 2101, 2400, 9999] {
        let date = |month| NaiveDate::from_ymd_opt(year, month, 20).unwrap().and_hms_opt(12, 0, 0).unwrap();
        assert_eq!(new_york.offset_at(date(7).and_utc().timestamp()), -4 * 3_600, "{year}");
        assert_eq!(new_york.offset_at(date(12).and_utc().timestamp()), -5 * 3_600, "{year}");
    }
    // The second Sunday of March 2150 is the 8th.
    assert_eq!(new_york.from_local_datetime(&local("2150-03-08T02:30:00")), MappedLocalTime::None);
    // Far beyond any calendar nothing breaks.
    assert_eq!(zone("Asia/Kolkata").offset_at(i64::MAX), 19_800);
    assert_eq!(new_york.offset_at(i64::MIN), -17_762);
}

#[test]
fn chrono_sees_gaps_and_overlaps() {
    let new_york = zone("America/New_York");
    assert_eq!(new_york.from_local_datetime(&local("2026-03-08T02:30:00")), MappedLocalTime::None);
    let MappedLocalTime::Ambiguous(first, second) = new_york.from_local_datetime(&local("2026-11-01T01:30:00")) else {
        panic!("the hour comes twice");
    };
    assert_eq!(format!("{first:?}"), "2026-11-01T01:30:00-04:00");
    assert_eq!(format!("{second:?}"), "2026-11-01T01:30:00-05:00");
    assert_eq!(new_york.abbreviation_at(second.to_utc()), "EST");
}

#[test]
fn names_are_known_in_any_case_and_by_old_links() {
    assert_eq!(zone("aMERICA/new_york").name(), "America/New_York");
    let (old, new) = (zone("US/Eastern"), zone("America/New_York"));
    assert_eq!(old.offset_at(1_600_000_000), new.offset_at(1_600_000_000));
    for name in ["", "America/Newark", "../../etc/passwd", "EST5EDT4"] {
        assert_eq!(Zone::named(name).unwrap_err().code(), "zone.unknown", "{name}");
    }
}

#[test]
fn clocks_differ_by_the_date() {
    let (london, new_york) = (zone("Europe/London"), zone("America/New_York"));
    let ahead = |date: &str| london.minutes_ahead_of(&new_york, date.parse().unwrap());
    assert_eq!(ahead("2026-01-15"), 300);
    // The two weeks in March when only one side has turned its clocks.
    assert_eq!(ahead("2026-03-15"), 240);
    assert_eq!(Zone::utc().minutes_ahead_of(&zone("Asia/Kathmandu"), "2026-01-15".parse().unwrap()), -345);
}
