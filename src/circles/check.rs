//! Rules that cannot be meant: told with the place, before any work is done.

use crate::ordered::{BTreeMap, BTreeSet};

use crate::error::{Error, Result};
use crate::limits;
use crate::people::Participant;

use super::model::homes;
use super::rules::{AttributeRule, Group, Levels, Present, Rules, Size, Strength};
use super::units;

/// As many circles more than people may be asked for or present.
const EMPTY: usize = 256;

/// The number of each id of a roster.
pub(super) fn index(roster: &[Participant]) -> Result<BTreeMap<String, u32>> {
    let people = roster.len();
    if people == 0 {
        return Err(Error::new("circles.nobody", "the roster is empty")
            .at_field("roster.participants")
            .hint("read a roster first"));
    }
    if people > limits::PARTICIPANTS {
        let message = format!("the roster has {people} people; {} can be placed at once", limits::PARTICIPANTS);
        return Err(Error::new("limit.participants", message).hint("form circles for one part at a time"));
    }
    let mut index = BTreeMap::new();
    for (number, person) in roster.iter().enumerate() {
        if index.insert(person.id.clone(), number as u32).is_some() {
            return Err(Error::new("roster.duplicate_id", format!("the id \"{}\" is given twice", person.id))
                .at_field(format!("roster.participants[{number}].id"))
                .hint("give every participant an id of their own"));
        }
    }
    Ok(index)
}

/// Whether rules make sense for a roster.
pub(super) fn rules(people: &[Participant], rules: &Rules, index: &BTreeMap<String, u32>) -> Result<()> {
    sizes(rules, index)?;
    slot(rules)?;
    weights(rules)?;
    asked_once(rules)?;
    attributes(people, rules)?;
    rules.levels.iter().try_for_each(|(attribute, order)| levels(attribute, order))?;
    groups("together", &rules.together, index)?;
    groups("apart", &rules.apart, index)?;
    let wished = |group: &&Group| !group.weight.is_must();
    pairs("together", rules.together.iter().filter(wished).map(|group| group.people.len()))?;
    pairs("apart", rules.apart.iter().map(|group| group.people.len()))?;
    if !rules.self_formed.is_must() && rules.self_formed.is_on() {
        pairs("selfFormed", units::joined(people).values().map(Vec::len))?;
    }
    for (at, past) in rules.past.iter().enumerate() {
        let field = format!("past[{at}].circles");
        past.circles.iter().enumerate().try_for_each(|(circle, ids)| once(&format!("rules.{field}[{circle}]"), ids))?;
    }
    pairs("past", rules.past.iter().flat_map(|past| &past.circles).map(Vec::len))?;
    present(rules, index)
}

/// Whether a present circle has anybody who is on the roster.
pub(super) fn is_there(circle: &Present, index: &BTreeMap<String, u32>) -> bool {
    circle.members.iter().any(|id| index.contains_key(id))
}

fn sizes(rules: &Rules, index: &BTreeMap<String, u32>) -> Result<()> {
    size(rules.size, "rules.size")?;
    if let Some(text) = rules.text_size {
        size(text, "rules.textSize")?;
    }
    if rules.circles == Some(0) {
        return Err(Error::new("rules.circles", "no circles at all are asked for")
            .at_field("rules.circles")
            .hint("leave the number out to have it chosen"));
    }
    // Circles may have lost all their people.
    let most = index.len() + EMPTY;
    if rules.circles.is_some_and(|circles| circles as usize > most) || rules.present.len() > most {
        return Err(Error::new("rules.circles", "there are more circles than people to be in them")
            .at_field("rules.circles")
            .hint("leave the number out to have it chosen"));
    }
    let there = rules.present.iter().filter(|circle| is_there(circle, index)).count();
    if let Some(circles) = rules.circles.filter(|circles| (*circles as usize) < there) {
        let message = format!("the circles that are there ({there}) are more than those asked for ({circles})");
        return Err(Error::new("rules.circles", message)
            .at_field("rules.circles")
            .hint("raise the number, or take circles out of rules.present to have their members placed anew"));
    }
    Ok(())
}

