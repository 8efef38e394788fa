//! A change, from what is asked to the new term and its messages.

use std::sync::Arc;

use chrono::NaiveDate;

use super::messages::{differs, messages};
use super::model::{At, Facts, Model};
use super::presence::{Diaries, Presence};
use super::repair::{Repair, Repairing, in_order};
use super::request::{Change, Changed, Moment, NewPlace};
use super::slots::take_slot;
use crate::calendar::hosts;
use crate::calendar::pools::strangers;
use crate::calendar::schedule::no_link;
use crate::calendar::term::{Series, Session, SessionStatus, Term};
use crate::error::{Error, Result};
use crate::job::{Job, Progress, rest, whole};
use crate::limits;
use crate::ordered::BTreeSet;
use crate::people::{Roster, is_link};
use crate::time::Zone;

/// Sessions that are looked at or copied in a unit of what [`rest`] counts.
const SESSIONS: usize = 4;
/// What finding a session or a circle among all takes.
const FOUND_TAKES: u64 = 100;

/// Changes a term under way with as little disturbance as can be, and says whom to tell what.
///
/// Sessions that cannot stay (put off, without their leader or a quorum, more at once than a pool has places) take
/// another time at which the leader is free and enough members are, between the circle's sessions before and after;
/// if there is none they are lost. As few as possible are lost, then as few as possible moved, then the most people
/// can come, then the new times are near. Sessions that have begun stay.
///
/// The messages are those that calendars need to follow, and no others: a REQUEST with the moved sessions of a circle,
/// a CANCEL with those that are lost (RFC 5546, sections 3.2.2 and 3.2.5), the whole series to who joins and its
/// cancellation to who leaves. Each comes with letters, for a feed may be read only once a day.
///
/// ```
/// use peer_circle::calendar::{Change, Contact, Programme, change, schedule};
/// use peer_circle::circles::{Circle, Plan};
/// use peer_circle::people::{self, Mode};
/// use peer_circle::time::{Day, Slot};
///
/// let roster = people::read(b"id,name,availability\np1,Ada,Tue 17:00-19:00; Wed 17:00-19:00\np2,Bo,Wed 17:00-19:00\n")?.value;
/// let circle = Circle {
///     id: "c1".to_owned(),
///     name: "Circle 1".to_owned(),
///     mode: Mode::Talk,
///     leader: Some("p1".to_owned()),
///     members: vec!["p1".to_owned(), "p2".to_owned()],
///     slot: Some(Slot { day: Day::Tuesday, start: "17:30".parse()?, minutes: 60 }),
///     ..Circle::default()
/// };
/// let plan = Plan { circles: vec![circle], ..Plan::default() };
/// let programme = Programme::between("2020-10-01".parse().unwrap(), "2020-12-31".parse().unwrap());
/// let term = schedule(&plan, &programme)?.value;
///
/// let put_off = Change {
///     postpone: vec!["c1/2020-11-17".to_owned()],
///     organizer: Some(Contact { name: "Ana".to_owned(), email: "ana@example.org".to_owned() }),
///     ..Change::at("2020-11-10T12:00:00Z".parse().unwrap())
/// };
/// let changed = change(&term, &roster, &put_off)?;
/// assert_eq!((changed.moved, changed.proved), (vec!["c1/2020-11-17".to_owned()], true));
/// assert_eq!(changed.term.series[0].sessions[3].start.to_string(), "2020-11-18 17:30:00");
/// let message = &changed.messages[0];
/// assert_eq!((changed.messages.len(), message.calendars.len(), message.mails.len()), (1, 1, 2));
/// # Ok::<(), peer_circle::Error>(())
/// ```
///
/// A circle that takes another slot for the rest of the term becomes another series in calendars: the earlier one is
/// told anew with an earlier end, the later one with a UID of its own. A RECURRENCE-ID with RANGE=THISANDFUTURE (RFC
/// 5545, section 3.2.13) would say it in one, but calendars that people use do not follow it; they themselves split a
/// series when somebody changes "this and all following".
///
/// [`Rescheduling`] is the same, done a little at a time.
///
/// # Errors
/// `change.no_circle`, `change.no_session` and `change.no_topic` when the term has none of that name,
/// `change.no_meetings` when a circle that does not meet takes a slot, `programme.phase` and `zone.unknown`.
pub fn change(term: &Term, roster: &Roster, change: &Change) -> Result<Changed> {
    let mut rescheduling = Rescheduling::new(term, roster, change)?;
    while !rescheduling.step(1_000).done {}
    whole(rescheduling.changed())
}

