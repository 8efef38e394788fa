//! Group lists and summaries, for JavaScript.

use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use super::given::{plan_of, roster_of, term_of};
use super::{Work, answer, count, decode, throw};
use crate::calendar::Term;
use crate::circles::Plan;
use crate::people::Roster;
use crate::report::{self, GroupFile, GroupFormat, Summary};

/// Files to import, in the order in which the other system wants them.
#[derive(Serialize, Tsify)]
pub struct GroupFiles(Vec<GroupFile>);

/// The circles as files for another system.
#[wasm_bindgen(js_name = reportGroups, unchecked_return_type = "GroupFiles")]
pub fn report_groups(plan: Ts<Plan>, roster: Ts<Roster>, format: Ts<GroupFormat>) -> Work {
    Work::new(async move {
        let (plan, roster) = (plan_of(plan).await?, roster_of(roster).await?);
        let format = decode(format, "format")?;
        answer(&GroupFiles(report::groups_in_steps(&plan, &roster, &format).await))
    })
}

/// The circles in the table that another system gives out.
#[wasm_bindgen(js_name = reportFill, unchecked_return_type = "GroupFile")]
pub fn report_fill(plan: Ts<Plan>, roster: Ts<Roster>, template: Vec<u8>) -> Work {
    Work::new(async move {
        let (plan, roster) = (plan_of(plan).await?, roster_of(roster).await?);
        answer(&report::fill_in_steps(&plan, &roster, &template).await.map_err(|error| throw(&error))?)
    })
}

/// A programme in figures.
#[wasm_bindgen(js_name = reportSummary, unchecked_return_type = "Summary")]
pub fn report_summary(roster: Ts<Roster>, plan: Option<Ts<Plan>>, term: Option<Ts<Term>>, smallest: f64) -> Work {
    Work::new(async move {
        let roster = roster_of(roster).await?;
        let plan = match plan {
            Some(plan) => Some(plan_of(plan).await?),
            None => None,
        };
        let term = match term {
            Some(term) => Some(term_of(term, "term").await?),
            None => None,
        };
        let smallest = count(smallest, "smallest")?;
        answer::<Summary>(&report::summary_in_steps(&roster, plan.as_ref(), term.as_ref(), smallest).await)
    })
}