fn size(size: Size, field: &str) -> Result<()> {
    let wrong = |error: Error| Err(error.at_field(field).with("min", size.min).with("max", size.max));
    if size.min == 0 {
        return wrong(Error::new("rules.size", "a circle cannot have nobody").hint("let the fewest be 1 or more"));
    }
    if size.min > size.max {
        let message = format!("the fewest people ({}) are more than the most ({})", size.min, size.max);
        return wrong(Error::new("rules.size", message).hint("exchange the two"));
    }
    if size.max > limits::CIRCLE_SIZE {
        let message = format!("a circle has at most {} people", limits::CIRCLE_SIZE);
        return wrong(Error::new("rules.size", message).hint("lower the most"));
    }
    Ok(())
}

fn slot(rules: &Rules) -> Result<()> {
    let Some(slot) = rules.slot else { return Ok(()) };
    if slot.minutes == 0 || slot.minutes > 24 * 60 {
        return Err(Error::new("rules.slot", format!("a session cannot last {} minutes", slot.minutes))
            .at_field("rules.slot.minutes")
            .hint("write 60 for an hour"));
    }
    if slot.share == 0 || slot.share > 100 {
        return Err(Error::new("rules.slot", format!("{} is not a share in percent", slot.share))
            .at_field("rules.slot.share")
            .hint("write 100 when everybody must be free"));
    }
    Ok(())
}

fn weights(rules: &Rules) -> Result<()> {
    let single = [
        ("sizeWeight", rules.size_weight),
        ("slot.weight", rules.slot.map_or(Strength::Off, |slot| slot.weight)),
        ("leader", rules.leader),
        ("peers", rules.peers),
        ("selfFormed", rules.self_formed),
        ("moving", rules.moving),
    ];
    let single = single.into_iter().map(|(name, strength)| (format!("rules.{name}"), strength));
    let groups = [("together", &rules.together), ("apart", &rules.apart)].into_iter().flat_map(|(name, groups)| {
        let groups = groups.iter().enumerate();
        groups.map(move |(at, group)| (format!("rules.{name}[{at}].weight"), group.weight))
    });
    let attributes = rules.attributes.iter().enumerate();
    let attributes = attributes.map(|(at, rule)| (format!("rules.attributes[{at}].weight"), rule.weight));
    let past = rules.past.iter().enumerate();
    let past = past.map(|(at, past)| (format!("rules.past[{at}].weight"), past.strength(at)));
    single.chain(groups).chain(attributes).chain(past).try_for_each(|(field, strength)| weight(&field, strength))
}

fn weight(field: &str, strength: Strength) -> Result<()> {
    match strength {
        Strength::Weight(weight) if !(0.0..=1000.0).contains(&weight) || weight.fract() != 0.0 => {
            Err(Error::new("rules.weight", format!("{weight} is not a weight"))
                .at_field(field)
                .hint("write a whole number from 0 to 1000, \"off\" or \"must\""))
        }
        _ => Ok(()),
    }
}

fn attributes(people: &[Participant], rules: &Rules) -> Result<()> {
    let asked = rules.attributes.iter().enumerate();
    let asked = asked.map(|(at, rule)| (format!("rules.attributes[{at}].attribute"), &rule.attribute));
    let ordered = rules.levels.keys().map(|attribute| (format!("rules.levels.{attribute}"), attribute));
    for (field, attribute) in asked.chain(ordered) {
        let has = people.iter().any(|person| person.attributes.contains_key(attribute));
        if !has {
            let known: BTreeSet<&String> = people.iter().flat_map(|p| p.attributes.keys()).collect();
            let known: Vec<&str> = known.into_iter().take(20).map(String::as_str).collect();
            let error = if known.is_empty() {
                let message = format!("nobody on the roster has \"{attribute}\", nor any other attribute");
                Error::new("rules.unknown_attribute", message).hint("add a column to the roster, or leave the rule out")
            } else {
                Error::new("rules.unknown_attribute", format!("nobody on the roster has \"{attribute}\""))
                    .hint(format!("the attributes are {}", known.join(", ")))
            };
            return Err(error.at_field(field));
        }
    }
    Ok(())
}

