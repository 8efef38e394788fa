//! A programme from its roster to its calendars: `cargo run --example programme`.
//!
//! Forms circles of the sample roster, dates their meetings and prints who meets when. Nothing here knows today's date:
//! whoever calls says which term is meant.

use chrono::NaiveDate;
use peer_circle::calendar::{self, Programme};
use peer_circle::circles::{Formation, Rules, Seed};
use peer_circle::job::Job;
use peer_circle::people;

/// The sample roster; a real one is read from wherever it lies.
const ROSTER: &[u8] = include_bytes!("data/physicians.csv");

fn main() -> peer_circle::Result<()> {
    print!("{}", programme(ROSTER)?);
    Ok(())
}

/// What is to be told of a roster: its problems, then a line for each circle.
pub(crate) fn programme(roster: &[u8]) -> peer_circle::Result<String> {
    let read = people::read(roster)?;
    let mut told: String = read.problems.iter().map(|problem| format!("? {problem}\n")).collect();

    // The work is done a little at a time; whoever has a screen shows `formation.best()` between the steps.
    let mut formation = Formation::new(&read.value, &Rules::default(), Seed(7))?;
    formation.step(50_000);
    let plan = formation.best().unwrap_or_default();

    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let term = Programme { zone: plan.zone.clone(), ..Programme::between(day(2020, 10, 1), day(2021, 4, 30)) };
    let term = calendar::schedule(&plan, &term)?.value;
    for (circle, series) in plan.circles.iter().zip(&term.series) {
        let first = series.sessions.first().map(|session| session.start.to_string()).unwrap_or_default();
        let (people, meetings) = (circle.members.len(), series.sessions.len());
        told += &format!("{}: {people} people, {meetings} meetings, the first {first}\n", circle.name);
    }
    Ok(told)
}
