//! Suggestions that learn: the codebook's cues first, then what coders accept and refuse.

mod apart;
mod calibrate;
mod cues;
mod evidence;
mod features;
mod fit;
mod look;
mod making;
mod manner;
mod model;
mod rivals;
mod rows;
mod vocabulary;
mod words;

pub(crate) use evidence::Evidence;
pub(crate) use making::{Making, PASSES};
pub(crate) use model::Heard;
pub use model::{Label, Model, Said, Subject};
pub(crate) use words::{Word, words};
