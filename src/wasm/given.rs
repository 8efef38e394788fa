//! Long values that a page gives, read in steps.

use js_sys::{Array, JsString};
use tsify::Ts;
use wasm_bindgen::{JsCast, JsValue};

use super::{Thrown, decode_long, decode_saved_long, unpacked};
use crate::calendar::Term;
use crate::circles::Plan;
use crate::job::rest;
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

/// Letters of a text that come over in one piece.
const PIECE: u32 = 1 << 17;
/// Letters that come over in a unit of what [`rest`] counts.
const LETTERS: u32 = 200;

/// The text of what was given, which comes over a piece at a time.
pub(super) async fn text(given: JsValue) -> String {
    let long = given.dyn_ref::<Array>().map(|list| list.get(0)).and_then(|text| text.dyn_into::<JsString>().ok());
    let Some(long) = long.filter(|text| text.length() > PIECE) else { return unpacked(&given) };
    let mut text = String::with_capacity(long.length() as usize);
    let mut from = 0;
    while from < long.length() {
        let mut to = from.saturating_add(PIECE).min(long.length());
        // Two halves of one letter come together.
        to += u32::from((0xd800..0xdc00).contains(&(long.char_code_at(to - 1) as u32)) && to < long.length());
        text.push_str(&String::from(long.slice(from, to)));
        from = to;
        rest(u64::from(PIECE / LETTERS)).await;
    }
    text
}
