//! Projects of other tools: the `.qdpx` file of the standard.

use crate::ordered::BTreeMap;

use super::codes::{codebook, key};
use super::guid::is_ours;
use super::origin::Origin;
use super::qdpx::times as said_at;
use super::sources::Lines;
use super::variables::setting;
use crate::archive::{Archive, is_archive};
use crate::encoding::decode;
use crate::error::{Error, Read, Result};
use crate::job::{part, rest, whole};
use crate::themes::{Coding, Memo, Opening, Project};
use crate::transcripts::Transcript;
use crate::xml::{Element, let_go, parse_in_steps};

/// What may stand in a project and has no place here, by the names of its elements.
const ELSEWHERE: [(&str, &str); 4] =
    [("Variables", "variables"), ("Links", "links"), ("Sets", "sets"), ("Graphs", "graphs")];

/// A project as it was read, and which part of the file became which part of it, by GUID in one spelling.
pub(super) struct Taken {
    pub(super) project: Project,
    pub(super) problems: Vec<Error>,
    /// The names of users.
    pub(super) coders: BTreeMap<String, String>,
    /// The ids of codes.
    pub(super) codes: BTreeMap<String, String>,
    /// Transcripts by their sources, with where turns stand in the text.
    pub(super) sources: BTreeMap<String, (String, Lines)>,
    /// Codings: one over several turns became several.
    pub(super) codings: BTreeMap<String, Vec<String>>,
    /// Memos by their notes.
    pub(super) memos: BTreeMap<String, String>,
}

impl Project {
    /// Opens a REFI-QDA project (`.qdpx`, or its `project.qde` alone) as NVivo, ATLAS.ti, MAXQDA and
    /// [`qdpx`](Self::qdpx) write it: text sources become transcripts with a turn for each line, users coders,
    /// selections codings (one for each turn that they touch), notes memos. What has no place here (other kinds of
    /// sources, sets, variables, links, graphs) is named among the problems and kept: [`qdpx`](Self::qdpx) writes it
    /// back as it was.
    ///
    /// # Errors
    /// Those of [`Archive`](crate::archive::Archive) and [`parse`](crate::xml::parse), and `qdpx.no_project` when there
    /// is no project in the file.
    pub fn read_qdpx(bytes: &[u8]) -> Result<Read<Self>> {
        whole(Self::read_qdpx_in_steps(bytes))
    }

    /// The same in steps.
    pub(crate) async fn read_qdpx_in_steps(bytes: &[u8]) -> Result<Read<Self>> {
        let mut archive = if is_archive(bytes) { Some(Archive::open(bytes)?) } else { None };
        let text = match &mut archive {
            Some(archive) => decode(&archive.read_in_steps("project.qde").await?.ok_or_else(no_project)?)?.text,
            None => decode(bytes)?.text,
        };
        rest(text.len() as u64 >> 6).await;
        let root = parse_in_steps(&text).await?;
        if root.local() != "Project" {
            return Err(no_project());
        }
        let mut problems = Vec::new();
        let origin = Origin::new(archive.as_mut(), text, &mut problems).await;
        let Taken { mut project, problems: more, .. } = take(&root, &origin, &BTreeMap::new()).await?;
        problems.extend(more);
        if !is_own(&root) {
            project.set_origin(Some(origin));
        }
        let_go(root).await;
        Ok(Read { value: project, problems })
    }
}

/// The project of a file. `names` are the ids of transcripts that this library wrote, by their GUIDs.
pub(super) async fn take(root: &Element, origin: &Origin, names: &BTreeMap<String, String>) -> Result<Taken> {
    let codes = root.child("CodeBook").and_then(|book| book.child("Codes"));
    let (book, codes) = codes.map(codebook).unwrap_or_default();
    let users = root.child("Users").into_iter().flat_map(|users| users.all("User"));
    let coder = |user: &Element| (key(user.attribute("guid")), user.attribute("name").unwrap_or_default().to_owned());
    let coders: BTreeMap<String, String> = users.map(coder).collect();
    let (mut transcripts, mut sources, mut problems) = (Vec::new(), BTreeMap::new(), Vec::new());
    let all = texts(root).count();
    let reading = part(all);
    for (at, source) in texts(root).enumerate() {
        reading.at(at);
        match words(source, origin) {
            Ok(text) => {
                let guid = key(source.attribute("guid"));
                let id = names.get(&guid).cloned().unwrap_or_else(|| format!("s{}", transcripts.len() + 1));
                let own = is_own(root) || is_ours(&guid);
                let starts = if own { starts(source).await } else { BTreeMap::new() };
                let lines = Lines::new(&text, &starts, &excerpts(source).await).await;
                let title = source.attribute("name").unwrap_or_default().to_owned();
                let mut transcript = lines.transcript(id.clone(), title);
                if own {
                    set_times(&mut transcript, source).await;
                    source.child("Description").into_iter().for_each(|told| transcript.hear(&told.text()));
                }
                transcripts.push(transcript);
                sources.insert(guid, (id, lines));
            }
            Err(problem) => problems.push(problem),
        }
    }
    problems.extend(elsewhere(root));
    let opening = Opening { codebook: Some(book), transcripts, coder: coders.values().next().cloned() };
    let Read { value: project, problems: first } = Project::open_in_steps(opening).await?;
    problems.splice(0..0, first);
    let (codings, memos) = (BTreeMap::new(), BTreeMap::new());
    let mut taken = Taken { project, problems, coders, codes, sources, codings, memos };
    taken.take_settings(root);
    taken.take_codings(root).await;
    taken.take_notes(root, origin).await;
    Ok(taken)
}

