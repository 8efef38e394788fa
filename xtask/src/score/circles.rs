//! `score circles FILE.json`: a generated roster divided into circles; a number of people instead of a file has one invented
//! of the same kind.

use peer_circle::ordered::{BTreeMap, BTreeSet};
use std::time::Instant;

use anyhow::{Context, Result};
use peer_circle::circles::{AttributeRule, Formation, Group, How, Past, Plan, Rules, Seed, Size, SlotRule, Strength};
use peer_circle::job::Job;
use peer_circle::people::{Mode, Participant, Roster};
use peer_circle::time::{Day, Slot, Span, TimeOfDay, Weekly};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Call, Timed};

/// A roster in the file's own terms: people and slots by number.
#[derive(Deserialize)]
pub(super) struct Instance {
    pub(super) n: usize,
    pub(super) slots: usize,
    pub(super) avail: Vec<BTreeSet<usize>>,
    pub(super) campus: Vec<u32>,
    pub(super) dept: Vec<u32>,
    pub(super) rank: Vec<u32>,
    pub(super) leaders: BTreeSet<usize>,
    pub(super) apart: Vec<[usize; 2]>,
    pub(super) together: Vec<[usize; 2]>,
    pub(super) past: Vec<[usize; 2]>,
    pub(super) min: u32,
    pub(super) max: u32,
    #[serde(rename = "G")]
    pub(super) circles: u32,
    pub(super) w: Weights,
}

#[derive(Deserialize)]
pub(super) struct Weights {
    pub(super) campus: u32,
    pub(super) dept: u32,
    pub(super) rank: u32,
    pub(super) past: u32,
}

/// The library's own input.
#[derive(Serialize)]
struct Request {
    roster: Roster,
    rules: Rules,
    seed: u64,
    seconds: Option<f64>,
    moves: Option<u64>,
}

#[derive(Deserialize)]
struct Answer {
    plan: Plan,
    moves: u64,
    #[serde(rename = "secondsToBest")]
    seconds_to_best: f64,
    megabytes: f64,
}

/// Moves between two looks at the clock.
const STEP: u64 = 20_000;
/// How long it takes when nothing is said.
const SECONDS: f64 = 10.0;
/// Slots of the file lie half an hour apart, and last half of that, so that no two touch.
const APART: usize = 30;
const LASTS: u16 = 15;

pub(super) fn run(call: &Call) -> Result<Value> {
    let file = match call.place(0)?.parse() {
        Ok(people) => Instance::invented(people, 1, 0),
        Err(_) => call.json(0)?,
    };
    let (seconds, moves) = (call.option("--seconds")?, call.option("--moves")?);
    let request = Request {
        roster: file.roster()?,
        rules: file.rules(),
        seed: call.option("--seed")?.unwrap_or(1),
        seconds: seconds.or(moves.is_none().then_some(SECONDS)),
        moves,
    };
    let Timed { answer, seconds } = call.ask(&request, native)?;
    let (circles, slots) = file.numbers(&answer.plan)?;
    Ok(json!({
        "cost": file.cost(&circles),
        "bound": answer.plan.bound,
        "proved": answer.plan.proved,
        "violations": file.violations(&circles, &slots),
        "seconds": seconds,
        "seconds_to_best": answer.seconds_to_best,
        "moves": answer.moves,
        "megabytes": answer.megabytes,
        "circles": circles,
        "slots": slots,
    }))
}

fn native(request: &Request) -> Result<Answer> {
    let start = Instant::now();
    let mut formation = Formation::new(&request.roster, &request.rules, Seed(request.seed))?;
    let (mut best, mut seconds_to_best) = (None, 0.0);
    loop {
        let left = request.moves.map_or(STEP, |moves| moves.saturating_sub(formation.work()).min(STEP));
        let progress = formation.step(left);
        let seconds = start.elapsed().as_secs_f64();
        if progress.best != best {
            (best, seconds_to_best) = (progress.best, seconds);
        }
        let over = request.seconds.is_some_and(|limit| seconds >= limit);
        if progress.done || over || request.moves.is_some_and(|moves| formation.work() >= moves) {
            break;
        }
    }
    let plan = formation.best().context("no plan was found")?;
    Ok(Answer { plan, moves: formation.moves(), seconds_to_best, megabytes: memory() })
}

/// The most memory that this process has had at once, in megabytes, with what it read; 0 where that is not known.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).map_or(0.0, |kilobytes: f64| kilobytes / 1024.0)
}

/// The people of each circle, and its slot.
type Numbers = (Vec<Vec<usize>>, Vec<Option<usize>>);

impl Instance {
    pub(super) fn roster(&self) -> Result<Roster> {
        let participants: Result<Vec<Participant>> = (0..self.n).map(|number| self.participant(number)).collect();
        Ok(Roster { participants: participants? })
    }

    fn participant(&self, number: usize) -> Result<Participant> {
        let attribute = |name: &str, value: u32| (name.to_owned(), vec![value.to_string()]);
        let spans: Result<Vec<Span>> = self.avail[number].iter().map(|at| span(*at)).collect();
        Ok(Participant {
            id: id(&number),
            name: id(&number),
            availability: Weekly::from(spans?),
            leader: self.leaders.contains(&number),
            mode: Mode::Talk,
            attributes: BTreeMap::from([
                attribute("campus", self.campus[number]),
                attribute("dept", self.dept[number]),
                attribute("rank", self.rank[number]),
            ]),
            ..Participant::default()
        })
    }

