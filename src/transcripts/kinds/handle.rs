//! Names on social platforms: `@name`.

use super::super::words::Text;
use super::{Found, Kind, Why};

pub(super) fn find(text: &Text<'_>, found: &mut Vec<Found>) {
    for (at, _) in text.text.match_indices('@') {
        let (before, after) = text.text.split_at(at);
        let name = after.get(1..).unwrap_or_default();
        let end = name.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(name.len());
        let name = name.get(..end).unwrap_or_default().trim_end_matches(['.', '-']);
        let alone = !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-'));
        if alone && name.chars().any(char::is_alphabetic) {
            found.push(Found::new(
                at,
                at + 1 + name.len(),
                Kind::Handle,
                &Why("handle.form", "a name on a platform"),
                0.85,
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::all;
    use super::*;

    #[test]
    fn handles_but_no_addresses() {
        assert_eq!(all(find, "ask @dr_ana.b. or ana@b.org, @ 5 @42"), ["@dr_ana.b"]);
    }
}
