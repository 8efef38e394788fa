//! The dated sessions of every circle, and the calendars that tell of them.

mod holidays;
mod programme;
mod term;

pub use holidays::federal_holidays;
pub use programme::{AgendaItem, Holiday, HolidayPolicy, Holidays, Programme, Rhythm, Topic};
pub use term::{Series, Session, SessionStatus, Term};
