//! Projects of other tools: the `.qdpx` file of the standard.

use std::collections::BTreeMap;

use super::codes::{codebook, key, left_out};
use super::sources::Lines;
use crate::archive::{Archive, is_archive};
use crate::encoding::decode;
use crate::error::{Error, Read, Result};
use crate::themes::{Coding, Memo, Opening, Project};
use crate::xml::{Element, parse};

/// What may stand in a project and is left out here, by the names of its elements.
const ELSEWHERE: [(&str, &str); 4] =
    [("Variables", "variables"), ("Links", "links"), ("Sets", "sets"), ("Graphs", "graphs")];

/// What a project consists of, by GUID.
struct Known {
    coders: BTreeMap<String, String>,
    codes: BTreeMap<String, String>,
}

impl Project {
    /// Opens a REFI-QDA project (`.qdpx`, or its `project.qde` alone) as NVivo, ATLAS.ti, MAXQDA and
    /// [`qdpx`](Self::qdpx) write it: text sources become transcripts with a turn for each line, users coders,
    /// selections codings (one for each turn that they touch), notes memos. Problems name what is left out: other
    /// kinds of sources, sets, variables, links, graphs.
    ///
    /// # Errors
    /// Those of [`Archive`](crate::archive::Archive) and [`parse`](crate::xml::parse), and `qdpx.no_project` when there
    /// is no project in the file.
    pub fn read_qdpx(bytes: &[u8]) -> Result<Read<Self>> {
        let mut archive = if is_archive(bytes) { Some(Archive::open(bytes)?) } else { None };
        let text = match &mut archive {
            Some(archive) => decode(&archive.read("project.qde")?.ok_or_else(no_project)?)?.text,
            None => decode(bytes)?.text,
        };
        let root = parse(&text)?;
        if root.local() != "Project" {
            return Err(no_project());
        }
        open(&root, archive.as_mut())
    }
}

fn open(root: &Element, mut archive: Option<&mut Archive>) -> Result<Read<Project>> {
    let codes = root.child("CodeBook").and_then(|book| book.child("Codes"));
    let (book, codes) = codes.map(codebook).unwrap_or_default();
    let users = root.child("Users").into_iter().flat_map(|users| users.all("User"));
    let coder = |user: &Element| (key(user.attribute("guid")), user.attribute("name").unwrap_or_default().to_owned());
    let known = Known { coders: users.map(coder).collect(), codes };
    let own = root.attribute("origin") == Some("peer-circle");
    let mut problems = Vec::new();
    let (mut transcripts, mut codings) = (Vec::new(), Vec::new());
    for source in root.child("Sources").into_iter().flat_map(|sources| sources.all("TextSource")) {
        match words(source, archive.as_deref_mut()) {
            Ok(text) => {
                let id = format!("s{}", transcripts.len() + 1);
                let starts = if own { starts(source) } else { BTreeMap::new() };
                let lines = Lines::new(&text, &starts, &excerpts(source));
                codings.extend(known.codings(source, &id, &lines));
                transcripts.push(lines.transcript(id, source.attribute("name").unwrap_or_default().to_owned()));
            }
            Err(problem) => problems.push(problem),
        }
    }
    problems.extend(elsewhere(root));
    let opening = Opening { codebook: Some(book), transcripts, coder: known.coders.values().next().cloned() };
    let mut read = Project::open(opening)?;
    for coding in codings {
        problems.extend(read.value.take_in(coding).err());
    }
    read.value.take_in_memos(
        root.child("Notes").into_iter().flat_map(|notes| notes.all("Note")).map(|note| known.memo(note)),
    );
    read.problems.extend(problems);
    Ok(read)
}

impl Known {
    fn codings(&self, source: &Element, transcript: &str, lines: &Lines) -> Vec<Coding> {
        let mut found = Vec::new();
        for selection in source.all("PlainTextSelection") {
            let Some((from, to)) = span(selection) else { continue };
            for coding in selection.all("Coding") {
                let code = coding.child("CodeRef").and_then(|code| self.codes.get(&key(code.attribute("targetGUID"))));
                let user = coding.attribute("creatingUser").or_else(|| selection.attribute("creatingUser"));
                let coder = self.coders.get(&key(user)).cloned().unwrap_or_default();
                for (turn, passage) in lines.passages(from, to).into_iter().filter(|_| code.is_some()) {
                    found.push(Coding {
                        transcript: transcript.to_owned(),
                        turn: turn.id.clone(),
                        passage,
                        code: code.cloned().unwrap_or_default(),
                        coder: coder.clone(),
                        suggested: suggested(selection),
                        ..Coding::default()
                    });
                }
            }
        }
        found
    }