/// Whether the levels of an attribute are an order.
fn levels(attribute: &str, levels: &Levels) -> Result<()> {
    let count = levels.count();
    let ordered = match levels {
        Levels::Values(values) => values.iter().collect::<BTreeSet<_>>().len() == values.len(),
        Levels::From(numbers) => {
            numbers.iter().all(|number| number.is_finite()) && numbers.windows(2).all(|pair| pair[0] < pair[1])
        }
    };
    let field = format!("rules.levels.{attribute}");
    if !(2..=limits::LEVELS).contains(&count) {
        let message = format!("\"{attribute}\" has {count} levels; an order has from 2 to {}", limits::LEVELS);
        return Err(Error::new("rules.levels", message)
            .at_field(field)
            .hint("name the values from the lowest up, or the numbers at which a new level begins"));
    }
    if !ordered {
        return Err(Error::new("rules.levels", format!("the levels of \"{attribute}\" are in no order"))
            .at_field(field)
            .hint("name each value once, from the lowest up; numbers ascend"));
    }
    Ok(())
}

fn groups(name: &str, groups: &[Group], index: &BTreeMap<String, u32>) -> Result<()> {
    for (at, group) in groups.iter().enumerate() {
        let field = format!("rules.{name}[{at}]");
        let mut places = group.people.iter().enumerate();
        places.try_for_each(|(place, id)| known(id, &format!("{field}[{place}]"), index))?;
        once(&field, &group.people)?;
    }
    Ok(())
}

/// Whether nothing is asked of an attribute twice: it would cost twice as much without a word.
fn asked_once(rules: &Rules) -> Result<()> {
    let mut met = BTreeSet::new();
    let mut asking = rules.attributes.iter().enumerate().filter(|(_, rule)| rule.weight.is_on());
    let twice = asking.find(|(_, rule)| !met.insert((&rule.attribute, rule.how)));
    twice.map_or(Ok(()), |(at, AttributeRule { attribute: name, .. })| {
        Err(Error::new("rules.twice", format!("the same is asked of \"{name}\" twice"))
            .at_field(format!("rules.attributes[{at}]"))
            .hint("keep one of the two, with its weight"))
    })
}

/// Whether nobody is named twice.
fn once(field: &str, ids: &[String]) -> Result<()> {
    let mut met = BTreeSet::new();
    match ids.iter().enumerate().find(|(_, id)| !met.insert(*id)) {
        None => Ok(()),
        Some((place, id)) => Err(Error::new("rules.twice", format!("\"{id}\" stands twice in one group"))
            .at_field(format!("{field}[{place}]"))
            .hint("name everybody once")),
    }
}

/// Whether the pairs in groups are not too many to be kept one by one.
fn pairs(name: &str, groups: impl Iterator<Item = usize>) -> Result<()> {
    let pairs: usize = groups.map(|people| people * people.saturating_sub(1) / 2).fold(0, usize::saturating_add);
    if pairs > limits::PAIRS {
        let message = format!("{pairs} pairs are more than the {} that are looked at one by one", limits::PAIRS);
        return Err(Error::new("limit.pairs", message)
            .at_field(format!("rules.{name}"))
            .hint("name fewer people, or give them an attribute and mix or match by that"));
    }
    Ok(())
}

fn known(id: &str, field: &str, index: &BTreeMap<String, u32>) -> Result<()> {
    if index.contains_key(id) {
        return Ok(());
    }
    Err(Error::new("rules.unknown_person", format!("\"{id}\" is nobody's id on this roster"))
        .at_field(field)
        .hint("use the ids of the roster"))
}

