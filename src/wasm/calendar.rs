//! Terms, recurrences and calendars, for JavaScript.

use chrono::{DateTime, Utc};
use js_sys::Float64Array;
use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::given::{plan_of, roster_if, roster_of, term_of, text};
use super::time::date;
use super::{Portions, Thrown, Words, Work, answer, decode, decode_asked, decode_long, encode, throw};
use crate::calendar::{
    Attendance, Away, Busy, Change, Changed, Credit, CreditRule, Expected, Gaps, Holiday, IcsOptions, Language, Mail,
    Programme, Recurrence, Reply, Rescheduling, Rule, Series, Signal, SlotAnswer, SlotCircle, SlotFinding, SlotNeeds,
    SlotProposal, SlotQuestion, SlotSearch, Starts, Term, TextOptions, Weeks, carry_on_in_steps, credits_csv_in_steps,
    credits_in_steps, expected_in_steps, federal_holidays, ics_in_steps, kit, read_busy_in_steps,
    read_holidays_in_steps, read_replies_in_steps, schedule_in_steps, signals_in_steps, texts,
};
use crate::circles::Plan;
use crate::error::{Error, Read};
use crate::job::{Job, Progress, rest, step_ends, told};
use crate::json::{Item, long};
use crate::limits;
use crate::people::Roster;
use crate::time::Zone;

long!(AttendanceList, 0, Attendance, "");
long!(ReplyList, 0, Reply, "");
long!(SlotQuestion, circles, SlotCircle);

impl Item for Attendance {}
impl Item for Reply {}
impl Item for SlotCircle {
    const TAKES: u64 = 30;
}

/// A term, and what could not be had.
#[derive(Serialize, Tsify)]
pub struct Scheduled {
    /// The dated sessions.
    pub term: Term,
    /// What could not be had.
    pub problems: Vec<Error>,
    /// The series of the earlier term that do not go on, and are to be cancelled.
    pub gone: Vec<Series>,
}

/// Days on which nobody meets.
#[derive(Serialize, Tsify)]
pub struct HolidayList(Vec<Holiday>);

/// Which instances of a recurrence to give.
#[derive(Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase", default)]
pub struct ExpandOptions {
    /// The first instant; the start of the recurrence when left out.
    #[tsify(type = "string", optional)]
    pub from: Option<DateTime<Utc>>,
    /// The last instant; no end when left out.
    #[tsify(type = "string", optional)]
    pub to: Option<DateTime<Utc>>,
    /// The most instances to give, 1,000 when left out.
    #[tsify(optional)]
    pub limit: Option<u32>,
    /// What becomes of local times that the clock skips: `later` when left out, or `skip`.
    #[tsify(optional)]
    pub gaps: Option<Gaps>,
    /// Whether a start that its rule does not match is an instance: `matching` when left out, or `always`.
    #[tsify(optional)]
    pub starts: Option<Starts>,
    /// What a week means of which the rule names no day: `whole` when left out, or `startDay`.
    #[tsify(optional)]
    pub weeks: Option<Weeks>,
}

/// A recurrence rule, explained.
#[derive(Serialize, Tsify)]
pub struct RuleExplained {
    /// The rule in its usual order.
    pub rule: String,
    /// What it means, in words.
    pub words: String,
    /// What RFC 5545 has against it.
    pub objections: Vec<Error>,
}

/// Schedules the sessions of a term, which may carry on an earlier one in calendars.
#[wasm_bindgen(js_name = calendarSchedule, unchecked_return_type = "Scheduled")]
pub fn calendar_schedule(
    plan: Ts<Plan>,
    programme: Ts<Programme>,
    earlier: Option<Ts<Term>>,
    roster: Ts<Roster>,
    needs: Ts<SlotNeeds>,
) -> Work {
    Work::new(async move {
        let (plan, programme) = (plan_of(plan).await?, decode(programme, "programme")?);
        let (roster, needs) = (roster_of(roster).await?, decode_asked(needs, "needs")?);
        let earlier = match earlier {
            Some(earlier) => Some(term_of(earlier, "earlier").await?),
            None => None,
        };
        let scheduled = schedule_in_steps(&plan, &programme, &roster, &needs).await;
        let Read { value: mut term, problems } = scheduled.map_err(|error| throw(&error))?;
        let gone = match earlier {
            Some(earlier) => carry_on_in_steps(&mut term, &earlier).await,
            None => Vec::new(),
        };
        let series = std::mem::take(&mut term.series);
        let portions = Portions::of(&Scheduled { term, problems, gone: Vec::new() });
        portions.list("term.series", series).await;
        portions.list("gone", gone).await;
        portions.answer()
    })
}

