//! Which of the circles is which: where circles change, each keeps the name that most of its people know.
//!
//! Moves of single people hardly ever find that two circles had better change names, since on the way there everybody
//! is away from home.

use super::model::Model;

/// The same circles under the numbers that let most people stay; none where they have those.
///
/// Pairs of numbers are exchanged for as long as that helps; circles that hold somebody who may not leave keep theirs.
pub(super) fn relabel(model: &Model, seats: &[Option<u32>], places: &[u32]) -> Option<Vec<u32>> {
    let present = model.rules.present.len();
    if present == 0 {
        return None;
    }
    let circles = model.waiting();
    let mut fixed = vec![false; circles];
    seats.iter().flatten().filter_map(|seat| usize::try_from(*seat).ok()).for_each(|seat| fixed[seat] = true);
    let known = known(model, places, present);
    // The circle that goes by each number.
    let mut circle_of: Vec<usize> = (0..circles).collect();
    let mut gained = false;
    while let Some((one, other)) = best(&known, &fixed, &circle_of, present) {
        circle_of.swap(one, other);
        gained = true;
    }
    let mut number_of = vec![0; circles + 1];
    number_of[circles] = circles as u32;
    circle_of.iter().enumerate().for_each(|(number, circle)| number_of[*circle] = number as u32);
    gained.then(|| places.iter().map(|circle| number_of[*circle as usize]).collect())
}

/// For each circle, how many of its people know it by each present number.
fn known(model: &Model, places: &[u32], present: usize) -> Vec<Vec<i64>> {
    let mut known = vec![vec![0; present]; model.waiting() + 1];
    for (unit, people) in model.units.iter().enumerate() {
        for home in people.iter().filter_map(|person| model.home[*person as usize]) {
            known[places[unit] as usize][home as usize] += 1;
        }
    }
    known
}

fn best(known: &[Vec<i64>], fixed: &[bool], circle_of: &[usize], present: usize) -> Option<(usize, usize)> {
    let at = |circle: usize, number: usize| known[circle].get(number).copied().unwrap_or(0);
    let free = |number: &usize| !fixed[circle_of[*number]] && !fixed[*number];
    let mut best: Option<(usize, usize, i64)> = None;
    for one in (0..present).filter(free) {
        for other in (one + 1..circle_of.len()).filter(free) {
            let (a, b) = (circle_of[one], circle_of[other]);
            let gain = at(b, one) + at(a, other) - at(a, one) - at(b, other);
            if gain > best.map_or(0, |(_, _, gain)| gain) {
                best = Some((one, other, gain));
            }
        }
    }
    best.map(|(one, other, _)| (one, other))
}
