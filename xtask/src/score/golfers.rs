//! `score golfers GROUPS SIZE WEEKS`: weeks of groups in which no two players meet twice.

use std::collections::BTreeSet;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use peer_circle::circles::{Remix, Rounds, Seed};
use peer_circle::job::Job;
use serde::Serialize;
use serde_json::{Value, json};

use super::{Call, Timed};

#[derive(Serialize)]
struct Request {
    people: u32,
    circles: u32,
    rounds: u32,
    seed: u64,
    seconds: Option<f64>,
    moves: Option<u64>,
}

/// Moves between two looks at the clock.
const STEP: u64 = 50_000;
/// How long it takes when nothing is said.
const SECONDS: f64 = 10.0;

pub(super) fn run(call: &Call) -> Result<Value> {
    let number = |at: usize| -> Result<u32> { Ok(call.place(at)?.parse()?) };
    let (circles, size, rounds) = (number(0)?, number(1)?, number(2)?);
    let (seconds, moves) = (call.option("--seconds")?, call.option("--moves")?);
    let seconds = seconds.or(moves.is_none().then_some(SECONDS));
    let seed = call.option("--seed")?.unwrap_or(1);
    let request = Request { people: circles * size, circles, rounds, seed, seconds, moves };
    let Timed { answer, seconds } = call.ask(&request, native)?;
    let repeats = judge(&answer.rounds, request.people, size, rounds)?;
    Ok(json!({ "repeats": repeats, "weeks": answer.rounds, "seconds": seconds }))
}

fn native(request: &Request) -> Result<Remix> {
    let start = Instant::now();
    let mut work = Rounds::new(request.people, request.circles, request.rounds, Seed(request.seed))?;
    let mut left = request.moves.unwrap_or(u64::MAX);
    let over = |left: u64| left == 0 || request.seconds.is_some_and(|limit| start.elapsed().as_secs_f64() >= limit);
    while !work.step(left.min(STEP)).done {
        left -= left.min(STEP);
        if over(left) {
            break;
        }
    }
    work.best().context("there are no rounds")
}

/// Counts pairs that meet again, in weeks that everybody is in once.
fn judge(weeks: &[Vec<Vec<u32>>], people: u32, size: u32, rounds: u32) -> Result<usize> {
    ensure!(weeks.len() == rounds as usize, "there are {} weeks", weeks.len());
    let mut met = BTreeSet::new();
    let mut repeats = 0;
    for week in weeks {
        let mut seen: Vec<u32> = week.concat();
        seen.sort_unstable();
        ensure!(seen.into_iter().eq(0..people), "somebody is in no group, or in two");
        ensure!(week.iter().all(|group| group.len() == size as usize), "a group is too large or too small");
        for group in week {
            let pairs = group.iter().flat_map(|one| group.iter().map(move |two| (one, two)));
            repeats += pairs.filter(|(one, two)| one < two && !met.insert((**one, **two))).count();
        }
    }
    Ok(repeats)
}
