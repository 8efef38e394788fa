//! What an organiser asks of the circles.

mod written;

use serde::{Deserialize, Serialize};

use crate::ordered::BTreeMap;
use crate::time::Slot;

use super::plan::Circle;

/// What makes a good circle. Every part may be left out and then is as in the reference programme:
/// five to eight people, one of them a leader, sharing an hour of the week.
///
/// ```
/// use peer_circle::circles::{How, Rules, Strength};
///
/// let rules: Rules = serde_json::from_str(
///     r#"{"attributes": [{"attribute": "Department", "how": "mix", "weight": 3}], "leader": "must"}"#,
/// )?;
/// assert_eq!(rules.size.max, 8);
/// assert_eq!((rules.attributes[0].how, rules.attributes[0].weight), (How::Mix, Strength::Weight(3.0)));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct Rules {
    /// How many people a circle may have.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub size: Size,
    /// How many people a circle that writes may have, where that differs. A circle writes or talks, whichever suits more
    /// of its people; where both suit as many, whichever its size fits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_size: Option<Size>,
    /// How much it matters that circles have these sizes: each person too many or too few is a breach. Must when left
    /// out. Where it is a weight or off, a circle has anything from one person to a hundred.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub size_weight: Strength,
    /// How many circles there are; the number that costs least when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub circles: Option<u32>,
    /// The weekly slot that a talk circle shares; `null` when circles find their times themselves.
    #[cfg_attr(feature = "wasm", tsify(optional, type = "SlotRule | null"))]
    pub slot: Option<SlotRule>,
    /// The IANA name of the zone in which slots are told; also that of people who name none.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub zone: String,
    /// The day (`YYYY-MM-DD`) whose clocks translate availability from one zone to another: the programme's first.
    /// When left out, the difference between two zones is what it is on most days of a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// Whether every circle has a leader.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub leader: Strength,
    /// How much it matters that people are with those whom they call peers.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub peers: Strength,
    /// Whether people who share a circle in the roster stay together: `true`, `false`, or what it costs that two of
    /// them do not.
    #[cfg_attr(feature = "wasm", tsify(optional, type = "boolean | Strength"))]
    pub self_formed: Strength,
    /// What is asked of attributes.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub attributes: Vec<AttributeRule>,
    /// The order of attributes that have one, by the attribute's name.
    #[cfg_attr(feature = "wasm", tsify(optional, type = "Record<string, Levels>"))]
    pub levels: BTreeMap<String, Levels>,
    /// People who share a circle.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub together: Vec<Group>,
    /// People of whom no two share a circle.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub apart: Vec<Group>,
    /// Earlier terms, the latest first, whose pairs should not meet again.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub past: Vec<Past>,
    /// What may not change: people tied to a circle of `present`.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub locked: Vec<String>,
    /// The circles that there are, by ids of their people: forming starts from them and moving somebody has a price.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub present: Vec<Present>,
    /// The price of moving one person out of a present circle. The most there is when left out: nobody moves for a
    /// better mix, only where a rule that must hold, or somebody's place, depends on it.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub moving: Strength,
}

/// How many people a circle may have, leader included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Size {
    /// The fewest.
    pub min: u32,
    /// The most.
    pub max: u32,
}

/// What the members of a talk circle share.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct SlotRule {
    /// How long a meeting lasts, in minutes.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub minutes: u16,
    /// The share of a circle, in percent, that must be free at its slot. One of its leaders always is, where it has any,
    /// unless `leader` is off.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub share: u8,
    /// How much it matters: each person who is one too many to be missing is a breach. Must when left out; off is as
    /// no slot at all.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub weight: Strength,
}

/// How much a rule matters: written as `"off"`, `"must"` or a weight.
///
/// A weight is a whole number from 0 to 1000: what one breach adds to the cost.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[cfg_attr(feature = "wasm", tsify(type = "\"off\" | \"must\" | number"))]
pub enum Strength {
    /// The rule does not apply.
    #[default]
    Off,
    /// Each breach adds this to the cost.
    Weight(f64),
    /// No circle may break the rule.
    Must,
}

/// Some people, by id, and how much what is asked of them matters: written as a list of ids where it must hold.
///
/// A weight is what each pair costs for which it does not hold.
///
/// ```
/// use peer_circle::circles::{Rules, Strength};
///
/// let rules: Rules = serde_json::from_str(
///     r#"{"apart": [["p1", "p2"], {"people": ["p3", "p4"], "weight": 5}]}"#,
/// )?;
/// let weights: Vec<Strength> = rules.apart.iter().map(|group| group.weight).collect();
/// assert_eq!(weights, [Strength::Must, Strength::Weight(5.0)]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[cfg_attr(feature = "wasm", tsify(type = "string[] | { people: string[]; weight?: Strength }"))]
pub struct Group {
    /// The people.
    pub people: Vec<String>,
    /// How much it matters.
    pub weight: Strength,
}

