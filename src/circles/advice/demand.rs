//! What rules demand, one demand at a time: each can be dropped, and said in a sentence.

use crate::limits;
use crate::people::{Mode, Roster};
use crate::time::{Day, Span, TimeOfDay, Weekly};

use super::super::model::Model;
use super::super::rules::{Group, How, Rules, Size, Strength};
use super::super::said::Said;

/// One thing that must hold. What members wish in private is none of them: nothing that is said depends on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Demand {
    /// A circle has enough people.
    Fewest,
    /// A circle has not too many.
    Most,
    /// There are no more circles than asked for.
    Circles,
    /// A circle meets at a time that suits it.
    Slot,
    /// Who would rather talk talks, and who would rather write writes.
    Modes,
    /// A circle has a leader.
    Leader,
    /// Somebody is with those whom they call peers.
    Peers,
    /// Nobody leaves the circle that they have.
    Stay,
    /// A group is kept together, another apart, a term's pairs apart, an attribute's rule, a lock: by place in its list.
    Together(usize),
    Apart(usize),
    Past(usize),
    Attribute(usize),
    Locked(usize),
    /// A circle that formed itself stays whole.
    Own(String),
}

/// What the numbers of sizes are called, of circles that talk and of those that write.
pub(super) const MIN: (&str, &str) = ("min", "textMin");
pub(super) const MAX: (&str, &str) = ("max", "textMax");

/// The demands of rules that are in force.
pub(super) fn all(model: &Model) -> Vec<Demand> {
    let rules = &model.rules;
    let must = |strength: Strength| strength == Strength::Must;
    let mut all = Vec::new();
    let single = [
        (must(rules.size_weight), Demand::Fewest),
        (must(rules.size_weight), Demand::Most),
        (rules.slot.is_none_or(|slot| must(slot.weight)), Demand::Modes),
        (rules.circles.is_some(), Demand::Circles),
        (rules.slot.is_some_and(|slot| must(slot.weight)), Demand::Slot),
        (must(rules.leader), Demand::Leader),
        (must(rules.peers), Demand::Peers),
        (must(rules.moving) && !rules.present.is_empty(), Demand::Stay),
    ];
    all.extend(single.into_iter().filter(|(holds, _)| *holds).map(|(_, demand)| demand));
    let hard = |(at, group): (usize, &Group)| (must(group.weight) && group.people.len() > 1).then_some(at);
    all.extend(rules.together.iter().enumerate().filter_map(hard).map(Demand::Together));
    all.extend(rules.apart.iter().enumerate().filter_map(hard).map(Demand::Apart));
    all.extend((0..rules.past.len()).filter(|at| must(rules.past[*at].strength(*at))).map(Demand::Past));
    let attributes = rules.attributes.iter().enumerate();
    let hard = attributes.filter(|(_, rule)| must(rule.weight));
    all.extend(hard.map(|(at, _)| Demand::Attribute(at)));
    all.extend((0..rules.locked.len()).map(Demand::Locked));
    if must(rules.self_formed) {
        let names: crate::ordered::BTreeSet<&String> = model.people.iter().filter_map(|p| p.circle.as_ref()).collect();
        all.extend(names.into_iter().cloned().map(Demand::Own));
    }
    all
}

impl Demand {
    /// Takes the demand out of rules and roster; locks are taken out together, so that they keep their places until then.
    fn drop(&self, roster: &mut Roster, rules: &mut Rules) {
        match self {
            Self::Fewest => sizes(rules, |size| size.min = 1),
            Self::Most => {
                let all = (roster.participants.len() as u32).clamp(1, limits::CIRCLE_SIZE);
                sizes(rules, |size| size.max = size.max.max(all));
            }
            Self::Circles => rules.circles = None,
            // One day that suits everybody, and the share that must be free as before: asking for no time at all would
            // ask that the whole of a circle talks, or writes.
            Self::Slot => {
                for person in &mut roster.participants {
                    (person.zone, person.availability) = (None, Weekly::from(whole_day()));
                }
            }
            Self::Modes => roster.participants.iter_mut().for_each(|person| person.mode = Mode::Either),
            Self::Leader => rules.leader = Strength::Off,
            Self::Peers => rules.peers = Strength::Off,
            Self::Stay => rules.moving = Strength::Off,
            Self::Together(at) => rules.together[*at].people.clear(),
            Self::Apart(at) => rules.apart[*at].people.clear(),
            Self::Past(at) => rules.past[*at].weight = Some(Strength::Off),
            Self::Attribute(at) => {
                // What is left asks for nothing, and keeps the places of the others.
                rules.attributes[*at].weight = Strength::Off;
                rules.attributes[*at].how = How::Mix;
            }
            Self::Locked(_) => {}
            Self::Own(name) => {
                let own = roster.participants.iter_mut().filter(|person| person.circle.as_ref() == Some(name));
                own.for_each(|person| person.circle = None);
            }
        }
    }

