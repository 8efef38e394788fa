//! Time zones, for JavaScript.

use chrono::NaiveDate;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Thrown, throw};
use crate::error::Error;
use crate::time::{Zone, replace_zone, zone_data_version};

/// The release of the IANA database that the library carries.
#[wasm_bindgen(js_name = timeZoneData)]
pub fn time_zone_data() -> String {
    zone_data_version().to_owned()
}

/// Replaces a zone, or adds one, by its compiled data (TZif).
#[wasm_bindgen(js_name = timeZoneReplace)]
pub fn time_zone_replace(name: &str, data: &[u8]) -> Result<(), Thrown> {
    replace_zone(name, data).map_err(|error| throw(&error))
}

/// A zone's name as the database writes it.
#[wasm_bindgen(js_name = timeZoneName)]
pub fn time_zone_name(name: &str) -> Result<String, Thrown> {
    Ok(zone(name)?.name().to_owned())
}

/// How many minutes a zone's clock is ahead of universal time at an instant, in milliseconds since 1970.
#[wasm_bindgen(js_name = timeZoneOffset)]
pub fn time_zone_offset(name: &str, instant: f64) -> Result<f64, Thrown> {
    Ok(f64::from(zone(name)?.offset_at((instant / 1000.0).floor() as i64)) / 60.0)
}

/// How many minutes one zone's clock is ahead of another's at noon of a date.
#[wasm_bindgen(js_name = timeMinutesAhead)]
pub fn time_minutes_ahead(zone: &str, other: &str, date: &str) -> Result<i32, Thrown> {
    Ok(self::zone(zone)?.minutes_ahead_of(&self::zone(other)?, self::date(date, "date")?))
}

/// A day of the calendar, as in 2020-10-01.
pub(super) fn date(text: &str, field: &str) -> Result<NaiveDate, Thrown> {
    let unreadable = || Error::new("time.unreadable", format!("\"{text}\" is not a date")).at_field(field);
    text.parse().map_err(|_| throw(&unreadable().hint("write it as in 2020-10-01")))
}

fn zone(name: &str) -> Result<Zone, Thrown> {
    Zone::named(name).map_err(|error| throw(&error))
}
