//! Network addresses of devices, version 4 and 6.

use core::net::IpAddr;

use super::super::words::Text;
use super::{Found, Kind, Why};

/// The longest address of version 6, a version 4 address at its end.
const LONGEST: usize = 45;

pub(super) fn find(text: &Text<'_>, found: &mut Vec<Found>) {
    if text.joints < 1 || text.joints < 3 && !text.text.contains("::") {
        return;
    }
    let part = |c: char| c.is_ascii_hexdigit() || matches!(c, '.' | ':');
    let mut next = 0;
    for word in &text.words {
        if word.from < next || !text.of(word).chars().all(|c| c.is_ascii_hexdigit()) {
            continue;
        }
        let rest = text.text.get(word.from..).unwrap_or_default();
        let length = rest.chars().take(LONGEST + 1).take_while(|c| part(*c)).count();
        let run = rest.get(..length).unwrap_or_default().trim_end_matches(['.', ':']);
        // A time (10:30) is no address; version 6 as people meet it has three groups or more, or starts with a whole one
        // that has figures (`fe80::1`; `dead::beef` is a path of names).
        let first = run.split(':').next().unwrap_or_default();
        let short = run.contains("::") && first.len() == 4 && first.bytes().any(|byte| byte.is_ascii_digit());
        let long = run.matches('.').count() == 3 || run.matches(':').count() >= 3 || short;
        if long && run.parse::<IpAddr>().is_ok() {
            next = word.from + run.len();
            found.push(Found::new(word.from, next, Kind::Ip, &Why("ip.form", "a network address"), 0.95));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::all;
    use super::*;

    #[test]
    fn both_versions_are_found() {
        assert_eq!(all(find, "on fe80::1, not dead::beef, a::b1, std::io or 10::30"), ["fe80::1"]);
        let text = "from 10.218.6.131, or 4f8a:c99e:dc86:faf9:5988:5f63:375e:8a2a. Not 10:30:15 or 1.2.3 or 300.1.1.1";
        assert_eq!(all(find, text), ["10.218.6.131", "4f8a:c99e:dc86:faf9:5988:5f63:375e:8a2a"]);
    }
}