    /// The demand in the organiser's words.
    pub(super) fn said(&self, model: &Model) -> Said {
        let rules = &model.rules;
        let group = |ids: &[String]| model.known(ids);
        match self {
            Self::Fewest => sized(
                "needs.fewest",
                rules,
                MIN,
                |size| size.min,
                |min, apart| format!("a circle has at least {min} people{apart}"),
            ),
            Self::Most => sized(
                "needs.most",
                rules,
                MAX,
                |size| size.max,
                |max, apart| format!("a circle has at most {max} people{apart}"),
            ),
            Self::Circles => {
                let circles = rules.circles.unwrap_or_default();
                Said::new("needs.circles", format!("there are {circles} circles")).with("count", circles)
            }
            Self::Slot => {
                let share = model.share();
                if share == 100 {
                    let text = "everybody in a circle is free at its weekly time";
                    return Said::new("needs.slot", text).with("share", share);
                }
                let led = if model.leader_meets() { ", and one who leads" } else { "" };
                let said = Said::new("needs.slot", format!("{share} % of a circle are free at its weekly time{led}"));
                let said = said.with("share", share);
                if led.is_empty() { said } else { said.with("leader", true) }
            }
            Self::Modes => Said::new("needs.modes", "people talk or write as they said they would"),
            Self::Leader => {
                let leaders = model.people.iter().filter(|person| person.leader).count();
                let text = format!("every circle has a leader ({leaders} are ready to lead)");
                Said::new("needs.leader", text).with("count", leaders)
            }
            Self::Peers => Said::new("needs.peers", "people are with those whom they call peers"),
            Self::Stay => Said::new("needs.stay", "nobody leaves the circle that they have"),
            Self::Together(at) => {
                people("needs.together", model, &group(&rules.together[*at].people), "are kept together")
            }
            Self::Apart(at) => people("needs.apart", model, &group(&rules.apart[*at].people), "are kept apart"),
            Self::Past(at) => {
                Said::new("needs.past", "who met in an earlier term does not meet again").with("term", at + 1)
            }
            Self::Attribute(at) => attribute(&rules.attributes[*at].attribute, rules.attributes[*at].how),
            Self::Locked(at) => {
                people("needs.locked", model, &group(&rules.locked[*at..=*at]), "is locked where they are")
            }
            Self::Own(name) => {
                Said::new("needs.own", format!("\"{name}\", which formed itself, stays whole")).with("name", name)
            }
        }
    }

    /// What the rule is called.
    pub(super) fn rule(&self) -> &'static str {
        match self {
            Self::Fewest | Self::Most => "size",
            Self::Circles => "number of circles",
            Self::Slot | Self::Modes => "meeting",
            Self::Leader => "leader",
            Self::Peers => "peers",
            Self::Stay => "stay",
            Self::Together(_) => "together",
            Self::Apart(_) => "apart",
            Self::Past(_) => "past circles",
            Self::Attribute(_) => "attribute",
            Self::Locked(_) => "locked",
            Self::Own(_) => "self-formed circles",
        }
    }
}

/// Takes demands out of rules and roster.
pub(super) fn without(dropped: &[Demand], roster: &mut Roster, rules: &mut Rules) {
    dropped.iter().for_each(|demand| demand.drop(roster, rules));
    let mut places = 0..;
    rules.locked.retain(|_| places.next().is_none_or(|at| !dropped.contains(&Demand::Locked(at))));
}

fn whole_day() -> Vec<Span> {
    let midnight = [0, 24 * 60].map(TimeOfDay::from_minutes);
    let [Some(from), Some(to)] = midnight else { return Vec::new() };
    vec![Span { day: Day::Monday, from, to }]
}

/// Changes the sizes of all modes.
pub(super) fn sizes(rules: &mut Rules, change: impl Fn(&mut Size)) {
    change(&mut rules.size);
    rules.text_size.iter_mut().for_each(change);
}

/// A number of the sizes, with what is said of it where there is another for circles that write.
pub(super) fn sized(
    code: &'static str,
    rules: &Rules,
    (name, of_text): (&str, &str),
    of: impl Fn(Size) -> u32,
    text: impl Fn(u32, String) -> String,
) -> Said {
    let talk = of(rules.size);
    let other = rules.text_size.map(of).filter(|other| *other != talk);
    let apart = other.map_or_else(String::new, |other| format!(" ({other} if it writes)"));
    let said = Said::new(code, text(talk, apart)).with(name, talk);
    other.into_iter().fold(said, |said, other| said.with(of_text, other))
}

fn people(code: &'static str, model: &Model, people: &[u32], what: &str) -> Said {
    Said::new(code, format!("{} {what}", model.names(people))).people(model, people)
}

fn attribute(name: &str, how: How) -> Said {
    let (code, text) = match how {
        How::Mix => ("needs.mix", format!("no two people of a circle share {name}")),
        How::Match => ("needs.match", format!("all people of a circle share {name}")),
        How::Balance => ("needs.balance", format!("circles have the same mean by {name}")),
        How::NoLoneMember => ("needs.no_lone", format!("nobody is the only one of their {name}")),
        How::NotWith => ("needs.not_with", format!("nobody is with whom their {name} names")),
    };
    Said::new(code, text).with("attribute", name)
}
