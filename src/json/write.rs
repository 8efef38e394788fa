//! Typed values into JSON.

use std::fmt::{self, Display, Write as _};

use serde::ser::{self, Serialize, Serializer};

use crate::job;

/// Bytes written between two signs of life.
const SIGN: usize = 1 << 16;

/// Text that grows.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    /// How long it is when it is next told that it grows.
    next: usize,
}

/// What stands for a reason not to write a value; nothing has one.
#[derive(Debug)]
pub(super) struct Unwritable;

pub(super) type Outcome = Result<(), Unwritable>;

impl Writer {
    pub(super) fn text(self) -> String {
        self.text
    }

    /// Begins a list.
    pub(super) fn list() -> Self {
        let mut writer = Self::default();
        writer.begin('[');
        writer
    }

    /// The list, ended.
    pub(super) fn listed(mut self) -> String {
        self.text.push(']');
        self.text
    }

    /// How long the text is by now.
    pub(super) fn length(&self) -> usize {
        self.text.len()
    }

    /// Begins an object with a list in it.
    pub(super) fn open(&mut self, list: &'static str) {
        self.begin('{');
        self.name(list);
        self.begin('[');
    }

    /// Ends it.
    pub(super) fn shut(&mut self) {
        self.text.push_str("]}");
    }

    /// One more item of a list.
    pub(super) fn item<T: Serialize>(&mut self, value: &T) -> Outcome {
        self.separate();
        value.serialize(self)
    }

    /// A comma, where something stands before in the same list or object.
    #[inline(never)]
    fn separate(&mut self) {
        if !matches!(self.text.as_bytes().last(), Some(b'[' | b'{' | b':')) {
            self.text.push(',');
        }
    }

    #[inline(never)]
    fn quoted(&mut self, text: &str) {
        self.text.push('"');
        self.escaped(text);
        self.text.push('"');
    }

    fn escaped(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
            let (plain, special) = rest.split_at(at);
            self.text.push_str(plain);
            let mut chars = special.chars();
            match chars.next() {
                Some(sign @ ('"' | '\\')) => self.text.extend(['\\', sign]),
                Some('\n') => self.text.push_str("\\n"),
                Some(sign) => self.display(&format_args!("\\u{:04x}", u32::from(sign))),
                None => {}
            }
            rest = chars.as_str();
        }
        self.text.push_str(rest);
    }

    /// What needs no quotation marks.
    #[inline(never)]
    fn display(&mut self, value: &dyn Display) {
        // Writing to a text does not fail.
        let _ = write!(self.text, "{value}");
    }

    /// A number of figures alone.
    #[inline(never)]
    fn whole(&mut self, value: u64) {
        let (mut figures, mut rest, mut from) = ([b'0'; 20], value, 19);
        for (at, figure) in figures.iter_mut().enumerate().rev() {
            *figure += u8::try_from(rest % 10).unwrap_or(0);
            (rest, from) = (rest / 10, at);
            if rest == 0 {
                break;
            }
        }
        let figures = figures.get(from..).and_then(|figures| std::str::from_utf8(figures).ok());
        self.text.push_str(figures.unwrap_or_default());
    }

    /// The name of a field; where the object was before it.
    #[inline(never)]
    fn name(&mut self, name: &'static str) -> usize {
        let before = self.text.len();
        self.separate();
        self.text.push('"');
        // Names of fields are words, which need no look at each letter.
        self.text.push_str(name);
        self.text.push_str("\":");
        before
    }

    /// A field without a value is no field.
    #[inline(never)]
    fn unless_absent(&mut self, before: usize) {
        if self.text.as_bytes().last() == Some(&b'l') && self.text.ends_with(":null") {
            self.text.truncate(before);
        }
    }

    #[inline(never)]
    fn begin(&mut self, bracket: char) {
        self.text.push(bracket);
        if self.text.len() >= self.next {
            self.next = self.text.len() + SIGN;
            job::alive();
        }
    }

    /// The name of a variant that holds something.
    fn variant(&mut self, name: &str, bracket: &str) {
        self.begin('{');
        self.quoted(name);
        self.text.push(':');
        self.text.push_str(bracket);
    }
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Parts<'w>;
    type SerializeTuple = Parts<'w>;
    type SerializeTupleStruct = Parts<'w>;
    type SerializeTupleVariant = Parts<'w>;
    type SerializeMap = Parts<'w>;
    type SerializeStruct = Parts<'w>;
    type SerializeStructVariant = Parts<'w>;

    fn serialize_bool(self, value: bool) -> Outcome {
        self.text.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Outcome {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Outcome {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Outcome {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Outcome {
        self.display(&value);
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Outcome {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Outcome {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Outcome {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Outcome {
        self.whole(value);
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Outcome {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Outcome {
        if !value.is_finite() {
            return self.serialize_unit();
        }
        self.display(&value);
        Ok(())
    }

    fn serialize_char(self, value: char) -> Outcome {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Outcome {
        self.quoted(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Outcome {
        value.serialize(self)
    }

    fn serialize_none(self) -> Outcome {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Outcome {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Outcome {
        self.text.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Outcome {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Outcome {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Outcome {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Outcome {
        self.variant(variant, "");
        value.serialize(&mut *self)?;
        self.text.push('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'w>, Unwritable> {
        self.begin('[');
        Ok(Parts { writer: self, end: "]" })
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'w>, Unwritable> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'w>, Unwritable> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'w>, Unwritable> {
        self.variant(variant, "[");
        Ok(Parts { writer: self, end: "]}" })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'w>, Unwritable> {
        self.begin('{');
        Ok(Parts { writer: self, end: "}" })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'w>, Unwritable> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'w>, Unwritable> {
        self.variant(variant, "{");
        Ok(Parts { writer: self, end: "}}" })
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Outcome {
        self.serialize_str(&value.to_string())
    }
}

/// A list or an object that has begun.
pub(super) struct Parts<'w> {
    writer: &'w mut Writer,
    end: &'static str,
}

impl Parts<'_> {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Outcome {
        self.writer.separate();
        value.serialize(&mut *self.writer)
    }

    fn named<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Outcome {
        let before = self.writer.name(name);
        value.serialize(&mut *self.writer)?;
        self.writer.unless_absent(before);
        Ok(())
    }

    #[inline(never)]
    fn close(self) -> Outcome {
        self.writer.text.push_str(self.end);
        Ok(())
    }
}

impl ser::SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Outcome {
        self.writer.separate();
        // Keys are texts or words of an enum, which are texts too.
        key.serialize(&mut *self.writer)?;
        self.writer.text.push(':');
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Outcome {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Outcome {
        self.close()
    }
}

/// The other traits of lists and objects, which differ in their names alone.
macro_rules! parts {
    ($($of:ident: $one:ident),*) => { $(
        impl ser::$of for Parts<'_> {
            type Ok = ();
            type Error = Unwritable;

            fn $one<T: Serialize + ?Sized>(&mut self, value: &T) -> Outcome {
                self.element(value)
            }

            fn end(self) -> Outcome {
                self.close()
            }
        }
    )* };
    ($($of:ident),*) => { $(
        impl ser::$of for Parts<'_> {
            type Ok = ();
            type Error = Unwritable;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Outcome {
                self.named(name, value)
            }

            fn end(self) -> Outcome {
                self.close()
            }
        }
    )* };
}

parts! {
    SerializeSeq: serialize_element, SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field, SerializeTupleVariant: serialize_field
}
parts! { SerializeStruct, SerializeStructVariant }

impl ser::Error for Unwritable {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

impl std::error::Error for Unwritable {}

impl Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this cannot be written")
    }
}
