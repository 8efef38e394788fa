//! What circles that meet at the same time share: rooms, licences of a video platform.

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// Something of which there are only so many, and of which each circle that meets needs one: rooms, or licences of a
/// video platform.
///
/// ```
/// use peer_circle::calendar::{Pool, SlotNeeds};
///
/// // Two rooms for the circles that meet in person, and one licence for the one that meets by video.
/// let rooms = Pool { circles: vec!["c1".into(), "c2".into(), "c3".into()], ..Pool::of("rooms", 2) };
/// let licence = Pool { circles: vec!["c4".into()], ..Pool::of("video licences", 1) };
/// let needs = SlotNeeds { pools: vec![rooms, licence], ..SlotNeeds::default() };
/// # assert_eq!(needs.pools.len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Pool {
    /// What it is, for what is said of it.
    #[serde(default)]
    pub name: String,
    /// How many circles may have one at once.
    pub places: u32,
    /// Ids of the circles that need one; every circle that meets when left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub circles: Vec<String>,
}

impl Pool {
    /// So many places for all circles together.
    pub fn of(name: &str, places: u32) -> Self {
        Self { name: name.to_owned(), places, circles: Vec::new() }
    }

    /// Whether a circle that meets needs a place.
    pub(super) fn serves(&self, circle: &str) -> bool {
        self.circles.is_empty() || self.circles.iter().any(|other| other == circle)
    }
}

/// The pools whose places a circle needs, by number.
pub(super) fn serving(pools: &[Pool], circle: &str) -> impl Iterator<Item = usize> {
    pools.iter().enumerate().filter(move |(_, pool)| pool.serves(circle)).map(|(number, _)| number)
}

/// A problem for each circle that pools name and nobody knows.
pub(super) fn strangers<'a>(pools: &'a [Pool], known: impl Fn(&str) -> bool + 'a) -> impl Iterator<Item = Error> + 'a {
    pools.iter().enumerate().flat_map(move |(number, pool)| {
        let name = if pool.name.is_empty() { "places" } else { &pool.name };
        let strange = pool.circles.iter().filter(|circle| !known(circle)).collect::<Vec<_>>();
        strange.into_iter().map(move |circle| {
            let message = format!("{name} are kept for circle {circle}, which is not there");
            Error::new("pool.unknown_circle", message)
                .at_field(format!("pools[{number}].circles"))
                .hint("name circles by their ids in the plan")
        })
    })
}
