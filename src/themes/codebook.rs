//! A codebook: the codes a transcript is coded with, each with what it means and the words that point to it.

use crate::ordered::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::circle::circle_codes;
use super::lexicon::phrase_problem;
use crate::error::{Error, Result};
use crate::job::{rest, whole};
use crate::limits;

/// Codes among which one is looked for in what counts as one for [`rest`].
const CODES: usize = 50;

/// The codes of a project, in the order in which they are shown.
///
/// ```
/// use peer_circle::themes::Codebook;
///
/// let codebook = Codebook::circle();
/// assert!(codebook.problems().is_empty());
/// assert_eq!(codebook.categories().count(), 4);
/// assert_eq!(codebook.codes.len(), 4 + 9);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Codebook {
    /// What the codebook is called.
    #[serde(default)]
    pub title: String,
    /// The codes, each id once.
    pub codes: Vec<Code>,
}

/// One code: a category when it has no parent, else a theme below its parent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Code {
    /// What tells this code from all others; made from the name when left out.
    #[serde(default)]
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The id (in files from elsewhere, the name) of the code above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// What the code means.
    #[serde(default)]
    pub definition: String,
    /// When it applies: criteria in prose, or indicator phrases.
    #[serde(default)]
    pub include: Vec<String>,
    /// When it does not although it seems to: criteria in prose, or phrases that speak against it.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// Indicator words and phrases, in the notation of [`Lexicon`](super::Lexicon).
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Passages that carry the code.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Passages that look as if they did and do not.
    #[serde(default)]
    pub counter_examples: Vec<String>,
    /// A colour for the screen, as `#rrggbb`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
}

impl Codebook {
    /// The built-in codebook: the four categories of social support and the nine themes of the CIRCLE study
    /// (Academic Medicine, doi 10.1097/ACM.0000000000005916). The study gives their names; definitions,
    /// criteria, indicator phrases and examples are this library's own.
    pub fn circle() -> Self {
        Self { title: "CIRCLE: social support among peers".to_owned(), codes: circle_codes() }
    }

    /// The code with this id.
    pub fn code(&self, id: &str) -> Option<&Code> {
        self.codes.iter().find(|code| code.id == id)
    }

    /// The codes without a parent.
    pub fn categories(&self) -> impl Iterator<Item = &Code> {
        self.codes.iter().filter(|code| code.parent.is_none())
    }

    /// The code and all above it, nearest first; ends at a parent that is not there, and at a cycle.
    pub fn lineage<'a>(&'a self, id: &str) -> Vec<&'a Code> {
        let mut line: Vec<&Code> = Vec::new();
        let mut next = self.code(id);
        while let Some(code) = next.filter(|code| line.iter().all(|above| above.id != code.id)) {
            line.push(code);
            next = code.parent.as_deref().and_then(|parent| self.code(parent));
        }
        line
    }

    /// The same codebook with an id on every code and ids for parents, as files by people leave them out.
    #[must_use]
    pub fn settled(mut self) -> Self {
        let mut taken: BTreeSet<String> = self.codes.iter().map(|code| code.id.clone()).collect();
        for code in &mut self.codes {
            if code.id.is_empty() {
                code.id = free_id(&code.name, &taken);
                taken.insert(code.id.clone());
            }
        }
        let ids: BTreeMap<String, String> =
            self.codes.iter().rev().map(|code| (code.name.clone(), code.id.clone())).collect();
        for code in &mut self.codes {
            let named = code.parent.as_ref().filter(|parent| !taken.contains(*parent)).and_then(|name| ids.get(name));
            if let Some(id) = named.cloned() {
                code.parent = Some(id);
            }
            code.parent = code.parent.take().filter(|parent| !parent.is_empty());
        }
        self
    }

    /// What is wrong with the codebook, each with the path of its field: an id given twice, a parent that is not
    /// there or lies below its own child, a name left out, a phrase that can match nothing.
    pub fn problems(&self) -> Vec<Error> {
        whole(self.problems_in_steps())
    }

    /// The same in steps.
    pub(crate) async fn problems_in_steps(&self) -> Vec<Error> {
        let mut problems = Vec::new();
        if self.codes.len() > limits::CODES {
            problems.push(
                Error::new("limit.codes", format!("more than {} codes", limits::CODES))
                    .at_field("codes")
                    .hint("merge what is alike, or code with a part of it"),
            );
        }
        let mut seen = BTreeSet::new();
        for (index, code) in self.codes.iter().enumerate() {
            if !seen.insert(code.id.as_str()) {
                problems.push(duplicate(index, &code.id));
            }
            self.check_code(index, code, &mut problems);
            rest(1 + (self.codes.len() / CODES + code.phrases.len()) as u64).await;
        }
        problems.truncate(limits::PROBLEMS);
        problems
    }

    /// The codebook when nothing is wrong with it, else its first problem.
    ///
    /// # Errors
    /// The first of [`problems`](Self::problems).
    pub fn checked(self) -> Result<Self> {
        match self.problems().into_iter().next() {
            Some(problem) => Err(problem),
            None => Ok(self),
        }
    }

    fn check_code(&self, index: usize, code: &Code, problems: &mut Vec<Error>) {
        let field = |name: &str| format!("codes.{index}.{name}");
        if code.name.trim().is_empty() {
            problems
                .push(Error::new("codebook.no_name", "a code has no name").at_field(field("name")).hint("give it one"));
        }
        if let Some(parent) = &code.parent {
            problems.extend(self.check_parent(code, parent).map(|problem| problem.at_field(field("parent"))));
        }
        for (at, phrase) in code.phrases.iter().enumerate() {
            problems.extend(phrase_problem(phrase).map(|problem| problem.at_field(field(&format!("phrases.{at}")))));
        }
    }

    fn check_parent(&self, code: &Code, parent: &str) -> Option<Error> {
        if self.code(parent).is_none() {
            return Some(
                Error::new(
                    "codebook.unknown_parent",
                    format!("the code \"{}\" lies below \"{parent}\", which is not there", code.name),
                )
                .hint("add the code above it, or leave the parent out"),
            );
        }
        let last = self.lineage(&code.id).last().copied();
        last.filter(|top| top.parent.as_deref().is_some_and(|above| self.code(above).is_some())).map(|_| {
            Error::new("codebook.cycle", format!("the code \"{}\" lies below itself", code.name))
                .hint("give one of the codes of this circle no parent")
        })
    }
}

fn duplicate(index: usize, id: &str) -> Error {
    Error::new("codebook.duplicate_id", format!("the code id \"{id}\" is given twice"))
        .at_field(format!("codes.{index}.id"))
        .hint("give every code an id of its own")
}

/// An id in small letters and hyphens, with a number behind when it is taken.
pub(super) fn free_id(name: &str, taken: &BTreeSet<String>) -> String {
    let words: Vec<String> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let stem = if words.is_empty() { "code".to_owned() } else { words.join("-") };
    let numbered = (2u32..).map(|number| format!("{stem}-{number}"));
    std::iter::once(stem.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or(stem)
}
