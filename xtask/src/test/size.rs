//! Nothing that is shipped grows without somebody deciding so.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use super::{Log, Tally};
use crate::house;
use crate::score;

/// Each figure of pkg/size-budget.json, brotli bytes by name (`*` for those not named), held against what `score size` prints.
pub(super) fn check(log: &mut Log) -> Result<Tally> {
    let text = fs::read_to_string(house::at("pkg/size-budget.json")).context("pkg/size-budget.json is missing")?;
    let budget: Value = serde_json::from_str(&text).context("pkg/size-budget.json is not JSON")?;
    let Some(sizes) = score::value("size", &[])? else { bail!("there is no score size") };
    let mut tally = Tally::default();
    for group in ["wasm", "entries"] {
        tally.add(compare(log, group, &table(&budget, group), &table(&sizes, group))?);
    }
    Ok(tally)
}

fn compare(log: &mut Log, group: &str, budget: &Map<String, Value>, sizes: &Map<String, Value>) -> Result<Tally> {
    let mut tally = Tally::default();
    for (name, size) in sizes {
        let size = size.get("brotli").and_then(Value::as_u64).unwrap_or(u64::MAX);
        let most = budget.get(name).or_else(|| budget.get("*")).and_then(Value::as_u64);
        let most_said = most.map_or("no budget: add one".to_owned(), |most| format!("at most {most}"));
        log.line(&format!("{group} {name}: {size} bytes brotli, {most_said}"))?;
        tally.add(Tally::one(most.is_some_and(|most| size <= most)));
    }
    Ok(tally)
}

fn table(value: &Value, group: &str) -> Map<String, Value> {
    value.get(group).and_then(Value::as_object).cloned().unwrap_or_default()
}
