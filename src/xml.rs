//! XML as a tree of elements, read without what makes it dangerous: no document type, no entities but the five of the
//! standard, ceilings on depth and size.

#![deny(clippy::indexing_slicing)]

use crate::ordered::BTreeSet;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::error::{Error, Result};
use crate::job::{part, rest, whole};
use crate::limits;

/// An element with its attributes and what is in it. Comments and processing instructions are not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name as it stands, prefix included.
    pub name: String,
    /// Its attributes in their order, names as they stand.
    pub attributes: Vec<(String, String)>,
    /// Elements and text in their order; where there are elements, space alone between them is left out.
    pub children: Vec<Node>,
}

/// What an element can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Another element.
    Element(Element),
    /// Text, references resolved, lines ended by LF.
    Text(String),
}

/// Reads a document.
///
/// ```
/// use peer_circle::xml::parse;
///
/// let root = parse("<?xml version=\"1.0\"?><a:Code name=\"x &amp; y\"><Description>1 &lt; 2</Description></a:Code>")?;
/// assert_eq!((root.local(), root.attribute("name")), ("Code", Some("x & y")));
/// assert_eq!(root.child("Description").map(|below| below.text()).as_deref(), Some("1 < 2"));
/// assert_eq!(parse("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>").unwrap_err().code(), "xml.doctype");
/// # Ok::<(), peer_circle::Error>(())
/// ```
///
/// # Errors
/// `xml.broken` with the line when it is not well formed, `xml.doctype` and `xml.entity` for what is not read on
/// purpose, `limit.xml` for one too deep or too large.
pub fn parse(text: &str) -> Result<Element> {
    whole(parse_in_steps(text))
}

/// What reading an element takes, as [`rest`] counts, with its part of the text around it.
const EVENT_TAKES: u64 = 1;

/// The same in steps.
pub(crate) async fn parse_in_steps(text: &str) -> Result<Element> {
    let mut reader = Reader::from_str(text);
    let mut builder = Builder::default();
    let parsing = part(text.len());
    loop {
        parsing.at(usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX));
        let step = match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => builder.take(event),
            Err(error) => Err(broken(&error.to_string())),
        };
        step.map_err(|error| error.at_line(line(text, reader.buffer_position())))?;
        rest(EVENT_TAKES).await;
    }
    builder.finish()
}

/// Lets go of a document in steps: to give back what all its elements hold takes long.
pub(crate) async fn let_go(root: Element) {
    let mut left = root.children;
    while let Some(node) = left.pop() {
        if let Node::Element(element) = node {
            left.extend(element.children);
        }
        rest(EVENT_TAKES).await;
    }
}

/// A document with one element for a line, as [`parse`] reads it again: `<?xml ..?>`, then the element.
pub fn document(root: &Element) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    root.write(&mut text, 0);
    text
}

/// Text for an element or an attribute; characters that XML 1.0 forbids are left out, lines end with LF.
pub fn escape(text: &str) -> String {
    escaped(&text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // A reader takes it for the end of a line unless it is spelled out.
            '\r' => escaped.push_str("&#13;"),
            '\n' | '\t' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => escaped.push(c),
            _ => {}
        }
    }
    escaped
}

impl Element {
    /// An element without attributes and content.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// The same element with one more attribute.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.attributes.push((name.to_owned(), value.into()));
        self
    }

    /// The same element with more content.
    #[must_use]
    pub fn holding(mut self, elements: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(elements.into_iter().map(Node::Element));
        self
    }

    /// The same element with text in it.
    #[must_use]
    pub fn saying(mut self, text: impl Into<String>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }

    /// The name without its prefix.
    pub fn local(&self) -> &str {
        local(&self.name)
    }

    /// The value of an attribute, by its name without a prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| local(known) == name).map(|(_, value)| value.as_str())
    }

    /// The elements directly in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of a name directly in it.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| element.local() == name)
    }

    /// The first element of a name directly in it.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.local() == name)
    }

    /// All text in it, that of elements in it too.
    pub fn text(&self) -> String {
        let part = |node: &Node| match node {
            Node::Element(element) => element.text(),
            Node::Text(text) => text.clone(),
        };
        self.children.iter().map(part).collect()
    }

    fn write(&self, text: &mut String, depth: usize) {
        let indent = |text: &mut String, depth: usize| (0..depth).for_each(|_| text.push_str("  "));
        indent(text, depth);
        self.write_inline(text, depth);
        text.push('\n');
    }

    /// Elements alone stand on lines of their own; beside text every space counts.
    fn write_inline(&self, text: &mut String, depth: usize) {
        text.push('<');
        text.push_str(&self.name);
        for (name, value) in &self.attributes {
            // A reader turns a line break in an attribute into a space unless it is spelled out.
            let value = escaped(value).replace('\n', "&#10;").replace('\t', "&#9;");
            text.extend([" ", name, "=\"", &value, "\""]);
        }
        if self.children.is_empty() {
            text.push_str("/>");
            return;
        }
        text.push('>');
        let lines = self.children.iter().all(|node| matches!(node, Node::Element(_)));
        if lines {
            text.push('\n');
        }
        for node in &self.children {
            match node {
                Node::Element(element) if lines => element.write(text, depth + 1),
                Node::Element(element) => element.write_inline(text, depth + 1),
                Node::Text(said) => text.push_str(&escaped(said)),
            }
        }
        if lines {
            (0..depth).for_each(|_| text.push_str("  "));
        }
        text.extend(["</", &self.name, ">"]);
    }
}

