//! Who moves when circles that there are change, and why.

use super::criteria::Criterion;
use super::explain::{PLACE, Told, with};
use super::plan::{Moved, Reason};
use super::said::Said;

/// Everybody whose circle is another than before, in the order of the roster.
pub(super) fn moved(told: &Told<'_>) -> Vec<Moved> {
    if told.model.rules.present.is_empty() {
        return Vec::new();
    }
    let before = before(told);
    let places = told.groups.iter().enumerate();
    let mut now = vec![0; told.model.people.len()];
    places.for_each(|(circle, people)| people.iter().for_each(|person| now[*person as usize] = circle));
    let mut ids: Vec<Option<&String>> = vec![None; told.groups.len()];
    told.circles.iter().for_each(|circle| ids[circle.number] = Some(&circle.id));
    let changes = (0..now.len() as u32).filter_map(|person| {
        let (home, now) = (told.model.home[person as usize].map(|home| home as usize), now[person as usize]);
        let waits = now == told.model.waiting();
        if home == Some(now) || (home.is_none() && waits) {
            return None;
        }
        let reason = reason(told, &before, person, home, now);
        let to = ids[now].cloned();
        let from = home.and_then(|home| told.model.rules.present.get(home)).map(|circle| circle.id.clone());
        Some(Moved { person: told.model.people[person as usize].id.clone(), from, to, reason })
    });
    changes.collect()
}

/// Of a plan made by hand nobody can say that it is better as a whole.
pub(super) fn by_hand(moved: &mut [Moved]) {
    for one in moved.iter_mut().filter(|one| one.reason.code == "moved.better") {
        one.reason = Said::new("moved.by_hand", "somebody arranged the circles by hand").by(PLACE);
    }
}

/// The people of each present circle as it was.
fn before(told: &Told<'_>) -> Vec<Vec<u32>> {
    let mut before = vec![Vec::new(); told.groups.len()];
    for (person, home) in told.model.home.iter().enumerate() {
        home.iter().for_each(|home| before[*home as usize].push(person as u32));
    }
    before
}

fn reason(told: &Told<'_>, before: &[Vec<u32>], person: u32, home: Option<usize>, now: usize) -> Reason {
    let Some(home) = home else {
        return Said::new("moved.joins", "had no circle").by(PLACE);
    };
    if let Some((criterion, said)) = wrong(told, &before[home], home) {
        let text = format!("their circle {}", said.text);
        let why = said.code;
        return Said { code: "moved.left", text, ..said }
            .with("rule", &criterion.rule)
            .with("why", why)
            .by(&criterion.rule);
    }
    let unit = &told.model.units[told.model.unit_of[person as usize] as usize];
    let mends =
        |criterion: &Criterion| criterion.meaning.of(&with(&before[now], unit)) < criterion.meaning.of(&before[now]);
    let helped =
        wrong(told, &before[now], now).filter(|(criterion, _)| now != told.model.waiting() && mends(criterion));
    if let Some((criterion, said)) = helped {
        let text = format!("the circle they go to {}", said.text);
        let why = said.code;
        return Said { code: "moved.helps", text, ..said }
            .with("rule", &criterion.rule)
            .with("why", why)
            .by(&criterion.rule);
    }
    let came: Vec<u32> = told.groups[home].iter().copied().filter(|one| !before[home].contains(one)).collect();
    if !came.is_empty() && came.len() + before[home].len() > told.model.size.max as usize {
        let text = format!("makes room for {}", told.model.names(&came));
        return Said::new("moved.room", text).people(told.model, &came).by(PLACE);
    }
    let (code, text) = match unit.len() {
        1 => ("moved.better", "the plan as a whole is better this way"),
        _ => ("moved.together", "moves with those they are kept together with"),
    };
    Said::new(code, text).by(PLACE)
}

/// What is wrong with a circle as it was, nothing for one that is gone.
fn wrong<'a>(told: &Told<'a>, people: &[u32], circle: usize) -> Option<(&'a Criterion, Said)> {
    let broken = told.broken(people, circle).filter(|_| !people.is_empty())?;
    let said = broken.meaning.lacks(people);
    let said = said.unwrap_or_else(|| Said::new("rule.breaks", format!("goes against {}", broken.rule)));
    Some((broken, said))
}
