//! Small sets of units.

/// The most units that a set can hold.
pub(super) const UNITS: usize = 256;

/// A set of units, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Set([u64; UNITS / 64]);

impl Set {
    pub(super) fn of(units: &[u32]) -> Self {
        let mut set = Self::default();
        units.iter().for_each(|unit| set.0[*unit as usize / 64] |= 1 << (unit % 64));
        set
    }

    #[inline]
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(one, other)| one & other != 0)
    }

    #[inline]
    pub(super) fn has(&self, unit: usize) -> bool {
        self.0[unit / 64] >> (unit % 64) & 1 == 1
    }

    pub(super) fn with(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one |= other);
        self
    }
}
