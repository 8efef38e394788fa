//! Words for people who are on no roster.

/// People whom somebody speaks of by what they are to them.
pub(super) const RELATIONS: &str = "patient wife husband partner mother father mom dad son daughter brother sister girlfriend boyfriend neighbor neighbour nephew niece grandmother grandfather aunt uncle cousin chairman";
