//! Circles from distances alone, and rounds without repeats, for JavaScript.

use tsify::Ts;
use wasm_bindgen::prelude::wasm_bindgen;

use super::circles::whole;
use super::{Thrown, encode, throw};
use crate::circles::{Distances, Diverse, Division, Remix, Rounds, Size};
use crate::job::{Job, Progress};

/// Circles in the forming, from distances alone.
#[wasm_bindgen]
pub struct DiverseHandle(Diverse);

#[wasm_bindgen]
impl DiverseHandle {
    /// Prepares the work; `sizes` are the least and the most of each circle in turn.
    #[wasm_bindgen(constructor)]
    pub fn new(people: u32, pairs: Vec<f64>, sizes: &[u32], seed: f64) -> Result<Self, Thrown> {
        let sizes: Vec<Size> = sizes.chunks_exact(2).map(|size| Size { min: size[0], max: size[1] }).collect();
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
    pub fn new(people: u32, circles: u32, rounds: u32, seed: f64) -> Result<Self, Thrown> {
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
