//! Long lists, read and written in steps.

use serde::Serialize;
use serde::de::{Deserialize, DeserializeOwned};

use super::read::{Node, Outcome};
use super::tape::Tape;
use super::write::Writer;
use super::{no_json, refusal};
use crate::error::Result;
use crate::job::rest;

/// What is a long list with little beside it, and is read and written in steps.
pub(crate) trait Long: DeserializeOwned {
    /// What is in the list.
    type Item: DeserializeOwned + Serialize;

    /// What the list is called.
    const LIST: &'static str;

    /// What reading or writing an item takes, as [`rest`] counts.
    const TAKES: u64;

    fn list(&mut self) -> &mut Vec<Self::Item>;

    /// Reads an item; one that is long itself is read in steps by [`long`].
    fn item(node: Node<'_>) -> impl Future<Output = Outcome<Self::Item>> {
        async move {
            rest(Self::TAKES).await;
            Self::Item::deserialize(node)
        }
    }
}

/// The same as [`read`] in steps.
///
/// # Errors
/// Those of [`read`].
pub(crate) async fn read_long<T: Long>(text: &str, field: &str) -> Result<T> {
    let tape = Tape::in_steps(text).await.ok_or_else(|| no_json(field))?;
    long(tape.root()).await.map_err(|error| refusal(&error, tape.path(field)))
}

/// Reads what is long.
pub(crate) async fn long<T: Long>(node: Node<'_>) -> Outcome<T> {
    let items = node.tape.shut(node.token, T::LIST);
    let mut value = T::deserialize(node)?;
    for item in items {
        value.list().push(T::item(item).await?);
    }
    Ok(value)
}

/// The same as [`write`] in steps, of what has nothing but its list.
pub(crate) async fn write_long<T: Long>(mut value: T) -> String {
    let mut writer = Writer::default();
    writer.open(T::LIST);
    for item in std::mem::take(value.list()) {
        // Nothing that is written has a reason to refuse.
        let _ = writer.item(&item);
        rest(T::TAKES).await;
    }
    writer.shut();
    writer.text()
}
