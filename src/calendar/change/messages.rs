//! Whom a change asks to tell what: the difference between the term before and the term after.

use super::apply::differs;
use super::request::{Change, Message};
use crate::calendar::ical::{IcsOptions, Method, objects};
use crate::calendar::term::{Series, Session, SessionStatus, Term};
use crate::calendar::texts::{Facts, Letter, TextKind, letters, words};
use crate::error::Result;
use crate::people::Roster;
use crate::time::Zone;

/// The messages, circle by circle: to those who leave, of what is lost, of what has changed, to those who join.
pub(super) fn messages(before: &Term, after: &Term, roster: &Roster, change: &Change) -> Result<Vec<Message>> {
    let zone = Zone::named(&after.programme.zone)?;
    let mut messages = Vec::new();
    for (old, new) in before.series.iter().zip(&after.series) {
        let post = Post { before, after, roster, change, old, new, zone: &zone };
        let kinds = [post.to_leavers(), post.cancelled(), post.changed(), post.to_joiners(), post.of_people()];
        for message in kinds {
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
        self.message(self.before, self.old, Some(Method::Cancel), gone, &[], TextKind::Cancellation)
    }

    fn to_joiners(&self) -> Result<Option<Message>> {
        let come = self.new.members.iter().filter(|member| !self.old.members.contains(member)).cloned().collect();
        self.message(self.after, self.new, Some(Method::Request), come, &[], TextKind::Invitation)
    }

    fn cancelled(&self) -> Result<Option<Message>> {
        let lost = self.differing(|session| session.status == SessionStatus::Cancelled);
        self.of_sessions(Method::Cancel, &lost, TextKind::Cancellation)
    }

    fn changed(&self) -> Result<Option<Message>> {
        let other = self.differing(|session| session.status != SessionStatus::Cancelled);
        self.of_sessions(Method::Request, &other, TextKind::Change)
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
        let mut changes: Vec<String> =
            sessions.iter().map(|(was, is)| words::changed(*language, was, is, self.zone)).collect();
        if leaves {
            changes.push(words::left(*language).to_owned());
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
