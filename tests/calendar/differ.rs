//! Generated rules, expanded here and by other people's libraries: python-dateutil and rrule-temporal. Not run by itself,
//! for it needs Python and Node: `PEER_CIRCLE_PYTHON=python3 cargo test --test calendar differ -- --ignored`, with what
//! `tests/data/calendar/differ.py` and `xtask/package.json` ask for. The two scripts list the differences that are known,
//! each with the words of RFC 5545 that decide it, and fail on any other.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use peer_circle::calendar::Recurrence;

/// Rules that are generated, of which a tenth is too sparse for other libraries, and instances of each that are compared.
const RULES: usize = 5_600;
const INSTANCES: usize = 12;

const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const FREQUENCIES: [(&str, u64); 7] =
    [("YEARLY", 5), ("MONTHLY", 6), ("WEEKLY", 4), ("DAILY", 3), ("HOURLY", 2), ("MINUTELY", 1), ("SECONDLY", 1)];

/// Numbers that look drawn and are the same in every run (Steele, Lea and Flood, SplitMix, OOPSLA 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) % below
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }

    /// Some numbers of a range, few and sorted; never nought.
    fn some(&mut self, range: std::ops::RangeInclusive<i64>, most: u64) -> Vec<i64> {
        let width = (range.end() - range.start() + 1) as u64;
        let mut numbers: Vec<i64> = (0..1 + self.roll(most)).map(|_| range.start() + self.roll(width) as i64).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn either_end(&mut self, last: i64, most: u64) -> Vec<i64> {
        let mut numbers = self.some(-last..=last, most);
        numbers.retain(|number| *number != 0);
        if numbers.is_empty() { vec![1] } else { numbers }
    }

    fn list(numbers: &[i64]) -> String {
        numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
    }

    /// A legal rule, and the lines that make it recur.
    fn rule(&mut self) -> String {
        let mut at = self.roll(FREQUENCIES.iter().map(|(_, weight)| weight).sum());
        let (name, _) = FREQUENCIES
            .iter()
            .find(|(_, weight)| {
                let here = at < *weight;
                at = at.wrapping_sub(*weight);
                here
            })
            .unwrap();
        let is = |names: &[&str]| names.contains(name);
        let mut rule = format!("FREQ={name}");
        let mut part = |name: &str, value: String| write!(rule, ";{name}={value}").unwrap();
        let (mut weeks, mut months, mut by) = (false, false, false);
        if self.chance(40) {
            part("INTERVAL", [2, 3, 4, 5, 7, 10, 13, 24, 100][self.roll(9) as usize].to_string());
        }
        if self.chance(30) {
            part("BYMONTH", Self::list(&self.some(1..=12, 4)));
            (months, by) = (true, true);
        }
        if is(&["YEARLY"]) && self.chance(25) {
            part("BYWEEKNO", Self::list(&self.either_end(53, 4)));
            (weeks, by) = (true, true);
        }
        if is(&["YEARLY", "HOURLY", "MINUTELY", "SECONDLY"]) && self.chance(20) {
            part("BYYEARDAY", Self::list(&self.either_end(366, 8)));
            by = true;
        }
        if !is(&["WEEKLY"]) && self.chance(30) {
            part("BYMONTHDAY", Self::list(&self.either_end(31, 6)));
            by = true;
        }
        if self.chance(50) {
            let numbered = is(&["YEARLY", "MONTHLY"]) && !weeks && self.chance(50);
            let most = if is(&["MONTHLY"]) || months { 5 } else { 53 };
            let mut days = self.some(0..=6, 4);
            if numbered {
                days.dedup();
            }
            let day = |day: &i64, dice: &mut Self| {
                let number = if numbered { dice.either_end(most, 1)[0].to_string() } else { String::new() };
                format!("{number}{}", DAYS[*day as usize])
            };
            part("BYDAY", days.iter().map(|one| day(one, self)).collect::<Vec<_>>().join(","));
            by = true;
        }
        for (name, last, percent) in [("BYHOUR", 23, 20), ("BYMINUTE", 59, 20), ("BYSECOND", 59, 10)] {
            if self.chance(percent) {
                part(name, Self::list(&self.some(0..=last, 4)));
                by = true;
            }
        }
        if by && self.chance(25) {
            let most = if is(&["YEARLY", "MONTHLY", "WEEKLY"]) { 6 } else { 3 };
            part("BYSETPOS", Self::list(&self.either_end(most, 3)));
        }
        if self.chance(30) {
            part("WKST", DAYS[self.roll(7) as usize].to_owned());
        }
        let zone =
            if is(&["YEARLY", "MONTHLY", "WEEKLY", "DAILY"]) && self.chance(25) { "America/New_York" } else { "UTC" };
        let (year, month, day) = (1995 + self.roll(36), 1 + self.roll(12), 1 + self.roll(28));
        let (hour, minute, second) = (self.roll(24), self.roll(60), [0, 0, 30][self.roll(3) as usize]);
        let start = format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}");
        if self.chance(30) {
            part("COUNT", (1 + self.roll(8)).to_string());
        } else if self.chance(30) {
            // Some years on, at a time that is no instance of New York's, so that the zone does not matter.
            part("UNTIL", format!("{:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z", year + self.roll(12)));
        }
        format!("DTSTART;TZID={zone}:{start}\\nRRULE:{rule}")
    }
}

/// A line for each rule: its text, a tab, the local times of its first instances.
fn expanded() -> String {
    let mut dice = Dice(1);
    let mut text = String::new();
    for _ in 0..RULES {
        let rule = dice.rule();
        let recurrence: Recurrence = rule.replace("\\n", "\n").parse().unwrap();
        let local = |time: chrono::NaiveDateTime| format!("{time:?}").replace(['-', ':'], "");
        let times: Vec<String> = recurrence.instances().take(INSTANCES).map(|instance| local(instance.local)).collect();
        writeln!(text, "{rule}\t{}", times.join(",")).unwrap();
    }
    text
}

fn compare(program: &str, script: &str) {
    let path = std::env::temp_dir().join("peer-circle-differ.txt");
    fs::write(&path, expanded()).unwrap();
    let script = format!("{}/{script}", env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(program).arg(script).arg(&path).output().unwrap();
    print!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
#[ignore = "needs Python and python-dateutil"]
fn dateutil_finds_the_same_but_for_what_is_known() {
    let python = std::env::var("PEER_CIRCLE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    compare(&python, "tests/data/calendar/differ.py");
}

#[test]
#[ignore = "needs Node and rrule-temporal"]
fn rrule_temporal_finds_the_same_but_for_what_is_known() {
    compare("node", "xtask/differ/recurrence.mjs");
}
