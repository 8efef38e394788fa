//! Quality must not slide: scores that were reached once are held.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

use super::{Log, Tally};
use crate::run::say;
use crate::{house, score};

/// One run of a score command, and what it must reach.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Floor {
    score: String,
    /// `DATA/` at the start stands for the folder of data.
    arguments: Vec<String>,
    /// Keys of the answer (`a.b` is `b` within `a`) and the most they may be.
    #[serde(default)]
    at_most: BTreeMap<String, f64>,
    /// Keys of the answer and the least they may be.
    #[serde(default)]
    at_least: BTreeMap<String, f64>,
}

/// Runs every line of tests/floors.json; needs the folder of data that `PEER_CIRCLE_DATA` names.
pub(super) fn check(log: &mut Log) -> Result<Tally> {
    let text = fs::read_to_string(house::at("tests/floors.json")).context("tests/floors.json is missing")?;
    let floors: Vec<Floor> = serde_json::from_str(&text).context("tests/floors.json is not of the format")?;
    let mut tally = Tally::default();
    let Some(data) = house::data() else {
        say("PEER_CIRCLE_DATA names no folder: the floors of scores are skipped");
        return Ok(Tally { skipped: floors.len() as u64, ..tally });
    };
    for floor in &floors {
        tally.add(floor.hold(log, &data)?);
    }
    Ok(tally)
}

impl Floor {
    fn hold(&self, log: &mut Log, data: &Path) -> Result<Tally> {
        let shown = format!("score {} {}", self.score, self.arguments.join(" "));
        match score::value(&self.score, &resolved(&self.arguments, data)) {
            Ok(None) => {
                log.line(&format!("{shown}: not yet"))?;
                Ok(Tally { skipped: 1, ..Tally::default() })
            }
            Ok(Some(answer)) => {
                let broken = self.broken(&answer);
                log.line(&format!("{shown}: {}", if broken.is_empty() { "held" } else { &broken }))?;
                Ok(Tally::one(broken.is_empty()))
            }
            Err(error) => {
                log.line(&format!("{shown}: {error:#}"))?;
                Ok(Tally::one(false))
            }
        }
    }

    /// What does not hold, in words.
    fn broken(&self, answer: &Value) -> String {
        let number = |key: &str| find(answer, key);
        let most = self.at_most.iter().filter(|(key, most)| !number(key).is_some_and(|got| got <= **most));
        let most = most.map(|(key, most)| format!("{key} is {:?}, at most {most}", number(key)));
        let least = self.at_least.iter().filter(|(key, least)| !number(key).is_some_and(|got| got >= **least));
        let least = least.map(|(key, least)| format!("{key} is {:?}, at least {least}", number(key)));
        most.chain(least).collect::<Vec<_>>().join("; ")
    }
}

/// Arguments with `DATA/` at their start as the folder of data.
pub(super) fn resolved(arguments: &[String], data: &Path) -> Vec<String> {
    let full = |argument: &String| match argument.strip_prefix("DATA/") {
        Some(rest) => data.join(rest).to_string_lossy().into_owned(),
        None => argument.clone(),
    };
    arguments.iter().map(full).collect()
}

/// A number (or yes and no as 1 and 0) in an answer.
fn find(answer: &Value, key: &str) -> Option<f64> {
    let found = key.split('.').try_fold(answer, |value, part| value.get(part))?;
    found.as_f64().or_else(|| found.as_bool().map(|yes| f64::from(u8::from(yes))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_is_held_or_says_what_broke() -> Result<()> {
        let text =
            r#"{"score":"x","arguments":["DATA/a"],"atMost":{"cost":110},"atLeast":{"core.passed":3,"proved":1}}"#;
        let floor: Floor = serde_json::from_str(text)?;
        let answer = |cost, passed| serde_json::json!({"cost": cost, "core": {"passed": passed}, "proved": true});
        assert_eq!(floor.broken(&answer(110, 3)), "");
        assert!(floor.broken(&answer(111, 2)).contains("cost is Some(111.0), at most 110; core.passed"));
        assert!(!floor.broken(&serde_json::json!({})).is_empty());
        assert_eq!(resolved(&floor.arguments, Path::new("/d")), ["/d/a"]);
        Ok(())
    }
}