    pub(super) fn rules(&self) -> Rules {
        let weight = |weight: u32| Strength::Weight(f64::from(weight));
        let mix = |name: &str, by: u32| AttributeRule { attribute: name.into(), how: How::Mix, weight: weight(by) };
        let pairs = |pairs: &[[usize; 2]]| -> Vec<Vec<String>> {
            pairs.iter().map(|pair| pair.iter().map(id).collect()).collect()
        };
        let groups = |list: &[[usize; 2]]| pairs(list).into_iter().map(Group::from).collect();
        let w = &self.w;
        Rules {
            size: Size { min: self.min, max: self.max },
            circles: Some(self.circles),
            slot: Some(SlotRule { minutes: LASTS, ..SlotRule::default() }),
            zone: "UTC".to_owned(),
            attributes: vec![mix("dept", w.dept), mix("rank", w.rank), mix("campus", w.campus)],
            together: groups(&self.together),
            apart: groups(&self.apart),
            past: vec![Past { circles: pairs(&self.met()), weight: Some(weight(w.past)), age: None }],
            ..Rules::default()
        }
    }

    /// The pairs that have met; some files name a pair for each term in which it did.
    fn met(&self) -> Vec<[usize; 2]> {
        let met: BTreeSet<[usize; 2]> = self.past.iter().map(|pair| sorted(*pair)).collect();
        met.into_iter().collect()
    }

    /// A plan in the file's terms; everybody who waits is a circle without a slot.
    fn numbers(&self, plan: &Plan) -> Result<Numbers> {
        let number = |id: &String| id.trim_start_matches('p').parse::<usize>().context("an id of nobody");
        let mut circles: Vec<Vec<usize>> = Vec::new();
        let mut slots = Vec::new();
        for circle in &plan.circles {
            circles.push(circle.members.iter().map(number).collect::<Result<_>>()?);
            slots.push((0..self.slots).find(|at| slot(*at).ok() == circle.slot));
        }
        Ok((circles, slots))
    }

    fn cost(&self, circles: &[Vec<usize>]) -> i64 {
        let past: BTreeSet<[usize; 2]> = self.met().into_iter().collect();
        let w = &self.w;
        let pair = |one: usize, other: usize| {
            let same = |of: &[u32], weight: u32| if of[one] == of[other] { i64::from(weight) } else { 0 };
            let met = if past.contains(&sorted([one, other])) { i64::from(w.past) } else { 0 };
            same(&self.campus, w.campus) + same(&self.dept, w.dept) + same(&self.rank, w.rank) + met
        };
        circles.iter().map(|circle| pairs(circle).map(|(one, other)| pair(one, other)).sum::<i64>()).sum()
    }

    /// How often the circles break what must hold.
    fn violations(&self, circles: &[Vec<usize>], slots: &[Option<usize>]) -> usize {
        let circle_of: BTreeMap<usize, usize> =
            circles.iter().enumerate().flat_map(|(at, circle)| circle.iter().map(move |one| (*one, at))).collect();
        let placed: usize = circles.iter().map(Vec::len).sum();
        let unplaced = self.n - circle_of.len() + (placed - circle_of.len());
        let sizes = circles.iter().filter(|circle| !(self.min..=self.max).contains(&(circle.len() as u32))).count();
        let led = |circle: &&Vec<usize>| circle.iter().any(|one| self.leaders.contains(one));
        let unled = circles.iter().filter(|circle| !led(circle)).count();
        let here = |one: &usize, at: &Option<usize>| at.is_some_and(|at| self.avail[*one].contains(&at));
        let absent = circles.iter().zip(slots).map(|(circle, at)| circle.iter().filter(|one| !here(one, at)).count());
        let share = |pair: &&[usize; 2]| circle_of.get(&pair[0]) == circle_of.get(&pair[1]);
        let apart = self.apart.iter().filter(share).count();
        let split = self.together.len() - self.together.iter().filter(share).count();
        let number = circles.len().abs_diff(self.circles as usize);
        unplaced + sizes + unled + absent.sum::<usize>() + apart + split + number
    }
}

fn id(number: &usize) -> String {
    format!("p{number}")
}

fn slot(at: usize) -> Result<Slot> {
    let day = Day::ALL[at % Day::ALL.len()];
    let minutes = u16::try_from(at / Day::ALL.len() * APART)?;
    let start = TimeOfDay::from_minutes(minutes).context("the file has more slots than a week")?;
    Ok(Slot { day, start, minutes: LASTS })
}

fn span(at: usize) -> Result<Span> {
    let slot = slot(at)?;
    let to = TimeOfDay::from_minutes(slot.start.minutes() + LASTS).context("a slot ends after its day")?;
    Ok(Span { day: slot.day, from: slot.start, to })
}

fn sorted([one, other]: [usize; 2]) -> [usize; 2] {
    [one.min(other), one.max(other)]
}

fn pairs(circle: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    circle.iter().enumerate().flat_map(|(at, one)| circle[at + 1..].iter().map(|other| (*one, *other)))
}
