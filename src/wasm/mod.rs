//! The bindings for JavaScript: decode, call, encode. No logic lives here.
#![allow(unreachable_pub, reason = "wasm-bindgen exports what is public, and nothing in Rust reaches it")]

#[cfg(any(feature = "forming", not(feature = "coding")))]
mod calendar;
#[cfg(any(feature = "forming", not(feature = "coding")))]
mod circles;
#[cfg(any(feature = "forming", not(feature = "coding")))]
mod diverse;
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

use serde::Serialize;
use serde::de::DeserializeOwned;
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::Error;

/// What an exported function throws: the plain object of an [`Error`].
pub(crate) type Thrown = JsValue;

/// The version of the library, which the JavaScript compares with its own.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// A value from JavaScript; `field` names the argument in the error.
pub(crate) fn decode<T: Tsify + DeserializeOwned>(value: Ts<T>, field: &str) -> Result<T, Thrown> {
    serde_wasm_bindgen::from_value(value.into())
        .map_err(|error| throw(&Error::new("call.unreadable", error.to_string()).at_field(field)))
}

/// A value for JavaScript: maps as plain objects, absent fields left out.
pub(crate) fn encode<T: Tsify + Serialize>(value: &T) -> Result<Ts<T>, Thrown> {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    let value = value.serialize(&serializer).map_err(|error| JsValue::from_str(&error.to_string()))?;
    Ok(Ts::new_unchecked(value))
}

/// The plain object that is thrown for an error.
pub(crate) fn throw(error: &Error) -> Thrown {
    encode(error).map_or_else(|thrown| thrown, JsValue::from)
}
