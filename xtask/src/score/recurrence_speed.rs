//! `score recurrence-speed`: many short recurrences in New York, and one long daily one.

use anyhow::{Result, ensure};
use peer_circle::calendar::Recurrence;
use serde::Serialize;
use serde_json::{Value, json};

use super::Call;

const RULES: usize = 10_000;
const DAILY: usize = 20_000;
/// The best of so many runs: the machine does other things as well.
const RUNS: usize = 5;

#[derive(Serialize)]
struct Request {
    texts: Vec<String>,
    limit: usize,
}

/// `score recurrence-speed`
pub(super) fn run(call: &Call) -> Result<Value> {
    // Different starts, so that no run can profit from the one before.
    let start =
        |index: usize| format!("{}{:02}{:02}T{:02}3000", 2000 + index % 40, index % 12 + 1, index % 28 + 1, index % 24);
    let rule = "RRULE:FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=15";
    let text = |index| format!("DTSTART;TZID=America/New_York:{}\n{rule}", start(index));
    let many = Request { texts: (0..RULES).map(text).collect(), limit: 15 };
    let daily = "DTSTART;TZID=America/New_York:20000101T093000\nRRULE:FREQ=DAILY".to_owned();
    let long = Request { texts: vec![daily], limit: DAILY };
    let (instances, seconds) = best(call, &many)?;
    ensure!(instances == RULES * 15, "{instances} instances");
    let (daily_instances, daily_seconds) = best(call, &long)?;
    ensure!(daily_instances == DAILY, "{daily_instances} daily instances");
    Ok(json!({ "rules": RULES, "instances": instances, "seconds": seconds, "daily_seconds": daily_seconds }))
}

fn best(call: &Call, request: &Request) -> Result<(usize, f64)> {
    let mut best = (0, f64::INFINITY);
    for _ in 0..if call.wasm { 1 } else { RUNS } {
        let timed = call.ask(request, native)?;
        if timed.seconds < best.1 {
            best = (timed.answer, timed.seconds);
        }
    }
    Ok(best)
}

fn native(request: &Request) -> Result<usize> {
    let mut instances = 0;
    for text in &request.texts {
        let recurrence: Recurrence = text.parse()?;
        let instants = recurrence.instances().take(request.limit).map(|instance| instance.instant.timestamp());
        instances += std::hint::black_box(instants.collect::<Vec<i64>>()).len();
    }
    Ok(instances)
}
