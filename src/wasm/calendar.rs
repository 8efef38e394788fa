//! Terms, recurrences and calendars, for JavaScript.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Thrown, decode, encode, throw};
use crate::calendar::{
    Busy, Change, Changed, Holiday, IcsOptions, Language, Mail, Programme, Recurrence, Rule, Series, SlotAnswer,
    SlotQuestion, SlotSearch, Term, TextOptions, carry_on, change, federal_holidays, ics, kit, read_busy, schedule,
    texts,
};
use crate::circles::Plan;
use crate::error::{Error, Read};
use crate::job::{Job, Progress};
use crate::people::Roster;
use crate::time::Zone;

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
}

/// A recurrence rule, explained.
#[derive(Serialize, Tsify)]
pub struct RuleExplained {
    /// The rule in its usual order.
    pub rule: String,
    /// What it means, in English.
    pub words: String,
    /// What RFC 5545 has against it.
    pub objections: Vec<Error>,
}

/// Schedules the sessions of a term, which may carry on an earlier one in calendars.
#[wasm_bindgen(js_name = calendarSchedule)]
pub fn calendar_schedule(
    plan: Ts<Plan>,
    programme: Ts<Programme>,
    earlier: Option<Ts<Term>>,
) -> Result<Ts<Scheduled>, Thrown> {
    let (plan, programme) = (decode(plan, "plan")?, decode(programme, "programme")?);
    let earlier: Option<Term> = earlier.map(|earlier| decode(earlier, "earlier")).transpose()?;
    let Read { value: mut term, problems } = schedule(&plan, &programme).map_err(|error| throw(&error))?;
    let gone = earlier.map(|earlier| carry_on(&mut term, &earlier)).unwrap_or_default();
    encode(&Scheduled { term, problems, gone })
}

/// Changes a term under way, and says whom to tell what.
#[wasm_bindgen(js_name = calendarChange)]
pub fn calendar_change(term: Ts<Term>, roster: Ts<Roster>, asked: Ts<Change>) -> Result<Ts<Changed>, Thrown> {
    let (term, roster, asked) = (decode(term, "term")?, decode(roster, "roster")?, decode(asked, "change")?);
    encode(&change(&term, &roster, &asked).map_err(|error| throw(&error))?)
}

/// Letters to the members of a circle.
#[derive(Serialize, Tsify)]
pub struct MailList(Vec<Mail>);

/// Writes a text for everybody in a circle.
#[wasm_bindgen(js_name = calendarTexts)]
pub fn calendar_texts(term: Ts<Term>, roster: Ts<Roster>, options: Ts<TextOptions>) -> Result<Ts<MailList>, Thrown> {
    let (term, roster, options) = (decode(term, "term")?, decode(roster, "roster")?, decode(options, "options")?);
    encode(&MailList(texts(&term, &roster, &options).map_err(|error| throw(&error))?))
}

/// A page for the leader of a session, as HTML.
#[wasm_bindgen(js_name = calendarKit)]
pub fn calendar_kit(
    term: Ts<Term>,
    roster: Option<Ts<Roster>>,
    session: &str,
    language: Ts<Language>,
) -> Result<String, Thrown> {
    let (term, language) = (decode(term, "term")?, decode(language, "language")?);
    let roster = roster.map(|roster| decode(roster, "roster")).transpose()?;
    kit(&term, roster.as_ref(), session, language).map_err(|error| throw(&error))
}

/// Writes sessions as iCalendar text.
#[wasm_bindgen(js_name = calendarIcs)]
pub fn calendar_ics(term: Ts<Term>, roster: Option<Ts<Roster>>, options: Ts<IcsOptions>) -> Result<String, Thrown> {
    let (term, options) = (decode(term, "term")?, decode(options, "options")?);
    let roster = roster.map(|roster| decode(roster, "roster")).transpose()?;
    ics(&term, roster.as_ref(), &options).map_err(|error| throw(&error))
}

