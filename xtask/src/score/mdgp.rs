//! `score mdgp FILE.txt`: an instance of the maximally diverse grouping problem.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use peer_circle::circles::{Distances, Diverse, Division, Seed, Size};
use peer_circle::job::Job;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Call, Timed};

/// The library's own input.
#[derive(Serialize)]
struct Request {
    distances: Distances,
    sizes: Vec<Size>,
    seed: u64,
    seconds: Option<f64>,
    moves: Option<u64>,
}

#[derive(Deserialize)]
struct Answer {
    division: Division,
    moves: u64,
}

/// Moves between two looks at the clock.
const STEP: u64 = 200_000;
/// How long it takes when nothing is said.
const SECONDS: f64 = 10.0;

pub(super) fn run(call: &Call) -> Result<Value> {
    let (distances, sizes) = instance(&call.text(0)?)?;
    let (seconds, moves) = (call.option("--seconds")?, call.option("--moves")?);
    let seconds = seconds.or(moves.is_none().then_some(SECONDS));
    let request = Request { distances, sizes, seed: call.option("--seed")?.unwrap_or(1), seconds, moves };
    let Timed { answer, seconds } = call.ask(&request, native)?;
    let groups = answer.division.circles;
    let objective = judge(&request, &groups)?;
    Ok(json!({ "objective": objective, "seconds": seconds, "moves": answer.moves, "groups": groups }))
}

fn native(request: &Request) -> Result<Answer> {
    let start = Instant::now();
    let mut work = Diverse::new(&request.distances, &request.sizes, Seed(request.seed))?;
    let mut moves = 0;
    loop {
        let left = request.moves.map_or(STEP, |most| (most - moves).min(STEP));
        let progress = work.step(left);
        moves = progress.work;
        let over = request.seconds.is_some_and(|limit| start.elapsed().as_secs_f64() >= limit);
        if progress.done || over || request.moves.is_some_and(|most| moves >= most) {
            break;
        }
    }
    Ok(Answer { division: work.best().context("there is no division")?, moves })
}

/// First `n groups ds|ss min max min max ..`, then `i j distance` on every line.
fn instance(text: &str) -> Result<(Distances, Vec<Size>)> {
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().context("the file is empty")?.split_whitespace().collect();
    let number = |at: usize| -> Result<u32> { Ok(head.get(at).context("the first line is too short")?.parse()?) };
    let (people, groups) = (number(0)?, number(1)? as usize);
    let size = |at: usize| -> Result<Size> { Ok(Size { min: number(3 + 2 * at)?, max: number(4 + 2 * at)? }) };
    let sizes: Result<Vec<Size>> = (0..groups).map(size).collect();
    let mut pairs = vec![f64::NAN; (people as usize * people.saturating_sub(1) as usize) / 2];
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let mut words = line.split_whitespace();
        let mut word = || words.next().with_context(|| format!("{line:?} is not i j distance"));
        let (one, other): (usize, usize) = (word()?.parse()?, word()?.parse()?);
        ensure!(one < other && other < people as usize, "{line:?} names nobody");
        pairs[pair(people as usize, one, other)] = word()?.parse()?;
    }
    Ok((Distances { people, pairs }, sizes?))
}

/// Where the distance of a pair stands, the smaller number first.
fn pair(people: usize, one: usize, other: usize) -> usize {
    one * (2 * people - one - 1) / 2 + other - one - 1
}

/// The objective, recomputed from the file; every person is in one group, and every group has its size.
fn judge(request: &Request, groups: &[Vec<u32>]) -> Result<f64> {
    let people = request.distances.people as usize;
    let mut seen: Vec<u32> = groups.iter().flatten().copied().collect();
    seen.sort_unstable();
    ensure!(seen.iter().copied().eq(0..people as u32), "somebody is in no group, or in two");
    ensure!(groups.len() == request.sizes.len(), "there are {} groups", groups.len());
    let fits = |(group, size): (&Vec<u32>, &Size)| (size.min..=size.max).contains(&(group.len() as u32));
    ensure!(groups.iter().zip(&request.sizes).all(fits), "a group is too large or too small");
    let within = |group: &Vec<u32>| -> f64 {
        let pairs = group.iter().enumerate().flat_map(|(at, one)| group[at + 1..].iter().map(move |two| (*one, *two)));
        let distance = |(one, two): (u32, u32)| pair(people, one.min(two) as usize, one.max(two) as usize);
        pairs.map(|both| request.distances.pairs[distance(both)]).sum()
    };
    Ok(groups.iter().map(within).sum())
}
