//! The history of the codebook: which codes were made, changed, moved, merged, split and taken out, by whom, and which
//! transcript was being coded then.

use crate::ordered::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Change, Project};
use crate::themes::{Code, Codebook};

/// Something that happened to a code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Revision {
    /// The id of the code.
    pub code: String,
    /// What happened.
    pub what: Revised,
    /// The name or parent before, the code that it was merged into or split from; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub other: String,
    /// Who did it.
    pub coder: String,
    /// The transcript that this coder coded last before; nothing when none since the project was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub during: Option<String>,
}

/// What can happen to a code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Revised {
    /// It was made.
    #[default]
    Made,
    /// It has another name.
    Renamed,
    /// It lies below another code.
    Moved,
    /// Its definition, criteria, phrases or examples changed.
    Changed,
    /// Another code took over all that it had.
    Merged,
    /// It was made, and took over codings of another code.
    Split,
    /// It was taken out.
    Removed,
}

impl Project {
    /// What happened to the codebook since the project was made, in this order.
    pub fn revisions(&self) -> &[Revision] {
        &self.state.revisions
    }

    /// The codebook changed to another, and what that means for its codes told as `named` says it, else by comparison.
    pub(super) fn revised(&self, codebook: Codebook, named: Option<(&str, Revised, &str)>) -> [Change; 2] {
        let told = |code: &str, what, other: &str| Revision {
            code: code.to_owned(),
            what,
            other: other.to_owned(),
            coder: self.coder.clone(),
            during: self.coded_last.clone(),
        };
        let compared = compared(&self.state.codebook, &codebook);
        let unnamed = compared.into_iter().filter(|(code, ..)| named.is_none_or(|(known, ..)| known != code));
        let all = named.into_iter().map(|(code, what, other)| told(code, what, other));
        let all = all.chain(unnamed.map(|(code, what, other)| told(&code, what, &other)));
        let revisions = self.state.revisions.iter().cloned().chain(all).collect();
        [Change::Revisions(revisions), Change::Codebook(Box::new(codebook))]
    }

    /// The transcript that was being coded when a code was made, by the ids of codes; of those that are known.
    pub(super) fn made_during(&self) -> BTreeMap<&str, &str> {
        let made = self.state.revisions.iter().filter(|one| matches!(one.what, Revised::Made | Revised::Split));
        made.filter_map(|one| Some((one.code.as_str(), one.during.as_deref()?))).collect()
    }
}

/// What happened to codes between two codebooks: code, what, and what it was before.
fn compared(before: &Codebook, after: &Codebook) -> Vec<(String, Revised, String)> {
    let mut all = Vec::new();
    for code in &after.codes {
        let mut add = |what, other: &str| all.push((code.id.clone(), what, other.to_owned()));
        let Some(old) = before.code(&code.id) else {
            add(Revised::Made, "");
            continue;
        };
        if old.name != code.name {
            add(Revised::Renamed, &old.name);
        }
        if old.parent != code.parent {
            add(Revised::Moved, old.parent.as_deref().unwrap_or_default());
        }
        let plain = |code: &Code| Code { name: String::new(), parent: None, ..code.clone() };
        if plain(old) != plain(code) {
            add(Revised::Changed, "");
        }
    }
    let gone = before.codes.iter().filter(|code| after.code(&code.id).is_none());
    all.extend(gone.map(|code| (code.id.clone(), Revised::Removed, code.name.clone())));
    all
}
