//! The dated sessions of every circle, and the calendars that tell of them.

mod change;
mod holidays;
mod hosts;
mod ical;
mod identity;
mod programme;
mod recur;
mod rhythm;
mod schedule;
mod slots;
mod term;
mod texts;

pub use change::{Away, Change, Changed, Membership, Message, NewTime, TopicOrder, change};
pub use holidays::federal_holidays;
pub use ical::{Busy, BusyTime, Contact, IcsOptions, Method, ics, read_busy};
pub use identity::carry_on;
pub use programme::{AgendaItem, Holiday, HolidayPolicy, Holidays, Programme, Rhythm, Topic};
pub use recur::{Frequency, Gaps, Instance, Recurrence, Rule, Starts};
pub use schedule::schedule;
pub use slots::{CellPhase, SlotAnswer, SlotCircle, SlotQuestion, SlotSearch};
pub use term::{Series, Session, SessionStatus, Term};
pub use texts::{Language, Mail, TextKind, TextOptions, TextTemplate, kit, texts};
