//! `score border [--people N]`: how long people take to cross between JavaScript and WebAssembly, always in Node.

use anyhow::{Result, bail};
use serde::Serialize;
use serde_json::Value;

use super::{Call, Timed};

#[derive(Serialize)]
struct Request {
    people: u32,
}

/// The fewest people of which something is promised: there and back in a fifth of forming's first second, `share`.
const PEOPLE: u32 = 10_000;

pub(super) fn run(call: &Call) -> Result<Value> {
    let request = Request { people: call.option("--people")?.unwrap_or(PEOPLE) };
    let native = |_: &Request| -> Result<Value> { bail!("score border runs with --wasm alone") };
    let Timed { answer, .. } = call.ask(&request, native)?;
    Ok(answer)
}
