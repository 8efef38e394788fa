//! Why somebody is where they are.
//!
//! What members wish in private plays no part in any sentence.

use super::criteria::{Class, Criterion};
use super::model::Model;
use super::names::{self, Named, Names};
use super::outcome;
use super::plan::Reason;
use super::said::Said;

/// What sums up, or is about the place as a whole.
pub(super) const PLACE: &str = "place";

/// A plan as it is told: the people of each circle, and what each circle is called.
pub(super) struct Told<'a> {
    pub(super) model: &'a Model,
    pub(super) criteria: &'a [Criterion],
    /// The people of each circle and, last, of the waiting list.
    pub(super) groups: Vec<Vec<u32>>,
    /// The circles that have people.
    pub(super) circles: Vec<Named>,
}

impl<'a> Told<'a> {
    pub(super) fn new(model: &'a Model, criteria: &'a [Criterion], names: &Names, places: &[u32]) -> Self {
        let groups = outcome::people(model, places);
        let circles = names::named(model, &groups, names);
        Self { model, criteria, groups, circles }
    }

    /// The sentences about a person: one that sums up, then one for each criterion that has something to say.
    pub(super) fn person(&self, person: u32, circle: usize) -> Vec<Reason> {
        let waits = circle == self.model.waiting();
        let told = if waits { self.waits(person) } else { self.here(person, circle) };
        let sum = told.iter().map(|reason| reason.text.as_str()).collect::<Vec<_>>().join("; ");
        let name = &self.model.people[person as usize].name;
        let (code, text) = match (waits, sum.is_empty()) {
            (true, _) => ("place.waits", format!("{name} waits: {sum}.")),
            (false, true) => ("place.completes", format!("{name} completes the circle.")),
            (false, false) => ("place.here", format!("{name} {sum}.")),
        };
        let sum = Said::new(code, text).people(self.model, &[person]).by(PLACE);
        std::iter::once(sum).chain(told).collect()
    }

    /// The sentences about a circle: what each rule has against it.
    pub(super) fn circle(&self, circle: usize) -> Vec<Reason> {
        let people = &self.groups[circle];
        let told = self.criteria.iter().filter(|criterion| !criterion.secret);
        let told = told.filter_map(|criterion| {
            let (rule, cost) = (&criterion.rule, criterion.weight * self.meant(criterion, people, circle));
            let lacks = criterion.meaning.lacks(people);
            let costs = || {
                let text = format!("{rule} costs {cost}");
                (cost > 0 && criterion.class == Class::Cost).then(|| Said::new("rule.costs", text))
            };
            let breaks = || {
                let text = format!("goes against {rule}");
                (cost > 0 && criterion.class == Class::Must).then(|| Said::new("rule.breaks", text))
            };
            let said = lacks.or_else(costs).or_else(breaks)?.with("rule", rule);
            Some(if criterion.class == Class::Cost { said.with("cost", cost) } else { said }.by(rule))
        });
        told.collect()
    }

    /// Where a rule costs something, or is broken, and who makes it so: the dearest circle first, those who wait last.
    pub(super) fn rule(&self, rule: &str) -> Vec<Reason> {
        let criteria = self.criteria.iter().filter(|criterion| !criterion.secret && criterion.rule == rule);
        let told = criteria.flat_map(|criterion| {
            let mut told: Vec<(i64, Said)> = self.circles.iter().filter_map(|at| self.rule_in(criterion, at)).collect();
            told.sort_by_key(|(cost, _)| std::cmp::Reverse(*cost));
            told.into_iter().map(|(_, said)| said).chain(self.rule_waiting(criterion))
        });
        told.map(|said| said.with("rule", rule).by(rule)).collect()
    }

    fn rule_in(&self, criterion: &Criterion, circle: &Named) -> Option<(i64, Said)> {
        let people = &self.groups[circle.number];
        let breaches = |people: &[u32]| self.meant(criterion, people, circle.number);
        let (all, rule, name) = (breaches(people), &criterion.rule, &circle.name);
        // Those without whom it would be less; where that is everybody, it is the circle as a whole.
        let makes = |person: &u32| breaches(&without(people, &[*person])) < all;
        let makers: Vec<u32> = people.iter().copied().filter(|person| all > 0 && makes(person)).collect();
        let of = match makers.len() {
            0 => String::new(),
            count if count == people.len() => String::new(),
            _ => format!(", by {}", self.model.names(&makers)),
        };
        let cost = criterion.weight * all;
        let said = match criterion.class {
            Class::Cost => Said::new("rule.costs_in", format!("{rule} costs {cost} in {name}{of}")).with("cost", cost),
            _ => Said::new("rule.broken_in", format!("{rule} is broken in {name}{of}")),
        };
        let said = if of.is_empty() { said } else { said.people(self.model, &makers) };
        (all > 0).then(|| (cost, said.with("circle", &circle.id)))
    }

