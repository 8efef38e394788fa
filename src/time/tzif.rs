//! Reads a compiled time zone: TZif (RFC 9636), versions 2 to 4 and 1.

#![deny(clippy::indexing_slicing)]

use super::posix::Posix;
use super::table::{Kind, Table, Transition};

/// The counts in a header, in their order.
struct Counts {
    ut: usize,
    standard: usize,
    leap: usize,
    times: usize,
    types: usize,
    characters: usize,
}

/// The clock that the bytes describe; none when they are not TZif.
pub(super) fn read(bytes: &[u8]) -> Option<Table> {
    let mut input = Input(bytes);
    let (version, counts) = input.header()?;
    if version == 0 {
        return input.block(&counts, 4, "");
    }
    input.take(counts.length(4)?)?;
    let (_, counts) = input.header()?;
    let footer = input.0.get(counts.length(8)?..)?.strip_prefix(b"\n")?;
    let rule = std::str::from_utf8(footer.strip_suffix(b"\n")?).ok()?;
    input.block(&counts, 8, rule)
}

impl Counts {
    /// The bytes of a data block whose times are `size` bytes wide.
    fn length(&self, size: usize) -> Option<usize> {
        let parts = [
            self.times.checked_mul(size + 1)?,
            self.types.checked_mul(6)?,
            self.characters,
            self.leap.checked_mul(size + 4)?,
            self.standard,
            self.ut,
        ];
        parts.into_iter().try_fold(0_usize, usize::checked_add)
    }
}

/// What is still unread.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn header(&mut self) -> Option<(u8, Counts)> {
        self.0 = self.0.strip_prefix(b"TZif")?;
        let version = *self.take(16)?.first()?;
        let mut count = || Some(self.number(4)? as usize);
        let (ut, standard, leap) = (count()?, count()?, count()?);
        let (times, types, characters) = (count()?, count()?, count()?);
        Some((version, Counts { ut, standard, leap, times, types, characters }))
    }

    /// A data block; leap seconds and the standard/UT indicators say nothing about civil time.
    fn block(&mut self, counts: &Counts, size: usize, rule: &str) -> Option<Table> {
        let mut times = Input(self.take(counts.times.checked_mul(size)?)?);
        let indices = self.take(counts.times)?;
        let mut types = Input(self.take(counts.types.checked_mul(6)?)?);
        let names = self.take(counts.characters)?;
        let kinds = (0..counts.types).map(|_| types.kind(names)).collect::<Option<Vec<Kind>>>()?;
        let first = kinds.first()?;
        let mut transitions: Vec<Transition> = Vec::with_capacity(counts.times);
        for index in indices {
            let at = times.number(size)?;
            let after = kinds.get(usize::from(*index))?.clone();
            let before = transitions.last().map_or(first.offset, |last| last.after.offset);
            transitions.push(Transition { at, before, after });
        }
        let sorted = transitions.is_sorted_by_key(|transition| transition.at);
        let tail = if rule.is_empty() { None } else { Some(Posix::parse(rule)?) };
        sorted.then(|| Table::new(first.clone(), transitions, tail))
    }

    fn kind(&mut self, names: &[u8]) -> Option<Kind> {
        let offset = i32::try_from(self.number(4)?).ok()?;
        let summer = *self.take(1)?.first()? != 0;
        let at = usize::from(*self.take(1)?.first()?);
        let name = names.get(at..)?.split(|byte| *byte == 0).next()?;
        Some(Kind { offset, summer, name: String::from_utf8_lossy(name).into_owned() })
    }

    /// A signed big-endian number of 4 or 8 bytes.
    fn number(&mut self, size: usize) -> Option<i64> {
        let bytes = self.take(size)?;
        match size {
            4 => bytes.try_into().ok().map(i32::from_be_bytes).map(i64::from),
            _ => bytes.try_into().ok().map(i64::from_be_bytes),
        }
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}