/// The work of [`change`], done a little at a time; a unit of work is a part of a node of its search tree. The best answer at any
/// moment is a whole one with its messages: a session for which no other time has been found yet is lost in it.
///
/// ```
/// use peer_circle::calendar::{Change, Programme, Rescheduling, schedule};
/// use peer_circle::circles::Plan;
/// use peer_circle::job::Job;
/// use peer_circle::people::Roster;
///
/// let programme = Programme::between("2020-10-01".parse().unwrap(), "2020-12-31".parse().unwrap());
/// let term = schedule(&Plan::default(), &programme)?.value;
/// let nothing = Change::at("2020-11-10T12:00:00Z".parse().unwrap());
/// let mut rescheduling = Rescheduling::new(&term, &Roster::default(), &nothing)?;
/// while !rescheduling.step(100).done {}
/// assert_eq!(rescheduling.best().unwrap().term, term);
/// # Ok::<(), peer_circle::Error>(())
/// ```
pub struct Rescheduling {
    /// Shared with answers that are in the making.
    given: Arc<Given>,
    repairing: Repairing,
}

/// What is changed, and how.
struct Given {
    before: Term,
    /// With all that was asked for, but for what has to be found out.
    after: Term,
    roster: Roster,
    asked: Change,
    zone: Zone,
    problems: Vec<Error>,
    diaries: Diaries,
    facts: Facts,
}

impl Given {
    fn presence(&self) -> Presence<'_> {
        Presence { diaries: &self.diaries, roster: &self.roster, change: &self.asked, zone: &self.zone }
    }

    fn model(&self) -> Model<'_> {
        let Self { after, asked, zone, facts, .. } = self;
        Model { term: after, change: asked, presence: self.presence(), zone, facts }
    }
}

impl Rescheduling {
    /// Prepares the work.
    ///
    /// # Errors
    /// As for [`change`].
    pub fn new(term: &Term, roster: &Roster, change: &Change) -> Result<Self> {
        whole(Self::in_steps(term.clone(), roster.clone(), change.clone()))
    }

    /// The same in steps.
    pub(crate) async fn in_steps(before: Term, roster: Roster, asked: Change) -> Result<Self> {
        check(&before, &asked).await?;
        let zone = Zone::named(&before.programme.zone).map_err(|error| error.at_field("term.programme.zone"))?;
        let mut after = copied(&before).await;
        let known = |circle: &str| before.series(circle).is_some();
        let mut problems: Vec<Error> = strangers(&asked.pools, known).take(limits::PROBLEMS).collect();
        memberships(&mut after, &asked);
        for wanted in &asked.slots {
            take_slot(&mut after, wanted, asked.now, &zone, &mut problems)?;
            rest(FOUND_TAKES).await;
        }
        take_places(&mut after, &asked, &mut problems).await;
        cancel(&mut after, &asked, &mut problems).await;
        set(&mut after, &asked, &zone).await;
        let (diaries, facts) = (Diaries::of(&roster, &asked).await, Facts::of(&after, &asked).await);
        let given = Given { before, after, roster, asked, zone, problems, diaries, facts };
        let repairing = Repairing::new(&given.model()).await;
        Ok(Self { given: Arc::new(given), repairing })
    }

    /// The term with the best so far, and its messages, in steps.
    pub(crate) fn changed(&self) -> impl Future<Output = Result<Changed>> + 'static {
        changed(Arc::clone(&self.given), self.repairing.best())
    }
}

async fn changed(given: Arc<Given>, repaired: Repair) -> Result<Changed> {
    let (presence, mut problems) = (given.presence(), given.problems.clone());
    let mut after = copied(&given.after).await;
    for (at, moment) in in_order(&given.after, repaired.moves) {
        settle(&mut after, at, moment, &mut problems);
    }
    reorder_topics(&mut after, &given.asked);
    let rotate = after.programme.rotate_hosts;
    for series in &mut after.series {
        find_hosts(series, &given.asked, &presence, rotate);
        rest((1 + series.sessions.len() / SESSIONS) as u64).await;
    }
    let (mut moved, mut cancelled) = (Vec::new(), Vec::new());
    for (old, new) in given.before.series.iter().zip(&mut after.series) {
        count_changes(old, new);
        changed_ids(old, new, &mut moved, &mut cancelled);
        rest((1 + new.sessions.len() / SESSIONS) as u64).await;
    }
    let messages = messages(&given.before, &after, &given.roster, &given.asked, &given.diaries).await?;
    Ok(Changed { moved, cancelled, proved: repaired.proved, messages, problems, term: after })
}

