//! How rules are written in JSON, where that is shorter than what they are.

use std::fmt;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{self, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{AttributeRule, Group, How, Levels, Strength};

impl Serialize for Strength {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Off => serializer.serialize_str("off"),
            Self::Must => serializer.serialize_str("must"),
            Self::Weight(weight) => serializer.serialize_f64(*weight),
        }
    }
}

impl<'de> Deserialize<'de> for Strength {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Written)
    }
}

/// The two ways in which a strength is written.
struct Written;

impl Visitor<'_> for Written {
    type Value = Strength;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"off\", \"must\" or a number")
    }

    fn visit_f64<E: de::Error>(self, weight: f64) -> Result<Strength, E> {
        Ok(Strength::Weight(weight))
    }

    fn visit_u64<E: de::Error>(self, weight: u64) -> Result<Strength, E> {
        self.visit_f64(weight as f64)
    }

    fn visit_i64<E: de::Error>(self, weight: i64) -> Result<Strength, E> {
        self.visit_f64(weight as f64)
    }

    /// A number that is none, as JSON has it; it is refused as a weight.
    fn visit_unit<E: de::Error>(self) -> Result<Strength, E> {
        Ok(Strength::Weight(f64::NAN))
    }

    /// Yes or no, where a rule was once asked so.
    fn visit_bool<E: de::Error>(self, must: bool) -> Result<Strength, E> {
        Ok(if must { Strength::Must } else { Strength::Off })
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Strength, E> {
        match word {
            "off" => Ok(Strength::Off),
            "must" => Ok(Strength::Must),
            _ => Err(E::custom("a weight is \"off\", \"must\" or a number")),
        }
    }
}

impl Serialize for Group {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.weight.is_must() {
            return self.people.serialize(serializer);
        }
        let mut group = serializer.serialize_struct("Group", 2)?;
        group.serialize_field("people", &self.people)?;
        group.serialize_field("weight", &self.weight)?;
        group.end()
    }
}

impl<'de> Deserialize<'de> for Group {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WrittenGroup)
    }
}

/// The two ways in which a group is written.
struct WrittenGroup;

impl<'de> Visitor<'de> for WrittenGroup {
    type Value = Group;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of ids, or people and a weight")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, ids: A) -> Result<Group, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(ids)).map(|people: Vec<String>| people.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Group, A::Error> {
        let mut group = Group::from(Vec::new());
        while let Some(field) = fields.next_key::<String>()? {
            match field.as_str() {
                "people" => group.people = fields.next_value()?,
                "weight" => group.weight = fields.next_value()?,
                _ => drop(fields.next_value::<IgnoredAny>()?),
            }
        }
        Ok(group)
    }
}

impl Serialize for Levels {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Values(values) => values.serialize(serializer),
            Self::From(numbers) => numbers.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Levels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let levels: Vec<Level> = Vec::deserialize(deserializer)?;
        let numbers: Option<Vec<f64>> = levels.iter().map(|level| level.number).collect();
        let words = || levels.into_iter().map(|level| level.word).collect::<Option<Vec<String>>>();
        let mixed = || de::Error::custom("levels are all values, or all numbers");
        match numbers {
            Some(numbers) if !numbers.is_empty() => Ok(Self::From(numbers)),
            _ => words().map(Self::Values).ok_or_else(mixed),
        }
    }
}

/// One level as it is written: a value, or the number at which it begins.
#[derive(Default)]
struct Level {
    word: Option<String>,
    number: Option<f64>,
}

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WrittenLevel)
    }
}

struct WrittenLevel;

impl Visitor<'_> for WrittenLevel {
    type Value = Level;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or a number")
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Level, E> {
        Ok(Level { number: Some(number), ..Level::default() })
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Level, E> {
        self.visit_f64(number as f64)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Level, E> {
        self.visit_f64(number as f64)
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Level, E> {
        Ok(Level { word: Some(word.to_owned()), ..Level::default() })
    }
}

/// A rule as it is written: its weight may be left out.
#[derive(Deserialize)]
pub(super) struct Rule {
    attribute: String,
    how: How,
    #[serde(default, deserialize_with = "given")]
    weight: Option<Strength>,
}

/// What is written counts, and be it nothing: that is no weight.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Strength>, D::Error> {
    Strength::deserialize(deserializer).map(Some)
}

impl From<Rule> for AttributeRule {
    fn from(Rule { attribute, how, weight }: Rule) -> Self {
        let usual = if how == How::NotWith { Strength::Must } else { Strength::Weight(1.0) };
        Self { attribute, how, weight: weight.unwrap_or(usual) }
    }
}
