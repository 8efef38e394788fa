//! Who hosts which session, in turn.

use super::term::{Series, Session, SessionStatus};

/// Gives every session a host: whoever has hosted least, the leader first and then by the order of members, so that
/// nobody hosts twice more than another.
pub(super) fn assign(series: &mut Series) {
    for place in 0..series.sessions.len() {
        assign_one(series, place, |_, _| true);
    }
}

/// Gives one session a host, of those who can come the one who hosts least in all other sessions.
pub(super) fn assign_one(series: &mut Series, place: usize, can_come: impl Fn(&str, &Session) -> bool) {
    let others = series.members.iter().filter(|member| Some(*member) != series.leader.as_ref());
    let order: Vec<String> = series.leader.iter().chain(others).cloned().collect();
    let hosts = series
        .sessions
        .iter()
        .enumerate()
        .filter(|(other, session)| *other != place && session.status != SessionStatus::Cancelled);
    let hosts: Vec<&String> = hosts.filter_map(|(_, session)| session.host.as_ref()).collect();
    let Some(session) = series.sessions.get(place).filter(|session| session.status != SessionStatus::Cancelled) else {
        return;
    };
    let able = order.iter().filter(|member| can_come(member, session));
    let host = able.min_by_key(|member| hosts.iter().filter(|host| **host == *member).count()).cloned();
    if let Some(session) = series.sessions.get_mut(place) {
        session.host = host;
    }
}
