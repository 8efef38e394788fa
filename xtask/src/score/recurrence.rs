//! `score recurrence FILE.json`: RRULE cases of other libraries' test suites.

use std::collections::BTreeMap;

use anyhow::Result;
use peer_circle::calendar::{Recurrence, Rule};
use peer_circle::time::Zone;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Call;

#[derive(Deserialize)]
struct File {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    rrule: String,
    dtstart: String,
    #[serde(default)]
    tzid: Option<String>,
    #[serde(default)]
    date_only: bool,
    #[serde(default)]
    rdate: Option<Vec<String>>,
    #[serde(default)]
    exdate: Option<Vec<String>>,
    expected: Vec<String>,
    #[serde(default)]
    complete: bool,
    tier: String,
}

/// A recurrence as text, and how many instances are wanted.
#[derive(Serialize)]
struct Question {
    text: String,
    limit: usize,
}

/// Milliseconds since 1970, or the error's message.
#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    Instants(Vec<f64>),
    Failed(String),
}

/// `score recurrence`
pub(super) fn run(call: &Call) -> Result<Value> {
    let file: File = call.json(0)?;
    let questions: Vec<Question> = file.cases.iter().map(question).collect();
    let timed = call.ask(&questions, |questions| Ok(questions.iter().map(native).collect::<Vec<Answer>>()))?;
    let mut tiers: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let (mut failed, mut verdicts) = (Vec::new(), Vec::new());
    for (case, answer) in file.cases.iter().zip(timed.answer) {
        let got = local_times(case, answer);
        let passed = got.as_ref().is_ok_and(|got| *got == case.expected);
        let tier = tiers.entry(&case.tier).or_default();
        *tier = (tier.0 + u32::from(passed), tier.1 + 1);
        let got = || got.clone().map_or_else(Value::from, |got| json!(got));
        if case.tier != "core" {
            verdicts.push(json!({ "id": case.id, "agrees": passed, "verdict": verdict(case) }));
        } else if !passed {
            failed.push(json!({ "id": case.id, "got": got() }));
        }
    }
    let core = tiers.get("core").copied().unwrap_or_default();
    let tier = |(name, (passed, total)): (&&str, &(u32, u32))| {
        ((*name).to_owned(), json!({ "passed": passed, "total": total }))
    };
    let by_tier: serde_json::Map<String, Value> = tiers.iter().map(tier).collect();
    Ok(json!({
        "passed": core.0, "total": core.1, "by_tier": by_tier, "failed": failed, "verdicts": verdicts,
        "seconds": timed.seconds,
    }))
}

fn question(case: &Case) -> Question {
    let zone = case.tzid.as_ref().map(|zone| format!(";TZID={zone}")).unwrap_or_default();
    let rule = case.rrule.trim().trim_start_matches("RRULE:");
    let mut text = format!("DTSTART{zone}:{}\nRRULE:{rule}\n", case.dtstart);
    for (name, dates) in [("RDATE", &case.rdate), ("EXDATE", &case.exdate)] {
        for date in dates.iter().flatten() {
            text.push_str(&format!("{name}{zone}:{date}\n"));
        }
    }
    // One more than expected shows a rule that should have ended.
    Question { text, limit: case.expected.len() + usize::from(case.complete) }
}

fn native(question: &Question) -> Answer {
    match question.text.parse::<Recurrence>() {
        Ok(recurrence) => {
            let instances = recurrence.instances().take(question.limit);
            Answer::Instants(instances.map(|instance| instance.instant.timestamp_millis() as f64).collect())
        }
        Err(error) => Answer::Failed(error.to_string()),
    }
}

/// The answer as the file writes its expectations.
fn local_times(case: &Case, answer: Answer) -> Result<Vec<String>, String> {
    let instants = match answer {
        Answer::Instants(instants) => instants,
        Answer::Failed(message) => return Err(message),
    };
    let zone = match (&case.tzid, case.dtstart.ends_with('Z')) {
        (Some(name), false) => Zone::named(name).map_err(|error| error.to_string())?,
        _ => Zone::utc(),
    };
    let local = |instant: f64| {
        let local = zone.local_at(chrono::DateTime::from_timestamp_millis(instant as i64)?);
        let text: String = format!("{local:?}").chars().filter(|c| !"-:".contains(*c)).collect();
        Some(if case.date_only { text.chars().take(8).collect() } else { text })
    };
    Ok(instants.into_iter().filter_map(local).collect())
}

/// How the library decides a case that the RFC leaves open or forbids.
fn verdict(case: &Case) -> String {
    let Ok(rule) = case.rrule.parse::<Rule>() else { return "refused: the rule cannot be read".to_owned() };
    let objections: Vec<String> = rule.objections().iter().map(|error| error.message().to_owned()).collect();
    if !objections.is_empty() {
        return format!("not allowed by RFC 5545, 3.3.10, and understood all the same: {}", objections.join("; "));
    }
    let utc_end = case.rrule.contains("UNTIL=") && case.rrule.split("UNTIL=").nth(1).is_some_and(ends_in_utc);
    if utc_end && case.tzid.is_none() {
        return "UNTIL in universal time, DTSTART without a zone: the two are compared as they are written".to_owned();
    }
    if case.rrule.contains("BYMONTHDAY") && !case.rrule.contains("BYMONTH=") && case.rrule.contains("YEARLY") {
        return "BYMONTHDAY of a YEARLY rule without BYMONTH is of every month (the table in RFC 5545, 3.3.10)"
            .to_owned();
    }
    if !case.dtstart.contains('T') && case.expected.iter().any(|time| time.contains('T')) {
        return "a DTSTART that is a date has dates as its instances".to_owned();
    }
    "a DTSTART that the rule does not match is no instance and does not count; `Starts::Always` makes it one \
     (RFC 5545, 3.8.5.3, leaves it undefined)"
        .to_owned()
}

fn ends_in_utc(rest: &str) -> bool {
    rest.split(';').next().is_some_and(|until| until.ends_with('Z'))
}
