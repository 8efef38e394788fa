//! One seed, one answer: natively and in WebAssembly.

use anyhow::{Context, Result};
use serde_json::Value;

use super::floors::resolved;
use super::{Log, Tally};
use crate::{house, score};

/// Score commands whose answer depends on their arguments alone; with `DATA/`, only where the data are.
const CASES: [&str; 14] = [
    "transcript examples/data/session.vtt",
    "rosters",
    "rosters --count 2 --people 300 --moves 700000",
    "rosters --count 4 --people 23 --moves 20000 --advice",
    "golfers 5 3 7 --moves 3000000",
    "circles DATA/circles/circle_n50_s1_h2.json --moves 200000 --seed 7",
    "circles DATA/circles/circle_n50_s1_h0.json --moves 3000000 --seed 1",
    "circles DATA/circles/circle_n100_s1_h0.json --moves 100000 --seed 2",
    "circles DATA/circles/circle_n1000_s1_h0.json --moves 1000000 --seed 3",
    "mdgp DATA/mdgp/RanInt_n012_ss_01.txt --moves 100000 --seed 7",
    "slots DATA/slots/slots_c8_r1_s1.json",
    "recurrence DATA/recurrence/cases.json",
    "agreement DATA/agreement/reference.json",
    "deid DATA/deid/presidio_synth_v2.dev.jsonl",
];

/// Runs each case natively and through the package, and compares all that was printed but the time it took.
pub(super) fn check(log: &mut Log) -> Result<Tally> {
    let mut tally = Tally::default();
    for case in CASES {
        match compare(case) {
            Ok(None) => {
                log.line(&format!("skipped: {case}"))?;
                tally.add(Tally { skipped: 1, ..Tally::default() });
            }
            Ok(Some(same)) => {
                log.line(&format!("{}: {case}", if same { "same" } else { "error, it differs" }))?;
                tally.add(Tally::one(same));
            }
            Err(error) => {
                log.line(&format!("error: {case}: {error:#}"))?;
                tally.add(Tally::one(false));
            }
        }
    }
    Ok(tally)
}

/// Whether both ways print the same; none where the command or the data are not there.
fn compare(case: &str) -> Result<Option<bool>> {
    let words: Vec<String> = case.split_whitespace().map(str::to_owned).collect();
    let (name, arguments) = words.split_first().context("a case names a command")?;
    let arguments = match house::data() {
        Some(data) => resolved(arguments, &data),
        None if case.contains(" DATA/") => return Ok(None),
        None => arguments.to_vec(),
    };
    let Some(native) = score::value(name, &arguments)? else { return Ok(None) };
    let packaged = score::value(name, &[arguments, vec!["--wasm".to_owned()]].concat())?;
    Ok(Some(packaged.map(timeless) == Some(timeless(native))))
}

/// A value without what tells of time and memory, at any depth.
fn timeless(value: Value) -> Value {
    let timing = |key: &str| key.contains("second") || key == "ratio" || key == "megabytes";
    match value {
        Value::Object(map) => {
            let kept = map.into_iter().filter(|(key, _)| !timing(key)).map(|(key, value)| (key, timeless(value)));
            Value::Object(kept.collect())
        }
        Value::Array(list) => Value::Array(list.into_iter().map(timeless).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_does_not_count_and_all_else_does() {
        let value =
            |seconds, cost| serde_json::json!({"seconds": seconds, "a": [{"mb_per_second": seconds, "cost": cost}]});
        assert_eq!(timeless(value(1, 2)), timeless(value(3, 2)));
        assert_ne!(timeless(value(1, 2)), timeless(value(1, 3)));
    }
}
