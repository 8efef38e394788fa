//! The dated sessions of every circle, and the calendars that tell of them.

mod attendance;
mod away;
mod change;
mod holidays;
mod hosts;
mod ical;
mod identity;
mod names;
mod packing;
mod pools;
mod programme;
mod recur;
mod rhythm;
mod schedule;
mod slots;
mod term;
mod texts;

pub use attendance::{
    Absence, Attendance, Came, CheckIn, Credit, CreditRule, Expected, Signal, TimeSuggestion, Trend, credits,
    credits_csv, expected, signals,
};
pub use away::Away;
pub use change::{Change, Changed, Membership, Message, NewPlace, NewSlot, NewTime, Rescheduling, TopicOrder, change};
pub use holidays::federal_holidays;
pub use ical::{
    Answer, Busy, BusyTime, Contact, IcsOptions, Method, Reply, ics, read_busy, read_holidays, read_replies,
};
pub use identity::carry_on;
pub use names::Language;
pub use pools::Pool;
pub use programme::{AgendaItem, CirclePhase, Holiday, HolidayPolicy, Holidays, Programme, Rhythm, Topic};
pub use recur::{Between, Frequency, Gaps, Instance, Recurrence, Rule, Starts, Weeks};
pub use schedule::{schedule, schedule_with};
pub use slots::{
    CellPhase, CircleSlots, SlotAnswer, SlotCircle, SlotFinding, SlotNeeds, SlotPrice, SlotProposal, SlotQuestion,
    SlotSearch, find_slots,
};
pub use term::{Series, Session, SessionStatus, Stretch, Term};
pub use texts::{Mail, TextKind, TextOptions, TextTemplate, kit, texts};
#[cfg(feature = "wasm")]
pub(crate) use {
    attendance::{credits_csv_in_steps, credits_in_steps, expected_in_steps, signals_in_steps},
    ical::{ics_in_steps, read_busy_in_steps, read_holidays_in_steps, read_replies_in_steps},
    identity::carry_on_in_steps,
    schedule::schedule_in_steps,
};
