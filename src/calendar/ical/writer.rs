//! Writes content lines: escaping, folding, line ends (RFC 5545, sections 3.1 and 3.3.11).

/// The octets of a line before it must be folded.
const FOLD: usize = 75;

/// A text of content lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Writer {
    text: String,
}

impl Writer {
    /// Adds a line of a name, with its parameters, and a value that needs no escaping.
    pub(super) fn line(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for character in name.chars().chain([':']).chain(value.chars()).filter(|c| !c.is_control()) {
            if length + character.len_utf8() > FOLD {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(character);
            length += character.len_utf8();
        }
        self.text.push_str("\r\n");
    }

    /// Adds a line whose value is text for people; nothing for an empty one.
    pub(super) fn prose(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.line(name, &escape(value));
        }
    }

    /// Adds a component of lines.
    pub(super) fn component(&mut self, name: &str, fill: impl FnOnce(&mut Self)) {
        self.line("BEGIN", name);
        fill(self);
        self.line("END", name);
    }

    /// Adds what another wrote.
    pub(super) fn append(&mut self, other: &Self) {
        self.text.push_str(&other.text);
    }

    /// The whole text.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

fn escape(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for character in value.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' | '\r' => escaped.push_str("\\n"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// A parameter with its separator; quotes and line ends are written as RFC 6868 has them.
pub(super) fn parameter(name: &str, value: &str) -> String {
    let value = value.replace('^', "^^").replace('"', "^'").replace("\r\n", "^n").replace(['\n', '\r'], "^n");
    if value.contains([':', ';', ',']) { format!(";{name}=\"{value}\"") } else { format!(";{name}={value}") }
}
