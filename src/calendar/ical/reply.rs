//! What people answer to invitations (METHOD:REPLY, RFC 5546, section 3.2.3).

#![deny(clippy::indexing_slicing)]

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::component::{Component, calendars, tell};
use super::line::Line;
use super::text::text;
use super::zones::Zones;
use crate::calendar::recur::Stamp;
use crate::calendar::term::{Series, Session, Term};
use crate::error::{Error, Read, Result};
use crate::job::{rest, whole};
use crate::ordered::BTreeMap;
use crate::people::{Participant, Roster};
use crate::time::Zone;

/// What knowing a session or a person takes, and what an answer takes, as [`rest`] counts.
const KNOWN_TAKES: u64 = 6;
const ANSWER_TAKES: u64 = 20;

/// What somebody answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Answer {
    /// They come.
    Accepted,
    /// They do not come.
    Declined,
    /// They may come.
    #[default]
    Tentative,
}

/// An answer to an invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Reply {
    /// The id of the circle.
    pub circle: String,
    /// The id of the session; the whole series when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// The id of who answers.
    pub member: String,
    /// The answer.
    pub answer: Answer,
    /// The SEQUENCE of what was answered to.
    #[serde(default)]
    pub sequence: u32,
    /// When it was given, where the reply says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub at: Option<DateTime<Utc>>,
}

/// Reads the answers that calendars send back, by the UIDs of a term and the addresses of its roster.
///
/// # Problems
/// `reply.unknown_series`, `reply.unknown_session`, `reply.unknown_address` and `reply.no_answer`, each with its line.
///
/// # Errors
/// `file.not_text` and `limit.text_bytes` of [`decode`](crate::encoding::decode), `ics.not_a_calendar` when nothing of one is there,
/// and `ics.not_a_reply` when no part of it has METHOD:REPLY.
pub fn read_replies(bytes: &[u8], term: &Term, roster: &Roster) -> Result<Read<Vec<Reply>>> {
    whole(read_replies_in_steps(bytes, term, roster))
}

/// The same in steps.
pub(crate) async fn read_replies_in_steps(bytes: &[u8], term: &Term, roster: &Roster) -> Result<Read<Vec<Reply>>> {
    let text = text(bytes)?;
    let mut problems = Vec::new();
    let file = calendars(&text, &mut problems, &[]).await?;
    let is_reply =
        |calendar: &&Component<'_>| calendar.value("METHOD").is_some_and(|it| it.eq_ignore_ascii_case("REPLY"));
    let calendars: Vec<&Component<'_>> = file.parts.iter().filter(is_reply).collect();
    if calendars.is_empty() {
        let error = Error::new("ics.not_a_reply", "the calendar answers no invitation");
        return Err(error.hint("use what a calendar sends when somebody accepts or declines"));
    }
    let zone = Zone::named(&term.programme.zone).unwrap_or_else(|_| Zone::utc());
    let known = Known::of(term, roster).await;
    let mut reader = Reader { term, known, zone, zones: Zones::default(), problems, replies: Vec::new() };
    for calendar in calendars {
        reader.zones = Zones::read(calendar, &mut reader.problems);
        for event in calendar.parts.iter().filter(|part| part.name == "VEVENT") {
            reader.event(event);
            rest(ANSWER_TAKES).await;
        }
    }
    Ok(Read { value: reader.replies, problems: reader.problems })
}

/// What answers may be to and whose they may be.
struct Known<'a> {
    parts: Vec<Cow<'a, Series>>,
    /// By what stands before the `@` of a UID: the part of a series, and the session where the UID is that of one alone.
    uids: BTreeMap<String, (usize, Option<String>)>,
    /// By address without case.
    people: BTreeMap<String, &'a Participant>,
}

impl<'a> Known<'a> {
    /// Of two with one UID or one address the first counts.
    async fn of(term: &'a Term, roster: &'a Roster) -> Self {
        let parts: Vec<_> = term.series.iter().flat_map(|series| series.parts(&term.id)).collect();
        let (mut uids, mut people) = (BTreeMap::new(), BTreeMap::new());
        for (at, part) in parts.iter().enumerate() {
            uids.entry(part.uid(&term.id)).or_insert((at, None));
            for session in &part.sessions {
                uids.entry(session.uid(part, &term.id)).or_insert_with(|| (at, Some(session.id.clone())));
                rest(KNOWN_TAKES).await;
            }
        }
        for person in &roster.participants {
            let address = person.email.as_ref().map(|email| email.to_ascii_lowercase());
            address.into_iter().for_each(|address| _ = people.entry(address).or_insert(person));
            rest(KNOWN_TAKES).await;
        }
        Self { parts, uids, people }
    }

