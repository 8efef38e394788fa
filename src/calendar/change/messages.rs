//! Whom a change asks to tell what: the difference between the term before and the term after.

use std::borrow::Cow;

use super::presence::Diaries;
use super::request::{Change, Message};
use crate::calendar::ical::{IcsOptions, Method, objects};
use crate::calendar::term::{Series, Session, SessionStatus, Term};
use crate::calendar::texts::{Facts, Letter, TextKind, letters, words};
use crate::error::Result;
use crate::job::rest;
use crate::people::Roster;
use crate::time::Zone;

/// What comparing the sessions of a circle, and what writing what it is told, take, as [`rest`] counts.
const SERIES_TAKES: u64 = 3;
const CIRCLE_TAKES: u64 = 500;

/// The messages, circle by circle: to those who leave, of what is lost, of what has changed, to those who join.
pub(super) async fn messages(
    before: &Term,
    after: &Term,
    roster: &Roster,
    change: &Change,
    diaries: &Diaries,
) -> Result<Vec<Message>> {
    let zone = Zone::named(&after.programme.zone)?;
    let mut messages = Vec::new();
    for (old, new) in before.series.iter().zip(&after.series) {
        rest(SERIES_TAKES).await;
        if old == new {
            continue;
        }
        rest(CIRCLE_TAKES).await;
        let people = [old, new].into_iter().flat_map(|series| {
            let hosts = series.sessions.iter().filter_map(|session| session.host.as_ref());
            series.members.iter().chain(&series.leader).chain(hosts)
        });
        let roster = &diaries.roster(roster, people);
        let post = Post { before, after, roster, change, old, new, zone: &zone };
        let of_times = [post.ended(), post.cancelled(), post.changed(), post.anew()];
        let of_people = [post.to_joiners(), post.of_people()];
        for message in [post.to_leavers()].into_iter().chain(of_times).chain(of_people) {
            messages.extend(message?);
        }
    }
    Ok(messages)
}

struct Post<'a> {
    before: &'a Term,
    after: &'a Term,
    roster: &'a Roster,
    change: &'a Change,
    old: &'a Series,
    new: &'a Series,
    zone: &'a Zone,
}

