//! Group lists and summaries, for JavaScript.

use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Thrown, count, decode, decode_saved, encode, throw};
use crate::calendar::Term;
use crate::circles::Plan;
use crate::people::Roster;
use crate::report::{self, GroupFile, GroupFormat, Summary};

/// Files to import, in the order in which the other system wants them.
#[derive(Serialize, Tsify)]
pub struct GroupFiles(Vec<GroupFile>);

/// The circles as files for another system.
#[wasm_bindgen(js_name = reportGroups)]
pub fn report_groups(plan: Ts<Plan>, roster: Ts<Roster>, format: Ts<GroupFormat>) -> Result<Ts<GroupFiles>, Thrown> {
    let (plan, roster) = (decode_saved(plan, "plan")?, decode(roster, "roster")?);
    encode(&GroupFiles(report::groups(&plan, &roster, &decode(format, "format")?)))
}

/// The circles in the table that another system gives out.
#[wasm_bindgen(js_name = reportFill)]
pub fn report_fill(plan: Ts<Plan>, roster: Ts<Roster>, template: &[u8]) -> Result<Ts<GroupFile>, Thrown> {
    let (plan, roster) = (decode_saved(plan, "plan")?, decode(roster, "roster")?);
    encode(&report::fill(&plan, &roster, template).map_err(|error| throw(&error))?)
}

/// A programme in figures.
#[wasm_bindgen(js_name = reportSummary)]
pub fn report_summary(
    roster: Ts<Roster>,
    plan: Option<Ts<Plan>>,
    term: Option<Ts<Term>>,
    smallest: f64,
) -> Result<Ts<Summary>, Thrown> {
    let roster = decode(roster, "roster")?;
    let plan = plan.map(|plan| decode_saved(plan, "plan")).transpose()?;
    let term = term.map(|term| decode_saved(term, "term")).transpose()?;
    encode(&report::summary(&roster, plan.as_ref(), term.as_ref(), count(smallest, "smallest")?))
}
