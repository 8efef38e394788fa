//! `score lexicon`: phrases in a text, and how fast they are found.

use anyhow::Result;
use peer_circle::themes::Lexicon;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Call, Timed, Watch};

#[derive(Serialize)]
struct Request {
    text: String,
    phrases: Vec<String>,
}

#[derive(Deserialize)]
struct Answer {
    matches: u64,
    /// The seconds that one JavaScript regular expression took in the same run.
    #[serde(default)]
    regex_seconds: Option<f64>,
    #[serde(default)]
    regex_matches: Option<u64>,
}

pub(super) fn run(call: &Call) -> Result<Value> {
    let phrases = call.text(1)?.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let request = Request { text: call.text(0)?, phrases };
    let Timed { answer, seconds } = call.ask_timed(&request, native)?;
    let mut printed = json!({
        "matches": answer.matches,
        "mb_per_second": request.text.len() as f64 / 1e6 / seconds,
        "seconds": seconds,
    });
    if let (Some(regex), Some(keys)) = (answer.regex_seconds, printed.as_object_mut()) {
        keys.insert("ratio".to_owned(), json!(regex / seconds));
        keys.insert("regex_mb_per_second".to_owned(), json!(request.text.len() as f64 / 1e6 / regex));
        keys.insert("regex_matches".to_owned(), json!(answer.regex_matches));
    }
    Ok(printed)
}

fn native(request: &Request, watch: &mut Watch) -> Result<Answer> {
    let lexicon = Lexicon::new(&request.phrases)?.value;
    watch.start();
    let matches = lexicon.count(&request.text);
    watch.stop();
    Ok(Answer { matches, regex_seconds: None, regex_matches: None })
}
