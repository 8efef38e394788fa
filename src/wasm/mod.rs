//! The bindings for JavaScript: decode, call, encode. No logic lives here.
#![allow(unreachable_pub, reason = "wasm-bindgen exports what is public, and nothing in Rust reaches it")]

#[cfg(any(feature = "forming", not(feature = "coding")))]
mod calendar;
#[cfg(any(feature = "forming", not(feature = "coding")))]
mod circles;
#[cfg(any(feature = "forming", not(feature = "coding")))]
mod diverse;
#[cfg(any(feature = "forming", not(feature = "coding")))]
mod given;
#[cfg(any(feature = "forming", not(feature = "coding")))]
mod people;
#[cfg(any(feature = "coding", not(feature = "forming")))]
mod project;
#[cfg(any(feature = "forming", not(feature = "coding")))]
mod report;
#[cfg(any(feature = "coding", not(feature = "forming")))]
mod themes;
#[cfg(any(feature = "forming", not(feature = "coding")))]
mod time;
#[cfg(any(feature = "coding", not(feature = "forming")))]
mod transcripts;
#[cfg(any(feature = "coding", not(feature = "forming")))]
mod workbook;

use js_sys::{Array, Function, JSON};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::error::Error;
#[cfg(any(feature = "forming", not(feature = "coding")))]
use crate::{
    calendar::{Series, Term},
    circles::{Circle, Plan},
    people::{Participant, Roster},
};
use crate::{job, json};

#[cfg(any(feature = "forming", not(feature = "coding")))]
json::long!(Roster, participants, Participant);
#[cfg(any(feature = "forming", not(feature = "coding")))]
json::long!(Plan, circles, Circle);
#[cfg(any(feature = "forming", not(feature = "coding")))]
json::long!(Term, series, Series);
#[cfg(any(feature = "forming", not(feature = "coding")))]
impl json::Item for Participant {
    const TAKES: u64 = 5;
}
#[cfg(any(feature = "forming", not(feature = "coding")))]
impl json::Item for Circle {}
#[cfg(any(feature = "forming", not(feature = "coding")))]
impl json::Item for Series {
    const TAKES: u64 = 100;
}

#[cfg(any(feature = "forming", not(feature = "coding")))]
impl json::Saved for Plan {
    const FORMAT: u32 = Self::FORMAT;
}

#[cfg(any(feature = "forming", not(feature = "coding")))]
impl json::Saved for Term {
    const FORMAT: u32 = Self::FORMAT;
}

/// Tells a function how much of what is done in one go is done, from 0 to 1, until nobody is to hear it any more.
#[wasm_bindgen]
pub fn listen(hear: Option<Function>) {
    job::listen(hear.map(|hear| -> job::Hear {
        // What it throws is its own matter.
        Box::new(move |share| drop(hear.call1(&JsValue::NULL, &share.into())))
    }));
}

/// What an exported function throws: the plain object of an [`Error`].
pub(crate) type Thrown = JsValue;

/// Texts, one after the other.
#[derive(Deserialize, Tsify)]
pub struct Words(Vec<String>);

/// A value from JavaScript; `field` names the argument in the error.
pub(crate) fn decode<T: Tsify + DeserializeOwned>(value: Ts<T>, field: &str) -> Result<T, Thrown> {
    json::read(&unpacked(&value.into()), field).map_err(|error| throw(&error))
}

/// The same for what somebody asks for: names that the type does not have are refused.
pub(crate) fn decode_asked<T: Tsify + DeserializeOwned>(value: Ts<T>, field: &str) -> Result<T, Thrown> {
    json::asked(&unpacked(&value.into()), field).map_err(|error| throw(&error))
}

/// A value for JavaScript: maps as plain objects, absent fields left out.
pub(crate) fn encode<T: Tsify + Serialize>(value: &T) -> Result<Ts<T>, Thrown> {
    Ok(Ts::new_unchecked(packed(&json::write(value))))
}

/// A roster of more people is read at once by a page that may not be held up.
#[cfg(any(feature = "forming", not(feature = "coding")))]
const LOOKED_AT: usize = 20_000;