/// A change of a term under way, in the making.
#[wasm_bindgen]
pub struct ReschedulingHandle(Rescheduling);

/// Prepares a change. The last step gives the handle.
#[wasm_bindgen(js_name = calendarRescheduling, unchecked_return_type = "ReschedulingHandle")]
pub fn calendar_rescheduling(term: Ts<Term>, roster: Ts<Roster>, asked: Ts<Change>) -> Work {
    Work::new(async move {
        let (term, roster) = (term_of(term, "term").await?, roster_of(roster).await?);
        let asked = decode_asked(asked, "change")?;
        let rescheduling = Rescheduling::in_steps(term, roster, asked).await.map_err(|error| throw(&error))?;
        Ok(ReschedulingHandle(rescheduling).into())
    })
}

#[wasm_bindgen]
impl ReschedulingHandle {
    /// Does so many units of work.
    pub fn step(&mut self, work: u32) -> Result<Ts<Progress>, Thrown> {
        encode(&self.0.step(u64::from(work)))
    }

    /// The term changed as well as is known so far, and whom to tell what.
    #[wasm_bindgen(unchecked_return_type = "Changed")]
    pub fn best(&self) -> Work {
        let changed = self.0.changed();
        Work::new(async move {
            let mut changed: Changed = changed.await.map_err(|error| throw(&error))?;
            let (series, messages) = (std::mem::take(&mut changed.term.series), std::mem::take(&mut changed.messages));
            let portions = Portions::of(&changed);
            portions.list("term.series", series).await;
            portions.list("messages", messages).await;
            portions.answer()
        })
    }
}

/// Letters to the members of a circle.
#[derive(Serialize, Tsify)]
pub struct MailList(Vec<Mail>);

/// Writes a text for everybody in a circle.
#[wasm_bindgen(js_name = calendarTexts, unchecked_return_type = "MailList")]
pub fn calendar_texts(term: Ts<Term>, roster: Ts<Roster>, options: Ts<TextOptions>) -> Work {
    Work::new(async move {
        let (term, roster) = (term_of(term, "term").await?, roster_of(roster).await?);
        let options = decode_asked(options, "options")?;
        answer(&MailList(texts(&term, &roster, &options).map_err(|error| throw(&error))?))
    })
}

/// A page for the leader of a session, as HTML.
#[wasm_bindgen(js_name = calendarKit, unchecked_return_type = "string")]
pub fn calendar_kit(term: Ts<Term>, roster: Option<Ts<Roster>>, session: String, language: Ts<Language>) -> Work {
    Work::new(async move {
        let (term, language) = (term_of(term, "term").await?, decode(language, "language")?);
        let roster = roster_if(roster).await?;
        kit(&term, roster.as_ref(), &session, language).map(JsValue::from).map_err(|error| throw(&error))
    })
}

/// Writes sessions as iCalendar text.
#[wasm_bindgen(js_name = calendarIcs, unchecked_return_type = "string")]
pub fn calendar_ics(term: Ts<Term>, roster: Option<Ts<Roster>>, options: Ts<IcsOptions>) -> Work {
    Work::new(async move {
        let (term, options) = (term_of(term, "term").await?, decode_asked(options, "options")?);
        let roster = roster_if(roster).await?;
        let ics = ics_in_steps(&term, roster.as_ref(), &options).await.map_err(|error| throw(&error))?;
        step_ends().await;
        Ok(ics.into())
    })
}

