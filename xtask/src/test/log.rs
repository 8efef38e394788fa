//! What the programs of a part print, kept in artefacts/ and shown only when something fails.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::Tally;
use crate::house;

/// Lines that are shown of the log of a part that failed: around what failed, of each, and at the end.
const SHOWN: usize = 150;
const AROUND: usize = 12;
const LAST: usize = 20;

/// The log of one part.
pub(super) struct Log {
    path: PathBuf,
    file: File,
}

/// How a program ended, and all it printed.
pub(super) struct Ended {
    pub(super) well: bool,
    pub(super) text: String,
}

impl Log {
    /// An empty log in artefacts/NAME.log.
    pub(super) fn new(name: &str) -> Result<Self> {
        let path = house::at(&format!("artefacts/{name}.log"));
        let mut open = File::options();
        let file = open.create(true).write(true).read(true).truncate(true).open(&path);
        let file = file.with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self { path, file })
    }

    /// Runs a program to its end, all it prints going into the log.
    pub(super) fn run(&mut self, command: &mut Command) -> Result<Ended> {
        let program = command.get_program().to_string_lossy().into_owned();
        let start = self.file.seek(SeekFrom::End(0))?;
        let status = command.stdout(self.file.try_clone()?).stderr(self.file.try_clone()?).status();
        let status = status.with_context(|| format!("cannot run {program}"))?;
        self.file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        self.file.read_to_end(&mut bytes)?;
        Ok(Ended { well: status.success(), text: String::from_utf8_lossy(&bytes).into_owned() })
    }

    /// A line of our own.
    pub(super) fn line(&mut self, line: &str) -> Result<()> {
        self.file.seek(SeekFrom::End(0))?;
        writeln!(self.file, "{line}").context("cannot write a log")
    }

    /// The lines about what failed, and the last ones.
    pub(super) fn end(&self) -> String {
        let bytes = std::fs::read(&self.path).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let lines: Vec<&str> = text.lines().collect();
        let last = lines.len().saturating_sub(LAST);
        let mut shown: Vec<usize> = (0..last).filter(|line| tells_failure(lines[*line])).collect();
        shown = shown
            .iter()
            .flat_map(|line| *line..(line + AROUND).min(last))
            .take(SHOWN)
            .chain(last..lines.len())
            .collect();
        shown.dedup();
        let shown = shown.into_iter().map(|line| lines[line]);
        shown.chain([format!("(all of it is in {})", self.path.display()).as_str()]).collect::<Vec<_>>().join("\n")
    }
}

fn tells_failure(line: &str) -> bool {
    let line = line.trim_start();
    line.contains("panicked at")
        || ["error", "not ok", "Diff in", "warning: unused"].iter().any(|start| line.starts_with(start))
}

impl Ended {
    /// The sum of the numbers after (or before) a word, such as the `7` of `# pass 7`, over all lines that match.
    fn sum(&self, number: impl Fn(&str) -> Option<u64>) -> u64 {
        self.text.lines().filter_map(number).sum()
    }

    /// What `cargo test` counted; a program that failed without a failing test counts as one.
    pub(super) fn cargo_tally(&self) -> Tally {
        let before = |word: &'static str| {
            move |line: &str| {
                let (head, _) = line.strip_prefix("test result: ")?.split_once(word)?;
                head.rsplit([' ', ';', '.']).find(|part| !part.is_empty())?.parse().ok()
            }
        };
        self.tally(self.sum(before(" passed")), self.sum(before(" failed")), self.sum(before(" ignored")))
    }

    /// What `node --test` counted, in its `tap` form.
    pub(super) fn node_tally(&self) -> Tally {
        let after = |word: &'static str| move |line: &str| line.strip_prefix(word)?.trim().parse().ok();
        self.tally(self.sum(after("# pass ")), self.sum(after("# fail ")), self.sum(after("# skipped ")))
    }

    fn tally(&self, passed: u64, failed: u64, skipped: u64) -> Tally {
        let failed = if self.well { failed } else { failed.max(1) };
        Tally { passed, failed, skipped }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(tally: Tally) -> (u64, u64, u64) {
        (tally.passed, tally.failed, tally.skipped)
    }

    #[test]
    fn counts_of_cargo_and_node_are_read() {
        let text = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured\nx\ntest result: FAILED. 3 passed; 2 failed; 0 ignored";
        let ended = Ended { well: false, text: text.to_owned() };
        assert_eq!(counts(ended.cargo_tally()), (15, 2, 1));
        let ended = Ended { well: true, text: "# pass 7\n# fail 0\n# skipped 2\n".to_owned() };
        assert_eq!(counts(ended.node_tally()), (7, 0, 2));
    }

    #[test]
    fn a_program_that_fails_without_a_failing_test_is_a_failure() {
        let ended = Ended { well: false, text: "error: could not compile".to_owned() };
        assert_eq!((counts(ended.cargo_tally()), counts(ended.node_tally())), ((0, 1, 0), (0, 1, 0)));
    }
}
