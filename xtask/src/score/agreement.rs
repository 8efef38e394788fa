//! `score agreement FILE.json`: the coefficients that each fixture of the file expects.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use peer_circle::themes::agreement::{Coefficient, Interval, Level, Ratings, SetDistance, SetRatings, bootstrap};
use serde_json::{Map, Value, json};

/// Samples and seed of the resampled intervals.
const SAMPLES: u32 = 1_000;
const SEED: u64 = 7;

const LEVELS: [(&str, Level); 4] = [
    ("nominal", Level::Nominal),
    ("ordinal", Level::Ordinal),
    ("interval", Level::Interval),
    ("ratio", Level::Ratio),
];

const COEFFICIENTS: [(&str, Coefficient); 7] = [
    ("percent", Coefficient::Percent),
    ("fleiss", Coefficient::Fleiss),
    ("krippendorff", Coefficient::Krippendorff),
    ("gwet", Coefficient::Gwet),
    ("conger", Coefficient::Conger),
    ("cohen", Coefficient::Conger),
    ("bp", Coefficient::BrennanPrediger),
];

/// The fixtures of a file by name, each with the coefficients that fit its format.
pub fn agreement(text: &str) -> Result<Value> {
    let file: Value = serde_json::from_str(text)?;
    let fixtures = file["fixtures"].as_array().context("the file has no list `fixtures`")?;
    let named = fixtures.iter().map(|fixture| {
        let name = fixture["name"].as_str().context("a fixture has no name")?;
        Ok((name.to_owned(), Value::Object(score(fixture).with_context(|| name.to_owned())?)))
    });
    Ok(Value::Object(named.collect::<Result<Map<_, _>>>()?))
}

fn score(fixture: &Value) -> Result<Map<String, Value>> {
    let expected = &fixture["expected"];
    let sets = ["masi", "jaccard"].iter().any(|key| expected.get(key).is_some());
    let mut scores = if sets { set_scores(&fixture["data"])? } else { rating_scores(&ratings(fixture)?) };
    // The keys of the file, where it has any; a file without expectations gets all.
    if let Some(wanted) = expected.as_object() {
        let wanted = |key: &String| wanted.contains_key(key) || key.ends_with("_ci");
        scores = scores.into_iter().filter(|(key, _)| wanted(key)).collect();
    }
    Ok(scores)
}

fn ratings(fixture: &Value) -> Result<Ratings> {
    let format = fixture["format"].as_str().unwrap_or_default();
    if format.contains("count") || format.contains("categories") {
        let counts: Vec<Vec<u32>> = serde_json::from_value(fixture["data"].clone())?;
        return Ok(Ratings::by_count(&counts)?);
    }
    let rows: Vec<Vec<Option<f64>>> = numbers(&fixture["data"])?;
    Ok(if format.starts_with("units") { Ratings::by_unit(rows)? } else { Ratings::by_coder(&rows)? })
}

/// The rows of a table; categories in words become numbers.
fn numbers(data: &Value) -> Result<Vec<Vec<Option<f64>>>> {
    let rows: Vec<Vec<Value>> = serde_json::from_value(data.clone())?;
    let words: BTreeSet<&str> = rows.iter().flatten().filter_map(Value::as_str).collect();
    let place: BTreeMap<&str, f64> = words.into_iter().zip((0u32..).map(f64::from)).collect();
    let number = |value: &Value| match value {
        Value::Null => Ok(None),
        Value::Number(number) => Ok(number.as_f64()),
        Value::String(word) => Ok(place.get(word.as_str()).copied()),
        other => bail!("{other} is no rating"),
    };
    rows.iter().map(|row| row.iter().map(number).collect()).collect()
}

fn rating_scores(ratings: &Ratings) -> Map<String, Value> {
    let mut scores = Map::new();
    for (key, level) in LEVELS {
        let Some(alpha) = ratings.alpha(level) else { continue };
        scores.insert(key.to_owned(), json!(alpha));
        let interval = bootstrap(&ratings.units, SAMPLES, SEED, |units| Ratings { units }.alpha(level));
        scores.insert(format!("{key}_ci"), range(interval));
    }
    for (key, coefficient) in COEFFICIENTS {
        let Some(estimate) = ratings.estimate(coefficient) else { continue };
        scores.insert(key.to_owned(), json!(estimate.value));
        scores.insert(format!("{key}_se"), json!(estimate.error));
        scores.insert(format!("{key}_ci"), json!([estimate.low, estimate.high]));
        scores.insert(format!("pa_{key}"), json!(estimate.observed));
        scores.insert(format!("pe_{key}"), json!(estimate.chance));
    }
    scores
}

fn range(interval: Option<Interval>) -> Value {
    interval.map_or(Value::Null, |interval| json!([interval.low, interval.high]))
}

/// Alpha over sets, from triples of coder, unit and set.
fn set_scores(data: &Value) -> Result<Map<String, Value>> {
    let triples: Vec<(Value, Value, BTreeSet<String>)> = serde_json::from_value(data.clone())?;
    let coders: BTreeSet<String> = triples.iter().map(|(coder, _, _)| coder.to_string()).collect();
    let mut units: BTreeMap<String, Vec<Option<BTreeSet<String>>>> = BTreeMap::new();
    for (coder, unit, set) in triples {
        let row = units.entry(unit.to_string()).or_insert_with(|| vec![None; coders.len()]);
        let place = coders.iter().position(|known| *known == coder.to_string()).context("a coder is not known")?;
        row[place] = Some(set);
    }
    let ratings = SetRatings { units: units.into_values().collect() };
    let mut scores = Map::new();
    for (key, distance) in [("masi", SetDistance::Masi), ("jaccard", SetDistance::Jaccard)] {
        scores.insert(key.to_owned(), json!(ratings.alpha(distance)));
        let interval = bootstrap(&ratings.units, SAMPLES, SEED, |units| SetRatings { units }.alpha(distance));
        scores.insert(format!("{key}_ci"), range(interval));
    }
    Ok(scores)
}
