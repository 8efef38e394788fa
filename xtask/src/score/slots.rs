//! `score slots FILE.json`: one weekly slot for each circle, jointly.

use anyhow::{Result, ensure};
use peer_circle::calendar::{CellPhase, SlotAnswer, SlotCircle, SlotQuestion, SlotSearch};
use peer_circle::job::Job;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Call;

#[derive(Deserialize)]
struct File {
    days: u32,
    cells_per_day: u32,
    meeting_cells: u32,
    phases: u32,
    rooms: u32,
    quorum: f64,
    unplaced_cost: i64,
    leaders_free: Vec<Vec<u32>>,
    circles: Vec<SlotCircle>,
    #[serde(default)]
    optimum: Option<f64>,
}

/// `score slots`
pub(super) fn run(call: &Call) -> Result<Value> {
    let file: File = call.json(0)?;
    let question = SlotQuestion {
        days: file.days,
        cells_per_day: file.cells_per_day,
        meeting_cells: file.meeting_cells,
        phases: file.phases,
        rooms: file.rooms,
        quorum: file.quorum,
        unplaced_cost: file.unplaced_cost,
        leaders_free: file.leaders_free,
        circles: file.circles,
    };
    let timed = call.ask(&question, native)?;
    let answer: SlotAnswer = timed.answer;
    let cost = judge(&question, &answer.slots)?;
    let slots: Vec<Option<[u32; 2]>> =
        answer.slots.iter().map(|slot| slot.map(|slot| [slot.cell, slot.phase])).collect();
    Ok(json!({
        "cost": cost, "bound": answer.bound, "proved": answer.proved && answer.bound == cost, "seconds": timed.seconds,
        "optimum": file.optimum, "slots": slots,
    }))
}

fn native(question: &SlotQuestion) -> Result<SlotAnswer> {
    let mut search = SlotSearch::new(question)?;
    while !search.step(1_000).done {}
    Ok(search.best().unwrap_or(SlotAnswer { slots: Vec::new(), cost: 0, bound: 0, proved: false }))
}

/// What slots cost, counted from the file; an error when they break a rule.
fn judge(question: &SlotQuestion, slots: &[Option<CellPhase>]) -> Result<i64> {
    ensure!(slots.len() == question.circles.len(), "{} slots for {} circles", slots.len(), question.circles.len());
    let cells = (question.days * question.cells_per_day) as usize;
    let mut rooms = vec![0; cells * question.phases as usize];
    let mut leaders = vec![vec![false; rooms.len()]; question.leaders_free.len()];
    let mut cost = 0;
    for (circle, slot) in question.circles.iter().zip(slots) {
        let Some(slot) = slot else {
            cost += question.unplaced_cost;
            continue;
        };
        let meeting: Vec<u32> = (slot.cell..slot.cell + question.meeting_cells).collect();
        let last = slot.cell + question.meeting_cells - 1;
        ensure!(slot.cell / question.cells_per_day == last / question.cells_per_day, "a meeting over midnight");
        ensure!((last as usize) < cells && slot.phase < question.phases, "a slot outside the grid");
        let free = |person: &&Vec<u32>| meeting.iter().all(|cell| person.contains(cell));
        ensure!(free(&&question.leaders_free[circle.leader as usize]), "a leader is not free");
        let absent = circle.members.iter().filter(|member| !free(member)).count() as i64;
        let present = circle.members.len() as f64 - absent as f64;
        ensure!(present + 1e-9 >= question.quorum * circle.members.len() as f64, "no quorum");
        for cell in meeting {
            let place = slot.phase as usize * cells + cell as usize;
            rooms[place] += 1;
            ensure!(rooms[place] <= question.rooms, "too few rooms");
            ensure!(!std::mem::replace(&mut leaders[circle.leader as usize][place], true), "a leader in two meetings");
        }
        cost += absent * absent;
    }
    Ok(cost)
}
