//! Forming circles, for JavaScript.

use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Thrown, decode, encode, throw};
use crate::circles::{Formation, Plan, Reason, Rules, Seed};
use crate::job::{Job, Progress};
use crate::people::Roster;

/// Why somebody is where they are: a sentence that sums up, then one for each rule.
#[derive(Serialize, Tsify)]
pub struct Reasons(Vec<Reason>);

/// The rules of the reference programme: what every part is when it is left out.
#[wasm_bindgen(js_name = circlesRules)]
pub fn circles_rules() -> Result<Ts<Rules>, Thrown> {
    encode(&Rules::default())
}

/// Circles in the forming.
#[wasm_bindgen]
pub struct FormationHandle(Formation);

#[wasm_bindgen]
impl FormationHandle {
    /// Prepares the forming of circles; without a seed, one is drawn.
    #[wasm_bindgen(constructor)]
    pub fn new(roster: Ts<Roster>, rules: Ts<Rules>, seed: Option<u32>) -> Result<Self, Thrown> {
        let (roster, rules) = (decode(roster, "roster")?, decode(rules, "rules")?);
        let seed = seed.unwrap_or_else(|| getrandom::u32().unwrap_or_default());
        Formation::new(&roster, &rules, Seed(seed)).map(Self).map_err(|error| throw(&error))
    }

    /// Looks at this many moves.
    pub fn step(&mut self, work: u32) -> Result<Ts<Progress>, Thrown> {
        encode(&self.0.step(u64::from(work)))
    }

    /// The best plan so far.
    pub fn best(&self) -> Result<Ts<Plan>, Thrown> {
        encode(&self.0.best().unwrap_or_default())
    }

    /// Why a person is where they are in the best plan.
    pub fn why(&self, person: &str) -> Result<Ts<Reasons>, Thrown> {
        encode(&Reasons(self.0.why(person)))
    }
}
