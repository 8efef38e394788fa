//! Long lists, read and written in steps.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::read::{Node, Outcome};
use super::tape::Tape;
use super::write::Writer;
use super::{Saved, no_json, refusal, understood};
use crate::error::Result;
use crate::job::rest;

/// What is a long list with little beside it, and is read and written in steps; [`long!`] says so of a type.
pub(crate) trait Long: DeserializeOwned {
    /// What is in the list.
    type Item: Item;

    /// What the list is called; nothing where it is all there is.
    const LIST: &'static str;

    fn list(&mut self) -> &mut Vec<Self::Item>;
}

/// What stands in a long list; one that is long itself is read in steps.
pub(crate) trait Item: DeserializeOwned {
    /// What reading one takes, as [`rest`] counts.
    const TAKES: u64 = 2;

    fn read(node: Node<'_>) -> impl Future<Output = Outcome<Self>> {
        async move {
            rest(Self::TAKES).await;
            Self::deserialize(node)
        }
    }
}

impl<'t> Node<'t> {
    /// Shuts the list at a path of names of fields, if there is one, and gives its items: for what has several long lists,
    /// and for those of what it holds. A name of nothing leads nowhere else.
    pub(crate) fn list(self, path: &[&str]) -> impl Iterator<Item = Node<'t>> + use<'t> {
        let inner = |holder, name: &&str| if name.is_empty() { Some(holder) } else { self.tape.field(holder, name) };
        self.tape.shut(path.iter().try_fold(self.token, inner))
    }
}

/// Reads the items of a list into it.
pub(crate) async fn items<T: Item>(list: &mut Vec<T>, nodes: impl Iterator<Item = Node<'_>>) -> Outcome<()> {
    for node in nodes {
        list.push(T::read(node).await?);
    }
    Ok(())
}

/// Which field of a type is its long list; of one that has no other, it is called nothing.
macro_rules! long {
    ($holder:ident, $list:ident, $item:ty) => {
        $crate::json::long!($holder, $list, $item, stringify!($list));
    };
    ($holder:ident, $list:tt, $item:ty, $called:expr) => {
        impl $crate::json::Long for $holder {
            type Item = $item;
            const LIST: &'static str = $called;

            fn list(&mut self) -> &mut Vec<$item> {
                &mut self.$list
            }
        }
    };
}
pub(crate) use long;

/// The same as [`read`](super::read()) in steps.
///
/// # Errors
/// Those of [`read`](super::read()).
pub(crate) async fn read_long<T: Long>(text: &str, field: &str) -> Result<T> {
    let tape = Tape::in_steps(text).await.ok_or_else(|| no_json(field))?;
    in_steps(tape.root()).await.map_err(|error| refusal(&error, tape.path(field)))
}

/// The same of what reads itself in steps.
///
/// # Errors
/// Those of [`read`](super::read()).
#[cfg(all(feature = "wasm", any(feature = "coding", not(feature = "forming"))))]
pub(crate) async fn read_item<T: Item>(text: &str, field: &str) -> Result<T> {
    let tape = Tape::in_steps(text).await.ok_or_else(|| no_json(field))?;
    T::read(tape.root()).await.map_err(|error| refusal(&error, tape.path(field)))
}

/// The same of what was saved; first it is asked whether it is something that can be understood.
///
/// # Errors
/// `saved.later` when a later version of the format saved it, otherwise those of [`read`](super::read()).
pub(crate) async fn saved_long<T: Long + Saved>(text: &str, field: &str) -> Result<T> {
    let tape = Tape::in_steps(text).await.ok_or_else(|| no_json(field))?;
    understood::<T>(&tape, field)?;
    in_steps(tape.root()).await.map_err(|error| refusal(&error, tape.path(field)))
}

/// Reads what is long.
pub(crate) async fn in_steps<T: Long>(node: Node<'_>) -> Outcome<T> {
    let nodes = node.list(&[T::LIST]);
    let mut value = T::deserialize(node)?;
    items(value.list(), nodes).await?;
    Ok(value)
}

/// The same as [`write`](super::write()) in steps, of what has nothing but its list.
pub(crate) async fn write_long<T: Long<Item: Serialize>>(mut value: T) -> String {
    let mut writer = Writer::default();
    writer.open(T::LIST);
    for item in std::mem::take(value.list()) {
        // Nothing that is written has a reason to refuse.
        let _ = writer.item(&item);
        rest(T::Item::TAKES).await;
    }
    writer.shut();
    writer.text()
}

/// Letters of a list that a page reads at once.
const PORTION: usize = 1 << 18;
/// Letters that are written in a unit of what [`rest`] counts.
const LETTERS: usize = 100;

/// A list in steps, as several of which none is long.
pub(crate) async fn portions<T: Serialize>(items: impl IntoIterator<Item = T>) -> Vec<String> {
    let (mut texts, mut writer) = (Vec::new(), None);
    for item in items {
        let portion = writer.get_or_insert_with(Writer::list);
        let before = portion.length();
        let _ = portion.item(&item);
        let takes = (portion.length() - before) / LETTERS + 1;
        if portion.length() > PORTION {
            texts.extend(writer.take().map(Writer::listed));
        }
        rest(takes as u64).await;
    }
    texts.extend(writer.map(Writer::listed));
    texts
}
