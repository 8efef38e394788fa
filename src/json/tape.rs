//! JSON text, gone through once: where every value begins and ends.

use std::borrow::Cow;
use std::cell::Cell;

use super::read::Node;
#[cfg(any(feature = "wasm", test))]
use crate::job::rest;
use crate::job::{Part, part};

/// The values of a text in their order, names of fields among them.
pub(super) struct Tape<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    /// What is being read: a value and, where that lacks it, a field.
    pub(super) at: Cell<(usize, &'static str)>,
    /// How many of them have been read.
    pub(super) reading: Part,
    /// Lists that are read as if they were empty, since their items are read one at a time; the last ones that were shut.
    shut: Cell<[usize; SHUT]>,
    /// Whether a name that a type does not have is a mistake.
    pub(super) strict: Cell<bool>,
}

/// So many lists may stand beside each other.
const SHUT: usize = 6;

/// Bytes that are gone through between two rests, and what that takes.
#[cfg(any(feature = "wasm", test))]
const PORTION: usize = 1 << 14;
#[cfg(any(feature = "wasm", test))]
const PORTION_TAKES: u64 = 100;

#[derive(Clone, Copy)]
struct Token {
    /// Where it begins in the text.
    start: u32,
    /// Of a list or an object the token after it; of all else where it ends in the text.
    end: u32,
}

/// What kinds of values there are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Bool,
    Number,
    Text,
    List,
    Object,
}

impl<'t> Tape<'t> {
    /// Goes through a text; none if it is no JSON.
    pub(super) fn of(text: &'t str) -> Option<Self> {
        let mut scan = Scan { bytes: text.as_bytes(), at: 0, tokens: Vec::new(), open: Vec::new() };
        scan.some(&part(text.len()), usize::MAX)?;
        Some(Self::scanned(text, scan.tokens))
    }

    /// The same in steps.
    #[cfg(any(feature = "wasm", test))]
    pub(super) async fn in_steps(text: &'t str) -> Option<Self> {
        let mut scan = Scan { bytes: text.as_bytes(), at: 0, tokens: Vec::new(), open: Vec::new() };
        let scanning = part(text.len());
        while !scan.some(&scanning, scan.at + PORTION)? {
            rest(PORTION_TAKES).await;
        }
        drop(scanning);
        Some(Self::scanned(text, scan.tokens))
    }

    fn scanned(text: &'t str, tokens: Vec<Token>) -> Self {
        let (at, shut, strict) = (Cell::new((0, "")), Cell::new([usize::MAX; SHUT]), Cell::new(false));
        Self { text, reading: part(tokens.len()), tokens, at, shut, strict }
    }

    /// Shuts a list, if it is one, and gives its items.
    #[cfg(any(feature = "wasm", test))]
    pub(super) fn shut(&self, list: Option<usize>) -> impl Iterator<Item = Node<'_>> {
        let list = list.filter(|list| self.kind(*list) == Kind::List);
        let mut shut = self.shut.get();
        shut.rotate_right(1);
        for (first, list) in shut.iter_mut().zip(list) {
            *first = list;
        }
        self.shut.set(shut);
        let end = list.map_or(0, |list| self.after(list));
        let within = move |token: usize| (token < end).then_some(token);
        let first = list.and_then(|list| within(list + 1));
        std::iter::successors(first, move |token| within(self.after(*token))).map(|token| Node { tape: self, token })
    }

    /// What an object has under a name, the last of several.
    #[cfg(any(feature = "wasm", test))]
    pub(super) fn field(&self, holder: usize, name: &str) -> Option<usize> {
        let (mut at, mut found) = (holder + 1, None);
        while self.kind(holder) == Kind::Object && at < self.after(holder) {
            found = if self.raw(at) == name { Some(at + 1) } else { found };
            at = self.after(at + 1);
        }
        found
    }

    /// The outermost value.
    pub(super) fn root(&self) -> Node<'_> {
        Node { tape: self, token: 0 }
    }

    pub(super) fn kind(&self, token: usize) -> Kind {
        match self.source(token).bytes().next() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::List,
            Some(b'"') => Kind::Text,
            Some(b't' | b'f') => Kind::Bool,
            Some(b'n') | None => Kind::Null,
            Some(_) => Kind::Number,
        }
    }

    /// The token after the last value in a list or an object.
    pub(super) fn end(&self, holder: usize) -> usize {
        if self.shut.get().contains(&holder) { holder + 1 } else { self.after(holder) }
    }

    /// The token after a value and all that it holds.
    pub(super) fn after(&self, token: usize) -> usize {
        match self.kind(token) {
            Kind::List | Kind::Object => self.token(token).end as usize,
            _ => token + 1,
        }
    }

    /// The text from where a value begins; of a number, a name or a word no more than itself.
    pub(super) fn source(&self, token: usize) -> &'t str {
        let Token { start, end } = self.token(token);
        let rest = self.text.get(start as usize..).unwrap_or_default();
        if rest.starts_with(['{', '[']) {
            rest
        } else {
            self.text.get(start as usize..end as usize).unwrap_or_default()
        }
    }

    /// What stands between the quotation marks, as it is written.
    pub(super) fn raw(&self, token: usize) -> &'t str {
        let source = self.source(token);
        source.get(1..source.len().saturating_sub(1)).unwrap_or_default()
    }

    /// A text, its escapes resolved.
    pub(super) fn string(&self, token: usize) -> Cow<'t, str> {
        let raw = self.raw(token);
        if raw.contains('\\') { Cow::Owned(unescaped(raw)) } else { Cow::Borrowed(raw) }
    }

    /// Where reading has come, as a path below a name.
    pub(super) fn path(&self, name: &str) -> String {
        let (target, missing) = self.at.get();
        let (mut path, mut holder) = (name.to_owned(), 0);
        while holder < target {
            let Some((step, inner)) = self.towards(holder, target) else { break };
            path.push_str(&step);
            holder = inner;
        }
        if missing.is_empty() { path } else { format!("{path}.{missing}") }
    }

    /// The step from a value to the one in it that is, or holds, another.
    fn towards(&self, holder: usize, target: usize) -> Option<(String, usize)> {
        let (named, end) = (self.kind(holder) == Kind::Object, self.after(holder));
        let (mut at, mut count) = (holder + 1, 0);
        while at < end {
            let value = at + usize::from(named);
            let after = self.after(value);
            if target < after {
                return Some((if named { format!(".{}", self.string(at)) } else { format!("[{count}]") }, value));
            }
            (at, count) = (after, count + 1);
        }
        None
    }

    fn token(&self, token: usize) -> Token {
        self.tokens.get(token).copied().unwrap_or(Token { start: 0, end: 0 })
    }
}

