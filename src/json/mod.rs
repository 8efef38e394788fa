//! Values as JSON text, the form in which they cross to JavaScript and back.
//!
//! Of all ways across it is the fastest, since browsers read and write JSON natively, and with one reader and one writer
//! that leave nothing to be compiled for each type but its fields, the smallest.

#![deny(clippy::indexing_slicing)]

#[cfg(any(feature = "wasm", test))]
mod long;
mod read;
mod tape;
#[cfg(any(feature = "wasm", test))]
mod write;

use serde::de::{self, DeserializeOwned};
#[cfg(any(feature = "wasm", test))]
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
#[cfg(any(all(feature = "wasm", any(feature = "coding", not(feature = "forming"))), test))]
pub(crate) use long::in_steps;
#[cfg(any(feature = "wasm", test))]
pub(crate) use long::{Item, Long, long, portions, read_long, saved_long, write_long};
#[cfg(all(feature = "wasm", any(feature = "coding", not(feature = "forming"))))]
pub(crate) use long::{items, read_item};
use read::Refusal;
#[cfg(any(feature = "wasm", test))]
pub(crate) use read::{Node, Outcome};
use tape::Tape;

/// A value as JSON text: absent fields and numbers that are none are left out of objects, and `null` in lists.
#[cfg(any(feature = "wasm", test))]
pub(crate) fn write<T: Serialize>(value: &T) -> String {
    let mut writer = write::Writer::default();
    // Nothing that is written has a reason to refuse; what does is absent.
    if value.serialize(&mut writer).is_err() {
        return "null".to_owned();
    }
    writer.text()
}

/// The value of JSON text; `field` is what the text is called in errors.
///
/// # Errors
/// `call.unreadable`, with the path of the field that is wrong, such as `roster.participants[3].mode`.
pub(crate) fn read<T: DeserializeOwned>(text: &str, field: &str) -> Result<T> {
    typed(text, field, false)
}

/// The same of what somebody asks for: a name that the type does not have is a slip, and is not passed over.
///
/// # Errors
/// Those of [`read`], and `call.unknown_name`.
#[cfg(any(feature = "wasm", test))]
pub(crate) fn asked<T: DeserializeOwned>(text: &str, field: &str) -> Result<T> {
    typed(text, field, true)
}

fn typed<T: DeserializeOwned>(text: &str, field: &str, strict: bool) -> Result<T> {
    let tape = Tape::of(text).ok_or_else(|| no_json(field))?;
    tape.strict.set(strict);
    T::deserialize(tape.root()).map_err(|error| refusal(&error, tape.path(field)))
}

/// One value of several: itself, or why it could not be read and the path of the field that is wrong.
pub(crate) type Each<T> = std::result::Result<T, (String, String)>;

/// The values of a list, or of the list that an object has under a name, each by itself: what is wrong with one says
/// nothing of the others. An object without such a list is one value. None for a text that is no JSON.
pub(crate) fn each<T: DeserializeOwned>(text: &str, name: &str) -> Option<Vec<Each<T>>> {
    let tape = Tape::of(text)?;
    let value = |node: read::Node<'_>| {
        T::deserialize(node).map_err(|error| {
            let whole = tape.path("");
            tape.at.set((node.token, ""));
            let field = whole.strip_prefix(&tape.path("")).unwrap_or_default().trim_start_matches('.');
            (error.0.to_string(), field.to_owned())
        })
    };
    Some(tape.root().each(name).into_iter().map(value).collect())
}

/// What pages keep and bring back, perhaps to an earlier version of the library.
#[cfg(any(feature = "wasm", test))]
pub(crate) trait Saved: DeserializeOwned {
    /// The latest version of its format that can be read.
    const FORMAT: u32;
}

/// The version of the format in which something was saved.
#[cfg(any(feature = "wasm", test))]
#[derive(Deserialize)]
struct Stamp {
    #[serde(default)]
    format: u32,
}

/// Whether what was saved is of a version that can be understood.
#[cfg(any(feature = "wasm", test))]
fn understood<T: Saved>(tape: &Tape<'_>, field: &str) -> Result<()> {
    match Stamp::deserialize(tape.root()) {
        Ok(Stamp { format }) if format > T::FORMAT => {
            let message = format!("the {field} was saved by a later version (format {format})");
            let error = Error::new("saved.later", message).at_field(format!("{field}.format"));
            Err(error.hint("update peer-circle"))
        }
        _ => Ok(()),
    }
}

fn refusal(Refusal(what, nearest): &Refusal, field: String) -> Error {
    let error = match nearest {
        Some(nearest) => Error::new("call.unknown_name", format!("nothing is called \"{what}\" here"))
            .hint(format!("perhaps \"{nearest}\" is meant")),
        None => Error::new("call.unreadable", &**what).hint("give it as the types of the package declare it"),
    };
    error.at_field(field)
}

fn no_json(field: &str) -> Error {
    refusal(&de::Error::custom("this is no JSON"), field.to_owned())
}

#[cfg(test)]
mod tests;
