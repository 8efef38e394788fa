//! Typed values out of JSON.
//!
//! What the compiler makes for each type decides how large the module gets. So a struct is read as the sequence of its
//! fields, in the order of the type, each looked up here; a derived visitor of sequences is much smaller than one of
//! maps. A field that is not there ends its turn in the sequence: `#[serde(default)]` fills it, also an `Option`.

use std::fmt;

use serde::Deserializer;
use serde::de::{self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::tape::{Kind, Tape};

/// Why a value could not be read; or a name that is none, and the nearest that is one.
#[derive(Debug)]
pub(crate) struct Refusal(pub(super) Box<str>, pub(super) Option<&'static str>);

/// A value that is to be read.
#[derive(Clone, Copy)]
pub(crate) struct Node<'t> {
    pub(super) tape: &'t Tape<'t>,
    pub(super) token: usize,
}

pub(crate) type Outcome<T> = Result<T, Refusal>;

impl<'t> Node<'t> {
    fn kind(self) -> Kind {
        self.tape.at.set((self.token, ""));
        self.tape.kind(self.token)
    }

    #[inline(never)]
    fn expect(self, kind: Kind) -> Outcome<()> {
        if self.kind() == kind { Ok(()) } else { Err(unexpected(self, kind)) }
    }

    /// The values of a list, or of the list that an object has under a name; itself where it has none.
    pub(super) fn each(self, name: &str) -> Vec<Self> {
        let mut held = self.held();
        let list = match self.kind() {
            Kind::List => Some(self),
            Kind::Object => std::iter::from_fn(|| Some((held.take()?, held.take()?)))
                .find(|(key, value)| self.tape.raw(key.token) == name && value.kind() == Kind::List)
                .map(|(_, value)| value),
            _ => None,
        };
        list.map_or_else(
            || vec![self],
            |list| {
                let mut held = list.held();
                std::iter::from_fn(|| held.take()).collect()
            },
        )
    }

    /// The values in a list or an object.
    fn held(self) -> Held<'t> {
        Held { tape: self.tape, next: self.token + 1, end: self.tape.end(self.token) }
    }

    #[inline(never)]
    fn number(self) -> Outcome<Number> {
        self.expect(Kind::Number)?;
        let source = self.tape.source(self.token);
        let whole = source.parse().map(Number::Whole).or_else(|_| source.parse().map(Number::Below));
        whole.or_else(|_| source.parse().map(Number::Broken)).map_err(|_| de::Error::custom("this is no number"))
    }

    /// Where the fields of a struct stand, a number that no field can have for those that are not there.
    #[inline(never)]
    fn fields(self, names: &'static [&'static str]) -> Outcome<Vec<u32>> {
        self.expect(Kind::Object)?;
        let mut places = vec![0; names.len()];
        let (mut held, mut expected) = (self.held(), 0);
        while let Some(key) = held.take() {
            let raw = self.tape.raw(key.token);
            let value = held.take();
            // Most objects have their fields in the order of the type.
            let mut order = (expected..names.len()).chain(0..expected);
            if let Some(found) = order.find(|&place| names.get(place) == Some(&raw)) {
                if let (Some(place), Some(value)) = (places.get_mut(found), value) {
                    *place = value.token as u32;
                }
                expected = found + 1;
            } else if self.tape.strict.get() {
                self.tape.at.set((key.token, ""));
                return Err(de::Error::unknown_field(raw, names));
            }
        }
        Ok(places)
    }

    /// Which of the variants of an enum this names, and what it says of it.
    #[inline(never)]
    fn variant(self, names: &'static [&'static str]) -> Outcome<(usize, Option<Self>)> {
        let (name, content) = match self.kind() {
            Kind::Text => (self, None),
            Kind::Object => {
                let mut held = self.held();
                (held.take().unwrap_or(self), held.take())
            }
            _ => return Err(unexpected(self, Kind::Text)),
        };
        let raw = self.tape.raw(name.token);
        let found = names.iter().position(|known| *known == raw);
        found.map(|index| (index, content)).ok_or_else(|| de::Error::unknown_variant(raw, names))
    }
}

enum Number {
    Whole(u64),
    Below(i64),
    Broken(f64),
}

#[cold]
fn unexpected(node: Node<'_>, wanted: Kind) -> Refusal {
    de::Error::custom(format_args!("this is {}, not {}", called(node.kind()), called(wanted)))
}