/// When somebody is busy, and what could not be read.
#[derive(Serialize, Tsify)]
pub struct BusyRead {
    /// The busy times.
    pub busy: Busy,
    /// What could not be read.
    pub problems: Vec<Error>,
}

/// Reads from an iCalendar file when somebody is busy from one instant to another.
#[wasm_bindgen(js_name = calendarBusy)]
pub fn calendar_busy(file: &[u8], from: &str, to: &str, zone: &str) -> Result<Ts<BusyRead>, Thrown> {
    let instant = |text: &str, field: &str| {
        let unreadable = || Error::new("time.unreadable", format!("\"{text}\" is not an instant")).at_field(field);
        text.parse::<DateTime<Utc>>().map_err(|_| throw(&unreadable().hint("write it as in 2020-10-06T21:30:00Z")))
    };
    let zone = Zone::named(zone).map_err(|error| throw(&error.at_field("zone")))?;
    let read = read_busy(file, instant(from, "from")?, instant(to, "to")?, &zone);
    let Read { value: busy, problems } = read.map_err(|error| throw(&error))?;
    encode(&BusyRead { busy, problems })
}

/// The federal holidays of the United States from one day to another.
#[wasm_bindgen(js_name = calendarHolidays)]
pub fn calendar_holidays(from: &str, to: &str) -> Result<Ts<HolidayList>, Thrown> {
    let date = |text: &str, field: &str| {
        let unreadable = || Error::new("time.unreadable", format!("\"{text}\" is not a date")).at_field(field);
        text.parse::<NaiveDate>().map_err(|_| throw(&unreadable().hint("write it as in 2020-10-01")))
    };
    encode(&HolidayList(federal_holidays(date(from, "from")?, date(to, "to")?)))
}

/// Explains a recurrence rule.
#[wasm_bindgen(js_name = calendarRule)]
pub fn calendar_rule(text: &str) -> Result<Ts<RuleExplained>, Thrown> {
    let rule: Rule = text.parse().map_err(|error| throw(&error))?;
    encode(&RuleExplained { rule: rule.to_string(), words: rule.in_words(), objections: rule.objections() })
}

/// Expands recurrences, each the text of its DTSTART, RRULE, RDATE and EXDATE lines: for each in turn how many
/// instants follow, then these in milliseconds since 1970.
#[wasm_bindgen(js_name = calendarExpand)]
pub fn calendar_expand(texts: Vec<String>, options: Ts<ExpandOptions>) -> Result<Vec<f64>, Thrown> {
    let ExpandOptions { from, to, limit } = decode(options, "options")?;
    let mut numbers = Vec::new();
    for text in texts {
        let recurrence: Recurrence = text.parse().map_err(|error| throw(&error))?;
        let place = numbers.len();
        numbers.push(0.0);
        let all = recurrence.instances_between(from, to).take(limit.unwrap_or(1_000) as usize);
        numbers.extend(all.map(|instance| instance.instant.timestamp_millis() as f64));
        numbers[place] = (numbers.len() - place - 1) as f64;
    }
    Ok(numbers)
}

/// The search for the best slots.
#[wasm_bindgen]
pub struct SlotSearchHandle(SlotSearch);

#[wasm_bindgen]
impl SlotSearchHandle {
    /// Prepares the search.
    #[wasm_bindgen(constructor)]
    pub fn new(question: Ts<SlotQuestion>) -> Result<Self, Thrown> {
        SlotSearch::new(&decode(question, "question")?).map(Self).map_err(|error| throw(&error))
    }

    /// Looks at this many nodes of the search tree.
    pub fn step(&mut self, work: u32) -> Result<Ts<Progress>, Thrown> {
        encode(&self.0.step(u64::from(work)))
    }

    /// The best slots so far.
    pub fn best(&self) -> Result<Ts<SlotAnswer>, Thrown> {
        let none = SlotAnswer { slots: Vec::new(), cost: 0, bound: 0, proved: false };
        encode(&self.0.best().unwrap_or(none))
    }
}
