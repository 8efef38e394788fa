//! Long values that a page gives, read in steps.

use tsify::Ts;
use wasm_bindgen::JsValue;

use super::{Thrown, decode_long, decode_saved_long, unpacked};
use crate::calendar::Term;
use crate::circles::Plan;
use crate::job::step_ends;
use crate::people::Roster;

pub(super) async fn plan_of(plan: Ts<Plan>) -> Result<Plan, Thrown> {
    decode_saved_long(text(plan.into()).await, "plan").await
}

pub(super) async fn roster_of(roster: Ts<Roster>) -> Result<Roster, Thrown> {
    decode_long(text(roster.into()).await, "roster").await
}

/// A roster, where there is one.
pub(super) async fn roster_if(roster: Option<Ts<Roster>>) -> Result<Option<Roster>, Thrown> {
    match roster {
        Some(roster) => roster_of(roster).await.map(Some),
        None => Ok(None),
    }
}

pub(super) async fn term_of(term: Ts<Term>, field: &str) -> Result<Term, Thrown> {
    decode_saved_long(text(term.into()).await, field).await
}

/// The text of what was given, which comes over in a step of its own.
pub(super) async fn text(given: JsValue) -> String {
    step_ends().await;
    unpacked(&given)
}
