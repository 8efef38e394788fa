//! What people are sent about their circle, as plain text and as HTML.

mod facts;
mod html;
mod kit;
mod language;
mod mail;
mod templates;
pub(super) mod words;

pub(super) use facts::Facts;
pub use kit::kit;
pub(super) use mail::{Letter, letters};
pub use mail::{Mail, TextOptions, texts};
pub use templates::{TextKind, TextTemplate};
