//! What a transcript is of, as variables of its source.

use std::fmt::Write;

use super::codes::key;
use super::guid::guid;
use crate::themes::Setting;
use crate::xml::{Element, escape};

/// The variables that these settings need; nothing when they need none.
pub(super) fn variables<'a>(settings: impl Iterator<Item = &'a Setting>) -> String {
    let mut names: Vec<&str> = settings.flat_map(|one| one.facts()).map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    let mut xml = String::new();
    for name in &names {
        let _ =
            writeln!(xml, "    <Variable guid=\"{}\" name=\"{name}\" typeOfVariable=\"Text\"/>", variable_guid(name));
    }
    if names.is_empty() { xml } else { format!("  <Variables>\n{xml}  </Variables>\n") }
}

/// What a setting says, for the end of a source.
pub(super) fn values(setting: &Setting) -> String {
    let mut xml = String::new();
    for (name, value) in setting.facts() {
        let reference = format!("<VariableRef targetGUID=\"{}\"/>", variable_guid(name));
        let _ =
            writeln!(xml, "      <VariableValue>{reference}<TextValue>{}</TextValue></VariableValue>", escape(value));
    }
    xml
}

/// What the variables of a source say of the transcript that was made of it, by the names that [`values`] writes.
pub(super) fn setting(root: &Element, source: &Element, transcript: &str) -> Setting {
    let variables: Vec<&Element> = root.child("Variables").into_iter().flat_map(|all| all.all("Variable")).collect();
    let mut setting = Setting { transcript: transcript.to_owned(), ..Setting::default() };
    for value in source.all("VariableValue") {
        let target = key(value.child("VariableRef").and_then(|reference| reference.attribute("targetGUID")));
        let variable = variables.iter().find(|variable| key(variable.attribute("guid")) == target);
        let name = variable.and_then(|variable| variable.attribute("name")).unwrap_or_default();
        if let (Some(fact), Some(text)) = (setting.fact_mut(name), value.child("TextValue")) {
            *fact = text.text();
        }
    }
    setting
}

fn variable_guid(name: &str) -> String {
    guid(&format!("variable/{name}"))
}
