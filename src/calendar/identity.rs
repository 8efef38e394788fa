//! What calendars know a series by, from its first scheduling on.

use std::borrow::Cow;

use super::programme::Programme;
use super::term::{Series, Term};
use crate::circles::Circle;
use crate::job::{rest, whole};

/// What finding the series that an earlier one goes on as takes, as [`rest`] counts.
const SERIES_TAKES: u64 = 20;

/// A name for the term, the same for the same programme.
pub(super) fn term_id(programme: &Programme) -> String {
    let Programme { title, zone, from, to, .. } = programme;
    format!("{:016x}", fnv(FNV, format!("{title}|{zone}|{from}|{to}").bytes()))
}

/// A name for a circle's series: the same for the same people in the same circle of the same programme, so that
/// scheduling twice makes no second series, and another for other people.
pub(super) fn series_uid(programme: &Programme, circle: &Circle) -> String {
    let mut members: Vec<&String> = circle.members.iter().collect();
    members.sort();
    let names = std::iter::once(&circle.id).chain(members);
    // A byte that no text holds keeps names apart.
    let bytes = || names.clone().flat_map(|name| name.bytes().chain([0xff]));
    let term = term_id(programme);
    let start = fnv(FNV, term.bytes());
    format!("{:016x}{:016x}", fnv(start, bytes()), fnv(!start, bytes()))
}

/// The start of FNV-1a with 64 bits.
const FNV: u64 = 0xcbf2_9ce4_8422_2325;

fn fnv(start: u64, bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// Lets a term that was scheduled anew carry on an earlier one in calendars.
///
/// A circle that kept its id and at least half of its earlier people keeps its UID; where anything differs that
/// calendars show, its SEQUENCE is one more than any that was told before, so that the new text replaces the old
/// (RFC 5546, section 2.1.5). What does not go on is returned, to be cancelled: the series of other circles, and those
/// by which calendars know a circle's first sessions from when it had another slot.
///
/// ```
/// use peer_circle::calendar::{Programme, carry_on, schedule};
/// use peer_circle::circles::{Circle, Plan};
/// use peer_circle::people::Mode;
/// use peer_circle::time::{Day, Slot};
///
/// let at = |start: &str| Plan {
///     circles: vec![Circle {
///         id: "c1".to_owned(),
///         name: "Circle 1".to_owned(),
///         mode: Mode::Talk,
///         leader: None,
///         members: vec!["p1".to_owned(), "p2".to_owned()],
///         slot: Some(Slot { day: Day::Tuesday, start: start.parse().unwrap(), minutes: 60 }),
///         ..Circle::default()
///     }],
///     ..Plan::default()
/// };
/// let programme = Programme::between("2020-10-01".parse().unwrap(), "2020-12-31".parse().unwrap());
/// let before = schedule(&at("17:30"), &programme)?.value;
/// let mut after = schedule(&at("18:00"), &programme)?.value;
/// let gone = carry_on(&mut after, &before);
/// assert_eq!((gone.len(), after.series[0].sequence), (0, 1));
/// assert_eq!(after.series[0].uid, before.series[0].uid);
/// # Ok::<(), peer_circle::Error>(())
/// ```
pub fn carry_on(term: &mut Term, earlier: &Term) -> Vec<Series> {
    whole(carry_on_in_steps(term, earlier))
}

/// The same in steps.
pub(crate) async fn carry_on_in_steps(term: &mut Term, earlier: &Term) -> Vec<Series> {
    let mut gone = Vec::new();
    term.id.clone_from(&earlier.id);
    for old in &earlier.series {
        rest(SERIES_TAKES).await;
        match term.series.iter_mut().find(|series| goes_on(series, old)) {
            Some(series) => {
                inherit(series, old);
                let parts = old.parts(&earlier.id);
                let known = parts.iter().rev().skip(1).rev();
                gone.extend(known.map(|part| part.clone().into_owned()));
            }
            None => gone.extend(old.parts(&earlier.id).into_iter().map(Cow::into_owned)),
        }
    }
    gone
}

fn goes_on(series: &Series, old: &Series) -> bool {
    let kept = || old.members.iter().filter(|member| series.members.contains(member)).count();
    series.circle == old.circle && series.mode == old.mode && kept() * 2 >= old.members.len()
}

fn inherit(series: &mut Series, old: &Series) {
    let told = old.sessions.iter().map(|session| session.sequence).chain([old.sequence]).max().unwrap_or_default();
    series.uid.clone_from(&old.uid);
    series.sequence = old.sequence;
    for session in &mut series.sessions {
        session.sequence = old.session(&session.id).map_or(0, |old| old.sequence);
    }
    if *series != *old {
        series.sequence = told + 1;
    }
}