/// The same in steps with a `roster`, which may be large and on its way from one call to the next: it goes beside, and
/// the JavaScript keeps it as text until somebody looks at it; where that would take long, in portions that it reads before.
#[cfg(any(feature = "forming", not(feature = "coding")))]
pub(crate) async fn encode_with_roster<T: Tsify + Serialize>(value: &T, roster: Roster) -> Answer {
    if roster.participants.len() > LOOKED_AT {
        let portions = Portions::of(value);
        portions.list("roster.participants", roster.participants).await;
        return portions.answer();
    }
    let (value, roster) = (json::write(value), json::write_long(roster).await);
    Ok(Array::of2(&value.into(), &roster.into()).into())
}

/// What comes of work in steps.
pub(crate) type Answer = Result<JsValue, Thrown>;

/// Work that takes steps. Whoever is given one by a function gets from its last step what the function says that it
/// gives.
#[wasm_bindgen]
pub struct Work(job::Steps<dyn Future<Output = Answer>>);

#[wasm_bindgen]
impl Work {
    /// Goes on for about so many microseconds; nothing comes of it before the last step.
    #[wasm_bindgen(unchecked_return_type = "unknown")]
    pub fn step(&mut self, work: u32) -> Answer {
        self.0.step(u64::from(work)).unwrap_or(Ok(JsValue::UNDEFINED))
    }
}

impl Work {
    pub(crate) fn new(work: impl Future<Output = Answer> + 'static) -> Self {
        Self(job::Steps::new(Box::pin(work)))
    }
}

/// What came of it, as [`encode`] writes it.
pub(crate) fn answer<T: Tsify + Serialize>(value: &T) -> Answer {
    Ok(packed(&json::write(value)))
}

/// What has long lists, in steps: these come beside it in portions, which the JavaScript puts where they belong.
pub(crate) struct Portions(Array);

impl Portions {
    /// Begins with everything else, the lists empty.
    pub(crate) fn of<T: Tsify + Serialize>(value: &T) -> Self {
        Self(Array::of1(&json::write(value).into()))
    }

    /// Adds the items of the list at a path, such as `transcripts.0.turns`; an empty one is that of the value itself.
    pub(crate) async fn list<T: Serialize>(&self, path: &str, items: impl IntoIterator<Item = T>) {
        for text in json::portions(items).await {
            self.0.push(&path.into());
            self.0.push(&text.into());
        }
    }

    pub(crate) fn answer(self) -> Answer {
        Ok(self.0.into())
    }
}

/// A whole number from JavaScript; `field` names the argument in the error.
pub(crate) fn count(number: f64, field: &str) -> Result<u32, Thrown> {
    if (0.0..=f64::from(u32::MAX)).contains(&number) && number.fract() == 0.0 {
        return Ok(number as u32);
    }
    let error = Error::new("call.unreadable", format!("{field} is no whole number: {number}")).at_field(field);
    Err(throw(&error.hint("give a whole number from 0 on")))
}

/// A long value from JavaScript, read in steps; `field` names the argument in the error.
pub(crate) async fn decode_long<T: json::Long>(text: String, field: &str) -> Result<T, Thrown> {
    json::read_long(&text, field).await.map_err(|error| throw(&error))
}

/// The same of what a page has kept, perhaps since a later version of the library wrote it.
#[cfg(any(feature = "forming", not(feature = "coding")))]
pub(crate) async fn decode_saved_long<T: json::Long + json::Saved>(text: String, field: &str) -> Result<T, Thrown> {
    json::saved_long(&text, field).await.map_err(|error| throw(&error))
}

/// The plain object that is thrown for an error.
pub(crate) fn throw(error: &Error) -> Thrown {
    JSON::parse(&json::write(error)).unwrap_or_else(|thrown| thrown)
}

/// Plain data as the JavaScript of the package takes and gives them: JSON text, in a list of its own that tells it from
/// a string.
fn packed(text: &str) -> JsValue {
    Array::of1(&text.into()).into()
}

/// The JSON text of what was given; a string or a number needs no list around it.
fn unpacked(value: &JsValue) -> String {
    let text = match value.dyn_ref::<Array>() {
        Some(list) => list.get(0).as_string(),
        None => JSON::stringify(value).ok().and_then(|text| text.as_string()),
    };
    // What has no text, such as a function, is no value.
    text.unwrap_or_else(|| "null".to_owned())
}
