//! The built-in codebook, as a table: a row for each code.
//!
//! The four categories are written for what colleagues say *to each other* in a session; the nine themes for what
//! they say *about taking part*. So the categories carry the broad indicators and the themes narrow ones.

mod appraisal;
mod emotional;
mod informational;
mod instrumental;

use super::codebook::Code;

/// One row of the table; the parent is empty for a category.
struct Row {
    id: &'static str,
    parent: &'static str,
    name: &'static str,
    color: &'static str,
    definition: &'static str,
    include: &'static [&'static str],
    exclude: &'static [&'static str],
    phrases: &'static [&'static str],
    examples: &'static [&'static str],
    counter: &'static [&'static str],
}

/// The codes of [`Codebook::circle`](super::Codebook::circle).
pub(super) fn circle_codes() -> Vec<Code> {
    let categories = [emotional::ROWS, appraisal::ROWS, informational::ROWS, instrumental::ROWS];
    categories.into_iter().flatten().map(code).collect()
}

fn code(row: &Row) -> Code {
    Code {
        id: row.id.to_owned(),
        name: row.name.to_owned(),
        parent: (!row.parent.is_empty()).then(|| row.parent.to_owned()),
        definition: row.definition.to_owned(),
        include: owned(row.include),
        exclude: owned(row.exclude),
        phrases: owned(row.phrases),
        examples: owned(row.examples),
        counter_examples: owned(row.counter),
        color: Some(row.color.to_owned()),
    }
}

fn owned(rows: &[&str]) -> Vec<String> {
    rows.iter().map(|row| (*row).to_owned()).collect()
}
