//! Recurrence against another library, against a brute-force reading of the RFC, and at its edges.

use peer_circle::calendar::{Gaps, Language, Recurrence, Rule, Starts, Weeks};
use peer_circle::time::Zone;

/// Written by `tests/data/calendar/rules.py`.
const RULES: &str = include_str!("../data/calendar/rules.txt");
/// How many instances the file holds at most for a rule.
const INSTANCES: usize = 12;

fn local_times(recurrence: &Recurrence, most: usize) -> Vec<String> {
    let text = |time| format!("{time:?}").replace(['-', ':'], "");
    recurrence.instances().take(most).map(|instance| text(instance.local)).collect()
}

#[test]
fn generated_rules_give_what_dateutil_finds() {
    let rules = std::env::var("PEER_CIRCLE_RULES").map(|path| std::fs::read_to_string(path).unwrap());
    let mut differences = Vec::new();
    for line in rules.as_deref().unwrap_or(RULES).lines() {
        let [start, rule, instances] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
        let recurrence: Recurrence = format!("DTSTART:{start}\nRRULE:{rule}").parse().unwrap();
        let found = local_times(&recurrence, INSTANCES).join(",");
        if found != instances.trim_matches('-') {
            differences.push(format!("{start} {rule}\n  dateutil {instances}\n  ours     {found}"));
        }
    }
    assert!(differences.is_empty(), "{} differ:\n{}", differences.len(), differences.join("\n"));
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let recurrence: Recurrence = text.parse().unwrap();
    assert_eq!(local_times(&recurrence, expected.len() + 1), expected, "{text}");
}

#[test]
fn where_we_differ_from_dateutil_the_rfc_is_on_our_side() {
    // The set of a week is the whole week, also of the first: the Thursday before the start is its third day.
    check(
        "DTSTART:20160610T090000\nRRULE:FREQ=WEEKLY;BYDAY=WE,TH,FR;BYSETPOS=3;COUNT=2",
        &["20160610T090000", "20160617T090000"],
    );
    // Week 1 of 2009 is also the 53rd from the end of that year, and begins on 29 December 2008.
    check(
        "DTSTART:20081201T090000\nRRULE:FREQ=YEARLY;BYWEEKNO=-53;BYDAY=MO,FR;COUNT=2",
        &["20081229T090000", "20090102T090000"],
    );
}

#[test]
fn a_local_time_that_the_clock_skips_is_moved_or_left_out() {
    let start = "2026-03-07T02:30:00".parse().unwrap();
    let new_york = || Some(Zone::named("America/New_York").unwrap());
    let daily = Recurrence::new(start, new_york()).with_rule("FREQ=DAILY;COUNT=3".parse().unwrap());
    assert_eq!(local_times(&daily, 9), ["20260307T023000", "20260308T033000", "20260309T023000"]);
    let skipping = daily.gaps(Gaps::Skip);
    assert_eq!(local_times(&skipping, 9), ["20260307T023000", "20260309T023000", "20260310T023000"], "and not counted");
    // Through the gap by the hour: three are three, from wherever one looks.
    let hourly = Recurrence::new("2026-03-08T01:30:00".parse().unwrap(), new_york())
        .with_rule("FREQ=HOURLY;COUNT=3".parse().unwrap());
    assert_eq!(local_times(&hourly, 9), ["20260308T013000", "20260308T033000", "20260308T043000"]);
    let from = Some("2026-03-08T08:00:00Z".parse().unwrap());
    assert_eq!(hourly.instances_between(from, None).count(), 1);
    // Two rules' worth of times around the gap stay in their order, each instant once.
    let often = "FREQ=DAILY;BYHOUR=2,3;BYMINUTE=0,30".parse().unwrap();
    let often = Recurrence::new("2026-03-08T00:00:00".parse().unwrap(), new_york()).with_rule(often);
    assert_eq!(local_times(&often, 3), ["20260308T030000", "20260308T033000", "20260309T020000"]);
}

