//! Forming circles, for JavaScript.

use std::cell::RefCell;
use std::rc::Rc;

use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use super::given::{plan_of, roster_of};
use super::{Portions, Thrown, Work, decode_asked, encode, throw};
use crate::circles::{Advice, Advising, Formation, Move, Plan, Price, Reason, Rules, Seed};
use crate::error::Error;
use crate::job::{Job, Progress, step_ends};
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
pub struct FormationHandle(Rc<RefCell<Formation>>);

/// Prepares the forming of circles; the seed is a whole number. The last step gives the handle.
#[wasm_bindgen(js_name = circlesFormation, unchecked_return_type = "FormationHandle")]
pub fn circles_formation(roster: Ts<Roster>, rules: Ts<Rules>, seed: f64) -> Result<Work, Thrown> {
    let (rules, seed) = (decode_asked(rules, "rules")?, whole(seed)?);
    Ok(Work::new(async move {
        let roster = roster_of(roster).await?;
        step_ends().await;
        let formation = Formation::in_steps(roster, &rules, seed).await.map_err(|error| throw(&error))?;
        Ok(FormationHandle(Rc::new(RefCell::new(formation))).into())
    }))
}

#[wasm_bindgen]
impl FormationHandle {
    /// Looks at this many moves.
    pub fn step(&mut self, work: u32) -> Result<Ts<Progress>, Thrown> {
        encode(&self.0.borrow_mut().step(u64::from(work)))
    }

    /// The best plan so far.
    #[wasm_bindgen(unchecked_return_type = "Plan")]
    pub fn best(&self) -> Work {
        let mut best = self.0.borrow().best().unwrap_or_default();
        Work::new(async move {
            let circles = std::mem::take(&mut best.circles);
            let plan = Portions::of(&best);
            plan.list("circles", circles).await;
            plan.answer()
        })
    }

    /// Moves looked at so far.
    pub fn moves(&self) -> f64 {
        self.0.borrow().moves() as f64
    }

    /// Why a person is where they are in the best plan.
    pub fn why(&self, person: &str) -> Result<Ts<Reasons>, Thrown> {
        encode(&Reasons(self.0.borrow().why(person)))
    }

    /// What each rule has against a circle of the best plan.
    #[wasm_bindgen(js_name = whyCircle)]
    pub fn why_circle(&self, circle: &str) -> Result<Ts<Reasons>, Thrown> {
        encode(&Reasons(self.0.borrow().why_circle(circle)))
    }

    /// Where a rule costs something in the best plan, or is broken.
    #[wasm_bindgen(js_name = whyRule)]
    pub fn why_rule(&self, rule: &str) -> Result<Ts<Reasons>, Thrown> {
        encode(&Reasons(self.0.borrow().why_rule(rule)))
    }

    /// What a move would do, without making it.
    pub fn price(&mut self, wanted: Ts<Move>) -> Result<Ts<Price>, Thrown> {
        let wanted = decode_asked(wanted, "move")?;
        self.0.borrow_mut().price(&wanted).map_err(|error| throw(&error)).and_then(|price| encode(&price))
    }

    /// Makes a move.
    pub fn apply(&mut self, wanted: Ts<Move>) -> Result<Ts<Price>, Thrown> {
        let wanted = decode_asked(wanted, "move")?;
        self.0.borrow_mut().apply(&wanted).map_err(|error| throw(&error)).and_then(|price| encode(&price))
    }

    /// Takes up a plan; whether that changes anything.
    #[wasm_bindgen(js_name = takeUp, unchecked_return_type = "boolean")]
    pub fn take_up(&mut self, plan: Ts<Plan>) -> Work {
        let formation = self.0.clone();
        Work::new(async move {
            let plan = plan_of(plan).await?;
            take_up(&formation, &plan).await.map(Into::into).map_err(|error| throw(&error))
        })
    }

    /// Takes the last step made by hand back; whether there was one.
    pub fn undo(&mut self) -> bool {
        self.0.borrow_mut().undo()
    }

    /// Ties a person to the circle that they are in, or lets them go.
    pub fn lock(&mut self, person: &str, locked: bool) -> Result<(), Thrown> {
        self.0.borrow_mut().lock(person, locked).map_err(|error| throw(&error))
    }
}

/// Takes up a plan in steps.
#[expect(
    clippy::await_holding_refcell_ref,
    reason = "a handle is asked for nothing while it is changed or brought back"
)]
async fn take_up(formation: &RefCell<Formation>, plan: &Plan) -> crate::Result<bool> {
    formation.borrow_mut().take_up_in_steps(plan).await
}

/// The work of finding out what stands in the way of placing everybody, and what would help.
#[wasm_bindgen]
pub struct AdvisingHandle(Advising);

/// Prepares advice on a plan for a roster under rules; the seed is a whole number. The last step gives the handle.
#[wasm_bindgen(js_name = circlesAdvising, unchecked_return_type = "AdvisingHandle")]
pub fn circles_advising(roster: Ts<Roster>, rules: Ts<Rules>, plan: Ts<Plan>, seed: f64) -> Result<Work, Thrown> {
    let (rules, seed) = (decode_asked(rules, "rules")?, whole(seed)?);
    Ok(Work::new(async move {
        let (plan, roster) = (plan_of(plan).await?, roster_of(roster).await?);
        step_ends().await;
        let advising = Advising::in_steps(roster, &rules, &plan, seed).await.map_err(|error| throw(&error))?;
        Ok(AdvisingHandle(advising).into())
    }))
}

#[wasm_bindgen]
impl AdvisingHandle {
    /// Does work that amounts to looking at this many moves.
    pub fn step(&mut self, work: u32) -> Result<Ts<Progress>, Thrown> {
        encode(&self.0.step(u64::from(work)))
    }

    /// What is known so far.
    pub fn best(&self) -> Result<Ts<Advice>, Thrown> {
        encode(&self.0.best().unwrap_or_default())
    }
}

/// A seed out of a number of JavaScript's.
pub(super) fn whole(seed: f64) -> Result<Seed, Thrown> {
    if (0.0..=9_007_199_254_740_991.0).contains(&seed) && seed.fract() == 0.0 {
        return Ok(Seed(seed as u64));
    }
    let error = Error::new("call.seed", format!("{seed} is no seed")).at_field("seed");
    Err(throw(&error.hint("give a whole number from 0 on, or leave it out to have one drawn")))
}
