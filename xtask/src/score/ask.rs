//! One request, answered natively or by the built package in Node, and the time it took there.

use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Call;
use crate::{build, house, run};

/// An answer, and the seconds that the work took where it was done.
#[derive(Deserialize)]
pub(crate) struct Timed<A> {
    /// What came out.
    pub(crate) answer: A,
    /// Without starting, reading and encoding.
    pub(crate) seconds: f64,
}

/// A stopwatch for the part that counts.
#[derive(Default)]
pub(crate) struct Watch {
    since: Option<Instant>,
    total: Option<Duration>,
}

impl Watch {
    /// From here on it counts.
    pub(crate) fn start(&mut self) {
        self.since = Some(Instant::now());
    }

    /// From here on it does not.
    pub(crate) fn stop(&mut self) {
        let lap = self.since.take().map(|since| since.elapsed()).unwrap_or_default();
        self.total = Some(self.total.unwrap_or_default() + lap);
    }
}

impl Call {
    /// The answer to a request: by `native`, or with `--wasm` by the command's script.
    pub(crate) fn ask<R: Serialize, A: DeserializeOwned>(
        &self,
        request: &R,
        native: impl FnOnce(&R) -> Result<A>,
    ) -> Result<Timed<A>> {
        self.ask_timed(request, |request, _| native(request))
    }

    /// The same, where `native` says with the watch what counts.
    pub(crate) fn ask_timed<R: Serialize, A: DeserializeOwned>(
        &self,
        request: &R,
        native: impl FnOnce(&R, &mut Watch) -> Result<A>,
    ) -> Result<Timed<A>> {
        if self.wasm {
            return packaged(self.name, request);
        }
        let (mut watch, start) = (Watch::default(), Instant::now());
        let answer = native(request, &mut watch)?;
        let seconds = watch.total.unwrap_or_else(|| start.elapsed()).as_secs_f64();
        Ok(Timed { answer, seconds })
    }
}

/// The answer of `xtask/score/NAME.mjs`, in Node, with the package as it is built.
fn packaged<R: Serialize, A: DeserializeOwned>(name: &str, request: &R) -> Result<Timed<A>> {
    if !house::at(&format!("xtask/score/{name}.mjs")).is_file() {
        bail!("score {name} has no --wasm: xtask/score/{name}.mjs is not there");
    }
    build::package()?;
    let mut command = run::program("node", ["xtask/score/run.mjs", name], &house::root());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("cannot run node")?;
    let input = serde_json::to_vec(request)?;
    let mut pipe = child.stdin.take().context("node takes no input")?;
    let writer = std::thread::spawn(move || pipe.write_all(&input));
    let output = child.wait_with_output()?;
    let written = writer.join();
    if !output.status.success() {
        bail!("xtask/score/{name}.mjs ended with {}", output.status);
    }
    written.map_err(|_| anyhow::anyhow!("the request was not written"))??;
    serde_json::from_slice(&output.stdout).with_context(|| format!("xtask/score/{name}.mjs gave another answer"))
}