/// What people have earned, and what could not be counted.
#[derive(Serialize, Tsify)]
pub struct Credits {
    /// What each has earned.
    pub credits: Vec<Credit>,
    /// The same as a table for whoever issues the hours.
    pub csv: String,
    /// What could not be counted.
    pub problems: Vec<Error>,
}

/// What is noted of sessions.
#[derive(Deserialize, Tsify)]
pub struct AttendanceList(Vec<Attendance>);

/// Adds up the credit that attendance has earned.
#[wasm_bindgen(js_name = calendarCredits, unchecked_return_type = "Credits")]
pub fn calendar_credits(term: Ts<Term>, notes: Ts<AttendanceList>, rule: Ts<CreditRule>, roster: Ts<Roster>) -> Work {
    Work::new(async move {
        let (term, notes) = (term_of(term, "term").await?, notes_of(notes).await?);
        let (rule, roster) = (decode_asked(rule, "rule")?, roster_of(roster).await?);
        let Read { value: credits, problems } = credits_in_steps(&term, &notes, &rule).await;
        let csv = credits_csv_in_steps(&credits, &roster).await;
        let portions = Portions::of(&Credits { csv, credits: Vec::new(), problems });
        portions.list("credits", credits).await;
        portions.answer()
    })
}

async fn notes_of(notes: Ts<AttendanceList>) -> Result<Vec<Attendance>, Thrown> {
    decode_long(text(notes.into()).await, "attendance").await.map(|AttendanceList(notes)| notes)
}

/// How circles are doing.
#[derive(Serialize, Tsify)]
pub struct SignalList(Vec<Signal>);

/// How every circle is doing at an instant.
#[wasm_bindgen(js_name = calendarSignals, unchecked_return_type = "SignalList")]
pub fn calendar_signals(term: Ts<Term>, notes: Ts<AttendanceList>, now: String, people: bool) -> Work {
    Work::new(async move {
        let (term, notes) = (term_of(term, "term").await?, notes_of(notes).await?);
        let now = instant(&now, "now")?;
        let portions = Portions::of(&SignalList(Vec::new()));
        portions.list("", signals_in_steps(&term, &notes, now, people).await).await;
        portions.answer()
    })
}

/// Answers to invitations.
#[derive(Serialize, Deserialize, Tsify)]
pub struct ReplyList(Vec<Reply>);

/// What people answered, and what could not be read.
#[derive(Serialize, Tsify)]
pub struct RepliesRead {
    /// The answers.
    pub replies: ReplyList,
    /// What could not be read.
    pub problems: Vec<Error>,
}

/// Reads the answers that calendars send back.
#[wasm_bindgen(js_name = calendarReplies, unchecked_return_type = "RepliesRead")]
pub fn calendar_replies(file: Vec<u8>, term: Ts<Term>, roster: Ts<Roster>) -> Work {
    Work::new(async move {
        let (term, roster) = (term_of(term, "term").await?, roster_of(roster).await?);
        let read = read_replies_in_steps(&file, &term, &roster).await;
        let Read { value: replies, problems } = read.map_err(|error| throw(&error))?;
        let portions = Portions::of(&RepliesRead { replies: ReplyList(Vec::new()), problems });
        portions.list("replies", replies).await;
        portions.answer()
    })
}

/// Whom to expect.
#[derive(Serialize, Tsify)]
pub struct ExpectedList(Vec<Expected>);

/// Whom to expect in each session, from what people answered.
#[wasm_bindgen(js_name = calendarExpected, unchecked_return_type = "ExpectedList")]
pub fn calendar_expected(term: Ts<Term>, replies: Ts<ReplyList>) -> Work {
    Work::new(async move {
        let term = term_of(term, "term").await?;
        let ReplyList(replies) = decode_long(text(replies.into()).await, "replies").await?;
        let portions = Portions::of(&ExpectedList(Vec::new()));
        portions.list("", expected_in_steps(&term, &replies).await).await;
        portions.answer()
    })
}