/// Escapes resolved; half a pair of surrogates becomes the sign for what cannot be shown.
fn unescaped(raw: &str) -> String {
    let (mut text, mut units) = (String::with_capacity(raw.len()), Vec::new());
    let mut rest = raw;
    while let Some((plain, escape)) = rest.split_once('\\') {
        take(&mut units, &mut text, plain);
        let sign = escape.chars().next().unwrap_or_default();
        rest = escape.get(sign.len_utf8()..).unwrap_or_default();
        match sign {
            'u' => {
                let unit = rest.get(..4).and_then(|digits| u16::from_str_radix(digits, 16).ok());
                units.push(unit.unwrap_or(0xfffd));
                rest = rest.get(4..).unwrap_or_default();
            }
            'n' => take(&mut units, &mut text, "\n"),
            't' => take(&mut units, &mut text, "\t"),
            'r' => take(&mut units, &mut text, "\r"),
            'b' => take(&mut units, &mut text, "\u{8}"),
            'f' => take(&mut units, &mut text, "\u{c}"),
            other => take(&mut units, &mut text, other.encode_utf8(&mut [0; 4])),
        }
    }
    take(&mut units, &mut text, rest);
    text.extend(decoded(&mut units));
    text
}

/// Adds the UTF-16 units that were waiting for their other half, then what follows.
fn take(units: &mut Vec<u16>, text: &mut String, follows: &str) {
    if follows.is_empty() {
        return;
    }
    text.extend(decoded(units));
    text.push_str(follows);
}

fn decoded(units: &mut Vec<u16>) -> impl Iterator<Item = char> {
    char::decode_utf16(units.drain(..)).map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER))
}

struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
    tokens: Vec<Token>,
    /// Lists and objects that have begun and not ended.
    open: Vec<usize>,
}

impl Scan<'_> {
    /// Goes on to about a place; whether that was all.
    fn some(&mut self, scanning: &Part, until: usize) -> Option<bool> {
        loop {
            scanning.at(self.at);
            if self.at >= until {
                return Some(false);
            }
            // Here a value begins.
            if self.value()? && !self.closed() {
                self.name()?;
                continue;
            }
            // Here one has ended, and perhaps what holds it.
            while !self.open.is_empty() {
                if self.next()? == b',' {
                    self.at += 1;
                    self.name()?;
                    break;
                }
                if !self.closed() {
                    return None;
                }
            }
            if self.open.is_empty() {
                return self.next().is_none().then_some(true);
            }
        }
    }

    /// The next byte that is no space.
    fn next(&mut self) -> Option<u8> {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    /// A value, of lists and objects only where they begin; whether it was one of these.
    fn value(&mut self) -> Option<bool> {
        let first = self.next()?;
        let start = self.at;
        match first {
            b'{' | b'[' => {
                self.open.push(self.tokens.len());
                self.at += 1;
            }
            b'"' => self.quoted()?,
            b'-' | b'0'..=b'9' => self.run(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')),
            _ => {
                self.run(|byte| byte.is_ascii_lowercase());
                if !matches!(self.bytes.get(start..self.at), Some(b"true" | b"false" | b"null")) {
                    return None;
                }
            }
        }
        self.tokens.push(Token { start: start as u32, end: self.at as u32 });
        Some(matches!(first, b'{' | b'['))
    }

    fn run(&mut self, belongs: fn(u8) -> bool) {
        while self.bytes.get(self.at).is_some_and(|&byte| belongs(byte)) {
            self.at += 1;
        }
    }

    fn quoted(&mut self) -> Option<()> {
        loop {
            self.at += 1;
            match self.bytes.get(self.at)? {
                b'"' => break,
                b'\\' => self.at += 1,
                _ => {}
            }
        }
        self.at += 1;
        Some(())
    }

    /// The name of a field with its colon, where an object is open.
    fn name(&mut self) -> Option<()> {
        let &holder = self.open.last()?;
        if self.bytes.get(self.tokens.get(holder)?.start as usize) == Some(&b'[') {
            return Some(());
        }
        (self.next()? == b'"').then_some(())?;
        self.value()?;
        (self.next()? == b':').then_some(())?;
        self.at += 1;
        Some(())
    }

    /// Whether the innermost list or object ends here.
    fn closed(&mut self) -> bool {
        let byte = self.next();
        let count = self.tokens.len();
        let Some(token) = self.open.last().and_then(|&holder| self.tokens.get_mut(holder)) else { return false };
        let closing = if self.bytes.get(token.start as usize) == Some(&b'[') { b']' } else { b'}' };
        let ends = byte == Some(closing);
        if ends {
            token.end = count as u32;
            self.open.pop();
            self.at += 1;
        }
        ends
    }
}
