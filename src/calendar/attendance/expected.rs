//! Who is expected, from what people answered.

use crate::ordered::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::calendar::ical::{Answer, Reply};
use crate::calendar::term::{Session, SessionStatus, Term};
use crate::job::{rest, whole};

/// What an answer and a session take, as [`rest`] counts.
const REPLY_TAKES: u64 = 2;
const SESSION_TAKES: u64 = 2;

/// Whom to expect in a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Expected {
    /// The id of the session.
    pub session: String,
    /// Ids of those who said that they come.
    pub coming: Vec<String>,
    /// Ids of those who may come.
    pub perhaps: Vec<String>,
    /// Ids of those who said that they do not.
    pub not_coming: Vec<String>,
    /// Ids of those who have not answered.
    pub silent: Vec<String>,
    /// Whether fewer than half of the circle are left when those who do not come are taken off.
    pub at_risk: bool,
}

/// Whom to expect in each session that takes place. An answer to a session comes before one to its series, a later
/// answer before an earlier one (by SEQUENCE, then by time: RFC 5546, section 2.1.5); an answer to a time that a session
/// no longer has does not count.
pub fn expected(term: &Term, replies: &[Reply]) -> Vec<Expected> {
    whole(expected_in_steps(term, replies))
}

/// The same in steps.
pub(crate) async fn expected_in_steps(term: &Term, replies: &[Reply]) -> Vec<Expected> {
    let mut answering: BTreeSet<&str> = BTreeSet::new();
    let mut latest: BTreeMap<(&str, Option<&str>, &str), &Reply> = BTreeMap::new();
    for reply in replies {
        rest(REPLY_TAKES).await;
        answering.insert(&reply.circle);
        let key = (reply.circle.as_str(), reply.session.as_deref(), reply.member.as_str());
        let newer = |known: &&Reply| (known.sequence, known.at) <= (reply.sequence, reply.at);
        if latest.get(&key).is_none_or(newer) {
            latest.insert(key, reply);
        }
    }
    let takes_place = |session: &&Session| session.status != SessionStatus::Cancelled;
    let of = |circle: &str, session: &Session, member: &str| {
        let own = latest.get(&(circle, Some(session.id.as_str()), member)).copied();
        let series = || latest.get(&(circle, None, member)).copied();
        let current = |reply: &&Reply| reply.sequence >= session.sequence;
        own.filter(current).or_else(|| series().filter(current)).map(|reply| reply.answer)
    };
    let mut list = Vec::new();
    for series in &term.series {
        let answers = answering.contains(series.circle.as_str());
        for session in series.sessions.iter().filter(takes_place) {
            rest(SESSION_TAKES).await;
            let of = |member: &String| answers.then(|| of(&series.circle, session, member)).flatten();
            let said: Vec<Option<Answer>> = series.members.iter().map(of).collect();
            let who = |wanted: Option<Answer>| -> Vec<String> {
                let those = series.members.iter().zip(&said).filter(|(_, said)| **said == wanted);
                those.map(|(member, _)| member.clone()).collect()
            };
            let not_coming = who(Some(Answer::Declined));
            list.push(Expected {
                session: session.id.clone(),
                at_risk: (series.members.len() - not_coming.len()) * 2 < series.members.len(),
                coming: who(Some(Answer::Accepted)),
                perhaps: who(Some(Answer::Tentative)),
                silent: who(None),
                not_coming,
            });
        }
    }
    list
}