/// What putting a coding in takes, and finding it.
const CODING_TAKES: u64 = 4;
/// What looking at a selection takes.
const SELECTION_TAKES: u64 = 1;

impl Taken {
    fn take_settings(&mut self, root: &Element) {
        for source in texts(root) {
            let known = self.sources.get(&key(source.attribute("guid")));
            known.into_iter().for_each(|(id, _)| self.project.take_in_setting(setting(root, source, id)));
        }
    }

    async fn take_codings(&mut self, root: &Element) {
        let taking = part(self.sources.len());
        for (at, source) in texts(root).enumerate() {
            taking.at(at);
            let Some((id, lines)) = self.sources.get(&key(source.attribute("guid"))) else { continue };
            for selection in source.all("PlainTextSelection") {
                rest(SELECTION_TAKES).await;
                for (guid, coding) in self.found(selection, id, lines) {
                    match self.project.take_in(coding) {
                        Ok(id) => self.codings.entry(guid).or_default().push(id),
                        Err(problem) => self.problems.push(problem),
                    }
                    rest(CODING_TAKES).await;
                }
            }
        }
    }

    /// What a selection is coded with.
    fn found(&self, selection: &Element, transcript: &str, lines: &Lines) -> Vec<(String, Coding)> {
        let mut found = Vec::new();
        if let Some((from, to)) = span(selection) {
            for coding in selection.all("Coding") {
                let code = coding.child("CodeRef").and_then(|code| self.codes.get(&key(code.attribute("targetGUID"))));
                let user = coding.attribute("creatingUser").or_else(|| selection.attribute("creatingUser"));
                let coder = self.coders.get(&key(user)).cloned().unwrap_or_default();
                for (turn, passage) in lines.passages(from, to).into_iter().filter(|_| code.is_some()) {
                    let one = Coding {
                        transcript: transcript.to_owned(),
                        turn: turn.id.clone(),
                        passage,
                        code: code.cloned().unwrap_or_default(),
                        coder: coder.clone(),
                        suggested: suggested(selection),
                        ..Coding::default()
                    };
                    found.push((key(coding.attribute("guid")), one));
                }
            }
        }
        found
    }

    async fn take_notes(&mut self, root: &Element, origin: &Origin) {
        if root.child("Notes").is_none() {
            return;
        }
        let about = self.subjects(root).await;
        let notes = root.child("Notes").into_iter().flat_map(|notes| notes.all("Note"));
        for note in notes {
            let guid = key(note.attribute("guid"));
            let memo = self.memo(note, about.get(&guid), origin);
            let id = self.project.take_in_memo(memo);
            self.memos.insert(guid, id);
        }
    }

    /// What notes are about, by what refers to them.
    async fn subjects(&self, root: &Element) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let mut add = |element: &Element, about: &str| {
            let notes = element.all("NoteRef").map(|note| key(note.attribute("targetGUID")));
            found.extend(notes.map(|note| (note, about.to_owned())));
        };
        add(root, "project");
        let book = root.child("CodeBook");
        each(book.into_iter().flat_map(Element::elements), &mut |element| {
            let code = self.codes.get(&key(element.attribute("guid")));
            code.into_iter().for_each(|id| add(element, id));
        });
        for source in texts(root) {
            let Some((id, lines)) = self.sources.get(&key(source.attribute("guid"))) else { continue };
            add(source, id);
            for selection in source.all("PlainTextSelection") {
                rest(SELECTION_TAKES).await;
                let noted = selection.child("NoteRef").and_then(|_| span(selection));
                let turn = noted.and_then(|(from, to)| lines.passages(from, to).first().map(|(turn, _)| *turn));
                turn.into_iter().for_each(|turn| add(selection, &format!("{id}/{}", turn.id)));
                for coding in selection.all("Coding") {
                    let first = self.codings.get(&key(coding.attribute("guid"))).and_then(|ids| ids.first());
                    first.into_iter().for_each(|id| add(coding, id));
                }
            }
        }
        found
    }

    fn memo(&self, note: &Element, about: Option<&String>, origin: &Origin) -> Memo {
        let name = note.attribute("name").unwrap_or_default();
        let text = words(note, origin).unwrap_or_default();
        let coder = self.coders.get(&key(note.attribute("creatingUser"))).cloned().unwrap_or_default();
        let named = name.strip_prefix("on ").map(str::to_owned);
        let said = if name.is_empty() || named.is_some() { text } else { format!("{name}\n{text}") };
        let about = named.or_else(|| about.cloned()).unwrap_or_else(|| "project".to_owned());
        Memo { about, text: said, coder, ..Memo::default() }
    }
}

