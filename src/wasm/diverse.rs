//! Circles from distances alone, and rounds without repeats, for JavaScript.

use serde::Deserialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use super::circles::whole;
use super::{Thrown, count, decode, encode, throw};
use crate::circles::{Distances, Diverse, Division, Remix, Rounds, Size};
use crate::job::{Job, Progress};

/// How many people circles take.
#[derive(Deserialize, Tsify)]
pub struct Sizes(Vec<Size>);

/// Circles in the forming, from distances alone.
#[wasm_bindgen]
pub struct DiverseHandle(Diverse);

#[wasm_bindgen]
impl DiverseHandle {
    /// Prepares the work; `sizes` are those of each circle.
    #[wasm_bindgen(constructor)]
    pub fn new(people: f64, pairs: Vec<f64>, sizes: Ts<Sizes>, seed: f64) -> Result<Self, Thrown> {
        let (people, Sizes(sizes)) = (count(people, "people")?, decode(sizes, "sizes")?);
        Diverse::new(&Distances { people, pairs }, &sizes, whole(seed)?).map(Self).map_err(|error| throw(&error))
    }

    /// Looks at this many moves.
    pub fn step(&mut self, work: u32) -> Result<Ts<Progress>, Thrown> {
        encode(&self.0.step(u64::from(work)))
    }

    /// The best division so far.
    pub fn best(&self) -> Result<Ts<Division>, Thrown> {
        encode(&self.0.best().unwrap_or_default())
    }
}

/// Rounds in the making, in which as few as possible meet again.
#[wasm_bindgen]
pub struct RoundsHandle(Rounds);

#[wasm_bindgen]
impl RoundsHandle {
    /// Prepares the work.
    #[wasm_bindgen(constructor)]
    pub fn new(people: f64, circles: f64, rounds: f64, seed: f64) -> Result<Self, Thrown> {
        let [people, circles] = [count(people, "people")?, count(circles, "circles")?];
        let rounds = count(rounds, "rounds")?;
        Rounds::new(people, circles, rounds, whole(seed)?).map(Self).map_err(|error| throw(&error))
    }

    /// Looks at this many moves.
    pub fn step(&mut self, work: u32) -> Result<Ts<Progress>, Thrown> {
        encode(&self.0.step(u64::from(work)))
    }

    /// The best rounds so far.
    pub fn best(&self) -> Result<Ts<Remix>, Thrown> {
        encode(&self.0.best().unwrap_or_default())
    }
}
