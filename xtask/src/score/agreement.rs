//! `score agreement`: for each fixture of the file the coefficients that it expects.

use peer_circle::ordered::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use peer_circle::themes::agreement::{
    Coefficients, Estimate, Ratings, Resampled, Resampling, SetCoefficients, SetRatings,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::Call;

/// One fixture, as the library takes it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Task {
    Ratings(Ratings),
    Sets(SetRatings),
}

/// What the library says to a task.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Told {
    Ratings(Box<Coefficients>),
    Sets(SetCoefficients),
}

pub(super) fn run(call: &Call) -> Result<Value> {
    let file: Value = call.json(0)?;
    let fixtures = file["fixtures"].as_array().context("the file has no list `fixtures`")?;
    let tasks: Vec<Task> = fixtures.iter().map(task).collect::<Result<_>>()?;
    let told: Vec<Told> = call.ask(&tasks, |tasks| Ok(tasks.iter().map(native).collect()))?.answer;
    let named = fixtures.iter().zip(&told).map(|(fixture, told)| {
        let name = fixture["name"].as_str().context("a fixture has no name")?;
        Ok((name.to_owned(), Value::Object(wanted(&fixture["expected"], keys(told)))))
    });
    Ok(Value::Object(named.collect::<Result<Map<_, _>>>()?))
}

fn native(task: &Task) -> Told {
    match task {
        Task::Ratings(ratings) => Told::Ratings(Box::new(ratings.report(Resampling::default()))),
        Task::Sets(sets) => Told::Sets(sets.report(Resampling::default())),
    }
}

fn task(fixture: &Value) -> Result<Task> {
    let data = &fixture["data"];
    let sets = ["masi", "jaccard"].iter().any(|key| fixture["expected"].get(key).is_some());
    if sets {
        return Ok(Task::Sets(set_ratings(data)?));
    }
    let format = fixture["format"].as_str().unwrap_or_default();
    if format.contains("count") || format.contains("categories") {
        let counts: Vec<Vec<u32>> = serde_json::from_value(data.clone())?;
        return Ok(Task::Ratings(Ratings::by_count(&counts)?));
    }
    let rows = numbers(data)?;
    let by_unit = format.starts_with("units");
    Ok(Task::Ratings(if by_unit { Ratings::by_unit(rows)? } else { Ratings::by_coder(&rows)? }))
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

/// Sets from triples of coder, unit and set.
fn set_ratings(data: &Value) -> Result<SetRatings> {
    let triples: Vec<(Value, Value, BTreeSet<String>)> = serde_json::from_value(data.clone())?;
    let coders: BTreeSet<String> = triples.iter().map(|(coder, _, _)| coder.to_string()).collect();
    let places: BTreeMap<String, usize> = coders.into_iter().zip(0..).collect();
    let mut units: BTreeMap<String, Vec<Option<BTreeSet<String>>>> = BTreeMap::new();
    for (coder, unit, set) in triples {
        let row = units.entry(unit.to_string()).or_insert_with(|| vec![None; places.len()]);
        row[places[&coder.to_string()]] = Some(set);
    }
    Ok(SetRatings { units: units.into_values().collect() })
}

fn keys(told: &Told) -> Map<String, Value> {
    let mut keys = Map::new();
    match told {
        Told::Ratings(report) => rating_keys(report, &mut keys),
        Told::Sets(SetCoefficients { masi, jaccard }) => {
            resampled("masi", *masi, &mut keys);
            resampled("jaccard", *jaccard, &mut keys);
        }
    }
    keys
}

fn rating_keys(report: &Coefficients, keys: &mut Map<String, Value>) {
    resampled("nominal", report.nominal, keys);
    resampled("ordinal", report.ordinal, keys);
    resampled("interval", report.interval, keys);
    resampled("ratio", report.ratio, keys);
    resampled("alpha", report.nominal, keys);
    estimate("percent", report.percent, keys);
    estimate("fleiss", report.fleiss, keys);
    estimate("krippendorff", report.krippendorff, keys);
    estimate("gwet", report.gwet, keys);
    estimate("ac1", report.gwet, keys);
    estimate("conger", report.conger, keys);
    estimate("cohen", report.conger, keys);
    estimate("bp", report.brennan_prediger, keys);
}

fn resampled(name: &str, value: Option<Resampled>, keys: &mut Map<String, Value>) {
    let Some(Resampled { value, low, high }) = value else { return };
    keys.insert(name.to_owned(), json!(value));
    keys.insert(format!("{name}_ci"), json!([low, high]));
}

fn estimate(name: &str, estimate: Option<Estimate>, keys: &mut Map<String, Value>) {
    let Some(Estimate { value, error, low, high, observed, chance }) = estimate else { return };
    keys.insert(name.to_owned(), json!(value));
    keys.insert(format!("{name}_se"), json!(error));
    keys.insert(format!("{name}_ci"), json!([low, high]));
    keys.insert(format!("pa_{name}"), json!(observed));
    keys.insert(format!("pe_{name}"), json!(chance));
}

/// The keys that the fixture names and their intervals; all where it names none.
fn wanted(expected: &Value, keys: Map<String, Value>) -> Map<String, Value> {
    let Some(expected) = expected.as_object() else { return keys };
    let known = |key: &String| {
        expected.contains_key(key) || key.strip_suffix("_ci").is_some_and(|of| expected.contains_key(of))
    };
    keys.into_iter().filter(|(key, _)| known(key)).collect()
}
