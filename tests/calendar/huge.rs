//! Files of any size: what they cost to read. The large ones are for people:
//! `cargo test --release --test calendar huge -- --ignored --nocapture` prints the time and memory of 100 MB of each kind.

use std::time::Instant;

use peer_circle::calendar::read_busy;
use peer_circle::error::Read;
use peer_circle::time::Zone;

/// What a kind of files is called, and one of so many bytes.
type Kind = (&'static str, fn(usize) -> String);

fn kinds() -> [Kind; 8] {
    [
        ("events", |bytes| around(&event(1), bytes)),
        ("series that end before the term", |bytes| {
            around(&event(1).replace("END:", "RRULE:FREQ=DAILY;COUNT=3\nEND:"), bytes)
        }),
        ("one long line", |bytes| {
            around(&event(1).replace("END:", &format!("SUMMARY:{}\nEND:", "x".repeat(bytes))), 0)
        }),
        ("one line in folds", |bytes| {
            around(&event(1).replace("END:", &format!("SUMMARY:{}\nEND:", "\n x".repeat(bytes / 3))), 0)
        }),
        ("dates of one event", |bytes| {
            let dates = vec!["20201006T130000Z"; bytes / 17].join(",");
            around(&event(1).replace("END:", &format!("RDATE:{dates}\nEND:")), 0)
        }),
        ("lines that are none", |bytes| around("nothing of a calendar\n", bytes)),
        ("beginnings without end", |bytes| around("BEGIN:VEVENT\n", bytes)),
        ("zones", |bytes| {
            let zone = "BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\nDTSTART:16010101T020000\nTZOFFSETFROM:-0400\n\
                TZOFFSETTO:-0500\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\nEND:STANDARD\nEND:VTIMEZONE\n";
            let own = |number: usize| zone.replace("Own", &format!("Own{number}"));
            around(&(0..bytes / zone.len()).map(own).collect::<String>(), 0)
        }),
    ]
}

fn event(day: u32) -> String {
    format!(
        "BEGIN:VEVENT\nUID:4711\nSUMMARY:Something or other\nDTSTART;TZID=America/New_York:199810{day:02}T090000\n\
        DURATION:PT1H\nEND:VEVENT\n"
    )
}

/// A part so often that so many bytes are filled, then one event in the term.
fn around(part: &str, bytes: usize) -> String {
    let good = "BEGIN:VEVENT\nDTSTART:20201006T130000Z\nDURATION:PT1H\nEND:VEVENT\n";
    format!("BEGIN:VCALENDAR\n{good}{}END:VCALENDAR\n", part.repeat((bytes / part.len()).max(1)))
}

/// Reads it, and finds the one event whatever is around.
fn check(what: &str, text: &str) {
    let instant = |text: &str| text.parse().unwrap();
    let (from, to) = (instant("2020-10-01T00:00:00Z"), instant("2020-12-01T00:00:00Z"));
    let Read { value, problems } = read_busy(text.as_bytes(), from, to, &Zone::utc()).unwrap();
    assert_eq!(value.times.len(), 1, "{what}");
    assert!(problems.len() <= 1_000, "{what}: problems are as many as somebody reads");
}

#[test]
fn megabytes_of_anything_are_read() {
    for (what, text) in kinds() {
        let start = Instant::now();
        check(what, &text(1_000_000));
        // Seconds in a build without optimisation; what grows with the square would take hours.
        assert!(start.elapsed().as_secs() < 60, "{what}");
    }
}

#[test]
#[ignore = "takes a minute and a gigabyte"]
fn a_hundred_megabytes_of_anything() {
    for (what, text) in kinds() {
        let text = text(100_000_000);
        let before = memory();
        let start = Instant::now();
        check(what, &text);
        println!(
            "{what}: {:.1} s, {} MB beside the file",
            start.elapsed().as_secs_f64(),
            memory().saturating_sub(before)
        );
    }
}

/// The most memory that this process has held since it was last asked, in MB; nought where the system does not say.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let most =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    most.unwrap_or_default() / 1024
}
