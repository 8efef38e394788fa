//! Writes a term as iCalendar: to publish, to invite, to cancel.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::writer::{Writer, parameter};
use super::{description, vtimezone};
use crate::calendar::recur::{Recurrence, Rule, date_text, time_text};
use crate::calendar::term::{Series, Session, SessionStatus, Term};
use crate::error::{Error, Result};
use crate::job::{rest, told, whole};
use crate::people::{Mode, Participant, Roster};
use crate::time::Zone;

/// What writing a session takes, as [`rest`] counts.
const SESSION_TAKES: u64 = 10;

/// What a calendar text is for (RFC 5546, section 1.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// To import or subscribe to.
    #[default]
    Publish,
    /// To invite the circle's members, and to tell them of changes.
    Request,
    /// To take a series or sessions out of calendars again.
    Cancel,
}

/// Somebody with an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// The name.
    #[serde(default)]
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

/// Which sessions to write, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct IcsOptions {
    /// The instant of writing, for DTSTAMP: given, never read from a clock.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub now: DateTime<Utc>,
    /// What the text is for.
    #[serde(default)]
    pub method: Method,
    /// The id of one circle; all when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub circle: Option<String>,
    /// The id of a participant whose circles alone are written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// The ids of the sessions to write; all when empty.
    #[serde(default)]
    pub sessions: Vec<String>,
    /// Who invites; needed for everything but PUBLISH.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organizer: Option<Contact>,
    /// How many minutes before a session calendars remind of it; never when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminder: Option<u32>,
    /// The domain after the `@` of each UID; `peer-circle` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
}

impl IcsOptions {
    /// All sessions, to publish.
    pub fn at(now: DateTime<Utc>) -> Self {
        let (circle, member, organizer, reminder, domain) = (None, None, None, None, None);
        Self { now, method: Method::Publish, circle, member, sessions: Vec::new(), organizer, reminder, domain }
    }
}

/// Writes sessions as iCalendar text (RFC 5545), with the zone they are told in.
///
/// A circle's meetings are one recurring event; a session with a topic, or at another time, is an exception to it
/// (RECURRENCE-ID). UIDs never change, so that a later text replaces an earlier one. With a roster, REQUEST and
/// CANCEL address the circle's members. A circle that has had several slots is as many recurring events; an invitation
/// or cancellation is of the one that its sessions belong to, of the last where it names none.
///
/// # Errors
/// `ics.no_circle` when there is no such circle, `ics.no_organizer` when REQUEST or CANCEL has none, and
/// `ics.one_series` or `ics.one_session` when they would hold more than one series, or several weeks of a circle that
/// writes: RFC 5546, section 3.2, allows one UID.
pub fn ics(term: &Term, roster: Option<&Roster>, options: &IcsOptions) -> Result<String> {
    whole(ics_in_steps(term, roster, options))
}

/// The same in steps.
pub(crate) async fn ics_in_steps(term: &Term, roster: Option<&Roster>, options: &IcsOptions) -> Result<String> {
    let zone = Zone::named(&term.programme.zone).map_err(|error| error.at_field("term.programme.zone"))?;
    let chosen = chosen(term, options)?;
    let chosen: Vec<Cow<'_, Series>> = chosen.into_iter().flat_map(|series| parts(term, series, options)).collect();
    if options.method != Method::Publish && chosen.len() > 1 {
        let error = Error::new("ics.one_series", "one invitation can hold sessions of one slot only");
        return Err(error.at_field("sessions").hint("write one text for the sessions of each slot"));
    }
    let mut events = Writer::default();
    for series in told(&chosen) {
        Events { term, roster, options, series, people: &series.members, zone: &zone }.write(&mut events);
        rest(series.sessions.len() as u64 * SESSION_TAKES).await;
    }
    Ok(calendar(term, options.method, &chosen, &zone, &events))
}

/// The sessions of one series that the options name, for some people, as texts of one UID each: that is how
/// RFC 5546, section 3.2, wants invitations. The weeks of a circle that writes are such a text each.
pub(in crate::calendar) fn objects(
    term: &Term,
    roster: &Roster,
    series: &Series,
    options: &IcsOptions,
    people: &[String],
) -> Result<Vec<String>> {
    let zone = Zone::named(&term.programme.zone).map_err(|error| error.at_field("term.programme.zone"))?;
    let mut texts = Vec::new();
    for part in series.parts(&term.id) {
        let named = |session: &Session| options.sessions.contains(&session.id);
        let over = |session: &Session| session.end_utc() <= options.now;
        let whole = series.earlier.is_empty() || options.sessions.is_empty() && !part.sessions.iter().all(over);
        if whole || part.sessions.iter().any(named) {
            texts.extend(part_objects(term, roster, &part, options, people, &zone));
        }
    }
    Ok(texts)
}

