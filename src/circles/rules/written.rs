//! How rules are written in JSON, where that is shorter than what they are.

use std::fmt;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{self, MapAccess, SeqAccess, Visitor};
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
        match Scalar::deserialize(deserializer)? {
            Scalar::Number(weight) => Ok(Self::Weight(weight)),
            // Yes or no, where a rule was once asked so.
            Scalar::Whether(must) => Ok(if must { Self::Must } else { Self::Off }),
            Scalar::Word(word) if word == "off" => Ok(Self::Off),
            Scalar::Word(word) if word == "must" => Ok(Self::Must),
            // What is no number comes as a word, and is refused by its place among the rules.
            Scalar::Word(word) if ["NaN", "Infinity", "-Infinity"].contains(&word.as_str()) => {
                Ok(Self::Weight(word.parse().unwrap_or(f64::NAN)))
            }
            Scalar::Word(_) => Err(de::Error::custom("a weight is \"off\", \"must\" or a number")),
        }
    }
}

/// A value by itself.
enum Scalar {
    Word(String),
    Number(f64),
    Whether(bool),
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WrittenScalar)
    }
}

struct WrittenScalar;

impl Visitor<'_> for WrittenScalar {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word or a number")
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Scalar, E> {
        self.visit_f64(number as f64)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Scalar, E> {
        self.visit_f64(number as f64)
    }

    /// A number that is none, as JSON has it; it is refused where one is asked for.
    fn visit_unit<E: de::Error>(self) -> Result<Scalar, E> {
        self.visit_f64(f64::NAN)
    }

    fn visit_bool<E: de::Error>(self, whether: bool) -> Result<Scalar, E> {
        Ok(Scalar::Whether(whether))
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Scalar, E> {
        Ok(Scalar::Word(word.to_owned()))
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
                other => return Err(de::Error::unknown_field(other, &["people", "weight"])),
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
        let (mut words, mut numbers) = (Vec::new(), Vec::new());
        for level in Vec::<Scalar>::deserialize(deserializer)? {
            match level {
                Scalar::Word(word) => words.push(word),
                Scalar::Number(number) => numbers.push(number),
                Scalar::Whether(_) => return Err(de::Error::custom("a level is a value or a number")),
            }
        }
        match (words.is_empty(), numbers.is_empty()) {
            (_, true) => Ok(Self::Values(words)),
            (true, _) => Ok(Self::From(numbers)),
            _ => Err(de::Error::custom("levels are all values, or all numbers")),
        }
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