/// The elements that are open, and the root once it is closed.
#[derive(Default)]
struct Builder {
    open: Vec<Element>,
    root: Option<Element>,
    count: usize,
}

impl Builder {
    fn take(&mut self, event: Event) -> Result<()> {
        match event {
            Event::Start(start) => self.start(&start),
            Event::Empty(start) => self.start(&start).and_then(|()| self.end()),
            Event::End(_) => self.end(),
            Event::Text(text) => self.say(&text.xml10_content()),
            Event::CData(text) => self.say(&text.xml10_content()),
            Event::GeneralRef(reference) => self.refer(&reference),
            Event::DocType(_) => Err(Error::new("xml.doctype", "the file has a document type, which is not read")
                .hint("export it again without one; it may mean harm")),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, start: &BytesStart) -> Result<()> {
        self.count += 1;
        if self.open.len() >= limits::XML_DEPTH || self.count > limits::XML_ELEMENTS {
            return Err(Error::new("limit.xml", "the file has more elements, or elements in elements, than are read")
                .hint("save it in parts, or as text"));
        }
        if self.root.is_some() {
            return Err(broken("something follows its end"));
        }
        self.open.push(element(start)?);
        Ok(())
    }

    fn end(&mut self) -> Result<()> {
        let mut closed = self.open.pop().ok_or_else(|| broken("something ends that did not begin"))?;
        let space = |node: &Node| matches!(node, Node::Text(text) if text.trim().is_empty());
        let whole = |node: &Node| matches!(node, Node::Element(_)) || space(node);
        if closed.elements().next().is_some() && closed.children.iter().all(whole) {
            closed.children.retain(|node| !space(node));
        }
        closed.children.shrink_to_fit();
        match self.open.last_mut() {
            Some(above) => above.children.push(Node::Element(closed)),
            None => self.root = Some(closed),
        }
        Ok(())
    }

    fn say(&mut self, said: &str) -> Result<()> {
        match self.open.last_mut() {
            Some(here) => match here.children.last_mut() {
                Some(Node::Text(before)) => before.push_str(said),
                _ if said.is_empty() => {}
                _ => here.children.push(Node::Text(said.to_owned())),
            },
            None if said.trim_matches(['\u{feff}', ' ', '\n', '\t', '\r']).is_empty() => {}
            None => return Err(broken("there is text outside of it")),
        }
        Ok(())
    }

    fn refer(&mut self, reference: &BytesRef) -> Result<()> {
        let known = match reference.resolve_char_ref() {
            Ok(Some(c)) => Some(c.to_string()),
            Ok(None) => quick_xml::escape::resolve_xml_entity(&reference.xml10_content()).map(str::to_owned),
            Err(_) => None,
        };
        self.say(&known.ok_or_else(unknown_entity)?)
    }

    fn finish(self) -> Result<Element> {
        match (self.open.last(), self.root) {
            (Some(open), _) => Err(broken(&format!("\"{}\" does not end", open.name))),
            (None, None) => Err(broken("there is nothing in it")),
            (None, Some(root)) => Ok(root),
        }
    }
}

fn element(start: &BytesStart) -> Result<Element> {
    let mut element = Element::new(start.name().into_inner());
    let mut seen = BTreeSet::new();
    // The reader's own check compares each with each.
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| broken(&error.to_string()))?;
        let name = attribute.key.into_inner();
        if !seen.insert(name) {
            return Err(broken(&format!("\"{name}\" is given twice")));
        }
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| unknown_entity())?;
        element.attributes.push((name.to_owned(), value.into_owned()));
    }
    Ok(element)
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn line(text: &str, at: u64) -> usize {
    let head = text.as_bytes().get(..usize::try_from(at).unwrap_or_default()).unwrap_or_default();
    1 + head.iter().filter(|byte| **byte == b'\n').count()
}

fn unknown_entity() -> Error {
    Error::new("xml.entity", "the file refers to something that it does not say")
        .hint("only &amp; &lt; &gt; &quot; &apos; and numbers are read")
}

fn broken(what: &str) -> Error {
    Error::new("xml.broken", format!("the file is not well-formed XML: {what}")).hint("export it again")
}