/// The order of an attribute, from the lowest level up: the values themselves, such as stages of a career, or, where
/// the values are numbers, the numbers at which a new level begins.
///
/// *Mix* and *match* then count the steps between two people, *no lone member* and peers go by the level, and *balance*
/// takes the first level for 1, the next for 2 and so on; of numbers it takes the numbers themselves.
///
/// ```
/// use peer_circle::circles::{Levels, Rules};
///
/// let rules: Rules = serde_json::from_str(
///     r#"{"levels": {"Stage": ["Resident", "Fellow", "Attending"], "Years": [5, 10, 20]}}"#,
/// )?;
/// assert_eq!(rules.levels["Years"], Levels::From(vec![5.0, 10.0, 20.0]), "four levels: below 5, below 10, below 20, more");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[cfg_attr(feature = "wasm", tsify(type = "string[] | number[]"))]
pub enum Levels {
    /// The values, lowest first.
    Values(Vec<String>),
    /// The numbers at which the second level and all after it begin, lowest first.
    From(Vec<f64>),
}

/// What is asked of one attribute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", from = "written::Rule")]
pub struct AttributeRule {
    /// The attribute's name in the roster.
    pub attribute: String,
    /// What is asked.
    pub how: How,
    /// How much it matters. When left out 1, and must for *not with*.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub weight: Strength,
}

/// What can be asked of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum How {
    /// Unlike people together: each pair with a value in common costs.
    Mix,
    /// Alike people together: each pair without a value in common costs.
    Match,
    /// Numbers: each circle's mean near the mean of all.
    Balance,
    /// Nobody is the only one with a value in a circle of people with other values.
    NoLoneMember,
    /// The values name people whom the person must not be with, such as a supervisor: by id, e-mail address or name.
    NotWith,
}

/// The circles of an earlier term.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Past {
    /// The people of each circle, by id; ids that the roster no longer has are passed over.
    pub circles: Vec<Vec<String>>,
    /// What a pair that meets again costs; when left out, 4 for the last term and half as much for each term before:
    /// 2, 1, then nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Strength>,
    /// How many terms lie between: 0 for the last one. Its place in the list when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<u32>,
}

/// A circle that there is already.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Present {
    /// The circle's id, which it keeps.
    pub id: String,
    /// The circle's name, which it keeps.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its people, by id; ids that the roster no longer has are passed over.
    pub members: Vec<String>,
    /// The person who leads it, by id, and goes on to while that is possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<String>,
    /// When it meets, in the zone of the rules. It keeps that time, for as long as meetings last now, while all who join can
    /// make it and so can one who leads; that its people have to find another since somebody joins has the price of moving
    /// each of them, by the rule `time`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<Slot>,
}

impl From<&Circle> for Present {
    /// A circle of a plan, to go on as it is.
    fn from(circle: &Circle) -> Self {
        let Circle { id, name, members, leader, slot, .. } = circle.clone();
        Self { id, name, members, leader, slot }
    }
}

/// What makes a formation repeatable: the same roster, rules, seed and work give the same plan everywhere.
///
/// In JavaScript a whole number up to 2^53.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[cfg_attr(feature = "wasm", tsify(type = "number"))]
pub struct Seed(pub u64);

impl Default for Rules {
    fn default() -> Self {
        Self {
            size: Size::default(),
            text_size: None,
            size_weight: Strength::Must,
            circles: None,
            slot: Some(SlotRule::default()),
            zone: "America/New_York".to_owned(),
            on: None,
            leader: Strength::Must,
            peers: Strength::Weight(6.0),
            self_formed: Strength::Must,
            attributes: Vec::new(),
            levels: BTreeMap::new(),
            together: Vec::new(),
            apart: Vec::new(),
            past: Vec::new(),
            locked: Vec::new(),
            present: Vec::new(),
            moving: Strength::Weight(1000.0),
        }
    }
}

impl Past {
    /// What a pair of this term that meets again costs, when the term stands at this place in the list.
    pub(super) fn strength(&self, place: usize) -> Strength {
        let age = self.age.unwrap_or(place as u32);
        self.weight.unwrap_or(match age {
            0..=2 => Strength::Weight(f64::from(4_u32 >> age)),
            _ => Strength::Off,
        })
    }
}

impl Default for Size {
    fn default() -> Self {
        Self { min: 5, max: 8 }
    }
}

impl Default for SlotRule {
    fn default() -> Self {
        Self { minutes: 60, share: 100, weight: Strength::Must }
    }
}

impl Strength {
    /// Whether no circle may break the rule.
    pub(super) fn is_must(self) -> bool {
        self == Self::Must
    }

    /// Whether the rule applies at all: a weight of nothing is as good as none.
    pub(super) fn is_on(self) -> bool {
        match self {
            Self::Off => false,
            Self::Weight(weight) => weight >= 1.0,
            Self::Must => true,
        }
    }
}

impl From<Vec<String>> for Group {
    /// People for whom it must hold.
    fn from(people: Vec<String>) -> Self {
        Self { people, weight: Strength::Must }
    }
}
