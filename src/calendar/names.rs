//! What days, months and zones are called.

use crate::time::Zone;

/// Where the months begin in these lists.
pub(super) const MONTHS_FROM: usize = 7;
/// Weekdays from Monday, then months, in English.
pub(super) const ENGLISH: [&str; 19] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// The same in Spanish.
pub(super) const SPANISH: [&str; 19] = [
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// What people call a zone: its city.
pub(super) fn city(zone: &Zone) -> String {
    zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ")
}