impl Job for Rescheduling {
    type Answer = Changed;

    fn step(&mut self, work: u64) -> Progress {
        self.repairing.step(&self.given.model(), work)
    }

    fn best(&self) -> Option<Changed> {
        whole(self.changed()).ok()
    }
}

async fn copied(term: &Term) -> Term {
    let Term { format, id, programme, series } = term;
    let mut copy = Vec::with_capacity(series.len());
    for series in series {
        copy.push(series.clone());
        rest((1 + series.sessions.len() / SESSIONS) as u64).await;
    }
    Term { format: *format, id: id.clone(), programme: programme.clone(), series: copy }
}

async fn check(term: &Term, change: &Change) -> Result<()> {
    let circles = change.join.iter().chain(&change.leave).chain(&change.lead).map(|membership| &membership.circle);
    let slots = change.slots.iter().map(|wanted| &wanted.circle);
    let places = change.places.iter().map(|wanted| &wanted.circle);
    for circle in circles.chain(change.topics.iter().map(|order| &order.circle)).chain(slots).chain(places) {
        rest(FOUND_TAKES).await;
        if term.series(circle).is_none() {
            let error = Error::new("change.no_circle", format!("there is no circle \"{circle}\""));
            return Err(error.at_field("circle").hint("use the id of one of the term's series"));
        }
    }
    let set = change.set.iter().map(|set| &set.session);
    let named: Vec<&String> = change.cancel.iter().chain(&change.postpone).chain(set).collect();
    let mut strange: BTreeSet<&str> = named.iter().map(|session| session.as_str()).collect();
    for series in term.series.iter().take(if named.is_empty() { 0 } else { usize::MAX }) {
        series.sessions.iter().for_each(|session| _ = strange.remove(session.id.as_str()));
        rest((1 + series.sessions.len() / SESSIONS) as u64).await;
    }
    if let Some(session) = named.into_iter().find(|session| strange.contains(session.as_str())) {
        let error = Error::new("change.no_session", format!("there is no session \"{session}\""));
        return Err(error.at_field("session").hint("use the id of one of the term's sessions"));
    }
    let topics = change.topics.iter().flat_map(|order| &order.topics);
    match topics.copied().find(|topic| *topic as usize >= term.programme.topics.len()) {
        Some(topic) => {
            let error = Error::new("change.no_topic", format!("there is no topic {topic}"));
            Err(error.at_field("topics").hint("count the programme's topics from 0"))
        }
        None => Ok(()),
    }
}

fn memberships(term: &mut Term, change: &Change) {
    for series in &mut term.series {
        for one in change.join.iter().filter(|one| one.circle == series.circle) {
            if !series.members.contains(&one.member) {
                series.members.push(one.member.clone());
            }
        }
        for one in change.lead.iter().filter(|one| one.circle == series.circle) {
            series.leader = Some(one.member.clone());
        }
        for one in change.leave.iter().filter(|one| one.circle == series.circle) {
            series.members.retain(|member| *member != one.member);
            if series.leader.as_ref() == Some(&one.member) {
                series.leader = None;
            }
        }
    }
}

/// Lets circles meet elsewhere: calendars are told the whole series anew, above whatever they know of it. Where a link is
/// no web address, the circle stays where it is.
async fn take_places(term: &mut Term, change: &Change, problems: &mut Vec<Error>) {
    for NewPlace { circle, platform, url } in &change.places {
        rest(FOUND_TAKES).await;
        if url.as_ref().is_some_and(|url| !is_link(url)) {
            problems.push(no_link(circle).at_field("places"));
            continue;
        }
        let Some(series) = term.series.iter_mut().find(|series| series.circle == *circle) else { continue };
        if (&series.platform, &series.url) != (platform, url) {
            (series.platform, series.url) = (platform.clone(), url.clone());
            let sessions = series.sessions.iter().map(|session| session.sequence);
            series.sequence = sessions.chain([series.sequence]).max().unwrap_or_default() + 1;
        }
    }
}

async fn cancel(term: &mut Term, change: &Change, problems: &mut Vec<Error>) {
    let wanted: BTreeSet<&str> = change.cancel.iter().map(String::as_str).collect();
    for series in &mut term.series {
        rest((1 + series.sessions.len() / SESSIONS) as u64).await;
        for session in series.sessions.iter_mut().filter(|session| wanted.contains(session.id.as_str())) {
            if session.start_utc <= change.now {
                let problem = Error::new("change.begun", format!("{} has begun already", session.id));
                problems.push(problem.at_field("cancel").hint("note who came instead"));
            } else {
                session.status = SessionStatus::Cancelled;
            }
        }
    }
}

