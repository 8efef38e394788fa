//! Times of cues.

/// The largest time that JavaScript holds exactly, in milliseconds.
const LAST: u64 = (1 << 53) - 1;

/// "Collect a WebVTT timestamp": milliseconds, and what follows; hours may be left out.
pub(crate) fn timestamp(text: &str) -> Option<(u64, &str)> {
    let (first, rest) = digits(text)?;
    let hours_first = first.len() != 2 || number(first)? > 59;
    let (second, rest) = two(rest.strip_prefix(':')?)?;
    let (hours, minutes, seconds, rest) = match rest.strip_prefix(':') {
        Some(rest) => {
            let (third, rest) = two(rest)?;
            (number(first)?, second, third, rest)
        }
        None if hours_first => return None,
        None => (0, number(first)?, second, rest),
    };
    let (millis, rest) = digits(rest.strip_prefix('.')?)?;
    if millis.len() != 3 || minutes > 59 || seconds > 59 {
        return None;
    }
    let total = hours.saturating_mul(3600).saturating_add(minutes * 60 + seconds).saturating_mul(1000);
    Some((total.saturating_add(number(millis)?).min(LAST), rest))
}

fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

fn two(text: &str) -> Option<(u64, &str)> {
    let (figures, rest) = digits(text)?;
    (figures.len() == 2).then_some((number(figures)?, rest))
}

/// A number too large to hold counts as the largest.
fn number(figures: &str) -> Option<u64> {
    figures.chars().all(|c| c.is_ascii_digit()).then(|| figures.parse().unwrap_or(u64::MAX))
}