fn called(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "absent",
        Kind::Bool => "true or false",
        Kind::Number => "a number",
        Kind::Text => "a text",
        Kind::List => "a list",
        Kind::Object => "an object",
    }
}

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        match self.kind() {
            Kind::Null => visitor.visit_unit(),
            Kind::Bool => self.deserialize_bool(visitor),
            Kind::Number => self.deserialize_f64(visitor),
            Kind::Text => self.deserialize_str(visitor),
            Kind::List => visitor.visit_seq(self.held()),
            Kind::Object => visitor.visit_map(self.held()),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        self.expect(Kind::Bool)?;
        visitor.visit_bool(self.tape.source(self.token) == "true")
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        match self.number()? {
            Number::Whole(number) => visitor.visit_u64(number),
            Number::Below(number) => visitor.visit_i64(number),
            Number::Broken(number) => visitor.visit_f64(number),
        }
    }

    fn deserialize_i8<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i16<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        self.expect(Kind::Text)?;
        visitor.visit_str(&self.tape.string(self.token))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        if self.kind() == Kind::Null { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Outcome<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        self.expect(Kind::List)?;
        visitor.visit_seq(self.held())
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Outcome<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, visitor: V) -> Outcome<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        self.expect(Kind::Object)?;
        visitor.visit_map(self.held())
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Outcome<V::Value> {
        visitor.visit_seq(Fields { node: self, names, places: self.fields(names)?, next: 0 })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Outcome<V::Value> {
        let (index, content) = self.variant(names)?;
        visitor.visit_enum(Variant { index, content })
    }

    serde::forward_to_deserialize_any! { bytes byte_buf unit unit_struct ignored_any }
}

/// What is left of a list or an object.
struct Held<'t> {
    tape: &'t Tape<'t>,
    next: usize,
    end: usize,
}

impl<'t> Held<'t> {
    #[inline(never)]
    fn take(&mut self) -> Option<Node<'t>> {
        let token = self.next;
        if token >= self.end {
            return None;
        }
        self.next = self.tape.after(token);
        self.tape.reading.at(token);
        Some(Node { tape: self.tape, token })
    }
}

impl<'de> SeqAccess<'de> for Held<'de> {
    type Error = Refusal;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Outcome<Option<T::Value>> {
        self.take().map(|node| seed.deserialize(node)).transpose()
    }
}

impl<'de> MapAccess<'de> for Held<'de> {
    type Error = Refusal;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Outcome<Option<K::Value>> {
        self.take().map(|node| seed.deserialize(node)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Outcome<V::Value> {
        let node = self.take().ok_or_else(|| de::Error::custom("a name without a value"))?;
        seed.deserialize(node)
    }
}

/// The fields of a struct in the order of its type.
struct Fields<'t> {
    node: Node<'t>,
    names: &'static [&'static str],
    places: Vec<u32>,
    next: usize,
}

impl<'t> Fields<'t> {
    #[inline(never)]
    fn take(&mut self) -> Option<Node<'t>> {
        let (tape, at) = (self.node.tape, self.next);
        self.next += 1;
        match self.places.get(at) {
            Some(&token) if token > 0 => Some(Node { tape, token: token as usize }),
            _ => {
                tape.at.set((self.node.token, self.names.get(at).copied().unwrap_or_default()));
                None
            }
        }
    }
}

impl<'de> SeqAccess<'de> for Fields<'de> {
    type Error = Refusal;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Outcome<Option<T::Value>> {
        self.take().map(|node| seed.deserialize(node)).transpose()
    }
}

/// A variant of an enum.
struct Variant<'t> {
    index: usize,
    content: Option<Node<'t>>,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Refusal;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Outcome<(V::Value, Self)> {
        Ok((seed.deserialize(Index(self.index as u64))?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = Refusal;

    fn unit_variant(self) -> Outcome<()> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Outcome<T::Value> {
        seed.deserialize(self.content.ok_or_else(bare)?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Outcome<V::Value> {
        self.content.ok_or_else(bare)?.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, names: &'static [&'static str], visitor: V) -> Outcome<V::Value> {
        self.content.ok_or_else(bare)?.deserialize_struct("", names, visitor)
    }
}

#[cold]
fn bare() -> Refusal {
    de::Error::custom("this variant holds something")
}

/// The number of a variant, which spares each enum a comparison of names of its own.
struct Index(u64);

impl<'de> Deserializer<'de> for Index {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        visitor.visit_u64(self.0)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl de::Error for Refusal {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string().into(), None)
    }

    fn unknown_field(name: &str, known: &'static [&'static str]) -> Self {
        Self(name.into(), nearest(name, known))
    }

    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self("this is missing".into(), None)
    }
}

/// The name that begins and ends most as another does.
fn nearest(name: &str, known: &'static [&'static str]) -> Option<&'static str> {
    let same = |pairs: &mut dyn Iterator<Item = (u8, u8)>| pairs.take_while(|(one, other)| one == other).count();
    let both = |known: &str| {
        let ends = known.bytes().rev().zip(name.bytes().rev());
        same(&mut known.bytes().zip(name.bytes())) + same(&mut { ends })
    };
    known.iter().copied().max_by_key(|known| both(known))
}

impl std::error::Error for Refusal {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