/// Gives sessions the times that were set by hand; one that was lost takes place again.
async fn set(term: &mut Term, change: &Change, zone: &Zone) {
    for set in &change.set {
        rest(FOUND_TAKES).await;
        let start = zone.instant(set.start);
        let moment = Moment { local: zone.local_at(start), start };
        let found = term.series.iter().enumerate().find_map(|(number, series)| {
            Some((number, series.sessions.iter().position(|session| session.id == set.session)?))
        });
        if let Some(at) = found {
            settle(term, at, Some(moment), &mut Vec::new());
        }
    }
}

fn settle(term: &mut Term, (series, place): At, moment: Option<Moment>, problems: &mut Vec<Error>) {
    let Some(series) = term.series.get_mut(series) else { return };
    let own = series.clone();
    let Some(session) = series.sessions.get_mut(place) else { return };
    let Some(moment) = moment else {
        session.status = SessionStatus::Cancelled;
        let message = format!("{} of {} finds no other time", session.date, own.title());
        let hint = "let it move further, let another member host it, or choose a time by hand";
        return problems.push(Error::new("change.no_time", message).hint(hint));
    };
    (session.date, session.start, session.start_utc) = (moment.local.date(), moment.local, moment.start);
    let as_planned = session.planned(&own) == session.start;
    session.status = if as_planned { SessionStatus::Planned } else { SessionStatus::Moved };
}

/// Gives a circle's sessions to come the topics of its own order, a topic not before its release.
fn reorder_topics(term: &mut Term, change: &Change) {
    for order in &change.topics {
        let Some(series) = term.series.iter_mut().find(|series| series.circle == order.circle) else { continue };
        let to_come = |session: &Session| session.start_utc > change.now && session.status != SessionStatus::Cancelled;
        let releases: Vec<(u32, NaiveDate)> =
            series.sessions.iter().filter_map(|session| Some((session.topic?, session.release?))).collect();
        let mut topics = order.topics.iter();
        for session in series.sessions.iter_mut().filter(|session| to_come(session)) {
            session.topic = topics.next().copied();
            let topic = session.topic.and_then(|index| term.programme.topics.get(index as usize));
            session.title = topic.map(|topic| topic.title.clone());
            let usual = releases.iter().find(|(index, _)| Some(*index) == session.topic).map(|(_, day)| *day);
            // A topic taken earlier than planned is released for this circle with its session.
            session.release = topic.map(|topic| topic.release.or(usual).unwrap_or(session.date).min(session.date));
        }
    }
}

/// Finds hosts for sessions to come that have none who can come: in turn where the programme says so, else a member in
/// the leader's place.
fn find_hosts(series: &mut Series, change: &Change, presence: &Presence<'_>, rotate: bool) {
    if rotate || change.stand_in {
        let from = series.sessions.iter().position(|session| session.start_utc > change.now);
        let unfit = |session: &Session, series: &Series| {
            let host = session.host.as_ref().or(series.leader.as_ref());
            host.is_none_or(|host| !series.members.contains(host) || !presence.stays(host, session))
        };
        for place in from.unwrap_or(series.sessions.len())..series.sessions.len() {
            if series.sessions.get(place).is_some_and(|session| unfit(session, series)) {
                hosts::assign_one(series, place, |member, session| presence.stays(member, session));
            }
        }
    }
}

/// Counts the changes that calendars must hear of.
fn count_changes(old: &Series, new: &mut Series) {
    for (was, is) in old.sessions.iter().zip(&mut new.sessions) {
        // A series told anew has counted already.
        if differs(was, is) && is.sequence == was.sequence {
            is.sequence = is.sequence.max(new.sequence) + 1;
        }
    }
}

/// Adds the ids of the sessions that have another time, and of those that do not take place any more.
fn changed_ids(old: &Series, new: &Series, moved: &mut Vec<String>, cancelled: &mut Vec<String>) {
    for (was, is) in old.sessions.iter().zip(&new.sessions) {
        if was.start_utc != is.start_utc {
            moved.push(is.id.clone());
        }
        if was.status != is.status && is.status == SessionStatus::Cancelled {
            cancelled.push(is.id.clone());
        }
    }
}
