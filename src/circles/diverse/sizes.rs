//! How many people each circle has: the larger a circle, the more pairs, so that sizes matter before people do.

use crate::circles::rules::Size;
use crate::error::{Error, Result};

/// How far the mean of a well chosen circle lies above that of any, in deviations by the root of its size.
const CHOSEN: f64 = 1.4;
/// Steps of the exact choice of sizes; beyond, circles are filled one person at a time.
const STEPS: usize = 30_000_000;

pub(super) fn check(sizes: &[Size], people: u32) -> Result<()> {
    let empty = |size: &Size| size.min > size.max || size.max == 0;
    if let Some(at) = sizes.iter().position(empty) {
        let size = sizes[at];
        let message = format!("a circle of at least {} and at most {} people cannot be", size.min, size.max);
        let error = Error::new("diverse.size", message).at_field(format!("sizes[{at}]"));
        return Err(error.hint("let the least be no more than the most, and the most at least 1"));
    }
    let sum = |bound: fn(&Size) -> u32| sizes.iter().map(|size| u64::from(bound(size))).sum::<u64>();
    let (least, most) = (sum(|size| size.min), sum(|size| size.max));
    if (least..=most).contains(&u64::from(people)) && !sizes.is_empty() {
        return Ok(());
    }
    let message = format!("{} circles take {least} to {most} people, and there are {people}", sizes.len());
    Err(Error::new("diverse.sizes", message).at_field("sizes").hint("change the number of circles or their sizes"))
}

/// The sizes with the most to expect: what so many pairs give on the mean, and what choosing well adds.
pub(super) fn promising(sizes: &[Size], people: usize, mean: f64, deviation: f64) -> Vec<u32> {
    let worth = |size: u32| {
        let size = f64::from(size);
        mean * size * (size - 1.0) / 2.0 + CHOSEN * deviation * size * size.sqrt()
    };
    let choices: usize =
        sizes.iter().map(|size| (size.max.min(people as u32) - size.min.min(size.max) + 1) as usize).sum();
    if choices.saturating_mul(people) <= STEPS { exact(sizes, people, worth) } else { greedy(sizes, people, worth) }
}

/// The best sizes, by how many people the first circles take.
fn exact(sizes: &[Size], people: usize, worth: impl Fn(u32) -> f64) -> Vec<u32> {
    let mut best = vec![f64::NEG_INFINITY; people + 1];
    best[0] = 0.0;
    let mut chosen = Vec::new();
    for size in sizes {
        let mut next = vec![f64::NEG_INFINITY; people + 1];
        let mut choice = vec![0; people + 1];
        for taken in (0..=people).filter(|taken| best[*taken] > f64::NEG_INFINITY) {
            for more in size.min..=size.max.min((people - taken) as u32) {
                let value = best[taken] + worth(more);
                let at = taken + more as usize;
                if value > next[at] {
                    (next[at], choice[at]) = (value, more);
                }
            }
        }
        best = next;
        chosen.push(choice);
    }
    let mut taken = people;
    let mut found: Vec<u32> = chosen
        .iter()
        .rev()
        .map(|choice| {
            let size = choice[taken];
            taken -= size as usize;
            size
        })
        .collect();
    found.reverse();
    found
}

/// Good sizes: one more person at a time where that is worth most.
fn greedy(sizes: &[Size], people: usize, worth: impl Fn(u32) -> f64) -> Vec<u32> {
    let mut found: Vec<u32> = sizes.iter().map(|size| size.min).collect();
    let gain = |size: u32| worth(size + 1) - worth(size);
    for _ in found.iter().map(|size| *size as usize).sum::<usize>()..people {
        let open = (0..sizes.len()).filter(|at| found[*at] < sizes[*at].max);
        if let Some(at) = open.max_by(|one, other| gain(found[*one]).total_cmp(&gain(found[*other]))) {
            found[at] += 1;
        }
    }
    found
}