#[test]
fn a_start_that_its_rule_does_not_match_may_count() {
    let start = "2026-03-04T09:00:00".parse().unwrap();
    let fridays = Recurrence::new(start, None).with_rule("FREQ=WEEKLY;BYDAY=FR;COUNT=2".parse().unwrap());
    assert_eq!(local_times(&fridays, 9), ["20260306T090000", "20260313T090000"]);
    assert_eq!(local_times(&fridays.starts(Starts::Always), 9), ["20260304T090000", "20260306T090000"]);
}

#[test]
fn a_week_without_a_day_is_whole_or_the_day_of_the_start() {
    let start = "2013-01-01T00:00:00".parse().unwrap();
    let weeks = Recurrence::new(start, None).with_rule("FREQ=YEARLY;BYWEEKNO=1,2".parse().unwrap());
    assert_eq!(local_times(&weeks, 3), ["20130101T000000", "20130102T000000", "20130103T000000"]);
    let tuesdays = weeks.weeks(Weeks::StartDay);
    assert_eq!(local_times(&tuesdays, 3), ["20130101T000000", "20130108T000000", "20131231T000000"]);
    // A rule that names days has them, whatever is decided.
    let named = Recurrence::new(start, None).with_rule("FREQ=YEARLY;BYWEEKNO=2;BYMONTHDAY=9".parse().unwrap());
    assert_eq!(local_times(&named.weeks(Weeks::StartDay), 1), ["20130109T000000"]);
}

#[test]
fn by_the_hour_the_local_clock_counts() {
    let new_york = Zone::named("America/New_York").unwrap();
    let hourly = Recurrence::new("2026-11-01T00:30:00".parse().unwrap(), Some(new_york))
        .with_rule("FREQ=HOURLY;COUNT=3".parse().unwrap());
    let instants: Vec<String> = hourly.instances().map(|instance| format!("{:?}", instance.instant)).collect();
    assert_eq!(instants, ["2026-11-01T04:30:00Z", "2026-11-01T05:30:00Z", "2026-11-01T07:30:00Z"]);
}

#[test]
fn until_ends_by_the_kind_of_its_value() {
    let zoned = "DTSTART;TZID=America/New_York:20260301T190000\nRRULE:FREQ=DAILY;UNTIL=";
    check(&format!("{zoned}20260303T000000Z"), &["20260301T190000", "20260302T190000"]);
    check(&format!("{zoned}20260302T190000"), &["20260301T190000", "20260302T190000"]);
    check(&format!("{zoned}20260302"), &["20260301T190000", "20260302T190000"]);
    check(&format!("{zoned}20260201"), &[]);
}

#[test]
fn dates_and_exceptions_make_a_set() {
    let start = "DTSTART;TZID=Europe/Oslo:20260106T100000\nRRULE:FREQ=WEEKLY;COUNT=3\n";
    let third = "20260120T100000";
    check(&format!("{start}EXDATE;VALUE=DATE:20260113"), &["20260106T100000", third]);
    check(&format!("{start}EXDATE:20260113T090000Z"), &["20260106T100000", third]);
    check(
        &format!("{start}RDATE:20260106T100000,20260107T100000\nEXDATE:20260113T100000"),
        &["20260106T100000", "20260107T100000", third],
    );
    check("DTSTART:20260106T100000\nRDATE;VALUE=PERIOD:20260108T100000/PT1H", &["20260106T100000", "20260108T100000"]);
}

#[test]
fn no_rule_takes_for_ever() {
    let first = |text: &str| local_times(&format!("DTSTART:20260101T090000\nRRULE:{text}").parse().unwrap(), 1);
    for empty in [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;BYSETPOS=2",
        "FREQ=SECONDLY;INTERVAL=3600;BYSECOND=7",
        "FREQ=HOURLY;INTERVAL=24;BYHOUR=5",
        "FREQ=MINUTELY;BYHOUR=5;BYMINUTE=7;BYMONTH=2;BYMONTHDAY=31;BYSECOND=9",
        "FREQ=DAILY;COUNT=0",
    ] {
        assert!(first(empty).is_empty(), "{empty}");
    }
    assert_eq!(first("FREQ=DAILY;COUNT=1000000000000"), ["20260101T090000"]);
    assert_eq!(first("FREQ=YEARLY;INTERVAL=99999999999999999999999;COUNT=2"), ["20260101T090000"]);
    assert_eq!(first("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"), ["20280229T090000"]);
}