/// The texts of sessions that calendars know by one UID, or by one each.
fn part_objects(
    term: &Term,
    roster: &Roster,
    series: &Series,
    options: &IcsOptions,
    people: &[String],
    zone: &Zone,
) -> Vec<String> {
    let write = |options: &IcsOptions| {
        let mut events = Writer::default();
        Events { term, roster: Some(roster), options, series, people, zone }.write(&mut events);
        calendar(term, options.method, &[Cow::Borrowed(series)], zone, &events)
    };
    let events = Events { term, roster: None, options, series, people, zone };
    if events.recurring().is_some() {
        return vec![write(options)];
    }
    let told = |session: &&Session| {
        // Nobody needs to hear of weeks that are over or that they know to be cancelled, unless they are named.
        let all = options.sessions.is_empty() && session.end_utc() > options.now;
        let takes_place = session.status != SessionStatus::Cancelled;
        all && takes_place
            || options.sessions.contains(&session.id) && (takes_place || options.method == Method::Cancel)
    };
    let alone = |session: &Session| IcsOptions { sessions: vec![session.id.clone()], ..options.clone() };
    series.sessions.iter().filter(told).map(|session| write(&alone(session))).collect()
}

/// The series as calendars have it, of which an invitation is only one.
fn parts<'a>(term: &Term, series: &'a Series, options: &IcsOptions) -> Vec<Cow<'a, Series>> {
    let mut parts = series.parts(&term.id);
    let named = |part: &Cow<'_, Series>| part.sessions.iter().any(|session| options.sessions.contains(&session.id));
    match (options.sessions.is_empty(), options.method) {
        (true, Method::Publish) => parts,
        (true, _) => parts.split_off(parts.len().saturating_sub(1)),
        (false, _) => parts.into_iter().filter(named).collect(),
    }
}

/// A calendar around events.
fn calendar(term: &Term, method: Method, series: &[Cow<'_, Series>], zone: &Zone, events: &Writer) -> String {
    let mut writer = Writer::default();
    writer.component("VCALENDAR", |writer| {
        writer.line("VERSION", "2.0");
        writer.line("PRODID", "-//peer-circle//peer-circle//EN");
        writer.line("CALSCALE", "GREGORIAN");
        writer.line("METHOD", method_text(method));
        writer.prose("NAME", &term.programme.title);
        writer.prose("X-WR-CALNAME", &term.programme.title);
        if method == Method::Publish {
            // Who subscribes to a feed need not wait longer than this (RFC 7986, section 5.7; the second is Outlook's).
            writer.line("REFRESH-INTERVAL;VALUE=DURATION", "PT12H");
            writer.line("X-PUBLISHED-TTL", "PT12H");
        }
        let years = years(series, term);
        vtimezone::write(writer, zone, years.0, years.1);
        writer.append(events);
    });
    writer.finish()
}

/// The series that the options name.
fn chosen<'a>(term: &'a Term, options: &IcsOptions) -> Result<Vec<&'a Series>> {
    if let Some(circle) = options.circle.as_ref().filter(|circle| term.series(circle).is_none()) {
        return Err(Error::new("ics.no_circle", format!("there is no circle \"{circle}\""))
            .at_field("circle")
            .hint("use the id of one of the term's circles"));
    }
    let named = |series: &&Series| options.circle.as_ref().is_none_or(|circle| *circle == series.circle);
    let joined = |series: &&Series| options.member.as_ref().is_none_or(|member| series.members.contains(member));
    let wanted = |series: &&Series| {
        options.sessions.is_empty() || series.sessions.iter().any(|session| options.sessions.contains(&session.id))
    };
    let chosen: Vec<&Series> = term.series.iter().filter(named).filter(joined).filter(wanted).collect();
    if options.method != Method::Publish {
        if options.organizer.is_none() {
            let error = Error::new("ics.no_organizer", "an invitation needs somebody who invites");
            return Err(error.at_field("organizer").hint("give the organizer's name and e-mail address"));
        }
        if chosen.len() > 1 {
            let error = Error::new("ics.one_series", "one invitation can hold one circle only").at_field("circle");
            return Err(error.hint("write one text for each circle"));
        }
        // A week of writing is an event of its own, with its own UID.
        let weeks = chosen.iter().filter(|series| series.rule.is_none()).flat_map(|series| &series.sessions);
        if weeks.filter(|week| options.sessions.is_empty() || options.sessions.contains(&week.id)).count() > 1 {
            let error = Error::new("ics.one_session", "one invitation can hold one week of writing only");
            return Err(error.at_field("sessions").hint("write one text for each session, or publish them together"));
        }
    }
    Ok(chosen)
}

