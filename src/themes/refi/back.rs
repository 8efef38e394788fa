//! A project put back into the file of another tool that it was read from: what did not change here stays as it was.

use crate::ordered::{BTreeMap, BTreeSet};

use super::codes::key;
use super::guid::guid;
use super::origin::Origin;
use super::prune::{prune, put};
use super::qdc::{code_guid, description, is_color};
use super::qdpx::{Notes, Source, cases, coded, note, user, user_guid};
use super::read::{Taken, take};
use super::sources::Lines;
use crate::error::Result;
use crate::themes::{Code, Coding, Project};
use crate::transcripts::Transcript;
use crate::xml::{Element, Node, document, parse, parse_in_steps};

/// What is needed while a file is brought up to date.
struct Back<'a> {
    now: &'a Project,
    /// What the file held.
    then: Taken,
    notes: Notes,
    codings: BTreeMap<&'a str, Vec<&'a Coding>>,
    /// The file's own GUIDs, by those that this library makes.
    given: BTreeMap<String, String>,
    /// GUIDs of what is no longer there.
    gone: BTreeSet<String>,
    /// What stands before the names of elements.
    prefix: String,
    origin: Origin,
}

impl Project {
    /// The other tool's file with what changed since it was read.
    pub(in crate::themes) async fn written_back(&self, origin: &Origin, name: &str) -> Result<Origin> {
        let mut root = parse_in_steps(&origin.document).await?;
        let ids = self.transcripts().iter().map(|one| (guid(&format!("source/{}", one.id)), one.id.clone()));
        let then = take(&root, origin, &ids.collect()).await?;
        let (notes, codings) = (Notes::new(self.memos()), self.by_transcript().await);
        let prefix = root.name.rsplit_once(':').map(|(prefix, _)| format!("{prefix}:")).unwrap_or_default();
        let mut origin = origin.clone();
        origin.document.clear();
        let (given, gone) = (BTreeMap::new(), BTreeSet::new());
        let mut back = Back { now: self, then, notes, codings, given, gone, prefix, origin };
        if !name.is_empty() {
            set(&mut root, "name", name.to_owned());
        }
        back.learn_guids(&root);
        back.users(&mut root);
        back.codes(&mut root);
        back.sources(&mut root).await?;
        back.memos(&mut root)?;
        prune(&mut root, &back.gone);
        back.origin.document = document(&root);
        Ok(back.origin)
    }
}