/// Whether anybody is to be kept apart from whom they are kept together with: by one rule, by a chain of them, or in a
/// circle of their own.
pub(super) fn contradiction(
    people: &[Participant],
    rules: &Rules,
    index: &BTreeMap<String, u32>,
    unit_of: &[u32],
) -> Result<()> {
    for (at, group) in rules.apart.iter().enumerate().filter(|(_, group)| group.weight.is_must()) {
        let mut met: BTreeMap<u32, u32> = BTreeMap::new();
        for person in group.people.iter().filter_map(|id| index.get(id)) {
            let unit = unit_of.get(*person as usize).copied().unwrap_or_default();
            if let Some(other) = met.insert(unit, *person) {
                let both = [other, *person].map(|person| people.get(person as usize));
                let [Some(one), Some(other)] = both else { continue };
                let message = format!("{} and {} are to be kept apart, and are kept together", one.name, other.name);
                return Err(Error::new("rules.contradiction", message)
                    .at_field(format!("rules.apart[{at}]"))
                    .with("people", &one.id)
                    .with("people", &other.id)
                    .hint(
                        "take them out of one of the two: rules.together or a circle that they formed, and rules.apart",
                    ));
            }
        }
    }
    locks(people, rules, index, unit_of)
}

/// Whether people who are kept together are locked in two circles.
fn locks(people: &[Participant], rules: &Rules, index: &BTreeMap<String, u32>, unit_of: &[u32]) -> Result<()> {
    let home = homes(people.len(), rules, index);
    let mut met: Vec<Option<u32>> = vec![None; home.len()];
    for (at, id) in rules.locked.iter().enumerate() {
        let Some(person) = index.get(id).copied() else { continue };
        let Some(first) = unit_of.get(person as usize).and_then(|unit| met.get_mut(*unit as usize)) else { continue };
        let other = *first.get_or_insert(person);
        let (here, there) = (home.get(person as usize), home.get(other as usize));
        let both = [other, person].map(|person| people.get(person as usize));
        if let ([Some(one), Some(other)], true) = (both, here != there) {
            let message = format!("{} and {} are kept together, and are locked in two circles", one.name, other.name);
            return Err(Error::new("rules.contradiction", message)
                .at_field(format!("rules.locked[{at}]"))
                .with("people", &one.id)
                .with("people", &other.id)
                .hint("unlock one of them, or take them out of rules.together or of the circle that they formed"));
        }
    }
    Ok(())
}

fn present(rules: &Rules, index: &BTreeMap<String, u32>) -> Result<()> {
    let mut placed = BTreeSet::new();
    let mut ids = BTreeSet::new();
    for (at, circle) in rules.present.iter().enumerate() {
        if !ids.insert(&circle.id) {
            return Err(Error::new("rules.twice", format!("two circles have the id \"{}\"", circle.id))
                .at_field(format!("rules.present[{at}].id"))
                .hint("give every circle an id of its own"));
        }
        once(&format!("rules.present[{at}].members"), &circle.members)?;
        for (place, id) in circle.members.iter().enumerate() {
            if !placed.insert(id) {
                return Err(Error::new("rules.twice", format!("\"{id}\" stands in two circles"))
                    .at_field(format!("rules.present[{at}].members[{place}]"))
                    .hint("keep one of the two"));
            }
        }
    }
    once("rules.locked", &rules.locked)?;
    for (at, id) in rules.locked.iter().enumerate() {
        let field = format!("rules.locked[{at}]");
        known(id, &field, index)?;
        if !placed.contains(id) {
            return Err(Error::new("rules.locked_nowhere", format!("\"{id}\" is locked and in no present circle"))
                .at_field(field)
                .hint("name their circle in rules.present, or unlock them"));
        }
    }
    Ok(())
}
