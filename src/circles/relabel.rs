//! Which of the circles is which: where circles change, each keeps the name that most of its people know.
//!
//! Moves of single people hardly ever find that two circles had better change names, since on the way there everybody
//! is away from home.

use std::cmp::Reverse;

use super::model::Model;

/// The same circles under the numbers that let most people stay; none where they have those.
///
/// Pairs of numbers are exchanged for as long as that helps; circles that hold somebody who may not leave keep theirs.
pub(super) fn relabel(model: &Model, seats: &[Option<u32>], places: &[u32]) -> Option<Vec<u32>> {
    if model.rules.present.is_empty() {
        return None;
    }
    let circles = model.waiting();
    let mut fixed = vec![false; circles];
    seats.iter().flatten().filter_map(|seat| usize::try_from(*seat).ok()).for_each(|seat| fixed[seat] = true);
    let known = known(model, places);
    // The circle that goes by each number.
    let mut circle_of: Vec<usize> = (0..circles).collect();
    let mut gained = false;
    while let Some((one, other)) = best(&known, &fixed, &circle_of) {
        circle_of.swap(one, other);
        gained = true;
    }
    let mut number_of = vec![0; circles + 1];
    number_of[circles] = circles as u32;
    circle_of.iter().enumerate().for_each(|(number, circle)| number_of[*circle] = number as u32);
    gained.then(|| places.iter().map(|circle| number_of[*circle as usize]).collect())
}

/// For each circle, by which present numbers its people know it, and how many of them do.
fn known(model: &Model, places: &[u32]) -> Vec<Vec<(usize, i64)>> {
    let mut known: Vec<Vec<(usize, i64)>> = vec![Vec::new(); model.waiting()];
    for (unit, people) in model.units.iter().enumerate() {
        let Some(numbers) = known.get_mut(places[unit] as usize) else { continue };
        for home in people.iter().filter_map(|person| model.home[*person as usize]) {
            match numbers.iter_mut().find(|(number, _)| *number == home as usize) {
                Some((_, people)) => *people += 1,
                None => numbers.push((home as usize, 1)),
            }
        }
    }
    known
}

/// The exchange of two numbers that lets the most people stay, of equals that of the lowest numbers. By one of the two
/// somebody knows a circle that has the other, or nobody would gain.
fn best(known: &[Vec<(usize, i64)>], fixed: &[bool], circle_of: &[usize]) -> Option<(usize, usize)> {
    let at = |circle: usize, number: usize| {
        known[circle].iter().find(|(known, _)| *known == number).map_or(0, |(_, people)| *people)
    };
    let free = |number: usize| !fixed[circle_of[number]] && !fixed[number];
    let mut best: Option<(i64, Reverse<(usize, usize)>)> = None;
    for (number, circle) in circle_of.iter().enumerate().filter(|(number, _)| free(*number)) {
        for (other, _) in known[*circle].iter().filter(|(other, _)| *other != number && free(*other)) {
            let (one, other) = (number.min(*other), number.max(*other));
            let (a, b) = (circle_of[one], circle_of[other]);
            let gain = at(b, one) + at(a, other) - at(a, one) - at(b, other);
            if gain > 0 {
                best = best.max(Some((gain, Reverse((one, other)))));
            }
        }
    }
    best.map(|(_, Reverse(numbers))| numbers)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::circles::random::Random;
    use crate::circles::rules::{Present, Rules};
    use crate::people::Participant;

    /// The exchange that helps most, of all pairs of numbers.
    fn tried(model: &Model, fixed: &[bool], circle_of: &[usize], places: &[u32]) -> Option<(usize, usize)> {
        let present = model.rules.present.len();
        let at = |circle: usize, number: usize| {
            let home = |person: &usize| number < present && model.home[*person] == Some(number as u32);
            let there = |person: &usize| places[model.unit_of[*person] as usize] as usize == circle;
            (0..model.people.len()).filter(there).filter(home).count() as i64
        };
        let mut best = (0, None);
        for one in 0..present {
            for other in one + 1..circle_of.len() {
                let (a, b) = (circle_of[one], circle_of[other]);
                let gain = at(b, one) + at(a, other) - at(a, one) - at(b, other);
                if gain > best.0 && ![one, other, a, b].iter().any(|number| fixed[*number]) {
                    best = (gain, Some((one, other)));
                }
            }
        }
        best.1
    }

    #[test]
    fn numbers_are_exchanged_as_by_trying_every_pair() {
        let mut exchanged = 0;
        for seed in 0..200 {
            let mut random = Random::new(seed);
            let id = |at: usize| format!("p{at}");
            let people =
                (0..30).map(|at| Participant { id: id(at), name: id(at), leader: true, ..Participant::default() });
            let mut homes = vec![Vec::new(); 5];
            (0..30).for_each(|at| homes[random.below(5)].extend((random.below(4) > 0).then(|| id(at))));
            let circle = |(at, members)| Present { id: format!("c{at}"), members, ..Present::default() };
            let present = homes.into_iter().enumerate().map(circle).collect();
            let rules = Rules { present, slot: None, circles: Some(7), ..Rules::default() };
            let model = Model::new(people.collect(), &rules).unwrap();
            let places: Vec<u32> = (0..30).map(|_| random.below(model.waiting() + 1) as u32).collect();
            let fixed: Vec<bool> = (0..model.waiting()).map(|_| random.below(8) == 0).collect();
            let circle_of: Vec<usize> = (0..model.waiting()).collect();
            let exchange = best(&known(&model, &places), &fixed, &circle_of);
            assert_eq!(exchange, tried(&model, &fixed, &circle_of, &places), "seed {seed}");
            exchanged += usize::from(exchange.is_some());
        }
        assert!(exchanged > 50, "{exchanged} had anything to exchange");
    }
}