impl Post<'_> {
    fn to_leavers(&self) -> Result<Option<Message>> {
        let gone = self.old.members.iter().filter(|member| !self.new.members.contains(member)).cloned().collect();
        self.message(self.before, self.old, Some(Method::Cancel), gone, &[], TextKind::Leaving)
    }

    fn to_joiners(&self) -> Result<Option<Message>> {
        let come = self.new.members.iter().filter(|member| !self.old.members.contains(member)).cloned().collect();
        self.message(self.after, self.new, Some(Method::Request), come, &[], TextKind::Invitation)
    }

    fn cancelled(&self) -> Result<Option<Message>> {
        let anew = self.told_anew();
        let lost = self.differing(|session| session.status == SessionStatus::Cancelled && !self.retold(session, &anew));
        self.of_sessions(Method::Cancel, &lost, TextKind::Cancellation)
    }

    fn changed(&self) -> Result<Option<Message>> {
        let anew = self.told_anew();
        let other =
            self.differing(|session| session.status != SessionStatus::Cancelled && !self.retold(session, &anew));
        self.of_sessions(Method::Request, &other, TextKind::Change)
    }

    /// The series that are no more, with none of their sessions.
    fn ended(&self) -> Result<Option<Message>> {
        let gone = difference(self.old.parts(&self.before.id), &self.new.parts(&self.after.id), |a, b| a.uid == b.uid);
        self.of_parts(Method::Cancel, &gone, self.before, &[])
    }

    /// The series that end earlier, and that of a new slot.
    fn anew(&self) -> Result<Option<Message>> {
        let parts = self.told_anew();
        let changed = self.differing(|session| self.retold(session, &parts));
        self.of_parts(Method::Request, &parts, self.after, &changed)
    }

    /// The series that calendars do not know, or not as they are now.
    fn told_anew(&self) -> Vec<Cow<'_, Series>> {
        let known = |a: &Series, b: &Series| (&a.uid, a.sequence) == (&b.uid, b.sequence);
        difference(self.new.parts(&self.after.id), &self.old.parts(&self.before.id), known)
    }

    /// Whether series that are told anew tell of a session. A lost week of a circle that writes is an event of its own, of
    /// which they say nothing.
    fn retold(&self, session: &Session, anew: &[Cow<'_, Series>]) -> bool {
        is_in(session, anew) && (self.new.rule.is_some() || session.status != SessionStatus::Cancelled)
    }

    /// Whole series for calendars, with one letter.
    fn of_parts(
        &self,
        method: Method,
        parts: &[Cow<'_, Series>],
        term: &Term,
        sessions: &[(&Session, &Session)],
    ) -> Result<Option<Message>> {
        let to = if parts.is_empty() { Vec::new() } else { self.stayers() };
        let mut message = self.message(term, self.new, None, to, sessions, TextKind::Change)?;
        if let Some(message) = message.as_mut() {
            message.method = Some(method);
            if self.change.organizer.is_some() {
                for part in parts {
                    message.calendars.extend(objects(
                        term,
                        self.roster,
                        part,
                        &self.options(method, &[]),
                        &message.to,
                    )?);
                }
            }
            if method == Method::Cancel {
                // The letter goes with the series that takes its place.
                message.mails.clear();
            }
        }
        Ok(message)
    }

    /// A new leader or host is told of in a letter; calendars need not know.
    fn of_people(&self) -> Result<Option<Message>> {
        let pairs = self.old.sessions.iter().zip(&self.new.sessions);
        let hosts: Vec<(&Session, &Session)> =
            pairs.filter(|(was, is)| was.host != is.host && !differs(was, is)).collect();
        let told = !hosts.is_empty() || self.old.leader != self.new.leader && self.new.leader.is_some();
        let stay = if told { self.stayers() } else { Vec::new() };
        self.message(self.after, self.new, None, stay, &hosts, TextKind::Change)
    }

    fn of_sessions(
        &self,
        method: Method,
        sessions: &[(&Session, &Session)],
        kind: TextKind,
    ) -> Result<Option<Message>> {
        let to = if sessions.is_empty() { Vec::new() } else { self.stayers() };
        self.message(self.after, self.new, Some(method), to, sessions, kind)
    }

    fn stayers(&self) -> Vec<String> {
        self.new.members.iter().filter(|member| self.old.members.contains(member)).cloned().collect()
    }

    /// The sessions that are otherwise than before, as they were and as they are.
    fn differing(&self, wanted: impl Fn(&Session) -> bool) -> Vec<(&Session, &Session)> {
        let pairs = self.old.sessions.iter().zip(&self.new.sessions);
        pairs.filter(|(was, is)| differs(was, is) && wanted(is)).collect()
    }

    fn message(
        &self,
        term: &Term,
        series: &Series,
        method: Option<Method>,
        to: Vec<String>,
        sessions: &[(&Session, &Session)],
        kind: TextKind,
    ) -> Result<Option<Message>> {
        if to.is_empty() {
            return Ok(None);
        }
        let ids: Vec<String> = sessions.iter().map(|(_, is)| is.id.clone()).collect();
        let calendars = match method.filter(|_| self.change.organizer.is_some()) {
            Some(method) => objects(term, self.roster, series, &self.options(method, &ids), &to)?,
            None => Vec::new(),
        };
        let mails = self.letters(&to, sessions, kind);
        Ok(Some(Message { circle: series.circle.clone(), method, to, sessions: ids, calendars, mails }))
    }

    fn options(&self, method: Method, sessions: &[String]) -> IcsOptions {
        let Change { now, organizer, reminder, domain, .. } = self.change;
        IcsOptions {
            method,
            sessions: sessions.to_vec(),
            organizer: organizer.clone(),
            reminder: *reminder,
            domain: domain.clone(),
            ..IcsOptions::at(*now)
        }
    }

    fn letters(&self, to: &[String], sessions: &[(&Session, &Session)], kind: TextKind) -> Vec<crate::calendar::Mail> {
        let Change { language, templates, reason, .. } = self.change;
        let leaves = to.iter().any(|member| !self.new.members.contains(member));
        let takes_place = |session: &&Session| {
            session.status != SessionStatus::Cancelled && session.end_utc() > self.change.now && !leaves
        };
        let next = self.new.sessions.iter().find(takes_place);
        let mut facts = Facts::of(self.after, self.new, next, Some(self.roster), *language);
        let anew = self.told_anew();
        let meets = |session: &&Session| {
            takes_place(session) && anew.last().is_some_and(|part| part.session(&session.id).is_some())
        };
        let first = self
            .new
            .sessions
            .iter()
            .find(|session| meets(session) && sessions.iter().any(|(_, is)| is.id == session.id));
        let anew = first.map(|first| words::meets(*language, first, self.zone));
        let mut changes: Vec<String> = anew.into_iter().collect();
        changes.extend(sessions.iter().map(|(was, is)| words::changed(*language, was, is, self.zone)));
        if (&self.old.platform, &self.old.url) != (&self.new.platform, &self.new.url) {
            changes.push(words::elsewhere(*language).to_owned());
        }
        if self.old.leader != self.new.leader {
            changes.push(words::leads(*language, &facts));
        }
        let list: Vec<String> =
            changes.iter().filter(|line| !line.is_empty()).map(|line| format!("- {line}")).collect();
        facts.set("changes", list.join("\n"));
        facts.set("reason", reason.clone());
        letters(self.after, self.roster, next, to, &Letter { kind, language: *language, templates, facts })
    }
}

fn is_in(session: &Session, parts: &[Cow<'_, Series>]) -> bool {
    parts.iter().any(|part| part.session(&session.id).is_some())
}

/// The series that have no like among others.
fn difference<'a>(
    series: Vec<Cow<'a, Series>>,
    others: &[Cow<'_, Series>],
    alike: impl Fn(&Series, &Series) -> bool,
) -> Vec<Cow<'a, Series>> {
    series.into_iter().filter(|one| others.iter().all(|other| !alike(one, other))).collect()
}

/// Whether calendars show a session otherwise than before; who hosts it they do not show.
pub(super) fn differs(was: &Session, is: &Session) -> bool {
    fn shown(session: &Session) -> impl PartialEq {
        let Session { start_utc, minutes, topic, title, platform, .. } = session;
        (start_utc, minutes, topic, title, platform, session.status == SessionStatus::Cancelled)
    }
    shown(was) != shown(is)
}