impl Back<'_> {
    /// Remembers which GUIDs the file gives to coders and codes.
    fn learn_guids(&mut self, root: &Element) {
        let users = root.child("Users").into_iter().flat_map(|users| users.all("User"));
        for user in users {
            let name = user.attribute("name").unwrap_or_default();
            self.given.entry(user_guid(name)).or_insert_with(|| user.attribute("guid").unwrap_or_default().to_owned());
        }
        let mut codes = BTreeMap::new();
        collect(root.child("CodeBook").and_then(|book| book.child("Codes")), &mut codes);
        for (guid, element) in codes {
            if let Some(id) = self.then.codes.get(&guid) {
                self.given.insert(code_guid(id), element.attribute("guid").unwrap_or_default().to_owned());
            }
        }
    }

    fn users(&mut self, root: &mut Element) {
        let new = self.now.everybody().into_iter().filter(|coder| !self.given.contains_key(&user_guid(coder)));
        let new: Vec<Element> = new.filter_map(|coder| self.fragment(&user(&coder)).ok()).collect();
        put(root, "Users", &self.prefix, new);
    }

    fn codes(&mut self, root: &mut Element) {
        if self.now.codebook().codes == self.then.project.codebook().codes {
            return;
        }
        let mut old = BTreeMap::new();
        collect(root.child("CodeBook").and_then(|book| book.child("Codes")), &mut old);
        self.gone.extend(old.keys().cloned());
        let new = self.codes_below(None, &old);
        if root.child("CodeBook").is_none_or(|book| book.child("Codes").is_none()) {
            put(root, "CodeBook", &self.prefix, vec![self.element("Codes")]);
        }
        let books = elements_mut(root).filter(|element| element.local() == "CodeBook");
        for codes in books.flat_map(elements_mut).filter(|element| element.local() == "Codes") {
            codes.children.retain(|node| !matches!(node, Node::Element(element) if element.local() == "Code"));
            codes.children.extend(new.iter().cloned().map(Node::Element));
        }
        if new.is_empty() {
            root.children.retain(|node| !matches!(node, Node::Element(element) if element.local() == "CodeBook"));
        }
    }

    fn codes_below(&mut self, parent: Option<&str>, old: &BTreeMap<String, Element>) -> Vec<Element> {
        let codes = self.now.codebook().codes.iter().filter(|code| code.parent.as_deref() == parent);
        let mut elements = Vec::new();
        for code in codes {
            let fresh = code_guid(&code.id);
            let guid = self.given.get(&fresh).unwrap_or(&fresh).clone();
            self.gone.remove(&key(Some(&guid)));
            let kept = old.get(&key(Some(&guid))).cloned();
            let mut element = kept.unwrap_or_else(|| self.element("Code").with("guid", guid));
            if self.then.project.codebook().code(&code.id) != Some(code) {
                self.describe(&mut element, code);
            }
            element.children.extend(self.codes_below(Some(&code.id), old).into_iter().map(Node::Element));
            elements.push(element);
        }
        elements
    }

    fn describe(&self, element: &mut Element, code: &Code) {
        set(element, "name", code.name.clone());
        if element.attribute("isCodable").is_none() {
            set(element, "isCodable", "true".to_owned());
        }
        code.color.iter().filter(|color| is_color(color)).for_each(|color| set(element, "color", color.clone()));
        element.children.retain(|node| !matches!(node, Node::Element(inner) if inner.local() == "Description"));
        let text = description(code);
        if !text.is_empty() {
            element.children.insert(0, Node::Element(self.element("Description").saying(text)));
        }
    }

    async fn sources(&mut self, root: &mut Element) -> Result<()> {
        let texts = elements_mut(root).filter(|element| element.local() == "Sources").flat_map(elements_mut);
        for element in texts.filter(|element| element.local() == "TextSource") {
            let guid = key(element.attribute("guid"));
            let Some((id, lines)) = self.then.sources.remove(&guid) else { continue };
            let transcript = |project: &'_ Project| project.transcripts().iter().find(|one| one.id == id).cloned();
            match transcript(self.now) {
                Some(now) if transcript(&self.then.project).is_some_and(|then| then.turns == now.turns) => {
                    self.codings_of(element, &now, &lines)?;
                }
                now => {
                    self.forget(element);
                    *element = match now {
                        Some(now) => self.fresh(&now).await?,
                        None => Element::default(),
                    };
                }
            }
        }
        let known: BTreeSet<&str> = self.then.project.transcripts().iter().map(|one| one.id.as_str()).collect();
        let new: Vec<&Transcript> =
            self.now.transcripts().iter().filter(|one| !known.contains(one.id.as_str())).collect();
        let (mut elements, mut sources) = (Vec::new(), Vec::new());
        for one in new {
            elements.push(self.fresh(one).await?);
            sources.push(Source::new(one).await);
        }
        put(root, "Sources", &self.prefix, elements);
        let cases = cases(&sources).await.iter().map(|case| self.fragment(case)).collect::<Result<Vec<_>>>()?;
        put(root, "Cases", &self.prefix, cases);
        Ok(())
    }

    /// A transcript as a source of our own.
    async fn fresh(&mut self, transcript: &Transcript) -> Result<Element> {
        let source = Source::new(transcript).await;
        let element =
            self.fragment(&source.xml(self.now, self.codings.get(transcript.id.as_str()), &self.notes).await)?;
        self.origin.forget(&format!("{}.txt", source.guid));
        self.origin.put(format!("Sources/{}.txt", source.guid), &source.text);
        Ok(element)
    }

    /// Takes out what a source held: its GUIDs, its files.
    fn forget(&mut self, element: &Element) {
        self.gone.extend(element.attribute("guid").map(|guid| key(Some(guid))));
        for path in ["plainTextPath", "richTextPath"] {
            element.attribute(path).into_iter().for_each(|path| self.origin.forget(path));
        }
        element.elements().for_each(|inner| self.forget(inner));
    }

    /// Takes out the codings of a source that are gone, and puts in the new ones.
    fn codings_of(&mut self, source: &mut Element, transcript: &Transcript, lines: &Lines) -> Result<()> {
        let mut kept: BTreeSet<String> = BTreeSet::new();
        let mut empty = BTreeSet::new();
        for selection in elements_mut(source).filter(|element| element.local() == "PlainTextSelection") {
            let before = selection.all("Coding").count();
            selection.children.retain(|node| !matches!(node, Node::Element(coding) if self.is_gone(coding, &mut kept)));
            if before > 0 && selection.all("Coding").count() == 0 && selection.child("NoteRef").is_none() {
                empty.insert(key(selection.attribute("guid")));
            }
        }
        let all = self.codings.get(transcript.id.as_str()).into_iter().flatten();
        let mut new = Vec::new();
        for coding in all.filter(|coding| !kept.contains(&coding.id)) {
            if let Some(span) = lines.position(&coding.turn, coding.passage) {
                new.push(Node::Element(self.fragment(&coded(coding, span, &self.notes))?));
            }
        }
        let is_empty = |node: &Node| matches!(node, Node::Element(one) if empty.contains(&key(one.attribute("guid"))));
        source.children.retain(|node| !is_empty(node));
        self.gone.extend(empty);
        let head = ["Description", "PlainTextContent", "PlainTextSelection"];
        let is_head = |node: &Node| matches!(node, Node::Element(element) if head.contains(&element.local()));
        let at = source.children.iter().rposition(is_head).map_or(0, |at| at + 1);
        source.children.splice(at..at, new);
        Ok(())
    }

    /// Whether a coding was taken out here; those that were not are put on the list.
    fn is_gone(&mut self, coding: &Element, kept: &mut BTreeSet<String>) -> bool {
        let guid = key(coding.attribute("guid"));
        let Some(ids) = self.then.codings.get(&guid).filter(|_| coding.local() == "Coding") else { return false };
        if ids.iter().all(|id| self.now.coding(id).is_some()) {
            kept.extend(ids.iter().cloned());
            return false;
        }
        self.gone.insert(guid);
        true
    }

    fn memos(&mut self, root: &mut Element) -> Result<()> {
        let mut left: BTreeMap<&str, _> = self.now.memos().map(|memo| (memo.id.as_str(), memo)).collect();
        let notes = elements_mut(root).filter(|element| element.local() == "Notes").flat_map(elements_mut);
        for element in notes {
            let guid = key(element.attribute("guid"));
            let Some(id) = self.then.memos.get(&guid) else { continue };
            let then = self.then.project.memos().find(|memo| memo.id == *id);
            match left.remove(id.as_str()) {
                Some(memo) if then == Some(memo) => {}
                Some(memo) => {
                    let given = element.attribute("guid").unwrap_or_default().to_owned();
                    *element = self.fragment(&note(memo))?;
                    set(element, "guid", given);
                }
                None => drop(self.gone.insert(guid)),
            }
        }
        let new = left.values().map(|memo| self.fragment(&note(memo))).collect::<Result<Vec<_>>>()?;
        let about = left.values().filter(|memo| memo.about == "project");
        let refs = Notes::new(about.copied()).of("project").to_owned();
        put(root, "Notes", &self.prefix, new);
        root.children.extend(self.fragment(&format!("<Project>{refs}</Project>"))?.children);
        Ok(())
    }

    /// An element of our own in the spelling of the file: its prefix, its GUIDs.
    fn fragment(&self, xml: &str) -> Result<Element> {
        let mut element = parse(xml)?;
        self.spell(&mut element);
        Ok(element)
    }

    fn spell(&self, element: &mut Element) {
        element.name.insert_str(0, &self.prefix);
        for (_, value) in &mut element.attributes {
            if let Some(given) = self.given.get(value) {
                value.clone_from(given);
            }
        }
        elements_mut(element).for_each(|inner| self.spell(inner));
    }

    fn element(&self, name: &str) -> Element {
        Element::new(&format!("{}{name}", self.prefix))
    }
}

/// The codes of a file by GUID, without the codes below them.
fn collect(codes: Option<&Element>, found: &mut BTreeMap<String, Element>) {
    for code in codes.into_iter().flat_map(|codes| codes.all("Code")) {
        collect(Some(code), found);
        let mut alone = code.clone();
        alone.children.retain(|node| !matches!(node, Node::Element(element) if element.local() == "Code"));
        found.insert(key(code.attribute("guid")), alone);
    }
}

pub(super) fn elements_mut(element: &mut Element) -> impl Iterator<Item = &mut Element> {
    element.children.iter_mut().filter_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    })
}

fn set(element: &mut Element, name: &str, value: String) {
    match element.attributes.iter_mut().find(|(known, _)| known == name) {
        Some((_, old)) => *old = value,
        None => element.attributes.push((name.to_owned(), value)),
    }
}
