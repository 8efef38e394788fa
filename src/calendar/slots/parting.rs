//! Meetings that were placed in all phases together, each given a phase of its own.

use super::grid::{CellPhase, SlotQuestion};

/// Meetings of one day looked at before the first phase that is free has to do.
const TRIES: u32 = 20_000;

/// A meeting that has a cell and no phase yet.
struct Meeting {
    circle: usize,
    leader: u32,
    cell: u32,
}

/// Gives each meeting a phase in which there is a room for it and its leader leads no other at the time. With one room a
/// phase, the first that is free always does, since meetings are stretches of a line (first fit colours an interval graph
/// with as many colours as overlap anywhere); with more rooms some are tried again. A meeting that finds none loses its
/// slot.
pub(super) fn in_phases(question: &SlotQuestion, mut slots: Vec<Option<CellPhase>>) -> Vec<Option<CellPhase>> {
    let placed = slots.iter().zip(&question.circles).enumerate();
    let meeting = |(circle, (slot, asks)): (usize, (&Option<CellPhase>, &super::SlotCircle))| {
        slot.map(|slot| Meeting { circle, leader: asks.leader, cell: slot.cell })
    };
    let mut meetings: Vec<Meeting> = placed.filter_map(meeting).collect();
    meetings.sort_by_key(|meeting| meeting.cell);
    let same_day = |a: &Meeting, b: &Meeting| a.cell / question.cells_per_day == b.cell / question.cells_per_day;
    for day in meetings.chunk_by(same_day) {
        let phases = all(question, day).unwrap_or_else(|| first_fit(question, day));
        for (meeting, phase) in day.iter().zip(phases) {
            slots[meeting.circle] = phase.map(|phase| CellPhase { cell: meeting.cell, phase });
        }
    }
    slots
}

/// A phase for every meeting of a day; none where there is none, or none was found in time.
fn all(question: &SlotQuestion, day: &[Meeting]) -> Option<Vec<Option<u32>>> {
    let mut phases: Vec<Option<u32>> = Vec::with_capacity(day.len());
    let mut next = 0;
    for _ in 0..TRIES {
        if phases.len() == day.len() {
            return Some(phases);
        }
        match (next..question.phases).find(|phase| fits(question, day, &phases, *phase)) {
            Some(phase) => {
                phases.push(Some(phase));
                next = 0;
            }
            None => next = phases.pop()?? + 1,
        }
    }
    None
}

/// For each meeting of a day the first phase that is free.
fn first_fit(question: &SlotQuestion, day: &[Meeting]) -> Vec<Option<u32>> {
    day.iter().fold(Vec::with_capacity(day.len()), |mut phases, _| {
        phases.push((0..question.phases).find(|phase| fits(question, day, &phases, *phase)));
        phases
    })
}

/// Whether the first meeting without a phase can take one, beside those of the day that began before it.
fn fits(question: &SlotQuestion, day: &[Meeting], phases: &[Option<u32>], phase: u32) -> bool {
    let own = &day[phases.len()];
    let before = day.iter().zip(phases).rev();
    let meanwhile = before.take_while(|(other, _)| other.cell + question.meeting_cells > own.cell);
    let beside: Vec<u32> =
        meanwhile.filter(|(_, other)| **other == Some(phase)).map(|(other, _)| other.leader).collect();
    beside.len() < question.rooms as usize && !beside.contains(&own.leader)
}
