//! Suggestions that learn: the codebook's cues first, then what coders accept and refuse.

mod cues;
mod model;

pub(crate) use cues::Cues;
pub(crate) use model::{Evidence, Model};
