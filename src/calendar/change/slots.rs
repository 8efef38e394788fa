//! Another slot for the rest of a term.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use super::request::NewSlot;
use crate::calendar::holidays::days_off;
use crate::calendar::programme::{CirclePhase, Holiday, HolidayPolicy, Programme};
use crate::calendar::rhythm::{clock, days_of, when};
use crate::calendar::term::{Series, Session, SessionStatus, Stretch, Term};
use crate::error::{Error, Result};
use crate::time::Zone;

/// Gives a circle another slot from a day on. Its sessions to come take the days of the new slot in their order, by the
/// rhythm of the programme and around its holidays; sessions for which no day is left are lost.
pub(super) fn take_slot(
    term: &mut Term,
    wanted: &NewSlot,
    now: DateTime<Utc>,
    zone: &Zone,
    problems: &mut Vec<Error>,
) -> Result<()> {
    if let Some(phase) = wanted.phase {
        term.programme.phases.retain(|other| other.circle != wanted.circle);
        term.programme.phases.extend((phase > 0).then(|| CirclePhase { circle: wanted.circle.clone(), phase }));
    }
    let from = wanted.from.unwrap_or_else(|| zone.local_at(now).date());
    let Term { programme, series, id, .. } = term;
    let Some(series) = series.iter_mut().find(|series| series.circle == wanted.circle) else { return Ok(()) };
    if series.slot.is_none() {
        let error = Error::new("change.no_meetings", format!("{} does not meet", series.title()));
        return Err(error.at_field("slots").hint("a circle that writes has no slot to change"));
    }
    let stays = |session: &Session| session.start_utc <= now || session.date < from;
    let first = series.sessions.iter().rposition(stays).map_or(0, |last| last + 1);
    let last = series.sessions.iter().take(first).map(|session| session.date).max();
    let (rule, days) = days_of(programme, wanted.slot.day, programme.phase(&wanted.circle))?;
    let instant = |day: NaiveDate| zone.instant(day.and_time(clock(wanted.slot)));
    let to_come = |day: &NaiveDate| *day >= from && last.is_none_or(|last| last < *day) && instant(*day) > now;
    let (off, days) = apart(programme, days.into_iter().filter(to_come).collect());
    if days.is_empty() {
        let problem =
            Error::new("change.no_day", format!("the term has no {} left for {}", wanted.slot, series.title()));
        problems.push(problem.at_field("slots").hint("let the slot hold from an earlier day, or lengthen the term"));
        return Ok(());
    }
    split(series, first, id);
    let told = series.sequence;
    series.when = when(&rule, wanted.slot, zone, programme.language);
    series.rule = Some(rule.to_string());
    series.slot = Some(wanted.slot);
    series.skipped.retain(|holiday| holiday.date < from);
    series.skipped.extend(off);
    let mut days = days.into_iter();
    let mut lost = Vec::new();
    for session in series.sessions.iter_mut().skip(first) {
        session.sequence = told;
        match days.next() {
            Some(day) => place(session, day.and_time(clock(wanted.slot)), wanted.slot.minutes, zone),
            None if session.status == SessionStatus::Cancelled => {}
            None => {
                session.status = SessionStatus::Cancelled;
                lost.push(session.id.clone());
            }
        }
    }
    if !lost.is_empty() {
        let message = format!("the term has no day left for {}", lost.join(", "));
        problems.push(Error::new("change.no_time", message).hint("lengthen the term, or set their times by hand"));
    }
    Ok(())
}

/// Holidays on days, and the days that are none; none are where the programme keeps its sessions on holidays.
fn apart(programme: &Programme, days: Vec<NaiveDate>) -> (Vec<Holiday>, Vec<NaiveDate>) {
    let off = match programme.holidays.policy {
        HolidayPolicy::Keep => Vec::new(),
        _ => days_off(&programme.holidays, programme.from, programme.to),
    };
    let (kept, met): (Vec<NaiveDate>, Vec<NaiveDate>) =
        days.into_iter().partition(|day| off.iter().all(|holiday| holiday.date != *day));
    let is_met = |holiday: &Holiday| met.contains(&holiday.date);
    (off.into_iter().filter(is_met).collect(), kept)
}

/// Ends what calendars know as one series before a session; those from there on are another, unless all are. The
/// numbers of both go on from the highest that was told: an answer to the old time must not pass for one to the new.
fn split(series: &mut Series, first: usize, term: &str) {
    let told = series.earlier.iter().map(|stretch| stretch.sequence).chain([series.sequence]);
    let told = told.chain(series.sessions.iter().map(|session| session.sequence)).max().unwrap_or_default() + 1;
    let planned: Vec<NaiveDateTime> = series.sessions.iter().map(|session| session.planned(series)).collect();
    for (session, planned) in series.sessions.iter_mut().zip(planned) {
        session.planned = Some(planned);
    }
    let base = series.earlier.first().map_or_else(|| series.uid(term), |stretch| stretch.uid.clone());
    let mut before = 0;
    let mut stretches: Vec<Stretch> = Vec::new();
    let open = Stretch {
        uid: series.uid(term),
        sequence: series.sequence,
        rule: series.rule.clone().unwrap_or_default(),
        sessions: u32::MAX,
    };
    for mut stretch in series.earlier.drain(..).chain([open]) {
        let (length, left) = (stretch.sessions as usize, first - before);
        if left == 0 {
            break;
        }
        if left < length {
            // It ends earlier than it was told.
            stretch.sessions = u32::try_from(left).unwrap_or(u32::MAX);
            stretch.sequence = told;
        }
        before += stretch.sessions as usize;
        stretches.push(stretch);
    }
    // The series keeps its UID where nothing of it stays behind.
    if stretches.last().is_some_and(|last| last.uid == series.uid(term)) {
        let day = series.sessions.get(first).map(|session| session.id.rsplit('/').next().unwrap_or_default());
        series.uid = format!("{base}-{}", day.unwrap_or_default());
    }
    series.earlier = stretches;
    series.sequence = told;
}

/// Puts a session on a day of the new slot; one that was cancelled takes its day and stays cancelled.
fn place(session: &mut Session, local: NaiveDateTime, minutes: u16, zone: &Zone) {
    session.planned = Some(local);
    session.start_utc = zone.instant(local);
    session.start = zone.local_at(session.start_utc);
    session.date = session.start.date();
    session.release = session.release.map(|release| release.min(session.date));
    if minutes > 0 {
        session.minutes = minutes.into();
    }
    if session.status == SessionStatus::Moved {
        session.status = SessionStatus::Planned;
    }
}
