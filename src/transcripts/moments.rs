//! Times of a recording as people and programs write them in text.

/// Milliseconds of `1:02:03.4`, `02:03`, `00:02:03,400`: minutes and seconds at least, hours perhaps.
pub(super) fn moment(text: &str) -> Option<u64> {
    let (clock, fraction) = text.split_once([',', '.']).map_or((text, ""), |(clock, fraction)| (clock, fraction));
    let mut total: u64 = 0;
    let mut parts = 0;
    for part in clock.split(':') {
        parts += 1;
        let figures = !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        let value: u64 = part.parse().ok().filter(|_| figures)?;
        if parts > 3 || parts > 1 && value > 59 {
            return None;
        }
        total = total.saturating_mul(60).saturating_add(value);
    }
    let thousandths = fraction
        .bytes()
        .chain(*b"000")
        .take(3)
        .try_fold(0_u64, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u64::from(byte - b'0')))?;
    (parts > 1 && fraction.len() <= 9).then(|| total.saturating_mul(1000).saturating_add(thousandths))
}

/// The times of a caption, and how the arrow between them is written.
pub(super) struct Span<'a> {
    pub start: u64,
    pub end: u64,
    pub arrow: &'a str,
    /// What follows on the line.
    pub rest: &'a str,
}

impl Span<'_> {
    /// Whether the arrow is one, however it is written: `->`, `–>`, `- ->`, `→`; dashes alone may stand between any times.
    pub(super) fn points(&self) -> bool {
        self.arrow.contains(['>', '→'])
    }
}

/// The times that a line starts with, whatever arrow or dash stands between them.
pub(super) fn span(line: &str) -> Option<Span<'_>> {
    let figures = |text: &str| text.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | ',' | '.')));
    let (start, after) = line.trim().split_at_checked(figures(line.trim())?)?;
    let (arrow, end) = after.split_at_checked(after.find(|c: char| c.is_ascii_digit())?)?;
    let (end, rest) = end.split_at_checked(figures(end).unwrap_or(end.len()))?;
    let arrow = arrow.trim();
    let known = |c: char| matches!(c, ' ' | '-' | '–' | '—' | '=' | '>' | '→');
    let whole = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let (start, end) = (moment(start)?, moment(end)?);
    (whole && !arrow.is_empty() && arrow.chars().all(known)).then(|| Span { start, end, arrow, rest: rest.trim() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_with_whatever_arrow() {
        let read = |line: &'static str| span(line).map(|span| (span.start, span.end, span.points()));
        for arrow in ["-->", "->", "–>", "— >", "- ->", "=>", "→", "-- >", "->>"] {
            let line = format!("00:01,000 {arrow} 00:02,500 X1:7");
            let span = span(&line).unwrap();
            assert_eq!((span.start, span.end, span.points(), span.rest), (1_000, 2_500, true, "X1:7"), "{line}");
        }
        assert_eq!(read("00:16:40.000-->00:16:41.000"), Some((1_000_000, 1_001_000, true)));
        assert_eq!(read("10:30 - 11:30"), Some((630_000, 690_000, false)));
        for line in
            ["00:01 00:02", "00:01 --> x", "at 10:30 -> 11:30", "10:30 to 11:30", "10:30 -> 11:30ish", "1 -> 2", ""]
        {
            assert!(read(line).is_none(), "{line}");
        }
    }

    #[test]
    fn moments_as_people_write_them() {
        for (text, expected) in [
            ("0:05", Some(5_000)),
            ("1:02:03", Some(3_723_000)),
            ("00:00:01,5", Some(1_500)),
            ("00:00:01.0349", Some(1_034)),
            ("75:10", Some(4_510_000)),
            ("10", None),
            ("1:2:3:4", None),
            ("1:75", None),
            ("a:10", None),
            ("1:10,x", None),
        ] {
            assert_eq!(moment(text), expected, "{text}");
        }
    }
}
