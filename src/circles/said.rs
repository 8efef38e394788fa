//! Sentences with what they are about, so that others can say the same in another language.

use crate::error::Values;
use crate::time::Slot;

use super::model::Model;
use super::plan::Reason;

/// A sentence: its stable code, what it is about, and how it goes in English, without a capital or a final stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) code: &'static str,
    pub(super) values: Values,
    pub(super) text: String,
}

impl Said {
    pub(super) fn new(code: &'static str, text: impl Into<String>) -> Self {
        Self { code, values: Values::new(), text: text.into() }
    }

    /// With one value.
    pub(super) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.values.entry(name.to_owned()).or_default().push(value.to_string());
        self
    }

    /// With the ids of people.
    pub(super) fn people(self, model: &Model, people: &[u32]) -> Self {
        people.iter().fold(self, |said, person| said.with("people", &model.people[*person as usize].id))
    }

    /// With a weekly time.
    pub(super) fn slot(self, slot: Slot) -> Self {
        let day = slot.day.name().to_lowercase();
        self.with("day", day).with("start", slot.start).with("minutes", slot.minutes)
    }

    /// As a reason by a rule.
    pub(super) fn by(self, rule: &str) -> Reason {
        Reason { rule: rule.to_owned(), code: self.code.to_owned(), values: self.values, text: self.text }
    }
}

/// A number with what it counts.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
