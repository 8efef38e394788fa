//! Cue text: the tokenizer and the tree of WebVTT, section 6.4.

use serde::{Deserialize, Serialize};

use super::entities;
use super::time::timestamp;

/// A piece of a cue's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum CueNode {
    /// Characters, entities resolved.
    Text {
        /// The characters.
        text: String,
    },
    /// A moment within the cue.
    Time {
        /// Milliseconds from the start of the recording.
        at: u64,
    },
    /// A tag with all that it holds.
    Element {
        /// `c`, `i`, `b`, `u`, `ruby`, `rt`, `v` (a voice) or `lang`.
        name: String,
        /// Its classes.
        classes: Vec<String>,
        /// Whose voice, or which language; empty for other tags.
        annotation: String,
        /// What it holds.
        children: Vec<CueNode>,
    },
}

/// The tree of a cue's text.
///
/// ```
/// use peer_circle::transcripts::{CueNode, cue_text};
///
/// let tree = cue_text("<v.loud Ana Lucía>Tea &amp; cake");
/// let CueNode::Element { name, classes, annotation, children } = &tree[0] else { unreachable!() };
/// assert_eq!((name.as_str(), classes[0].as_str(), annotation.as_str()), ("v", "loud", "Ana Lucía"));
/// assert_eq!(children[0], CueNode::Text { text: "Tea & cake".to_owned() });
/// ```
pub fn cue_text(text: &str) -> Vec<CueNode> {
    let mut tokenizer = Tokenizer { rest: text };
    let mut tree = Tree::default();
    while let Some(token) = tokenizer.next() {
        tree.add(token);
    }
    tree.finish()
}

#[derive(Default)]
struct Open {
    name: String,
    classes: Vec<String>,
    annotation: String,
    children: Vec<CueNode>,
}

/// The tree under construction: the root, and within it every element that is still open.
#[derive(Default)]
struct Tree {
    root: Open,
    open: Vec<Open>,
}

/// Deeper tags than this are taken for text's: no caption nests so, and a tree is walked by recursion.
const DEEPEST: usize = 64;

impl Tree {
    fn add(&mut self, token: Token) {
        match token {
            Token::Text(text) => self.push(CueNode::Text { text }),
            Token::Time(text) => {
                if let Some((at, "")) = timestamp(&text) {
                    self.push(CueNode::Time { at });
                }
            }
            Token::Start { name, classes, annotation } => self.start(name, classes, annotation),
            Token::End(name) => self.end(&name),
        }
    }

    fn start(&mut self, name: String, mut classes: Vec<String>, annotation: String) {
        let known = match name.as_str() {
            "c" | "i" | "b" | "u" | "ruby" | "v" | "lang" => true,
            "rt" => self.current().name == "ruby",
            _ => false,
        };
        if known && self.open.len() < DEEPEST {
            classes.retain(|class| !class.is_empty());
            let annotation = if matches!(name.as_str(), "v" | "lang") { annotation } else { String::new() };
            self.open.push(Open { name, classes, annotation, children: Vec::new() });
        }
    }

    fn end(&mut self, name: &str) {
        let current = self.current().name.as_str();
        if current == name && !name.is_empty() {
            self.close();
        } else if name == "ruby" && current == "rt" {
            self.close();
            self.close();
        }
    }

    fn current(&mut self) -> &mut Open {
        self.open.last_mut().unwrap_or(&mut self.root)
    }

    fn push(&mut self, node: CueNode) {
        self.current().children.push(node);
    }

    fn close(&mut self) {
        if let Some(Open { name, classes, annotation, children }) = self.open.pop() {
            self.push(CueNode::Element { name, classes, annotation, children });
        }
    }

    fn finish(mut self) -> Vec<CueNode> {
        while !self.open.is_empty() {
            self.close();
        }
        self.root.children
    }
}

enum Token {
    Text(String),
    Time(String),
    Start { name: String, classes: Vec<String>, annotation: String },
    End(String),
}

/// "WebVTT cue text tokenizer", its states as functions.
struct Tokenizer<'a> {
    rest: &'a str,
}

impl<'a> Tokenizer<'a> {
    fn next(&mut self) -> Option<Token> {
        match self.rest.strip_prefix('<') {
            _ if self.rest.is_empty() => None,
            Some(rest) => {
                let (tag, rest) = rest.split_once('>').unwrap_or((rest, ""));
                self.rest = rest;
                Some(tag_token(tag))
            }
            None => {
                let (text, rest) = self.rest.split_at(self.rest.find('<').unwrap_or(self.rest.len()));
                self.rest = rest;
                Some(Token::Text(entities::decode(text)))
            }
        }
    }
}

/// The token of what stands between `<` and `>` (or the end of the text).
fn tag_token(tag: &str) -> Token {
    match tag.chars().next() {
        Some('/') => Token::End(tag.get(1..).unwrap_or_default().to_owned()),
        Some(c) if c.is_ascii_digit() => Token::Time(tag.to_owned()),
        _ => start_token(tag),
    }
}

fn start_token(tag: &str) -> Token {
    let (head, annotation) = tag.split_at(tag.find(is_space).unwrap_or(tag.len()));
    let mut parts = head.split('.').map(str::to_owned);
    let name = parts.next().unwrap_or_default();
    let annotation = entities::decode(annotation);
    let words: Vec<&str> = annotation.split(is_space).filter(|word| !word.is_empty()).collect();
    Token::Start { name, classes: parts.collect(), annotation: words.join(" ") }
}

fn is_space(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{c}' | '\r' | ' ')
}
