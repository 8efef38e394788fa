//! Many texts looked up at once, in one pass over the bytes (A. Aho and M. Corasick, 1975), ASCII case ignored.
//!
//! Texts that begin where a word does are not even tried inside of words: besides the state in which nothing has begun
//! there is another, at a word's start, from which those texts hang. Four places of the text are walked in turn, since
//! a step waits for the one before it and not for those of its neighbours.

use std::cmp::Ordering;
use std::collections::VecDeque;
use std::ops::Range;

use crate::job::{rest, step_ends};

/// Letters gone along, and cells filled, in what counts as one for [`rest`].
const LETTERS: usize = 100;
const FILLED: usize = 500;

/// Cells of the table up to which it stays in reach of the processor's caches.
const CELLS: usize = 1 << 22;

/// Letters of a text that are walked, at first; the rest is compared.
const DEPTH: usize = 24;

/// Places of a text walked in turn.
const LANES: usize = 4;

/// Nothing has begun, and a letter stands before.
const INSIDE: usize = 0;
/// Nothing has begun, and no letter stands before.
const START: usize = 1;

/// A text to look up.
pub(super) struct Wanted<'a> {
    pub(super) text: &'a [u8],
    /// It may begin inside a word.
    pub(super) anywhere: bool,
}

/// The table of what follows what.
#[derive(Clone, Debug)]
pub(super) struct Automaton {
    /// For each byte its column.
    columns: Box<[u8; 256]>,
    width: usize,
    /// For each state a row with the places of the rows of the next states.
    table: Vec<u32>,
    /// Rows from here on find something.
    finding: u32,
    /// For each finding state its texts, in `found`.
    ends: Vec<(u32, u32)>,
    found: Vec<u32>,
    /// Letters of each text that are walked.
    depth: usize,
}

/// The states while they are made.
struct Builder {
    columns: Box<[u8; 256]>,
    width: usize,
    /// For each state and column the next state, 0 for none yet.
    next: Vec<u32>,
    /// The column by which a state is reached leads from a letter of a word.
    letters: Vec<bool>,
    own: Vec<Vec<u32>>,
    /// The state of what is left when the first letters are dropped.
    fail: Vec<u32>,
}

impl Automaton {
    /// Makes the table, in steps.
    pub(super) async fn new(wanted: &[Wanted<'_>]) -> Self {
        let (columns, width, letters) = columns(wanted);
        let mut depth = DEPTH;
        while depth > 3 && states(wanted, depth) * width > CELLS {
            depth /= 2;
            step_ends().await;
        }
        let mut builder = Builder { columns, width, next: Vec::new(), letters, own: Vec::new(), fail: Vec::new() };
        [INSIDE, START].iter().for_each(|_| _ = builder.state());
        for (number, one) in wanted.iter().enumerate() {
            builder.insert(number, one, depth);
            rest(one.text.len().div_ceil(LETTERS) as u64).await;
        }
        let order = builder.link().await;
        builder.sort(wanted, depth);
        builder.finish(depth, &order).await
    }

    /// Calls `found` with the texts that end within a part of `bytes`, by their numbers, and where those of their letters end that
    /// were [walked](Self::walked). The others are not looked at, nor letters beyond ASCII before it. Texts with letters
    /// that were not come last, in the order of [`compare`]; in those all that was walked is alike.
    pub(super) fn find(&self, bytes: &[u8], within: Range<usize>, mut found: impl FnMut(&[u32], usize)) {
        if self.finding as usize >= self.table.len() {
            return;
        }
        let Range { start, end } = within;
        let length = end.saturating_sub(start);
        let part = if length < LANES * LANES * DEPTH { 0 } else { length / LANES };
        let lane = |number: usize| bytes.get(start + number * part..start + (number + 1) * part);
        let lanes: [&[u8]; LANES] = std::array::from_fn(|number| lane(number).unwrap_or_default());
        let mut states: [u32; LANES] = std::array::from_fn(|number| {
            // A lane begins a little early: what ends in its own part may have begun before. Nothing is found twice: what
            // ends in the lead belongs to the lane before.
            let from = start + number * part;
            let lead = bytes.get(from.saturating_sub(self.depth)..from).unwrap_or_default();
            lead.iter().fold((START * self.width) as u32, |state, byte| self.step(state, *byte))
        });
        let [a, b, c, d] = lanes;
        for (at, (((a, b), c), d)) in a.iter().zip(b).zip(c).zip(d).enumerate() {
            states[0] = self.step(states[0], *a);
            states[1] = self.step(states[1], *b);
            states[2] = self.step(states[2], *c);
            states[3] = self.step(states[3], *d);
            let most = states[0].max(states[1]).max(states[2]).max(states[3]);
            if most >= self.finding {
                for (lane, state) in states.iter().enumerate().filter(|(_, state)| **state >= self.finding) {
                    self.tell(*state, start + lane * part + at + 1, &mut found);
                }
            }
        }
        let mut state = states[LANES - 1];
        for (at, byte) in bytes.iter().enumerate().take(end).skip(start + LANES * part) {
            state = self.step(state, *byte);
            if state >= self.finding {
                self.tell(state, at + 1, &mut found);
            }
        }
    }

    #[inline(always)]
    fn step(&self, state: u32, byte: u8) -> u32 {
        self.table[state as usize + usize::from(self.columns[usize::from(byte)])]
    }

    #[inline(never)]
    fn tell(&self, state: u32, end: usize, found: &mut impl FnMut(&[u32], usize)) {
        let (from, to) = self.ends[(state - self.finding) as usize / self.width];
        found(&self.found[from as usize..to as usize], end);
    }

    /// How many letters of a text were walked when it is told.
    pub(super) fn walked(&self, length: usize) -> usize {
        length.min(self.depth)
    }
}

impl Builder {
    fn state(&mut self) -> u32 {
        self.next.resize(self.next.len() + self.width, 0);
        self.own.push(Vec::new());
        self.fail.push(INSIDE as u32);
        u32::try_from(self.own.len() - 1).unwrap_or(u32::MAX)
    }

