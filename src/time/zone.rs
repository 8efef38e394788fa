//! Time zones by their IANA names.

use crate::error::{Error, Result};

/// A time zone of the IANA database, such as `America/New_York`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    name: String,
}

impl Zone {
    /// The zone with an IANA name.
    ///
    /// # Errors
    /// `zone.unknown` when the database has no such zone.
    pub fn named(name: &str) -> Result<Self> {
        if name.is_empty() {
            return Err(
                Error::new("zone.unknown", "the time zone has no name").hint("use a name such as America/New_York")
            );
        }
        Ok(Self { name: name.to_owned() })
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        &self.name
    }
}
