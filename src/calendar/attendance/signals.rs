//! A quiet signal for circles that are fading.

use crate::ordered::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::record::Attendance;
use crate::calendar::term::{Series, Session, SessionStatus, Term};
use crate::job::{rest, whole};

/// What a note and a circle take, as [`rest`] counts.
const NOTE_TAKES: u64 = 2;
const CIRCLE_TAKES: u64 = 10;

/// Sessions that make "lately".
const LATELY: usize = 2;
/// The drop from before to lately that counts, in percent of a circle.
const DROP: i64 = 20;
/// Below this percentage of a circle, lately, it is small whatever was before.
const SMALL: i64 = 50;

/// How a circle is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Trend {
    /// Too few sessions are noted to say.
    New,
    /// About as many come as before.
    Steady,
    /// Of the last two sessions, a fifth of the circle or more is missing that came before.
    Falling,
    /// To the last two sessions fewer than half came.
    Small,
    /// Of the last two sessions that are over nothing was noted: they may not have met.
    Unheard,
}

/// How one circle is doing; nobody in it is named unless that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Signal {
    /// The id of the circle.
    pub circle: String,
    /// The sessions that something was noted of.
    pub noted: u32,
    /// The percentage of the circle that came to the last two of them.
    pub lately: u32,
    /// The percentage that came to those before.
    pub before: u32,
    /// What to make of it.
    pub trend: Trend,
    /// Whether somebody should ask how they are.
    pub fading: bool,
    /// Ids of those who came before and to neither of the last two sessions; empty unless asked for.
    pub missing: Vec<String>,
}

/// How every circle is doing at an instant, those that fade first. Excused absence is absence here: a circle that
/// nobody can come to fades as well. People are named only with `people`.
pub fn signals(term: &Term, notes: &[Attendance], now: DateTime<Utc>, people: bool) -> Vec<Signal> {
    whole(signals_in_steps(term, notes, now, people))
}

/// The same in steps.
pub(crate) async fn signals_in_steps(
    term: &Term,
    notes: &[Attendance],
    now: DateTime<Utc>,
    people: bool,
) -> Vec<Signal> {
    let mut by_session: BTreeMap<&str, BTreeMap<&str, bool>> = BTreeMap::new();
    for note in notes {
        rest(NOTE_TAKES).await;
        by_session.entry(&note.session).or_default().insert(&note.member, note.came.was_there());
    }
    let mut signals = Vec::with_capacity(term.series.len());
    for series in &term.series {
        signals.push(signal(series, &by_session, now, people));
        rest(CIRCLE_TAKES).await;
    }
    signals.sort_by_key(|signal| !signal.fading);
    signals
}

fn signal(series: &Series, notes: &BTreeMap<&str, BTreeMap<&str, bool>>, now: DateTime<Utc>, people: bool) -> Signal {
    let over = |session: &&Session| session.status != SessionStatus::Cancelled && session.end_utc() <= now;
    let mut held: Vec<&Session> = series.sessions.iter().filter(over).collect();
    held.sort_by_key(|session| session.start_utc);
    let unheard = held.iter().rev().take_while(|session| !notes.contains_key(session.id.as_str())).count();
    let noted: Vec<&BTreeMap<&str, bool>> = held.iter().filter_map(|session| notes.get(session.id.as_str())).collect();
    let (before, lately) = noted.split_at(noted.len().saturating_sub(LATELY));
    let share = |sessions: &[&BTreeMap<&str, bool>]| share(series, sessions);
    let (earlier, late) = (share(before), share(lately));
    let trend = match () {
        () if unheard >= LATELY => Trend::Unheard,
        () if noted.len() < LATELY => Trend::New,
        () if late < SMALL => Trend::Small,
        () if before.len() >= LATELY && earlier - late >= DROP => Trend::Falling,
        () => Trend::Steady,
    };
    let fading = !matches!(trend, Trend::New | Trend::Steady);
    let came = |member: &str, sessions: &[&BTreeMap<&str, bool>]| {
        sessions.iter().any(|session| session.get(member).copied().unwrap_or_default())
    };
    let missing = series.members.iter().filter(|member| people && came(member, before) && !came(member, lately));
    Signal {
        circle: series.circle.clone(),
        noted: u32::try_from(noted.len()).unwrap_or(u32::MAX),
        lately: u32::try_from(late).unwrap_or_default(),
        before: u32::try_from(earlier).unwrap_or_default(),
        trend,
        fading,
        missing: missing.cloned().collect(),
    }
}

/// The percentage of a circle that came to some sessions, on average.
fn share(series: &Series, sessions: &[&BTreeMap<&str, bool>]) -> i64 {
    let there = |session: &&BTreeMap<&str, bool>| {
        series.members.iter().filter(|member| session.get(member.as_str()).copied().unwrap_or_default()).count()
    };
    let came: usize = sessions.iter().map(there).sum();
    (came * 100).checked_div(sessions.len() * series.members.len()).unwrap_or_default() as i64
}
