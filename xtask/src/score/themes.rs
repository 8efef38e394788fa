//! `score themes`: how well the models suggest after so many labels.

use peer_circle::ordered::BTreeMap;
use std::fs;

use anyhow::{Context, Result};
use peer_circle::themes::{Codebook, Label, Model, Said, Subject};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::Call;

/// Labels after which the models are judged.
const SIZES: [usize; 6] = [0, 50, 100, 200, 500, 2000];

/// The probability from which a suggestion would be shown.
const SHOWN: f64 = 0.7;

#[derive(Serialize)]
struct Request {
    subject: Subject,
    tests: Vec<Said>,
    runs: Vec<Vec<Label>>,
}

/// What came of one run: for each test the probabilities of the classes.
#[derive(Deserialize, Serialize)]
struct Told {
    probabilities: Vec<Vec<f64>>,
    fit_seconds: f64,
}

/// Means over the seeds.
#[derive(Default)]
struct Scores {
    macro_f1: f64,
    micro_f1: f64,
    ece: f64,
    coverage: f64,
    precision: f64,
    fit_seconds: f64,
}

pub(super) fn run(call: &Call) -> Result<Value> {
    let field: String = call.option("--label")?.context("--label is missing")?;
    let (train, test) = (rows(call, 0, &field)?, rows(call, 1, &field)?);
    let order: BTreeMap<String, Vec<String>> = file(call, "--order")?;
    let codebook: Codebook = file(call, "--codebook")?;
    let mut classes: Vec<String> = train.iter().chain(&test).map(|row| row.class.clone()).collect();
    classes.sort();
    classes.dedup();
    let place = |class: &String| classes.binary_search(class).unwrap_or_default();
    let known: BTreeMap<&str, usize> = train.iter().enumerate().map(|(at, row)| (row.id.as_str(), at)).collect();
    let mut runs = Vec::new();
    for size in SIZES {
        for ids in order.values().take(if size == 0 { 1 } else { usize::MAX }) {
            let turns = ids.iter().filter_map(|id| known.get(id.as_str())).take(size);
            let label = |at: &usize| Label { turn: *at as u32, class: place(&train[*at].class) as u32, yes: true };
            runs.push((size, turns.map(label).collect::<Vec<Label>>()));
        }
    }
    let said = |rows: &[Row]| rows.iter().map(|row| row.said.clone()).collect();
    let subject = Subject { codebook: codebook.settled(), classes: classes.clone(), one: true, turns: said(&train) };
    let request =
        Request { subject, tests: said(&test), runs: runs.iter().map(|(_, labels)| labels.clone()).collect() };
    let told: Vec<Told> = call.ask(&request, native)?.answer;
    let gold: Vec<usize> = test.iter().map(|row| place(&row.class)).collect();
    let mut printed = Map::new();
    for size in SIZES {
        let of: Vec<&Told> = runs.iter().zip(&told).filter(|((of, _), _)| *of == size).map(|(_, told)| told).collect();
        printed.insert(size.to_string(), judge(&of, &gold, classes.len()).keys());
    }
    Ok(by_measure(&printed))
}

fn native(request: &Request) -> Result<Vec<Told>> {
    let mut model = Model::new(&request.subject)?;
    let mut told = Vec::new();
    for labels in &request.runs {
        let start = std::time::Instant::now();
        model.learn(labels);
        let fit_seconds = start.elapsed().as_secs_f64();
        told.push(Told {
            probabilities: request.tests.iter().map(|said| model.probabilities(said)).collect(),
            fit_seconds,
        });
    }
    Ok(told)
}

struct Row {
    id: String,
    said: Said,
    class: String,
}

fn rows(call: &Call, number: usize, field: &str) -> Result<Vec<Row>> {
    let rows: Vec<Value> = call.rows(number)?;
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let row = |row: &Value| {
        let label = row[field].as_array().map_or(&row[field], |list| list.first().unwrap_or(&Value::Null));
        let class = label.as_str().with_context(|| format!("a row has no {field:?}"))?.to_owned();
        Ok(Row {
            id: text(row, "id"),
            said: Said { text: text(row, "text"), before: text(row, "prev"), ..Said::default() },
            class,
        })
    };
    rows.iter().map(row).collect()
}

fn file<T: serde::de::DeserializeOwned>(call: &Call, option: &str) -> Result<T> {
    let path: String = call.option(option)?.with_context(|| format!("{option} is missing"))?;
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
    serde_json::from_str(&text).with_context(|| format!("{path} is not of the format"))
}

fn judge(runs: &[&Told], gold: &[usize], classes: usize) -> Scores {
    let mut mean = Scores::default();
    let share = 1.0 / runs.len().max(1) as f64;
    for run in runs {
        let one = judge_one(&run.probabilities, gold, classes);
        mean.macro_f1 += share * one.macro_f1;
        mean.micro_f1 += share * one.micro_f1;
        mean.ece += share * one.ece;
        mean.coverage += share * one.coverage;
        mean.precision += share * one.precision;
        mean.fit_seconds += share * run.fit_seconds;
    }
    mean
}

fn judge_one(probabilities: &[Vec<f64>], gold: &[usize], classes: usize) -> Scores {
    let mut counts = vec![[0.0f64; 3]; classes];
    let mut bins = [[0.0f64; 3]; 10];
    for (shares, gold) in probabilities.iter().zip(gold) {
        let Some((chosen, share)) = shares.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1)) else {
            continue;
        };
        let hit = f64::from(u8::from(chosen == *gold));
        counts[chosen][0] += hit;
        counts[chosen][1] += 1.0;
        counts[*gold][2] += 1.0;
        let bin = &mut bins[((share * 10.0) as usize).min(9)];
        *bin = [bin[0] + 1.0, bin[1] + share, bin[2] + hit];
    }
    let all = gold.len().max(1) as f64;
    let f1 = |[hit, chosen, there]: &[f64; 3]| if chosen + there > 0.0 { 2.0 * hit / (chosen + there) } else { 0.0 };
    let shown = || probabilities.iter().zip(gold).filter(|(shares, _)| shares.iter().any(|share| *share >= SHOWN));
    let right = shown().filter(|(shares, gold)| shares.get(**gold).is_some_and(|share| *share >= SHOWN)).count();
    Scores {
        macro_f1: counts.iter().map(f1).sum::<f64>() / classes.max(1) as f64,
        micro_f1: counts.iter().map(|count| count[0]).sum::<f64>() / all,
        ece: bins.iter().map(|bin| (bin[1] - bin[2]).abs()).sum::<f64>() / all,
        coverage: shown().count() as f64 / all,
        precision: right as f64 / shown().count().max(1) as f64,
        fit_seconds: 0.0,
    }
}

impl Scores {
    fn keys(&self) -> Value {
        json!({
            "macro_f1": self.macro_f1, "micro_f1": self.micro_f1, "ece": self.ece, "coverage": self.coverage,
            "precision": self.precision, "fit_seconds": self.fit_seconds,
        })
    }
}

/// Each measure with its value by number of labels, and the same by number of labels.
fn by_measure(by_size: &Map<String, Value>) -> Value {
    let mut printed = Map::new();
    for measure in ["macro_f1", "micro_f1", "ece", "coverage", "precision", "fit_seconds"] {
        let of: Map<String, Value> = by_size.iter().map(|(size, keys)| (size.clone(), keys[measure].clone())).collect();
        printed.insert(measure.to_owned(), Value::Object(of));
    }
    printed.insert("by_labels".to_owned(), Value::Object(by_size.clone()));
    Value::Object(printed)
}