/// The search for slots for the circles of a plan, jointly, judged over their dated sessions.
#[wasm_bindgen]
pub struct SlotFindingHandle(SlotFinding);

/// Prepares the search. The last step gives the handle.
#[wasm_bindgen(js_name = calendarSlotFinding, unchecked_return_type = "SlotFindingHandle")]
pub fn calendar_slot_finding(
    plan: Ts<Plan>,
    roster: Ts<Roster>,
    programme: Ts<Programme>,
    needs: Ts<SlotNeeds>,
) -> Work {
    Work::new(async move {
        let (plan, roster) = (plan_of(plan).await?, roster_of(roster).await?);
        let (programme, needs) = (decode(programme, "programme")?, decode_asked(needs, "needs")?);
        step_ends().await;
        let finding = SlotFinding::new(&plan, &roster, &programme, &needs).map_err(|error| throw(&error))?;
        Ok(SlotFindingHandle(finding).into())
    })
}

#[wasm_bindgen]
impl SlotFindingHandle {
    /// Does so many units of work.
    pub fn step(&mut self, work: u32) -> Result<Ts<Progress>, Thrown> {
        encode(&self.0.step(u64::from(work)))
    }

    /// The best slots so far.
    pub fn best(&self) -> Result<Option<Ts<SlotProposal>>, Thrown> {
        self.0.best().map(|proposal| encode(&proposal)).transpose()
    }
}

fn instant(text: &str, field: &str) -> Result<DateTime<Utc>, Thrown> {
    let unreadable = || Error::new("time.unreadable", format!("\"{text}\" is not an instant")).at_field(field);
    text.parse().map_err(|_| throw(&unreadable().hint("write it as in 2020-10-06T21:30:00Z")))
}

/// When somebody is busy, and what could not be read.
#[derive(Serialize, Tsify)]
pub struct BusyRead {
    /// The busy times.
    pub busy: Busy,
    /// The same as those of a participant, where one is named: for a change.
    pub away: Vec<Away>,
    /// What could not be read.
    pub problems: Vec<Error>,
}

/// Reads from an iCalendar file when somebody is busy from one instant to another.
#[wasm_bindgen(js_name = calendarBusy, unchecked_return_type = "BusyRead")]
pub fn calendar_busy(file: Vec<u8>, from: &str, to: &str, zone: &str, member: Option<String>) -> Result<Work, Thrown> {
    let zone = Zone::named(zone).map_err(|error| throw(&error.at_field("zone")))?;
    let (from, to) = (instant(from, "from")?, instant(to, "to")?);
    Ok(Work::new(async move {
        let read = read_busy_in_steps(&file, from, to, &zone).await;
        let Read { value: busy, problems } = read.map_err(|error| throw(&error))?;
        let away = member.map(|member| busy.of_member(&member)).unwrap_or_default();
        answer(&BusyRead { busy, away, problems })
    }))
}

/// The days on which a calendar has events, and what could not be read.
#[derive(Serialize, Tsify)]
pub struct HolidaysRead {
    /// The days.
    pub days: HolidayList,
    /// What could not be read.
    pub problems: Vec<Error>,
}

/// Reads from an iCalendar file the days from one to another on which it has events.
#[wasm_bindgen(js_name = calendarReadHolidays, unchecked_return_type = "HolidaysRead")]
pub fn calendar_read_holidays(file: Vec<u8>, from: &str, to: &str, zone: &str) -> Result<Work, Thrown> {
    let zone = Zone::named(zone).map_err(|error| throw(&error.at_field("zone")))?;
    let (from, to) = (date(from, "from")?, date(to, "to")?);
    Ok(Work::new(async move {
        let read = read_holidays_in_steps(&file, from, to, &zone).await;
        let Read { value: days, problems } = read.map_err(|error| throw(&error))?;
        answer(&HolidaysRead { days: HolidayList(days), problems })
    }))
}