/// The years in which the sessions lie.
fn years(chosen: &[Cow<'_, Series>], term: &Term) -> (i32, i32) {
    let years = || chosen.iter().flat_map(|series| &series.sessions).map(|session| session.start.year());
    (years().min().unwrap_or(term.programme.from.year()), years().max().unwrap_or(term.programme.to.year()))
}

fn method_text(method: Method) -> &'static str {
    match method {
        Method::Publish => "PUBLISH",
        Method::Request => "REQUEST",
        Method::Cancel => "CANCEL",
    }
}

/// The events of one series.
struct Events<'a> {
    term: &'a Term,
    roster: Option<&'a Roster>,
    options: &'a IcsOptions,
    series: &'a Series,
    /// The ids of those whom an invitation or a cancellation is for.
    people: &'a [String],
    zone: &'a Zone,
}

impl Events<'_> {
    fn write(&self, writer: &mut Writer) {
        let recurring = self.recurring();
        let cancel = self.options.method == Method::Cancel;
        let whole = self.options.sessions.is_empty();
        let of_rule = |session: &Session| {
            recurring.as_ref().is_some_and(|recurring| recurring.planned.contains(&session.planned(self.series)))
        };
        if let Some(recurring) = recurring.as_ref().filter(|_| whole) {
            self.event(writer, None, |writer| self.master(writer, recurring));
            if cancel {
                return;
            }
        }
        for session in &self.series.sessions {
            let named = whole || self.options.sessions.contains(&session.id);
            let told = cancel || session.status != SessionStatus::Cancelled;
            let exception = of_rule(session);
            let plain =
                session.title.is_none() && session.status == SessionStatus::Planned && session.platform.is_none();
            // What the series was told after it needs no telling.
            let plain = plain && session.sequence <= self.series.sequence;
            if named && told && !(exception && plain && whole) {
                self.event(writer, Some(session), |writer| self.session(writer, session, exception));
            }
        }
    }

    /// The recurring event that a series can be written as. Cancelled sessions are instances that it leaves out, so
    /// that its start stays where it was first told.
    fn recurring(&self) -> Option<Recurring> {
        let rule: Rule = self.series.rule.as_ref()?.parse().ok()?;
        let sessions = || self.series.sessions.iter();
        let mut planned: Vec<NaiveDateTime> = sessions().map(|session| session.planned(self.series)).collect();
        planned.sort();
        let (first, last) = (*planned.first()?, *planned.last()?);
        let instances = Recurrence::new(first, None).with_rule(rule.clone().without_end());
        let instances: Vec<NaiveDateTime> =
            instances.instances().map(|instance| instance.local).take_while(|time| *time <= last).collect();
        planned.retain(|time| instances.contains(time));
        let cancelled = sessions().filter(|session| session.status == SessionStatus::Cancelled);
        let cancelled: Vec<NaiveDateTime> = cancelled.map(|session| session.planned(self.series)).collect();
        let left_out = |time: &NaiveDateTime| !planned.contains(time) || cancelled.contains(time);
        let missing = instances.iter().copied().filter(left_out).collect();
        (planned.first() == Some(&first)).then_some(Recurring { rule, first, last, planned, missing })
    }

    fn event(&self, writer: &mut Writer, session: Option<&Session>, fill: impl FnOnce(&mut Writer)) {
        writer.component("VEVENT", |writer| {
            fill(writer);
            writer.line("DTSTAMP", &utc_text(self.options.now));
            let cancelled = self.options.method == Method::Cancel;
            writer.line("SEQUENCE", &self.sequence(session).to_string());
            writer.line("STATUS", if cancelled { "CANCELLED" } else { "CONFIRMED" });
            self.describe(writer, session);
            self.address(writer);
            self.remind(writer);
        });
    }

    /// A cancellation is one more change (RFC 5546, section 2.1.4), unless the term has it already.
    fn sequence(&self, session: Option<&Session>) -> u32 {
        let told = session.map_or(0, |session| session.sequence).max(self.series.sequence);
        let known = session.is_some_and(|session| session.status == SessionStatus::Cancelled);
        told + u32::from(self.options.method == Method::Cancel && !known)
    }

    fn master(&self, writer: &mut Writer, recurring: &Recurring) {
        writer.line("UID", &self.uid(None));
        let minutes =
            self.series.sessions.first().map_or(u32::from(self.term.programme.minutes), |first| first.minutes);
        self.times(writer, recurring.first, minutes);
        let until = utc_text(self.zone.instant(recurring.last));
        writer.line("RRULE", &format!("{};UNTIL={until}", recurring.rule.clone().without_end()));
        for missing in &recurring.missing {
            self.time(writer, "EXDATE", *missing);
        }
    }

    fn session(&self, writer: &mut Writer, session: &Session, exception: bool) {
        writer.line("UID", &self.uid((!exception).then_some(session)));
        if exception {
            self.time(writer, "RECURRENCE-ID", session.planned(self.series));
        }
        if self.series.mode != Mode::Text {
            return self.times(writer, session.start, session.minutes);
        }
        let start = i64::from(date_number(session.start));
        let days = i64::from(session.minutes.div_ceil(24 * 60));
        for (name, day) in [("DTSTART", start), ("DTEND", start + days)] {
            writer.line(&format!("{name};VALUE=DATE"), &date_text(i32::try_from(day).unwrap_or_default()));
        }
        writer.line("TRANSP", "TRANSPARENT");
    }

    /// The UID of the series, or of a session that is none of its instances.
    fn uid(&self, session: Option<&Session>) -> String {
        let domain = self.options.domain.as_deref().unwrap_or("peer-circle");
        let own = session.map(|session| session.uid(self.series, &self.term.id));
        format!("{}@{domain}", own.unwrap_or_else(|| self.series.uid(&self.term.id)))
    }

    fn times(&self, writer: &mut Writer, start: NaiveDateTime, minutes: u32) {
        self.time(writer, "DTSTART", start);
        let end = self.zone.instant(start) + TimeDelta::minutes(i64::from(minutes));
        self.time(writer, "DTEND", self.zone.local_at(end));
    }

    fn time(&self, writer: &mut Writer, name: &str, local: NaiveDateTime) {
        let name = format!("{name}{}", parameter("TZID", self.zone.name()));
        writer.line(&name, &time_text(local.and_utc().timestamp()));
    }

    fn describe(&self, writer: &mut Writer, session: Option<&Session>) {
        let programme = &self.term.programme;
        writer.prose("SUMMARY", &description::summary(self.series, session));
        writer.prose("DESCRIPTION", &description::description(self.term, self.series, session));
        writer.prose("LOCATION", self.series.platform(programme, session).unwrap_or_default());
        // A circle that writes has a chat of its own, or none: the programme's address is for meetings.
        let (url, feature) = match self.series.mode {
            Mode::Text => (self.series.url.as_deref(), "CHAT"),
            _ => (self.series.url(programme), "AUDIO,VIDEO"),
        };
        if let Some(url) = url {
            writer.line("URL", url);
            writer.line(&format!("CONFERENCE;VALUE=URI;FEATURE={feature}"), url);
        }
    }

    fn address(&self, writer: &mut Writer) {
        if let Some(organizer) = &self.options.organizer {
            let name = if organizer.name.is_empty() { String::new() } else { parameter("CN", &organizer.name) };
            writer.line(&format!("ORGANIZER{name}"), &format!("mailto:{}", organizer.email));
        }
        if self.options.method == Method::Publish {
            return;
        }
        let in_circle = |person: &&Participant| self.people.contains(&person.id);
        for person in self.roster.iter().flat_map(|roster| &roster.participants).filter(in_circle) {
            let Some(email) = &person.email else { continue };
            let role = if self.series.leader.as_ref() == Some(&person.id) { "CHAIR" } else { "REQ-PARTICIPANT" };
            let name = parameter("CN", &person.name);
            let head = format!("ATTENDEE{name};ROLE={role};PARTSTAT=NEEDS-ACTION;RSVP=TRUE");
            writer.line(&head, &format!("mailto:{email}"));
        }
    }

    fn remind(&self, writer: &mut Writer) {
        let Some(minutes) = self.options.reminder.filter(|_| self.options.method != Method::Cancel) else { return };
        writer.component("VALARM", |writer| {
            writer.line("ACTION", "DISPLAY");
            writer.prose("DESCRIPTION", &description::summary(self.series, None));
            writer.line("TRIGGER", &format!("-PT{minutes}M"));
        });
    }
}

/// A series as one recurring event.
struct Recurring {
    rule: Rule,
    /// The first and last of the planned times.
    first: NaiveDateTime,
    last: NaiveDateTime,
    /// The times first planned of the sessions that are instances of the rule.
    planned: Vec<NaiveDateTime>,
    /// The instances of the rule on which no session was planned.
    missing: Vec<NaiveDateTime>,
}

fn utc_text(instant: DateTime<Utc>) -> String {
    format!("{}Z", time_text(instant.timestamp()))
}

fn date_number(time: NaiveDateTime) -> i32 {
    i32::try_from(time.and_utc().timestamp().div_euclid(86_400)).unwrap_or_default()
}