/// Calls for elements and all that is in them.
fn each<'a>(elements: impl Iterator<Item = &'a Element>, call: &mut impl FnMut(&'a Element)) {
    let mut open: Vec<&Element> = elements.collect();
    while let Some(element) = open.pop() {
        call(element);
        open.extend(element.elements());
    }
}

fn texts(root: &Element) -> impl Iterator<Item = &Element> {
    root.child("Sources").into_iter().flat_map(|sources| sources.all("TextSource"))
}

/// Whether this library wrote the whole file.
pub(super) fn is_own(root: &Element) -> bool {
    root.attribute("origin") == Some("peer-circle")
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
async fn excerpts(source: &Element) -> Vec<(usize, usize, &str)> {
    let mut found = Vec::new();
    for selection in source.all("PlainTextSelection") {
        let one = span(selection).zip(selection.attribute("name"));
        found.extend(one.map(|((from, to), words)| (from, to, words)));
        rest(SELECTION_TAKES).await;
    }
    found
}

/// Where turns begin, with their ids: our own exports mark each turn by a selection without a coding.
async fn starts(source: &Element) -> BTreeMap<usize, &str> {
    let mut starts = BTreeMap::new();
    for selection in source.all("PlainTextSelection").filter(|selection| selection.child("Coding").is_none()) {
        starts.extend(span(selection).map(|(from, _)| from).zip(selection.attribute("name")));
        rest(SELECTION_TAKES).await;
    }
    starts
}

/// The times of turns, as our own exports tell them.
async fn set_times(transcript: &mut Transcript, source: &Element) {
    let mut times: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for selection in source.all("PlainTextSelection").filter(|selection| selection.child("Coding").is_none()) {
        rest(SELECTION_TAKES).await;
        let told = selection.child("Description").and_then(|told| said_at(&told.text()));
        times.extend(selection.attribute("name").zip(told));
    }
    for turn in &mut transcript.turns {
        rest(SELECTION_TAKES).await;
        if let Some(times) = times.get(turn.id.as_str()) {
            (turn.start, turn.end) = (times.first().copied(), times.get(1).copied());
        }
    }
}

/// The text of a source or note: in the project itself, or a file beside it.
fn words(source: &Element, origin: &Origin) -> Result<String> {
    if let Some(inside) = source.child("PlainTextContent") {
        return Ok(inside.text());
    }
    let name = source.attribute("name").unwrap_or_default();
    let missing = || {
        Error::new("qdpx.no_source", format!("the text of \"{name}\" is not in the file"))
            .hint("export the project again together with its sources")
    };
    let file = source.attribute("plainTextPath").and_then(|path| origin.source(path));
    Ok(decode(&file.ok_or_else(missing)?)?.text)
}

/// What has no place here, counted.
fn elsewhere(root: &Element) -> Option<Error> {
    let count = |name: &str| root.child(name).map_or(0, |list| list.elements().count());
    // Of our own files all variables are known.
    let elsewhere = ELSEWHERE.iter().filter(|(name, _)| !(is_own(root) && *name == "Variables"));
    let mut counts: Vec<String> = elsewhere
        .filter_map(|(name, words)| Some((words, count(name))).filter(|(_, count)| *count > 0))
        .map(|(words, count)| format!("{words}: {count}"))
        .collect();
    let sources = root.child("Sources").into_iter().flat_map(Element::elements);
    let others = sources.filter(|source| source.local() != "TextSource").count();
    if others > 0 {
        counts.push(format!("pictures, recordings and the like: {others}"));
    }
    (!counts.is_empty()).then(|| kept(&counts.join(", ")))
}

fn kept(what: &str) -> Error {
    let message = format!("the file holds what has no place here; it is kept and written back: {what}");
    Error::new("refi.kept", message).hint("export the project as REFI-QDA to have it again")
}

fn no_project() -> Error {
    Error::new("qdpx.no_project", "there is no REFI-QDA project in the file")
        .hint("export the project as REFI-QDA (.qdpx)")
}
