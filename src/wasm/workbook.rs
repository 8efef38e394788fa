//! Workbooks, for JavaScript: rosters are read from them, by the half that reads archives anyway.

use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Work, answer, throw};
use crate::error::{Error, Read};
use crate::workbook;

/// The first sheet of a workbook, and what was not read of it.
#[derive(Serialize, Tsify)]
pub struct WorkbookRead {
    /// A CSV file of which each line is the row of the same number.
    csv: String,
    /// What was not read.
    problems: Vec<Error>,
}

/// The first sheet of a workbook as CSV.
#[wasm_bindgen(js_name = workbookCsv, unchecked_return_type = "WorkbookRead")]
pub fn workbook_csv(bytes: Vec<u8>) -> Work {
    Work::new(async move {
        let Read { value: csv, problems } = workbook::csv_in_steps(&bytes).await.map_err(|error| throw(&error))?;
        answer(&WorkbookRead { csv, problems })
    })
}