#[test]
fn seeking_does_not_walk() {
    let rule = "DTSTART:16010101T000000\nRRULE:FREQ=SECONDLY;INTERVAL=7".parse::<Recurrence>().unwrap();
    let from = "2026-01-01T00:00:00Z".parse().unwrap();
    let found: Vec<i64> = rule.instances_between(Some(from), None).take(2).map(|i| i.instant.timestamp()).collect();
    assert!(found[0] >= from.timestamp() && found[0] < from.timestamp() + 7 && found[1] == found[0] + 7);
}

#[test]
fn seeking_counts_what_the_clock_skips() {
    // The minutes of thirty years but for those of thirty hours; the last is the last of 2029.
    let minutes = 10_958 * 1_440 - 30 * 60;
    let rule = |zone: &str, count: u64| -> Recurrence {
        format!("DTSTART;TZID={zone}:20000101T000000\nRRULE:FREQ=MINUTELY;COUNT={count}").parse().unwrap()
    };
    let from = |text: &str| Some(text.parse().unwrap());
    let all = rule("America/New_York", minutes);
    let late = all.instances_between(from("2030-01-01T04:58:00Z"), None);
    let late: Vec<String> = late.map(|one| one.local.to_string()).collect();
    assert_eq!(late, ["2029-12-31 23:58:00", "2029-12-31 23:59:00"]);
    // From wherever one looks it is the same as walking there, also beyond the written-out years.
    for text in [
        "DTSTART;TZID=Australia/Lord_Howe:20240901T000000\nRRULE:FREQ=HOURLY;INTERVAL=5;COUNT=3000",
        "DTSTART;TZID=America/New_York:20990601T013000\nRRULE:FREQ=MINUTELY;INTERVAL=50;COUNT=12000",
        "DTSTART;TZID=Europe/London:20200101T003000\nRRULE:FREQ=SECONDLY;INTERVAL=1801;COUNT=5000",
        "DTSTART;TZID=Asia/Gaza:20200328T003000\nRRULE:FREQ=DAILY;COUNT=800",
        "DTSTART;TZID=America/New_York:20200308T023000\nRRULE:FREQ=WEEKLY;COUNT=400",
    ] {
        let all = text.parse::<Recurrence>().unwrap().gaps(Gaps::Skip);
        let walked: Vec<_> = all.instances().collect();
        for place in (1..=9).map(|tenth| walked.len() * tenth / 9 - 1) {
            let sought = all.instances_between(Some(walked[place].instant), None);
            assert!(sought.eq(walked[place..].iter().copied()), "{text} from {:?}", walked[place]);
        }
    }
}

