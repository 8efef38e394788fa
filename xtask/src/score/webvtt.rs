//! WebVTT against the test suite of the web's browsers; always through the package, since its tests are JavaScript.

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Call, Timed};

/// A file with a test over its cues, or a cue's text with its expected tree.
#[derive(Clone, Serialize, Deserialize)]
struct Row {
    #[serde(alias = "id")]
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vtt_hex: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    script: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, rename = "expectedTree", skip_serializing_if = "Option::is_none")]
    expected_tree: Option<String>,
}

/// What became of a row: nothing, or what went wrong.
#[derive(Deserialize)]
struct Verdict {
    name: String,
    failure: Option<String>,
}

/// `score webvtt FILE.jsonl --wasm`
pub(super) fn run(call: &Call) -> Result<Value> {
    let rows: Vec<Row> = call.rows(0)?;
    let Timed { answer, .. } =
        call.ask(&rows, |_| -> Result<Vec<Verdict>> { bail!("score webvtt runs with --wasm alone") })?;
    let failed: Vec<Value> = answer
        .iter()
        .filter_map(|verdict| Some(json!({ "name": verdict.name, "failure": verdict.failure.as_ref()? })))
        .collect();
    Ok(json!({ "passed": answer.len() - failed.len(), "total": answer.len(), "failed": failed }))
}
