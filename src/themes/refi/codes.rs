//! Codebooks of other tools: `.qdc` files, and the code books of projects.

use crate::ordered::BTreeMap;

use crate::encoding::decode;
use crate::error::{Error, Read, Result};
use crate::job::whole;
use crate::themes::{Code, Codebook};
use crate::xml::{Element, parse_in_steps};

/// The headings under which [`Codebook::qdc`] puts what the standard has no place for.
const PARTS: [&str; 6] = ["Include", "Exclude", "Phrases", "Examples", "Counter-examples", "Id"];

impl Codebook {
    /// Reads a REFI-QDA codebook file (`.qdc`), as NVivo, ATLAS.ti, MAXQDA and [`qdc`](Self::qdc) write it. Criteria,
    /// phrases and examples are found again in descriptions that this library wrote; another tool's description is
    /// the definition. Problems name what a codebook has no place for.
    ///
    /// ```
    /// use peer_circle::themes::Codebook;
    ///
    /// let codebook = Codebook::circle();
    /// let read = Codebook::read_qdc(codebook.qdc().as_bytes())?;
    /// assert!(read.problems.is_empty());
    /// assert_eq!(read.value.codes.len(), codebook.codes.len());
    /// assert_eq!(read.value.codes[0].phrases, codebook.codes[0].phrases);
    /// # Ok::<(), peer_circle::Error>(())
    /// ```
    ///
    /// # Errors
    /// `xml.broken` and its kin for a file that is not read at all, `qdc.no_codes` when there is no code book in it.
    pub fn read_qdc(bytes: &[u8]) -> Result<Read<Self>> {
        whole(Self::read_qdc_in_steps(bytes))
    }

    /// The same in steps.
    pub(crate) async fn read_qdc_in_steps(bytes: &[u8]) -> Result<Read<Self>> {
        let root = parse_in_steps(&decode(bytes)?.text).await?;
        let codes = root.child("Codes").filter(|_| root.local() == "CodeBook").ok_or_else(no_codes)?;
        let read = codebook(codes);
        let sets = root.child("Sets").map_or(0, |sets| sets.elements().count());
        let mut problems = Vec::new();
        if sets > 0 {
            problems.push(left_out(&format!("sets: {sets}")));
        }
        Ok(Read { value: read.0, problems })
    }
}

/// The codebook of a `Codes` element, and the id of each code by its GUID.
pub(super) fn codebook(codes: &Element) -> (Codebook, BTreeMap<String, String>) {
    let mut found: Vec<(String, Code)> = Vec::new();
    collect(codes, None, &mut found);
    // Ids are given first, so that parents are ids and not names, which may repeat.
    let (guids, plain): (Vec<String>, Vec<Code>) =
        found.iter().map(|(guid, code)| (guid.clone(), Code { parent: None, ..code.clone() })).unzip();
    let mut book = Codebook { codes: plain, ..Codebook::default() }.settled();
    let ids: BTreeMap<String, String> = guids.into_iter().zip(book.codes.iter().map(|code| code.id.clone())).collect();
    for (code, (_, given)) in book.codes.iter_mut().zip(&found) {
        code.parent = given.parent.as_ref().and_then(|parent| ids.get(parent)).cloned();
    }
    (book, ids)
}

/// What the file holds and the library does not.
fn left_out(what: &str) -> Error {
    Error::new("refi.left_out", format!("the file holds what has no place here and is left out: {what}"))
        .hint("keep the file itself beside the project")
}

/// A GUID in one spelling.
pub(super) fn key(guid: Option<&str>) -> String {
    guid.unwrap_or_default().trim_matches(['{', '}']).to_ascii_lowercase()
}

fn no_codes() -> Error {
    Error::new("qdc.no_codes", "there is no code book in the file").hint("export the codebook as REFI-QDA (.qdc)")
}

fn collect(above: &Element, parent: Option<&str>, found: &mut Vec<(String, Code)>) {
    for element in above.all("Code") {
        let mut guid = key(element.attribute("guid"));
        if found.iter().any(|(known, _)| *known == guid) {
            // Who means this GUID means the code that had it first; a code is never its own parent.
            guid = format!("{guid} {}", found.len());
        }
        let mut code = Code {
            name: element.attribute("name").unwrap_or_default().to_owned(),
            parent: parent.map(str::to_owned),
            color: element.attribute("color").map(str::to_owned),
            ..Code::default()
        };
        describe(&mut code, &element.child("Description").map(Element::text).unwrap_or_default());
        if found.iter().any(|(_, known)| known.id == code.id) {
            code.id = String::new();
        }
        found.push((guid.clone(), code));
        collect(element, Some(&guid), found);
    }
}

/// The definition, and the lists behind it.
fn describe(code: &mut Code, description: &str) {
    let mut definition = Vec::new();
    for part in description.split("\n\n") {
        let list =
            part.split_once(":\n- ").and_then(|(title, rest)| Some((PARTS.iter().position(|p| *p == title)?, rest)));
        let Some((place, rest)) = list else {
            definition.push(part);
            continue;
        };
        let entries = rest.split("\n- ").map(str::to_owned);
        match place {
            0 => code.include.extend(entries),
            1 => code.exclude.extend(entries),
            2 => code.phrases.extend(entries),
            3 => code.examples.extend(entries),
            4 => code.counter_examples.extend(entries),
            _ => code.id = rest.to_owned(),
        }
    }
    code.definition = definition.join("\n\n");
}
