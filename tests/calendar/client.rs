//! A small calendar that does what RFC 5546 asks of one that receives invitations, and nothing more.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use peer_circle::calendar::Recurrence;

/// What somebody's calendar holds, by UID.
#[derive(Default)]
pub(crate) struct Client(BTreeMap<String, Held>);

#[derive(Default)]
struct Held {
    sequence: i64,
    /// The lines that make the recurrence.
    recurrence: String,
    /// By the instant first planned: the instant now, or none for a session that was cancelled; and the sequence.
    exceptions: BTreeMap<DateTime<Utc>, (Option<DateTime<Utc>>, i64)>,
}

struct Event {
    lines: Vec<String>,
}

impl Event {
    fn value(&self, name: &str) -> Option<&str> {
        self.line(name).and_then(|line| line.split_once(':')).map(|(_, value)| value)
    }

    fn line(&self, name: &str) -> Option<&str> {
        let is = |line: &&String| line.strip_prefix(name).is_some_and(|rest| rest.starts_with([':', ';']));
        self.lines.iter().find(is).map(String::as_str)
    }

    /// The instant of a line.
    fn instant(&self, name: &str) -> Option<DateTime<Utc>> {
        let line = self.line(name)?.replacen(name, "DTSTART", 1);
        let recurrence: Recurrence = line.parse().unwrap();
        recurrence.instances().next().map(|instance| instance.instant)
    }

    /// The lines that say when it is.
    fn recurrence(&self) -> String {
        let when = |line: &&String| ["DTSTART", "RRULE", "EXDATE", "RDATE"].iter().any(|name| line.starts_with(name));
        self.lines.iter().filter(when).cloned().collect::<Vec<_>>().join("\n")
    }
}

impl Client {
    /// Takes in a text, as a calendar does that was sent it; what such a calendar would not heed fails the test.
    pub(crate) fn receive(&mut self, text: &str) {
        let text = text.replace("\r\n ", "");
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        let method = lines.iter().find_map(|line| line.strip_prefix("METHOD:")).unwrap();
        let events = events(&lines);
        let uids: std::collections::BTreeSet<_> = events.iter().map(|event| event.value("UID")).collect();
        assert_eq!(uids.len(), 1, "one UID in an invitation: {text}");
        for event in &events {
            assert!(event.line("ORGANIZER").is_some() && event.line("DTSTAMP").is_some());
            match method {
                "REQUEST" => self.request(event),
                "CANCEL" => self.cancel(event),
                _ => panic!("{method}"),
            }
        }
    }

    fn request(&mut self, event: &Event) {
        let uid = event.value("UID").unwrap().to_owned();
        let sequence: i64 = event.value("SEQUENCE").unwrap().parse().unwrap();
        let held = self.0.entry(uid).or_insert_with(|| Held { sequence: -1, ..Held::default() });
        let start = event.instant("DTSTART");
        match event.instant("RECURRENCE-ID") {
            None => {
                let newer = sequence > held.sequence;
                assert!(newer, "a calendar heeds no older series: {sequence} after {}", held.sequence);
                *held = Held { sequence, recurrence: event.recurrence(), exceptions: BTreeMap::new() };
            }
            Some(planned) => {
                let before = held.exceptions.get(&planned).map_or(-1, |(_, sequence)| *sequence);
                assert!(sequence > before, "a calendar heeds no older session: {sequence} after {before}");
                held.exceptions.insert(planned, (start, sequence));
            }
        }
    }

    fn cancel(&mut self, event: &Event) {
        let uid = event.value("UID").unwrap();
        let sequence: i64 = event.value("SEQUENCE").unwrap().parse().unwrap();
        let held = self.0.get_mut(uid).unwrap_or_else(|| panic!("nothing is known of {uid}"));
        let before = match event.instant("RECURRENCE-ID") {
            None => self.0.remove(uid).map_or(0, |held| held.sequence),
            Some(planned) => {
                let (_, before) = held.exceptions.insert(planned, (None, sequence)).unwrap_or((None, held.sequence));
                before
            }
        };
        assert!(sequence > before, "a cancellation is a change of its own: {sequence} after {before}");
    }

    /// When the calendar shows something, sorted.
    pub(crate) fn starts(&self) -> Vec<DateTime<Utc>> {
        let mut starts: Vec<DateTime<Utc>> = self.0.values().flat_map(Held::starts).collect();
        starts.sort();
        starts
    }
}

impl Held {
    fn starts(&self) -> Vec<DateTime<Utc>> {
        let recurrence: Recurrence = self.recurrence.parse().unwrap();
        let instants = recurrence.instances().map(|instance| instance.instant);
        let planned: Vec<DateTime<Utc>> = instants.filter(|at| !self.exceptions.contains_key(at)).collect();
        planned.into_iter().chain(self.exceptions.values().filter_map(|(start, _)| *start)).collect()
    }
}

fn events(lines: &[&str]) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    let mut stack: Vec<&str> = Vec::new();
    for line in lines {
        if let Some(name) = line.strip_prefix("BEGIN:") {
            stack.push(name);
            if name == "VEVENT" {
                events.push(Event { lines: Vec::new() });
            }
        } else if line.strip_prefix("END:").is_some() {
            stack.pop();
        } else if stack.last() == Some(&"VEVENT") {
            events.last_mut().unwrap().lines.push((*line).to_owned());
        }
    }
    events
}
