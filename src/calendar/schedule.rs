//! From circles with weekly slots to dated sessions with topics.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::change::{Change, nearest};
use super::holidays::days_off;
use super::hosts;
use super::identity::{series_uid, term_id};
use super::pools::strangers;
use super::programme::{Holiday, HolidayPolicy, Programme};
use super::recur::Rule;
use super::rhythm::{clock, days_of, releases, when, when_in_writing};
use super::slots::SlotNeeds;
use super::term::{Series, Session, SessionStatus, Term};
use crate::circles::{Circle, Plan};
use crate::error::{Error, Read, Result};
use crate::job::{rest, told, whole};
use crate::limits;
use crate::ordered::BTreeMap;
use crate::people::{Mode, Roster, is_link};
use crate::time::{Day, Slot, Zone};

/// As many circles are named that have too few sessions.
const NAMED: usize = 10;

/// What dating the sessions of a circle and giving them topics take, as [`rest`] counts.
const SERIES_TAKES: u64 = 100;
const TOPICS_TAKE: u64 = 5;

/// How far a session may move from a holiday, in days: less than four weeks.
const DAYS_TO_MOVE: u16 = 27;

/// Schedules the sessions of a term: meetings for circles that talk, topic weeks for circles that write.
///
/// A circle's n-th meeting takes the n-th topic, unless that is not released by then. The problems list what could
/// not be had: circles without a slot, links that lead to no page, meetings that found no free week, topics that nobody comes to.
///
/// # Errors
/// `zone.unknown`, `programme.dates`, `programme.minutes`, `programme.recurrence` and the codes of a
/// [`Rule`](super::Rule) when the programme says nothing that could be scheduled.
///
/// ```
/// use peer_circle::calendar::{Holidays, Programme, Rhythm, schedule};
/// use peer_circle::circles::{Circle, Plan};
/// use peer_circle::people::Mode;
/// use peer_circle::time::{Day, Slot};
///
/// let slot = Slot { day: Day::Thursday, start: "17:30".parse()?, minutes: 60 };
/// let circle = Circle {
///     id: "c1".to_owned(),
///     name: "Circle 1".to_owned(),
///     mode: Mode::Talk,
///     leader: None,
///     members: Vec::new(),
///     slot: Some(slot),
///     ..Circle::default()
/// };
/// let plan = Plan { circles: vec![circle], ..Plan::default() };
/// let programme = Programme {
///     zone: "America/New_York".to_owned(),
///     recurrence: Rhythm::NthWeekdays { nth: vec![2, 4] },
///     holidays: Holidays { united_states: true, ..Holidays::default() },
///     ..Programme::between("2020-11-01".parse().unwrap(), "2020-12-31".parse().unwrap())
/// };
/// let term = schedule(&plan, &programme)?.value;
/// let dates: Vec<String> = term.series[0].sessions.iter().map(|session| session.date.to_string()).collect();
/// // The fourth Thursday of November is Thanksgiving Day.
/// assert_eq!(dates, ["2020-11-12", "2020-12-10", "2020-12-24"]);
/// assert_eq!(term.series[0].when, "2nd and 4th Thursday of the month, 17:30, New York");
/// # Ok::<(), peer_circle::Error>(())
/// ```
pub fn schedule(plan: &Plan, programme: &Programme) -> Result<Read<Term>> {
    schedule_with(plan, programme, &Roster::default(), &SlotNeeds::default())
}

/// As [`schedule`], with what is known of people and of what circles share: a meeting that a holiday moves takes the nearest time between
/// the circle's meetings before and after it at which its leader and a quorum can come, as many as can be, its
/// pools have a place left and its leader leads no other. Of `needs` the pools, the quorum and the free times count. Of people who told
/// nothing it is known that the circle's own weekday and time suit them.
///
/// # Errors
/// As for [`schedule`].
pub fn schedule_with(plan: &Plan, programme: &Programme, roster: &Roster, needs: &SlotNeeds) -> Result<Read<Term>> {
    whole(schedule_in_steps(plan, programme, roster, needs))
}

/// The same in steps.
pub(crate) async fn schedule_in_steps(
    plan: &Plan,
    programme: &Programme,
    roster: &Roster,
    needs: &SlotNeeds,
) -> Result<Read<Term>> {
    let mut programme = programme.clone();
    let known = |circle: &str| plan.circles.iter().any(|other| other.id == circle);
    let mut problems: Vec<Error> = strangers(&needs.pools, known).take(limits::PROBLEMS).collect();
    if !plan.zone.is_empty() && plan.zone != programme.zone {
        let message = format!("the circles' slots are told in {}, not in {}", plan.zone, programme.zone);
        problems.push(Error::new("programme.zone", message).at_field("zone").hint("the term is told in it as well"));
        programme.zone.clone_from(&plan.zone);
    }
    check(&programme)?;
    let zone = Zone::named(&programme.zone).map_err(|error| error.at_field("programme.zone"))?;
    let releases = releases(&programme)?;
    let off = days_off(&programme.holidays, programme.from, programme.to);
    let (days, to_move) = (Vec::new(), Vec::new());
    let mut scheduler = Scheduler { programme: &programme, zone, releases, off, days, to_move, problems };
    let mut series = Vec::with_capacity(plan.circles.len());
    for circle in told(&plan.circles) {
        series.push(scheduler.series(circle)?);
        rest(SERIES_TAKES).await;
    }
    let mut term = Term { format: Term::FORMAT, id: term_id(&programme), programme: programme.clone(), series };
    scheduler.move_from_holidays(&mut term, roster, needs).await;
    for series in &mut term.series {
        scheduler.give_topics_and_hosts(series);
        rest(TOPICS_TAKE).await;
    }
    scheduler.tell_topics_left(&term.series);
    Ok(Read { value: term, problems: scheduler.problems })
}