/// The federal holidays of the United States from one day to another.
#[wasm_bindgen(js_name = calendarHolidays)]
pub fn calendar_holidays(from: &str, to: &str) -> Result<Ts<HolidayList>, Thrown> {
    encode(&HolidayList(federal_holidays(date(from, "from")?, date(to, "to")?)))
}

/// Explains a recurrence rule in the words of a language.
#[wasm_bindgen(js_name = calendarRule)]
pub fn calendar_rule(text: &str, language: Ts<Language>) -> Result<Ts<RuleExplained>, Thrown> {
    let rule: Rule = text.parse().map_err(|error| throw(&error))?;
    let words = rule.in_words(decode(language, "language")?);
    encode(&RuleExplained { rule: rule.to_string(), words, objections: rule.objections() })
}

/// Expands recurrences, each the text of its DTSTART, RRULE, RDATE and EXDATE lines: for each in turn how many
/// instants follow, then these in milliseconds since 1970.
#[wasm_bindgen(js_name = calendarExpand, unchecked_return_type = "Float64Array")]
pub fn calendar_expand(texts: Ts<Words>, options: Ts<ExpandOptions>) -> Result<Work, Thrown> {
    let (Words(texts), options) = (decode(texts, "recurrences")?, decode_asked(options, "options")?);
    Ok(Work::new(async move {
        let mut numbers = Vec::new();
        for (number, text) in told(texts).enumerate() {
            let throw = |error: Error| throw(&error.at_field(format!("recurrences[{number}]")));
            let place = numbers.len();
            numbers.push(0.0);
            expand(&text, &options, &mut numbers).await.map_err(throw)?;
            numbers[place] = (numbers.len() - place - 1) as f64;
        }
        Ok(Float64Array::from(numbers.as_slice()).into())
    }))
}

/// What an instance takes, as [`rest`] counts.
const INSTANCE_TAKES: u64 = 1;

/// Adds the instants of a recurrence.
async fn expand(text: &str, options: &ExpandOptions, numbers: &mut Vec<f64>) -> crate::Result<()> {
    let recurrence: Recurrence = text.parse()?;
    let recurrence = recurrence.gaps(options.gaps.unwrap_or_default()).starts(options.starts.unwrap_or_default());
    let recurrence = recurrence.weeks(options.weeks.unwrap_or_default());
    let mut all = recurrence.instances_between(options.from, options.to);
    let room = limits::INSTANCES.saturating_sub(numbers.len() - 1);
    let limit = options.limit.unwrap_or(1_000) as usize;
    for _ in told(0..limit.min(room)) {
        let Some(instance) = all.next() else { break };
        numbers.push(instance.instant.timestamp_millis() as f64);
        rest(INSTANCE_TAKES).await;
    }
    if room < limit && all.next().is_some() {
        let error = Error::new("limit.recurrence", "too many instances at once");
        return Err(error.hint("ask for a shorter time, or for fewer recurrences at once"));
    }
    all.problem().map_or(Ok(()), Err)
}

/// The search for the best slots.
#[wasm_bindgen]
pub struct SlotSearchHandle(SlotSearch);

/// Prepares the search. The last step gives the handle.
#[wasm_bindgen(js_name = calendarSlotSearch, unchecked_return_type = "SlotSearchHandle")]
pub fn calendar_slot_search(question: Ts<SlotQuestion>) -> Work {
    Work::new(async move {
        let question: SlotQuestion = decode_long(text(question.into()).await, "question").await?;
        step_ends().await;
        let search = SlotSearch::new(&question).map_err(|error| throw(&error))?;
        Ok(SlotSearchHandle(search).into())
    })
}

#[wasm_bindgen]
impl SlotSearchHandle {
    /// Does so many units of work.
    pub fn step(&mut self, work: u32) -> Result<Ts<Progress>, Thrown> {
        encode(&self.0.step(u64::from(work)))
    }

    /// The best slots so far.
    pub fn best(&self) -> Result<Ts<SlotAnswer>, Thrown> {
        let none = SlotAnswer { slots: Vec::new(), cost: 0, bound: 0, proved: false };
        encode(&self.0.best().unwrap_or(none))
    }
}
