//! Rosters, for JavaScript.