    fn rule_waiting(&self, criterion: &Criterion) -> Option<Said> {
        let waiting = self.groups.last().map(Vec::as_slice).unwrap_or_default();
        let cost = criterion.weight * criterion.meaning.of_waiting(waiting);
        let text = || format!("{} costs {cost} for those who wait", criterion.rule);
        (cost > 0).then(|| Said::new("rule.costs_waiting", text()).with("cost", cost))
    }

    /// Two people because of whom somebody waits: they have to share a circle, kept together or locked in it, and must not
    /// by a rule that may be told of.
    pub(super) fn torn(&self, person: u32) -> Option<([u32; 2], &'a Criterion)> {
        let model = self.model;
        let unit = model.unit_of[person as usize] as usize;
        let mates: Vec<usize> = match model.tied[unit] {
            None => vec![unit],
            tie => (0..model.units.len()).filter(|other| model.tied[*other] == tie).collect(),
        };
        let mates: Vec<u32> = mates.into_iter().flat_map(|unit| &model.units[unit]).copied().collect();
        let pairs = model.units[unit].iter().flat_map(|one| mates.iter().map(|other| [*one, *other]));
        let mut pairs = pairs.filter(|[one, other]| one != other);
        pairs.find_map(|[one, other]| {
            let broken = self.must().find(|criterion| criterion.meaning.pair(one, other) > 0)?;
            Some(([one.min(other), one.max(other)], broken))
        })
    }

    fn here(&self, person: u32, circle: usize) -> Vec<Reason> {
        let people = &self.groups[circle];
        let criteria = self.criteria.iter().filter(|criterion| !criterion.secret);
        let told = criteria.flat_map(|criterion| {
            let said = criterion.meaning.say_in(person, people, self.present(circle));
            said.into_iter().map(|said| said.by(&criterion.rule))
        });
        told.chain(self.elsewhere(person, circle).map(|said| said.by(PLACE))).collect()
    }

    /// What being elsewhere would cost, of the circles that rules leave open to a person.
    fn elsewhere(&self, person: u32, circle: usize) -> Option<Said> {
        let unit = &self.model.units[self.model.unit_of[person as usize] as usize];
        let home = &self.groups[circle];
        let rest = without(home, unit);
        let needed = if rest.is_empty() { None } else { self.worse(home, &rest, circle).next() };
        if let Some(criterion) = needed {
            let text = format!("is needed: without them the circle goes against {}", criterion.rule);
            return Some(Said::new("place.needed", text).with("rule", &criterion.rule));
        }
        let leaving = self.cost(&rest, circle) - self.cost(home, circle);
        let others = self.circles.iter().filter(|other| other.number != circle);
        let open = others.filter_map(|other| {
            let people = &self.groups[other.number];
            let joined = with(people, unit);
            let open = self.worse(people, &joined, other.number).next().is_none();
            open.then(|| (self.cost(&joined, other.number) - self.cost(people, other.number) + leaving, other))
        });
        let best = open.min_by_key(|(cost, _)| *cost);
        let Some((cost, other)) = best else {
            let text = "has no other circle open to them as it stands";
            return (self.circles.len() > 1).then(|| Said::new("place.only", text));
        };
        // By how much it would do better is left unsaid: a plan that is proved to be the best while somebody could do
        // better elsewhere would tell of a private wish.
        let said = match cost {
            1.. => Said::new("place.best", format!("would cost at least {cost} more anywhere else")).with("cost", cost),
            _ => Said::new("place.equal", format!("would do no worse in {}", other.name)),
        };
        Some(said.with("circle", &other.id))
    }

    /// Why somebody has no place: what bars each circle, each sentence once, those that bar most circles first.
    fn waits(&self, person: u32) -> Vec<Reason> {
        let model = self.model;
        let unit = &model.units[model.unit_of[person as usize] as usize];
        let nowhere = (0..model.free.slots()).all(|slot| !model.free.at(person, slot));
        if nowhere {
            let text = "nobody could meet at the times given, or none were given";
            return vec![Said::new("waits.no_time", text).by("meeting")];
        }
        if unit.len() > model.size.max as usize {
            let text = format!("{} are kept together, and a circle has at most {}", model.names(unit), model.size.max);
            return vec![Said::new("waits.too_many", text).people(model, unit).with("max", model.size.max).by("size")];
        }
        if let Some((pair, criterion)) = self.torn(person) {
            let names = model.names(&pair);
            let text = format!("{names} have to be in one circle, and that goes against {}", criterion.rule);
            let said = Said::new("waits.torn", text).people(model, &pair).with("rule", &criterion.rule);
            return vec![said.by(&criterion.rule)];
        }
        let mut told = self.barred(unit);
        told.extend(self.alone(unit));
        if told.is_empty() {
            told.push(Said::new("waits.unplaced", "no place was found for them under the rules").by(PLACE));
        }
        told
    }