fn check(programme: &Programme) -> Result<()> {
    let days = programme.to.signed_duration_since(programme.from).num_days();
    if days < 0 {
        return Err(Error::new("programme.dates", "the term ends before it starts")
            .at_field("programme.to")
            .hint("exchange the two dates"));
    }
    if days > limits::TERM_DAYS {
        let message = format!("a term of {days} days is too long");
        return Err(Error::new("limit.term", message).at_field("programme.to").hint("schedule a few years at a time"));
    }
    if programme.minutes == 0 {
        let error = Error::new("programme.minutes", "a session takes no time").at_field("programme.minutes");
        return Err(error.hint("write the minutes that a session takes"));
    }
    Ok(())
}

/// A rule and the days that it means.
type Days = (Rule, Vec<NaiveDate>);

struct Scheduler<'a> {
    programme: &'a Programme,
    zone: Zone,
    /// The days on which the topics are released.
    releases: Vec<NaiveDate>,
    /// Sorted by date.
    off: Vec<Holiday>,
    /// The rules by which circles meet on a weekday in a phase, and the days that these mean.
    days: Vec<((Day, u8), Days)>,
    /// Ids of the meetings that fell on a holiday and are to take another time.
    to_move: Vec<String>,
    problems: Vec<Error>,
}

impl Scheduler<'_> {
    fn series(&mut self, circle: &Circle) -> Result<Series> {
        let writes = circle.mode == Mode::Text || circle.mode == Mode::Either && circle.slot.is_none();
        let mut series = Series {
            circle: circle.id.clone(),
            uid: series_uid(self.programme, circle),
            name: circle.name.clone(),
            mode: if writes { Mode::Text } else { Mode::Talk },
            leader: circle.leader.clone(),
            members: circle.members.clone(),
            slot: circle.slot.filter(|_| !writes),
            platform: circle.platform.clone(),
            url: circle.url.clone().filter(|url| is_link(url)),
            when: String::new(),
            rule: None,
            sequence: 0,
            sessions: Vec::new(),
            earlier: Vec::new(),
            skipped: Vec::new(),
        };
        if circle.url.is_some() && series.url.is_none() {
            self.problem(no_link(&circle.id));
        }
        match series.slot {
            Some(slot) => self.meet(&mut series, slot)?,
            None if writes => self.write(&mut series),
            None => {
                let message = format!("circle {} has no weekly slot", circle.id);
                self.problem(Error::new("calendar.no_slot", message).hint("give it a slot, or let it write"));
            }
        }
        Ok(series)
    }

    /// Dates the meetings of a circle that talks.
    fn meet(&mut self, series: &mut Series, slot: Slot) -> Result<()> {
        let (rule, planned) = self.days_of(slot.day, self.programme.phase(&series.circle))?;
        series.when = when(&rule, slot, &self.zone, self.programme.language);
        series.rule = Some(rule.to_string());
        let minutes = if slot.minutes == 0 { self.programme.minutes } else { slot.minutes };
        for date in planned {
            let session = self.session(&series.circle, date, date.and_time(clock(slot)), minutes.into());
            match (self.holiday(date), self.programme.holidays.policy) {
                (Some(holiday), HolidayPolicy::Skip) => {
                    series.skipped.push(holiday.clone());
                    continue;
                }
                (Some(_), HolidayPolicy::Move) => self.to_move.push(session.id.clone()),
                _ => {}
            }
            series.sessions.push(session);
        }
        Ok(())
    }

    fn days_of(&mut self, day: Day, phase: u8) -> Result<Days> {
        if let Some((_, known)) = self.days.iter().find(|(of, _)| *of == (day, phase)) {
            return Ok(known.clone());
        }
        let days = days_of(self.programme, day, phase)?;
        self.days.push(((day, phase), days.clone()));
        Ok(days)
    }

    /// Gives the meetings that fell on a holiday other times; those that find none do not take place.
    async fn move_from_holidays(&mut self, term: &mut Term, roster: &Roster, needs: &SlotNeeds) {
        let before = self.zone.instant(self.programme.from.and_time(NaiveTime::MIN)) - TimeDelta::days(2);
        let asked = Change {
            postpone: std::mem::take(&mut self.to_move),
            free: needs.free.clone(),
            pools: needs.pools.clone(),
            quorum: needs.quorum,
            within_days: DAYS_TO_MOVE,
            ..Change::at(before)
        };
        for ((series, place), moment) in nearest(term, roster, &asked, &self.zone).await.into_iter().rev() {
            let Some(series) = term.series.get_mut(series) else { continue };
            match (series.sessions.get_mut(place), moment) {
                (Some(session), Some(moment)) => {
                    (session.date, session.start, session.start_utc) =
                        (moment.local.date(), moment.local, moment.start);
                    session.status = SessionStatus::Moved;
                }
                _ => self.skip(series, place),
            }
        }
    }

    /// Takes out a meeting on a holiday that found no other time.
    fn skip(&mut self, series: &mut Series, place: usize) {
        let date = series.sessions.remove(place).date;
        let Some(holiday) = self.holiday(date).cloned() else { return };
        let message = format!("the session of {date} ({}) finds no other time", holiday.name);
        self.problem(Error::new("calendar.no_free_week", message).hint("choose a day for it by hand"));
        series.skipped.insert(0, holiday);
    }

    fn give_topics_and_hosts(&mut self, series: &mut Series) {
        series.sessions.sort_by_key(|session| session.start);
        if series.mode == Mode::Talk {
            self.give_topics(series);
            if self.programme.rotate_hosts {
                hosts::assign(series);
            }
        }
    }

    fn holiday(&self, date: NaiveDate) -> Option<&Holiday> {
        let index = self.off.binary_search_by_key(&date, |holiday| holiday.date).ok()?;
        self.off.get(index)
    }

    fn session(&self, circle: &str, planned: NaiveDate, start: NaiveDateTime, minutes: u32) -> Session {
        let start_utc = self.zone.instant(start);
        // The clock may skip the hour.
        let start = self.zone.local_at(start_utc);
        Session {
            id: format!("{circle}/{planned}"),
            date: start.date(),
            start,
            start_utc,
            minutes,
            topic: None,
            title: None,
            release: None,
            platform: None,
            host: None,
            planned: None,
            status: SessionStatus::Planned,
            sequence: 0,
        }
    }

    /// Gives the topics to the meetings in order, each when it is released.
    fn give_topics(&mut self, series: &mut Series) {
        let mut next = 0;
        for session in &mut series.sessions {
            let Some(topic) = self.programme.topics.get(next) else { break };
            let release = topic.release.or_else(|| self.releases.get(next).copied());
            if topic.release.is_some_and(|release| release > session.date) {
                let message = format!("\"{}\" is not released by {}", topic.title, session.id);
                self.problems.push(Error::new("calendar.topic_late", message).hint("release it earlier"));
                continue;
            }
            self.set_topic(session, next, release.map(|release| release.min(session.date)));
            next += 1;
        }
    }

    fn set_topic(&self, session: &mut Session, index: usize, release: Option<NaiveDate>) {
        session.topic = u32::try_from(index).ok();
        session.title = self.programme.topics.get(index).map(|topic| topic.title.clone());
        session.release = release;
    }

    /// Dates the topic weeks of a circle that writes.
    fn write(&mut self, series: &mut Series) {
        let topics = &self.programme.topics;
        let weeks = if topics.is_empty() { self.releases.len() } else { topics.len() };
        let release = |index: usize| {
            let own = topics.get(index).and_then(|topic| topic.release);
            own.or_else(|| self.releases.get(index).copied())
        };
        let mut sessions = Vec::new();
        for (index, day) in (0..weeks).filter_map(|index| Some((index, release(index)?))) {
            let mut session = self.session(&series.circle, day, day.and_time(NaiveTime::MIN), 7 * 24 * 60);
            if index < topics.len() {
                self.set_topic(&mut session, index, Some(day));
            }
            sessions.push(session);
        }
        sessions.sort_by_key(|session| session.start);
        series.sessions = sessions;
        series.when = when_in_writing(self.programme.language).to_owned();
    }

    /// Says of circles with as many sessions as each other that they have more topics.
    fn tell_topics_left(&mut self, series: &[Series]) {
        let topics = self.programme.topics.len();
        let mut short: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for series in series.iter().filter(|series| !series.sessions.is_empty() && series.sessions.len() < topics) {
            short.entry(series.sessions.len()).or_default().push(series.title());
        }
        for (sessions, circles) in &short {
            let more = if circles.len() > NAMED { ", …" } else { "" };
            let names = circles.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
            let message = format!("{names}{more}: {sessions} sessions for {topics} topics");
            self.problem(Error::new("calendar.topics_left", message).hint("lengthen the term or leave topics out"));
        }
    }

    fn problem(&mut self, problem: Error) {
        if self.problems.len() < limits::PROBLEMS {
            self.problems.push(problem);
        }
    }
}

/// Tells that a circle's link leads nowhere.
pub(super) fn no_link(circle: &str) -> Error {
    let message = format!("the link of circle {circle} is no web address and was left out");
    Error::new("calendar.link", message).hint("write one that begins with https://")
}
