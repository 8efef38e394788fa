//! `score tasks [--people N] [--turns N] [--only NAME]`: for how many milliseconds a call holds up a page without a worker,
//! and is silent; always in Node.

use anyhow::{Result, bail};
use serde::Serialize;
use serde_json::Value;

use super::{Call, Timed};

#[derive(Serialize)]
struct Request {
    people: u32,
    turns: u32,
    /// Calls whose name holds this.
    only: String,
}

pub(super) fn run(call: &Call) -> Result<Value> {
    let request = Request {
        people: call.option("--people")?.unwrap_or(20_000),
        turns: call.option("--turns")?.unwrap_or(60_000),
        only: call.option("--only")?.unwrap_or_default(),
    };
    let native = |_: &Request| -> Result<Value> { bail!("score tasks runs with --wasm alone") };
    let Timed { answer, .. } = call.ask(&request, native)?;
    Ok(answer)
}