    fn barred(&self, unit: &[u32]) -> Vec<Reason> {
        let mut told: Vec<(usize, Reason)> = Vec::new();
        for circle in &self.circles {
            let people = &self.groups[circle.number];
            for criterion in self.worse(people, &with(people, unit), circle.number) {
                let Some(said) = criterion.meaning.bars(unit, people) else { continue };
                // Told once, with the circles that it is true of.
                match told.iter_mut().find(|(_, known)| known.text == said.text) {
                    Some((count, known)) => {
                        *count += 1;
                        known.values.entry("circle".to_owned()).or_default().push(circle.id.clone());
                    }
                    None => told.push((1, said.with("circle", &circle.id).by(&criterion.rule))),
                }
            }
        }
        told.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        told.truncate(SENTENCES);
        told.into_iter().map(|(_, reason)| reason).collect()
    }

    /// Why those who wait cannot form one more circle around somebody.
    fn alone(&self, unit: &[u32]) -> Option<Reason> {
        let model = self.model;
        let waiting = self.groups.last()?;
        // Where some may be missing it takes more than times that do not meet.
        if !model.all_meet() {
            return None;
        }
        let free = |slot: usize, people: &[u32]| people.iter().all(|person| model.free.at(*person, slot));
        let at = |slot: usize| waiting.iter().copied().filter(|person| free(slot, &[*person])).collect::<Vec<u32>>();
        let slots = (0..model.free.slots()).filter(|slot| free(*slot, unit));
        let slot = slots.max_by_key(|slot| at(*slot).len())?;
        let (most, fewest) = (at(slot), model.possible_at(slot).min);
        if model.rules.circles.is_some_and(|circles| self.circles.len() as u32 >= circles) {
            return None;
        }
        if (most.len() as u32) < fewest {
            let (others, needed) = (most.len().saturating_sub(1), fewest - 1);
            let text =
                format!("of those who wait, {others} could meet when they can, and a circle needs {needed} more");
            let said = Said::new("waits.few", text).with("count", others).with("needed", needed);
            return Some(said.by("size"));
        }
        let led = most.iter().any(|person| model.leads[*person as usize]);
        let text = "nobody of those who wait and could meet when they can is ready to lead";
        (!led && model.rules.leader == super::rules::Strength::Must)
            .then(|| Said::new("waits.no_leader", text).by("leader"))
    }

    /// The rules that must hold and may be told of.
    pub(super) fn must(&self) -> impl Iterator<Item = &'a Criterion> {
        self.criteria.iter().filter(|criterion| criterion.class == Class::Must && !criterion.secret)
    }

    /// Of these, the first that is broken in a circle by some people.
    pub(super) fn broken(&self, people: &[u32], circle: usize) -> Option<&'a Criterion> {
        self.must().find(|criterion| self.meant(criterion, people, circle) > 0)
    }

    /// Of these, those that a circle breaks more with other people than with its own.
    pub(super) fn worse(&self, own: &[u32], others: &[u32], circle: usize) -> impl Iterator<Item = &'a Criterion> {
        self.must().filter(move |one| self.meant(one, others, circle) > self.meant(one, own, circle))
    }

    /// The breaches of a rule in a circle as it is.
    pub(super) fn breaches_of(&self, criterion: &Criterion, circle: usize) -> i64 {
        self.meant(criterion, &self.groups[circle], circle)
    }

    /// What people would cost in a circle.
    fn cost(&self, people: &[u32], circle: usize) -> i64 {
        let criteria = self.criteria.iter().filter(|criterion| criterion.class == Class::Cost);
        criteria.map(|criterion| criterion.weight * self.meant(criterion, people, circle)).sum()
    }

    fn meant(&self, criterion: &Criterion, people: &[u32], circle: usize) -> i64 {
        criterion.meaning.in_circle(people, self.present(circle))
    }

    /// Which of the present circles one is.
    fn present(&self, circle: usize) -> Option<u32> {
        (circle < self.model.rules.present.len()).then_some(circle as u32)
    }
}

/// As many sentences as somebody who waits is told.
const SENTENCES: usize = 4;

pub(super) fn with(people: &[u32], more: &[u32]) -> Vec<u32> {
    let mut all = [people, more].concat();
    all.sort_unstable();
    all
}

fn without(people: &[u32], less: &[u32]) -> Vec<u32> {
    people.iter().copied().filter(|person| !less.contains(person)).collect()
}