    fn memo(&self, note: &Element) -> Memo {
        let name = note.attribute("name").unwrap_or_default();
        let text = note.child("PlainTextContent").map(Element::text).unwrap_or_default();
        let coder = self.coders.get(&key(note.attribute("creatingUser"))).cloned().unwrap_or_default();
        match name.strip_prefix("on ") {
            Some(about) => Memo { about: about.to_owned(), text, coder, ..Memo::default() },
            None if name.is_empty() => Memo { about: "project".to_owned(), text, coder, ..Memo::default() },
            None => Memo { about: "project".to_owned(), text: format!("{name}\n{text}"), coder, ..Memo::default() },
        }
    }
}

/// The probability that an accepted suggestion had, as our own exports tell it.
fn suggested(selection: &Element) -> Option<f64> {
    let description = selection.child("Description")?.text();
    let share: f64 = description.strip_prefix("accepted suggestion, probability ")?.parse().ok()?;
    (0.0..=1.0).contains(&share).then_some(share)
}

fn span(selection: &Element) -> Option<(usize, usize)> {
    let number = |name: &str| selection.attribute(name)?.trim().parse::<usize>().ok();
    let (from, to) = (number("startPosition")?, number("endPosition")?);
    (from < to).then_some((from, to))
}

/// The selections of a source whose names are their words, as most tools write them.
fn excerpts<'a>(source: &'a Element) -> Vec<(usize, usize, &'a str)> {
    let one = |selection: &'a Element| span(selection).zip(selection.attribute("name"));
    source.all("PlainTextSelection").filter_map(one).map(|((from, to), words)| (from, to, words)).collect()
}

/// Where turns begin, with their ids: our own exports mark each turn by a selection without a coding.
fn starts(source: &Element) -> BTreeMap<usize, &str> {
    let uncoded = source.all("PlainTextSelection").filter(|selection| selection.child("Coding").is_none());
    uncoded.filter_map(|selection| Some((span(selection)?.0, selection.attribute("name")?))).collect()
}

/// The text of a source: in the project itself, or a file beside it.
fn words(source: &Element, archive: Option<&mut Archive>) -> Result<String> {
    if let Some(inside) = source.child("PlainTextContent") {
        return Ok(inside.text());
    }
    let name = source.attribute("name").unwrap_or_default();
    let path = source.attribute("plainTextPath").unwrap_or_default();
    let file = path.strip_prefix("internal://").unwrap_or(path);
    let found = match archive {
        Some(archive) => archive.read(&format!("Sources/{file}"))?,
        None => None,
    };
    let missing = || {
        Error::new("qdpx.no_source", format!("the text of \"{name}\" is not in the file"))
            .hint("export the project again together with its sources")
    };
    Ok(decode(&found.ok_or_else(missing)?)?.text)
}

/// What is left out, counted.
fn elsewhere(root: &Element) -> Option<Error> {
    let count = |name: &str| root.child(name).map_or(0, |list| list.elements().count());
    let mut counts: Vec<String> = ELSEWHERE
        .iter()
        .filter_map(|(name, words)| Some((words, count(name))).filter(|(_, count)| *count > 0))
        .map(|(words, count)| format!("{words}: {count}"))
        .collect();
    let sources = root.child("Sources").into_iter().flat_map(Element::elements);
    let others = sources.filter(|source| source.local() != "TextSource").count();
    if others > 0 {
        counts.push(format!("pictures, recordings and the like: {others}"));
    }
    (!counts.is_empty()).then(|| left_out(&counts.join(", ")))
}

fn no_project() -> Error {
    Error::new("qdpx.no_project", "there is no REFI-QDA project in the file")
        .hint("export the project as REFI-QDA (.qdpx)")
}
