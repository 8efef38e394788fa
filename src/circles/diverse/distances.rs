//! How unlike people are, as it is given and as it is searched.

use serde::{Deserialize, Serialize};

use super::anneal::losses;
use super::division::Places;
use super::{Problem, sizes};
use crate::circles::random::Random;
use crate::circles::rules::Size;
use crate::error::{Error, Result};
use crate::limits;

/// How unlike each two of some people are; people are numbered from 0.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Distances {
    /// How many people there are.
    pub people: u32,
    /// The distance of each pair, 0-1, 0-2 and so on to the last of 0, then 1-2: any finite numbers.
    pub pairs: Vec<f64>,
}

/// Whole numbers are as large as they can be while a person's sum over everybody stays below this.
const ROOM: f64 = (1 << 28) as f64;
/// Distances that differ by less than this, inverted, count as the same.
const FINEST: f64 = 1e300;

impl Distances {
    pub(super) fn check(&self) -> Result<()> {
        let people = self.people as usize;
        if people == 0 {
            return Err(Error::new("diverse.nobody", "there are no people")
                .at_field("distances.people")
                .hint("give at least one"));
        }
        if people > limits::DIVERSE {
            let message = format!("{people} people are more than the {} whose distances are compared", limits::DIVERSE);
            let error = Error::new("limit.diverse", message).at_field("distances.people");
            return Err(error.hint("form circles from attributes instead, or divide the people first"));
        }
        let pairs = people * (people - 1) / 2;
        if self.pairs.len() != pairs {
            let message = format!("{people} people are {pairs} pairs, and {} distances are given", self.pairs.len());
            let error = Error::new("diverse.distances", message).at_field("distances.pairs");
            return Err(error.hint("give one distance for each pair, in the order 0-1, 0-2, ..., 1-2"));
        }
        // Nor may they add up to more than there are numbers for.
        let most = f64::MAX / (pairs.max(1) as f64);
        match self.pairs.iter().position(|distance| distance.is_nan() || distance.abs() > most) {
            None => Ok(()),
            Some(at) => Err(Error::new("diverse.distance", "a distance is not a finite number, or far too large")
                .at_field(format!("distances.pairs[{at}]"))
                .hint("give a number for every pair; 0 where two people are alike")),
        }
    }

    /// The sum of the distances within circles.
    pub(super) fn within(&self, places: &Places) -> f64 {
        let mut at = 0;
        let mut sum = 0.0;
        for (person, circle) in places.iter().enumerate() {
            for other in &places[person + 1..] {
                if other == circle {
                    sum += self.pairs[at];
                }
                at += 1;
            }
        }
        sum
    }

    /// A power of ten that makes use of the room there is.
    fn scale(&self) -> f64 {
        let largest = self.pairs.iter().fold(0.0_f64, |most, distance| most.max(distance.abs()));
        let room = ROOM / f64::from(self.people);
        let mut scale = 1.0;
        while largest * scale > room {
            scale /= 10.0;
        }
        while largest > 0.0 && largest * scale * 10.0 <= room && scale < FINEST {
            scale *= 10.0;
        }
        scale
    }
}

impl Problem {
    pub(super) fn new(distances: &Distances, sizes: &[Size]) -> Self {
        let people = distances.people as usize;
        let scale = distances.scale();
        let mut rows = vec![0; people * people];
        let mut pairs = distances.pairs.iter();
        for one in 0..people {
            for (other, distance) in (one + 1..people).zip(&mut pairs) {
                let whole = (distance * scale).round() as i32;
                rows[one * people + other] = whole;
                rows[other * people + one] = whole;
            }
        }
        let spread = Spread::of(&rows, people);
        let start = sizes::promising(sizes, people, spread.mean, spread.deviation);
        let typical = spread.deviation * (people as f64 / sizes.len() as f64).sqrt();
        let elastic = sizes.iter().any(|size| size.min < size.max);
        let looks = people + if elastic { sizes.len() } else { 0 };
        let losses = losses(looks);
        Self { people, sizes: sizes.to_vec(), rows, scale, start, typical, elastic, looks: looks as u64, losses }
    }

    /// The distances of a person from everybody.
    #[inline]
    pub(super) fn row(&self, person: usize) -> &[i32] {
        &self.rows[person * self.people..(person + 1) * self.people]
    }

    /// Everybody somewhere, in circles of the sizes that promise most.
    pub(super) fn random_places(&self, random: &mut Random) -> Places {
        let circles = self.start.iter().enumerate();
        let mut places: Places = circles.flat_map(|(circle, size)| vec![circle as u32; *size as usize]).collect();
        random.shuffle(&mut places);
        places
    }

    /// The sum of the distances within circles, twice.
    pub(super) fn value(&self, places: &Places) -> i64 {
        let within = |(person, circle): (usize, &u32)| -> i64 {
            let row = self.row(person).iter().zip(places);
            row.filter(|(_, other)| *other == circle).map(|(distance, _)| i64::from(*distance)).sum()
        };
        places.iter().enumerate().map(within).sum()
    }
}

/// The mean distance, and how far distances lie from what the means of the two people would lead to expect: what all
/// a person's distances have in common, no exchange can gain.
struct Spread {
    mean: f64,
    deviation: f64,
}

impl Spread {
    fn of(rows: &[i32], people: usize) -> Self {
        let others = (people as f64 - 1.0).max(1.0);
        let sum = |row: &[i32]| row.iter().map(|distance| i64::from(*distance)).sum::<i64>() as f64;
        let means: Vec<f64> = rows.chunks(people).map(|row| sum(row) / others).collect();
        let mean = means.iter().sum::<f64>() / people as f64;
        let own: Vec<f64> = means.iter().map(|own| (own - mean) * others / (others - 1.0).max(1.0)).collect();
        let mut squares = 0.0;
        for (one, row) in rows.chunks(people).enumerate() {
            for (other, distance) in row.iter().enumerate().take(one) {
                let rest = f64::from(*distance) - mean - own[one] - own[other];
                squares += rest * rest;
            }
        }
        Self { mean, deviation: (2.0 * squares / (people as f64 * others)).sqrt() }
    }
}
