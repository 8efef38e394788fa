//! Offsets into text: UTF-16 units in everything that is saved or crosses to JavaScript, bytes inside.

/// The byte offset of an offset in UTF-16 units; nothing inside a character or beyond the end.
pub(crate) fn to_bytes(text: &str, utf16: u32) -> Option<usize> {
    let wanted = usize::try_from(utf16).ok()?;
    if text.is_ascii() {
        return (wanted <= text.len()).then_some(wanted);
    }
    let mut units = 0;
    for (at, c) in text.char_indices() {
        if units >= wanted {
            return (units == wanted).then_some(at);
        }
        units += c.len_utf16();
    }
    (units == wanted).then_some(text.len())
}

/// The length of a text in UTF-16 units.
pub(crate) fn units(text: &str) -> u32 {
    if text.is_ascii() {
        return u32::try_from(text.len()).unwrap_or(u32::MAX);
    }
    u32::try_from(text.chars().map(char::len_utf16).sum::<usize>()).unwrap_or(u32::MAX)
}

/// Turns rising byte offsets of one text into UTF-16 units, in one pass over the text.
pub(crate) struct Units<'a> {
    text: &'a str,
    at: usize,
    units: u32,
}

impl<'a> Units<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, units: 0 }
    }

    /// The UTF-16 offset of a byte offset that is not before the last one asked for.
    pub(crate) fn of(&mut self, byte: usize) -> u32 {
        if let Some(between) = self.text.get(self.at..byte) {
            self.units = self.units.saturating_add(units(between));
            self.at = byte;
        }
        self.units
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_agree_both_ways() {
        let text = "aé😀b";
        let mut map = Units::new(text);
        let there: Vec<u32> = [0, 1, 3, 7, 8].into_iter().map(|byte| map.of(byte)).collect();
        assert_eq!(there, [0, 1, 2, 4, 5]);
        let back: Vec<Option<usize>> = (0..7).map(|unit| to_bytes(text, unit)).collect();
        assert_eq!(back, [Some(0), Some(1), Some(3), None, Some(7), Some(8), None]);
        assert_eq!(units(text), 5);
    }
}
