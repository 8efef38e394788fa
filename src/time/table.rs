//! The transitions of a zone, and the search in them.

use super::posix::Posix;

/// The year up to which a zone's closing rule is written out, so that a search is all that most instants need.
const WRITTEN_OUT: i32 = 2100;
/// The last second of the year 9999.
const LAST: i64 = 253_402_300_799;

/// The clock of a zone over all time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// What holds before the first transition.
    first: Kind,
    /// Sorted by instant.
    transitions: Vec<Transition>,
    /// The rule after the last transition; without one, what holds then holds for ever.
    tail: Option<Posix>,
}

/// What a clock shows between two transitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// Seconds ahead of UTC.
    pub(super) offset: i32,
    /// Whether it is summer time.
    pub(super) summer: bool,
    /// The abbreviation, such as `EST`.
    pub(super) name: String,
}

/// A moment at which a zone's clock turns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Transition {
    /// Seconds since 1970-01-01 00:00 UTC.
    pub(super) at: i64,
    /// Seconds ahead of UTC until then.
    pub(super) before: i32,
    /// What holds from then on.
    pub(super) after: Kind,
}

/// What a local time means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// It comes once, with this offset.
    Once(i32),
    /// The clock skips it, turning from the first offset to the second.
    Never(i32, i32),
    /// It comes with the first offset and again with the second.
    Twice(i32, i32),
}

impl Transition {
    /// A transition at a moment told by the clock before it, in seconds as if that clock were UTC.
    pub(super) fn new(local: i64, before: &Kind, after: Kind) -> Self {
        Self { at: local - i64::from(before.offset), before: before.offset, after }
    }

    /// The latest local second that the turn touches, exclusive.
    fn wall_end(&self) -> i64 {
        self.at + i64::from(self.before.max(self.after.offset))
    }

    /// The first local second that the turn touches.
    fn wall_start(&self) -> i64 {
        self.at + i64::from(self.before.min(self.after.offset))
    }

    /// What a local time means that lies before the end of this turn and after all turns before it.
    fn meaning(&self, local: i64) -> Meaning {
        match self.after.offset {
            _ if local < self.wall_start() => Meaning::Once(self.before),
            after if after > self.before => Meaning::Never(self.before, after),
            after => Meaning::Twice(self.before, after),
        }
    }
}

impl Table {
    /// A table of sorted transitions, its closing rule written out to 2100.
    pub(super) fn new(first: Kind, mut transitions: Vec<Transition>, tail: Option<Posix>) -> Self {
        if let Some(tail) = &tail {
            let last = transitions.last().map_or(i64::MIN, |transition| transition.at);
            let year =
                transitions.last().map_or(1970, |transition| super::civil::date_of((transition.at / 86_400) as i32).0);
            let more = (year..=WRITTEN_OUT).flat_map(|year| tail.transitions(year));
            transitions.extend(more.filter(|transition| transition.at > last));
        }
        Self { first, transitions, tail }
    }

    /// A clock that never turns.
    pub(super) fn fixed(offset: i32, name: &str) -> Self {
        Self::new(Kind { offset, summer: false, name: name.to_owned() }, Vec::new(), None)
    }

    /// Whether the clock never turns.
    pub(super) fn is_fixed(&self) -> bool {
        self.transitions.is_empty() && self.tail.as_ref().is_none_or(|tail| tail.transitions(1970).is_empty())
    }

    /// What holds at an instant, in seconds since 1970-01-01 00:00 UTC.
    pub(super) fn at(&self, instant: i64) -> Kind {
        self.with(instant, |transitions, first| {
            let past = transitions.partition_point(|transition| transition.at <= instant);
            past.checked_sub(1).and_then(|last| transitions.get(last)).map_or(first, |last| &last.after).clone()
        })
    }

    /// Seconds ahead of UTC at an instant.
    pub(super) fn offset_at(&self, instant: i64) -> i32 {
        self.with(instant, |transitions, first| {
            let past = transitions.partition_point(|transition| transition.at <= instant);
            past.checked_sub(1).and_then(|last| transitions.get(last)).map_or(first.offset, |last| last.after.offset)
        })
    }

    /// What a local time means, in seconds as if the local clock were UTC.
    pub(super) fn meaning(&self, local: i64) -> Meaning {
        self.with(local, |transitions, first| {
            let past = transitions.partition_point(|transition| transition.wall_end() <= local);
            match transitions.get(past) {
                Some(turn) => turn.meaning(local),
                None => Meaning::Once(transitions.last().map_or(first.offset, |last| last.after.offset)),
            }
        })
    }

    /// The transitions from one instant up to another.
    pub(super) fn between(&self, from: i64, to: i64) -> &[Transition] {
        let start = self.transitions.partition_point(|transition| transition.at < from);
        let end = self.transitions.partition_point(|transition| transition.at < to);
        self.transitions.get(start..end).unwrap_or_default()
    }

    /// The stretches of local time that are skipped and touch those from one second up to another.
    pub(super) fn gaps(&self, from: i64, to: i64) -> Vec<(i64, i64)> {
        let year = |second: i64| super::civil::date_of((second.clamp(0, LAST) / 86_400) as i32).0;
        let later = (year(from).max(WRITTEN_OUT + 1)..=year(to)).collect::<Vec<i32>>();
        let later = self.tail.iter().flat_map(|tail| later.iter().flat_map(|year| tail.transitions(*year)));
        let turns = self.transitions.iter().cloned().chain(later);
        let gaps =
            turns.filter(|turn| turn.after.offset > turn.before && turn.wall_end() > from && turn.wall_start() < to);
        gaps.map(|turn| (turn.wall_start(), turn.wall_end())).collect()
    }

    /// Calls with the transitions that matter around a second and what holds before the first of them.
    fn with<T>(&self, second: i64, search: impl Fn(&[Transition], &Kind) -> T) -> T {
        let beyond = self.transitions.last().is_none_or(|last| second > last.at + 86_400 * 2);
        match &self.tail {
            Some(tail) if beyond => search(&tail.around(second), tail.standard()),
            _ => search(&self.transitions, &self.first),
        }
    }
}