    fn series(&self, uid: &str) -> Option<(Cow<'a, Series>, Option<String>)> {
        let (part, session) = self.uids.get(uid.split('@').next().unwrap_or_default())?;
        Some((self.parts.get(*part)?.clone(), session.clone()))
    }
}

struct Reader<'a> {
    term: &'a Term,
    known: Known<'a>,
    zone: Zone,
    zones: Zones,
    problems: Vec<Error>,
    replies: Vec<Reply>,
}

impl<'a> Reader<'a> {
    fn event(&mut self, event: &Component<'_>) {
        let uid = event.value("UID").unwrap_or_default();
        let Some((series, own)) = self.known.series(uid) else {
            return tell(&mut self.problems, event.number, || {
                Error::new("reply.unknown_series", "the answer is to no series of the term")
                    .hint("read it with the term that its invitation came from")
            });
        };
        let (circle, whole) = (series.circle.clone(), self.whole(&series));
        let mut sessions: Vec<Option<String>> = match own {
            Some(own) => vec![Some(own)],
            None => whole,
        };
        if let Some(line) = event.line("RECURRENCE-ID") {
            let (zone, instant) = (self.zone.clone(), self.instant(line));
            let is = |session: &&Session| Some(zone.instant(session.planned(&series))) == instant;
            let Some(found) = series.sessions.iter().find(is) else {
                return tell(&mut self.problems, line.number, || {
                    Error::new("reply.unknown_session", "the answer is to no session of the series")
                        .hint("ask them again; the session may have been moved since")
                });
            };
            sessions = vec![Some(found.id.clone())];
        }
        for (line, session) in event.all("ATTENDEE").flat_map(|line| sessions.iter().map(move |one| (line, one))) {
            self.attendee(line, event, &circle, session.as_ref());
        }
    }

    /// What an answer to a whole series is to: all of a circle, or the sessions of one of the slots that it has had.
    fn whole(&self, part: &Series) -> Vec<Option<String>> {
        let several = self.term.series(&part.circle).is_some_and(|series| !series.earlier.is_empty());
        match several {
            true => part.sessions.iter().map(|session| Some(session.id.clone())).collect(),
            false => vec![None],
        }
    }

    fn attendee(&mut self, line: &Line<'_>, event: &Component<'_>, circle: &str, session: Option<&String>) {
        let value = line.value.trim();
        let address = value.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:")).and(value.get(7..));
        let address = address.unwrap_or(value);
        let Some(person) = self.known.people.get(&address.to_ascii_lowercase()).copied() else {
            return tell(&mut self.problems, line.number, || {
                Error::new("reply.unknown_address", "nobody on the roster has the address of the answer")
                    .hint("add the address to whoever answered from it")
            });
        };
        let answer = match line.parameter("PARTSTAT").map(str::to_ascii_uppercase).as_deref() {
            Some("ACCEPTED") => Answer::Accepted,
            Some("DECLINED") => Answer::Declined,
            Some("TENTATIVE") => Answer::Tentative,
            _ => {
                return tell(&mut self.problems, line.number, || {
                    Error::new("reply.no_answer", "the answer says neither yes nor no")
                        .hint("ask them whether they come")
                });
            }
        };
        let at = event.value("DTSTAMP").and_then(Stamp::parse);
        let at = at.and_then(|stamp| if let Stamp::Utc(at) = stamp { DateTime::from_timestamp(at, 0) } else { None });
        self.replies.push(Reply {
            circle: circle.to_owned(),
            session: session.cloned(),
            member: person.id.clone(),
            answer,
            sequence: event.value("SEQUENCE").and_then(|text| text.parse().ok()).unwrap_or_default(),
            at,
        });
    }

    fn instant(&mut self, line: &Line<'_>) -> Option<DateTime<Utc>> {
        let named = line.parameter("TZID").map(str::to_owned);
        let zone = named.and_then(|name| self.zones.named(&name, line.number, &mut self.problems));
        let zone = zone.unwrap_or_else(|| self.zone.clone());
        let local = |seconds: i64| DateTime::from_timestamp(seconds, 0).map(|at| zone.instant(at.naive_utc()));
        match Stamp::parse(&line.value)? {
            Stamp::Utc(at) => DateTime::from_timestamp(at, 0),
            Stamp::Local(seconds) => local(seconds),
            Stamp::Date(day) => local(i64::from(day) * 86_400),
        }
    }
}