#[test]
fn rules_are_told_in_words() {
    for (rule, english, spanish) in [
        ("FREQ=DAILY", "every day", "cada día"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every other week on Tuesday", "cada 2 semanas, los martes"),
        ("FREQ=WEEKLY;BYDAY=FR,MO,WE", "every Monday, Wednesday and Friday", "los lunes, miércoles y viernes"),
        ("FREQ=WEEKLY;BYDAY=SA,SU", "every Saturday and Sunday", "los sábados y domingos"),
        ("FREQ=MONTHLY;BYDAY=1TU,3TU", "1st and 3rd Tuesday of the month", "el primer y el tercer martes del mes"),
        ("FREQ=MONTHLY;BYDAY=-1FR;INTERVAL=3", "last Friday of every 3 months", "el último viernes, cada 3 meses"),
        (
            "FREQ=MONTHLY;BYDAY=2MO,4TH",
            "2nd Monday and 4th Thursday of the month",
            "el segundo lunes y el cuarto jueves del mes",
        ),
        ("FREQ=MONTHLY;BYDAY=TU;INTERVAL=2", "every Tuesday of every other month", "los martes, cada 2 meses"),
        (
            "FREQ=MONTHLY;BYDAY=-1MO,2MO,-2MO",
            "2nd, last and 2nd from last Monday of the month",
            "el segundo, el último y el penúltimo lunes del mes",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=1,15,-1",
            "the 1st, 15th and last day of the month",
            "los días 1 y 15 y el último día del mes",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=13", "the 13th of the month", "el día 13 del mes"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "the last weekday of the month",
            "el último día laborable del mes",
        ),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "4th Thursday of November", "el cuarto jueves de noviembre"),
        (
            "FREQ=YEARLY;INTERVAL=2;BYMONTH=11;BYDAY=4TH",
            "4th Thursday of November, every other year",
            "el cuarto jueves de noviembre, cada 2 años",
        ),
        ("FREQ=YEARLY;BYDAY=20MO", "20th Monday of the year", "el 20.º lunes del año"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday", "de lunes a viernes"),
        (
            "FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=2,-1",
            "the 2nd and last Tuesday or Thursday of the month",
            "el segundo y el último martes o jueves del mes",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
            "the 13th of the month, if a Friday",
            "el día 13 del mes, si es viernes",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=1,2;BYDAY=2TU",
            "2nd Tuesday of the month on the 1st and 2nd",
            "el segundo martes del mes, los días 1 y 2",
        ),
        ("FREQ=DAILY;BYHOUR=9,17;BYMINUTE=30", "every day, at 9:30 and 17:30", "cada día, a las 9:30 y 17:30"),
        ("FREQ=DAILY;BYHOUR=1;BYMINUTE=0", "every day, at 1:00", "cada día, a la 1:00"),
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=6", "every year on the 6th in January", "cada año, el día 6 en enero"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "every year on Monday in week 20", "cada año, los lunes en la semana 20"),
        (
            "FREQ=YEARLY;BYWEEKNO=1,-1",
            "every year in the 1st and last week of the year",
            "cada año en la 1.ª y la última semana del año",
        ),
        (
            "FREQ=YEARLY;BYYEARDAY=100,-1",
            "every year on the 100th and last day of the year",
            "cada año, el 100.º y el último día del año",
        ),
        ("FREQ=DAILY;COUNT=10;BYHOUR=9", "every day, at hour 9, 10 times", "cada día, en la hora 9, 10 veces"),
        ("FREQ=WEEKLY;UNTIL=20261224T000000", "every week, until 2026-12-24", "cada semana, hasta el 2026-12-24"),
        // In New York that is still the 23rd, which a rule by itself does not know.
        (
            "FREQ=WEEKLY;UNTIL=20261224T000000Z",
            "every week, until 2026-12-24 (UTC)",
            "cada semana, hasta el 2026-12-24 (UTC)",
        ),
    ] {
        let rule: Rule = rule.parse().unwrap();
        assert_eq!((&*rule.in_words(Language::En), &*rule.in_words(Language::Es)), (english, spanish), "{rule}");
    }
}

#[test]
fn what_is_wrong_with_a_rule_is_said() {
    for (text, code) in [
        ("", "rule.no_frequency"),
        ("FREQ=", "rule.unreadable"),
        ("FREQ=DAILY;COUNT", "rule.unreadable"),
        ("FREQ=DAILY;COUNT=-1", "rule.unreadable"),
        ("FREQ=DAILY;COUNT=1;COUNT=2", "rule.repeated_part"),
        ("FREQ=DAILY;INTERVAL=0", "rule.out_of_range"),
        ("FREQ=DAILY;BYMONTH=13", "rule.out_of_range"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "rule.out_of_range"),
        ("FREQ=MONTHLY;BYDAY=54MO", "rule.out_of_range"),
        ("FREQ=MONTHLY;BYDAY=MONDAY", "rule.unreadable"),
        ("FREQ=DAILY;UNTIL=20260230", "rule.unreadable"),
        ("FREQ=DAILY;BYEASTER=0", "rule.unknown_part"),
        ("RSCALE=HEBREW;FREQ=YEARLY", "rule.unknown_part"),
    ] {
        assert_eq!(text.parse::<Rule>().unwrap_err().code(), code, "{text}");
    }
    let no_zone = "DTSTART;TZID=Mars/Base:20260101T000000".parse::<Recurrence>().unwrap_err();
    assert_eq!((no_zone.code(), no_zone.place().line), ("zone.unknown", Some(1)));
}

mod properties {
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

    use super::*;
    use crate::oracle::Parts;

    /// Nothing, or a few values.
    fn few(values: std::ops::Range<i64>, chance: f64) -> impl Strategy<Value = Vec<i64>> {
        let set = btree_set(values.prop_filter("not zero", |value| *value != 0), 1..4);
        proptest::option::weighted(chance, set).prop_map(|set| set.into_iter().flatten().collect())
    }

    fn parts() -> impl Strategy<Value = Parts> {
        let frequency = prop::sample::select(vec!["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY"]);
        let days = vec((-6_i64..6, 0_usize..7), 1..4);
        let dates = (few(1..13, 0.3), few(-53..54, 0.3), few(-366..367, 0.1), few(-31..32, 0.3));
        let times = (few(1..24, 0.2), few(1..12, 0.2), few(-5..6, 0.3));
        let rest = (1_i64..6, 0_usize..7, proptest::option::weighted(0.5, days), any::<bool>());
        (frequency, dates, times, rest).prop_map(|(frequency, dates, times, (interval, week_start, days, numbered))| {
            let (months, weeks, year_days, month_days) = dates;
            let (hours, minutes, positions) = times;
            let yearly = frequency == "YEARLY";
            let numbered = numbered && (frequency == "MONTHLY" || yearly && weeks.is_empty());
            let day = |(nth, day): (i64, usize)| (if numbered { nth } else { 0 }, day);
            let mut days: Vec<(i64, usize)> = days.into_iter().flatten().map(day).collect();
            days.dedup();
            let small = ["HOURLY", "MINUTELY"].contains(&frequency);
            Parts {
                frequency,
                interval,
                months,
                weeks: if yearly { weeks } else { Vec::new() },
                year_days: if yearly || small { year_days } else { Vec::new() },
                month_days: if frequency == "WEEKLY" { Vec::new() } else { month_days },
                days,
                hours,
                minutes: minutes.into_iter().map(|minute| minute * 5).collect(),
                positions,
                week_start,
            }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_rule_is_what_the_rfc_says_minute_by_minute(
            parts in parts(),
            day in 0_i64..3_000,
            minute in 0_i64..288,
        ) {
            let start: chrono::NaiveDateTime = "2019-01-01T00:00:00".parse().unwrap();
            let start = start + chrono::TimeDelta::days(day) + chrono::TimeDelta::minutes(minute * 5);
            // A rule for minutes goes minute by minute, the oracle in steps of five.
            prop_assume!(parts.frequency != "MINUTELY" || parts.interval == 5);
            let end = start + chrono::TimeDelta::days(if parts.frequency == "YEARLY" { 1_200 } else { 200 });
            let rule: Rule = parts.text().parse().unwrap();
            prop_assert_eq!(rule.to_string().parse::<Rule>().unwrap(), rule.clone());
            let recurrence = Recurrence::new(start, None).with_rule(rule);
            let all: Vec<_> = recurrence.instances().map(|i| i.local).take_while(|time| *time <= end).collect();
            prop_assert_eq!(&all, &parts.instances(start, end), "{} from {}", parts.text(), start);
            // Seeking gives the same as walking.
            let middle = start + (end - start) / 3;
            let sought = recurrence.instances_between(Some(middle.and_utc()), Some(end.and_utc())).map(|i| i.local);
            let walked: Vec<_> = all.iter().copied().filter(|time| *time >= middle).collect();
            prop_assert_eq!(sought.collect::<Vec<_>>(), walked, "{}", parts.text());
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "(RRULE:)?(FREQ|BY|COUNT|UNTIL|=|;|,|[A-Z0-9+-]){0,40}") {
            if let Ok(rule) = text.parse::<Rule>() {
                prop_assert_eq!(rule.to_string().parse::<Rule>().unwrap(), rule);
            }
        }
    }
}
