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

#[cfg(test)]
mod tests {
    use super::*;

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