    fn insert(&mut self, number: usize, wanted: &Wanted, depth: usize) {
        let mut state = if wanted.anywhere { INSIDE } else { START };
        for byte in wanted.text.iter().take(depth) {
            let cell = state * self.width + usize::from(self.columns[usize::from(*byte)]);
            if self.next[cell] == 0 {
                self.next[cell] = self.state();
            }
            state = self.next[cell] as usize;
        }
        if !wanted.text.is_empty() {
            self.own[state].extend(u32::try_from(number));
        }
    }

    /// Gives every state a next one for every column, nearer states first, and of those equally near the ones of
    /// texts that begin anywhere: what is left of a text when its first letters are dropped is nearer or one of those.
    /// Returns the states in that order.
    async fn link(&mut self) -> Vec<usize> {
        let mut queue: VecDeque<usize> = VecDeque::from([INSIDE, START]);
        let mut order = Vec::with_capacity(self.own.len());
        while let Some(state) = queue.pop_front() {
            order.push(state);
            if order.len() % FILLED.div_ceil(self.width) == 0 {
                rest(1).await;
            }
            for column in 0..self.width {
                let cell = state * self.width + column;
                let nothing = if self.letters[column] { INSIDE } else { START };
                let fallen = match state {
                    INSIDE => nothing as u32,
                    _ => self.next[self.fail[state] as usize * self.width + column],
                };
                match self.next[cell] as usize {
                    0 => self.next[cell] = fallen,
                    child => {
                        self.fail[child] = fallen;
                        let more = self.own[fallen as usize].clone();
                        self.own[child].extend(more);
                        queue.push_back(child);
                    }
                }
            }
        }
        order
    }

    /// Those texts last of which not all is walked, in their order: of very many a few are looked at then.
    fn sort(&mut self, wanted: &[Wanted], depth: usize) {
        let text = |number: u32| wanted.get(number as usize).map(|one| one.text).unwrap_or_default();
        for own in self.own.iter_mut().filter(|own| own.iter().any(|number| text(*number).len() > depth)) {
            own.sort_by(|a, b| {
                let [a, b] = [text(*a), text(*b)];
                (a.len() > depth).cmp(&(b.len() > depth)).then_with(|| compare(a, b))
            });
        }
    }

    /// The table with the finding states last, and else nearer states first: a text is mostly in those, whose rows then
    /// lie side by side.
    async fn finish(self, depth: usize, order: &[usize]) -> Automaton {
        let (plain, finding): (Vec<usize>, Vec<usize>) =
            order.iter().copied().partition(|state| self.own[*state].is_empty());
        let order = [plain.as_slice(), &finding].concat();
        let mut place = vec![0u32; order.len()];
        for (at, state) in order.iter().enumerate() {
            place[*state] = u32::try_from(at * self.width).unwrap_or(u32::MAX);
        }
        let mut table = Vec::with_capacity(order.len() * self.width);
        for states in order.chunks(FILLED.div_ceil(self.width)) {
            for state in states {
                let row = &self.next[state * self.width..(state + 1) * self.width];
                table.extend(row.iter().map(|next| place[*next as usize]));
            }
            rest(1).await;
        }
        let (mut ends, mut found) = (Vec::with_capacity(finding.len()), Vec::new());
        for state in &finding {
            let from = found.len();
            found.extend(&self.own[*state]);
            ends.push((from as u32, found.len() as u32));
        }
        let finding = u32::try_from(plain.len() * self.width).unwrap_or(u32::MAX);
        Automaton { columns: self.columns, width: self.width, table, finding, ends, found, depth }
    }
}

/// The order of texts whose case counts for nothing.
pub(super) fn compare(a: &[u8], b: &[u8]) -> Ordering {
    a.iter().map(u8::to_ascii_lowercase).cmp(b.iter().map(u8::to_ascii_lowercase))
}

/// A column for each byte that texts have, one for other letters, one for all else; and which are letters of words.
fn columns(wanted: &[Wanted]) -> (Box<[u8; 256]>, usize, Vec<bool>) {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let mut columns = Box::new([0u8; 256]);
    let mut letters = vec![false, true];
    let mut used = [false; 256];
    for byte in wanted.iter().flat_map(|one| one.text) {
        used[usize::from(byte.to_ascii_lowercase())] = true;
    }
    for byte in 0..=255u8 {
        let lower = byte.to_ascii_lowercase();
        columns[usize::from(byte)] = match () {
            () if byte != lower => 0,
            () if used[usize::from(byte)] && letters.len() < 255 => {
                letters.push(letter(byte));
                (letters.len() - 1) as u8
            }
            () => u8::from(letter(byte)),
        };
    }
    for upper in b'A'..=b'Z' {
        columns[usize::from(upper)] = columns[usize::from(upper.to_ascii_lowercase())];
    }
    let width = letters.len();
    (columns, width, letters)
}

/// The most states that texts of this depth can have.
fn states(wanted: &[Wanted], depth: usize) -> usize {
    let mut heads: Vec<(bool, &[u8])> =
        wanted.iter().map(|one| (one.anywhere, one.text.get(..depth).unwrap_or(one.text))).collect();
    heads.sort_unstable();
    heads.dedup();
    2 + heads.iter().map(|(_, head)| head.len()).sum::<usize>()
}
