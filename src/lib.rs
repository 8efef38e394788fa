//! Circles of colleagues, from sign-up to study: who meets with whom, when they meet, and what they said.
//!
//! ```
//! use peer_circle::calendar::{self, Programme};
//! use peer_circle::circles::{Formation, Rules, Seed};
//! use peer_circle::job::Job;
//! use peer_circle::people;
//!
//! let read = people::read(include_bytes!("../examples/data/physicians.csv"))?;
//! assert!(read.problems.is_empty());
//!
//! let mut formation = Formation::new(&read.value, &Rules::default(), Seed(7))?;
//! formation.step(20_000);
//! let plan = formation.best().unwrap_or_default();
//! assert!(plan.circles.iter().all(|circle| (5..=8).contains(&circle.members.len())));
//!
//! let day = |year, month, day| chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
//! let programme = Programme { zone: plan.zone.clone(), ..Programme::between(day(2020, 10, 1), day(2021, 4, 30)) };
//! let term = calendar::schedule(&plan, &programme)?.value;
//! assert_eq!(term.series.len(), plan.circles.len());
//! # Ok::<(), peer_circle::Error>(())
//! ```
//!
//! # Where to look
//! - [`people`]: rosters, read from whatever people have. [`time`]: zones and typical weeks.
//! - [`circles`]: forming, with reasons and proof. [`calendar`]: recurrences, terms, iCalendar.
//! - [`transcripts`]: captions into turns, and out of them who is identified. [`themes`]: codebooks, suggestions,
//!   codings, agreement.
//! - [`report`]: what goes to other systems, and figures.
//! - Beside these: [`error`], [`job`], [`limits`], [`ordered`] maps, and files: [`encoding`], [`table`], [`workbook`], [`archive`], [`xml`].
//!
//! Each may use those that come before it on its own line of work, people to calendar or people to themes; a test
//! holds that.
//!
//! # What may be relied on
//! - A function's answer depends on its arguments alone: time and seed are among them, files and sockets are not.
//! - The same arguments give the same bytes, natively and in WebAssembly, however work was cut into steps.
//! - Whatever the input, there is an answer or an [`Error`] with a code, a place and a hint, and never a panic.

// Tests of a room share what they know with those in tests/, where the crate goes by its name.
#[cfg(test)]
extern crate self as peer_circle;

pub mod archive;
pub mod calendar;
pub mod circles;
pub mod encoding;
pub mod error;
pub mod job;
mod json;
pub mod limits;
pub mod ordered;
pub mod people;
pub mod report;
pub mod table;
pub mod themes;
pub mod time;
pub mod transcripts;
#[cfg(feature = "wasm")]
mod wasm;
pub mod workbook;
pub mod xml;

pub use error::{Error, Read, Result};
