//! Many texts looked up at once, each from where a word starts: most words are passed over after their first letters.

/// Texts in a tree by their letters, ASCII case ignored. Letters that lead to one text alone are compared, not walked.
#[derive(Clone, Debug)]
pub(super) struct Trie {
    /// For each byte its column in the tables of nodes, upper case as lower; 0 for those in no text.
    columns: Box<[u8; 256]>,
    width: usize,
    nodes: Vec<Node>,
    /// For each node that branches a row of nodes, 0 for none.
    branches: Vec<u32>,
    /// The letters that nodes have in common, in lower case.
    letters: Vec<u8>,
    /// The texts that end at nodes.
    ends: Vec<u32>,
    /// The pairs of letters with which texts begin, a bit each; a text of one letter goes with every second.
    gate: Vec<u64>,
    /// For each byte whether a text begins with it.
    firsts: Box<[bool; 256]>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// The letters that come first, in `letters`.
    from: u32,
    length: u32,
    /// The texts that end after them, in `ends`.
    ends: u32,
    count: u32,
    /// Where the row of what comes next stands in `branches`, plus one; 0 for nothing.
    row: u32,
}

impl Trie {
    /// A tree of texts, which are known by their place in the list. Empty texts are never found.
    pub(super) fn new<'a>(texts: impl Iterator<Item = (u32, &'a [u8])>) -> Self {
        let mut sorted: Vec<(Vec<u8>, u32)> =
            texts.filter(|(_, text)| !text.is_empty()).map(|(id, text)| (text.to_ascii_lowercase(), id)).collect();
        sorted.sort();
        let mut trie = Self {
            columns: Box::new([0; 256]),
            width: 1,
            nodes: vec![Node::default()],
            branches: Vec::new(),
            letters: Vec::new(),
            ends: Vec::new(),
            gate: vec![0; 1 << 10],
            firsts: Box::new([false; 256]),
        };
        trie.open(&sorted);
        if !sorted.is_empty() {
            trie.grow(0, &sorted, 0);
        }
        trie
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether a text begins with this byte.
    pub(super) fn begins(&self, first: u8) -> bool {
        self.firsts.get(usize::from(first)).copied().unwrap_or_default()
    }

    /// Whether some text begins with these two bytes.
    pub(super) fn passes(&self, first: u8, second: u8) -> bool {
        let (word, bit) = gate(first, second);
        self.gate.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Calls `found` with each text that stands at a place, and where it ends.
    pub(super) fn at(&self, bytes: &[u8], mut at: usize, mut found: impl FnMut(u32, usize)) {
        let mut next = 0;
        while let Some(node) = self.nodes.get(next) {
            let letters = self.letters.get(node.from as usize..(node.from + node.length) as usize).unwrap_or_default();
            let Some(here) = bytes.get(at..at + letters.len()) else { return };
            if !here.eq_ignore_ascii_case(letters) {
                return;
            }
            at += letters.len();
            let ends = self.ends.get(node.ends as usize..(node.ends + node.count) as usize).unwrap_or_default();
            ends.iter().for_each(|id| found(*id, at));
            let Some(row) = (node.row as usize).checked_sub(1) else { return };
            let Some(byte) = bytes.get(at) else { return };
            let column = self.columns.get(usize::from(*byte)).copied().unwrap_or_default();
            next = self.branches.get(row + usize::from(column)).map_or(0, |node| *node as usize);
            if next == 0 {
                return;
            }
            at += 1;
        }
    }

    /// Learns which letters there are, and how texts begin.
    fn open(&mut self, sorted: &[(Vec<u8>, u32)]) {
        let mut used = [false; 256];
        for byte in sorted.iter().flat_map(|(text, _)| text) {
            used[usize::from(*byte)] = true;
        }
        for byte in (0..=255u8).filter(|byte| used[usize::from(*byte)]) {
            let column = u8::try_from(self.width).unwrap_or(u8::MAX);
            self.width += 1;
            self.columns[usize::from(byte)] = column;
            self.columns[usize::from(byte.to_ascii_uppercase())] = column;
        }
        for (text, _) in sorted {
            let Some(first) = text.first().copied() else { continue };
            self.firsts[usize::from(first)] = true;
            self.firsts[usize::from(first.to_ascii_uppercase())] = true;
            for second in text.get(1).map_or(0..=255, |second| *second..=*second) {
                let (word, bit) = gate(first, second);
                self.gate[word] |= bit;
            }
        }
    }

    /// Fills a node with texts that agree in their first `depth` letters.
    fn grow(&mut self, node: usize, texts: &[(Vec<u8>, u32)], depth: usize) {
        let (Some((first, _)), Some((last, _))) = (texts.first(), texts.last()) else { return };
        // Sorted: what the first and the last have in common, all have.
        let common = first.iter().zip(last).skip(depth).take_while(|(a, b)| a == b).count();
        let end = depth + common;
        let ending = texts.iter().take_while(|(text, _)| text.len() == end).count();
        let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        self.nodes[node] = Node {
            from: number(self.letters.len()),
            length: number(common),
            ends: number(self.ends.len()),
            count: number(ending),
            row: 0,
        };
        self.letters.extend(first.iter().skip(depth).take(common));
        self.ends.extend(texts.iter().take(ending).map(|(_, id)| *id));
        let rest = texts.get(ending..).unwrap_or_default();
        if rest.is_empty() {
            return;
        }
        let row = self.branches.len();
        self.nodes[node].row = number(row + 1);
        self.branches.resize(row + self.width, 0);
        for branch in rest.chunk_by(|(a, _), (b, _)| a.get(end) == b.get(end)) {
            let letter = branch.first().and_then(|(text, _)| text.get(end)).copied().unwrap_or_default();
            let below = self.nodes.len();
            self.nodes.push(Node::default());
            self.branches[row + usize::from(self.columns[usize::from(letter)])] = number(below);
            self.grow(below, branch, end + 1);
        }
    }
}

/// Where the bit of a pair of letters stands, and the bit.
fn gate(first: u8, second: u8) -> (usize, u64) {
    let pair = usize::from(first.to_ascii_lowercase()) << 8 | usize::from(second.to_ascii_lowercase());
    (pair >> 6, 1 << (pair & 63))
}
