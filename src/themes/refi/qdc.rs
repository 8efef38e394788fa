//! Codebooks for other tools: the `.qdc` file of the standard.

use crate::ordered::BTreeSet;

use super::guid::guid;
use crate::themes::codebook::free_id;
use crate::themes::{Code, Codebook};
use crate::xml::escape;

impl Codebook {
    /// The codebook as a REFI-QDA codebook file (`.qdc`), which NVivo, ATLAS.ti and MAXQDA read.
    ///
    /// Criteria, phrases and examples go into each code's description, since the standard has no place for them.
    pub fn qdc(&self) -> String {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        xml.push_str("<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"peer-circle\">\n");
        xml.push_str(&codes_element(self, 1, &|_| String::new()));
        xml.push_str("</CodeBook>\n");
        xml
    }
}

/// The `Codes` element with all codes nested, each with the references to notes that are asked for.
pub(super) fn codes_element(codebook: &Codebook, depth: usize, notes: &dyn Fn(&Code) -> String) -> String {
    let indent = "  ".repeat(depth);
    let inner: String = codebook.categories().map(|code| code_element(codebook, code, depth + 1, notes)).collect();
    format!("{indent}<Codes>\n{inner}{indent}</Codes>\n")
}

fn code_element(codebook: &Codebook, code: &Code, depth: usize, notes: &dyn Fn(&Code) -> String) -> String {
    let indent = "  ".repeat(depth);
    let color = code.color.as_deref().filter(|color| is_color(color));
    let color = color.map(|color| format!(" color=\"{color}\"")).unwrap_or_default();
    let head =
        format!("<Code guid=\"{}\" name=\"{}\" isCodable=\"true\"{color}", code_guid(&code.id), escape(&code.name));
    let description = description(code);
    let mut inner = String::new();
    if !description.is_empty() {
        inner = format!("{indent}  <Description>{}</Description>\n", escape(&description));
    }
    inner.push_str(&notes(code));
    let below = codebook.codes.iter().filter(|below| below.parent.as_deref() == Some(&code.id));
    inner.extend(below.map(|below| code_element(codebook, below, depth + 1, notes)));
    if inner.is_empty() {
        return format!("{indent}{head}/>\n");
    }
    format!("{indent}{head}>\n{inner}{indent}</Code>\n")
}

/// The identifier of a code, the same in every export.
pub(super) fn code_guid(id: &str) -> String {
    guid(&format!("code/{id}"))
}

/// What the standard knows as a colour.
pub(super) fn is_color(color: &str) -> bool {
    let digits = color.strip_prefix('#').unwrap_or_default();
    matches!(digits.len(), 3 | 6) && digits.chars().all(|c| c.is_ascii_hexdigit())
}

/// Definition, criteria, phrases and examples as text.
pub(super) fn description(code: &Code) -> String {
    let list = |title: &str, entries: &[String]| match entries {
        [] => None,
        entries => Some(format!("{title}:\n- {}", entries.join("\n- "))),
    };
    let definition = Some(code.definition.clone()).filter(|definition| !definition.is_empty());
    // An id that the name does not yield would be lost.
    let id = Some(code.id.clone()).filter(|id| *id != free_id(&code.name, &BTreeSet::new()));
    let parts = [
        definition,
        list("Include", &code.include),
        list("Exclude", &code.exclude),
        list("Phrases", &code.phrases),
        list("Examples", &code.examples),
        list("Counter-examples", &code.counter_examples),
        list("Id", id.as_slice()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}
