//! Maps and sets in the order of their keys, like the standard library's and by its names, in a form of which little is
//! compiled.
//!
//! All that a B-tree of many levels can do is compiled anew for each pair of types: it was a fifth of the WebAssembly
//! that codes transcripts. Here are two levels: sorted rows of keys, one after the other. A search halves twice; an
//! insertion moves one row at most, and now and then the list of rows.
//!
//! ```
//! use peer_circle::ordered::BTreeMap;
//!
//! let mut ages: BTreeMap<&str, u32> = BTreeMap::new();
//! *ages.entry("Ada").or_default() += 36;
//! assert_eq!(ages.get("Ada"), Some(&36));
//! ```

#![deny(clippy::indexing_slicing)]

mod set;
#[cfg(test)]
mod tests;
mod walk;

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Bound, Index, RangeBounds};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use set::BTreeSet;
pub use walk::{IntoIter, Iter, IterMut, Keys};

/// A row becomes two when it has more keys.
const LONGEST: usize = 64;

/// Values by key, in the order of the keys.
#[derive(Clone)]
pub struct BTreeMap<K, V> {
    /// Each row is sorted, none is empty, and each comes after the one before.
    rows: Vec<Vec<(K, V)>>,
}

/// Where a key is, or would be: the row, and the place in it.
type Place = Result<(usize, usize), (usize, usize)>;

impl<K, V> BTreeMap<K, V> {
    /// A map without a key.
    #[must_use]
    pub const fn new() -> Self {
        Self { rows: Vec::new() }
    }

    /// How many keys there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.iter().map(Vec::len).sum()
    }

    /// Whether there is no key.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes all keys out.
    pub fn clear(&mut self) {
        self.rows.clear();
    }

    /// Keys with their values, in order.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter::new(&self.rows)
    }

    /// Keys with their values, which may be changed, in order.
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        IterMut::new(&mut self.rows)
    }

    /// Keys, in order.
    #[must_use]
    pub fn keys(&self) -> Keys<'_, K, V> {
        Keys(self.iter())
    }

    /// Values, in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + Clone {
        self.iter().map(|(_, value)| value)
    }

    /// Values, which may be changed, in the order of their keys.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.iter_mut().map(|(_, value)| value)
    }

    /// The keys themselves, in order.
    pub fn into_keys(self) -> impl Iterator<Item = K> {
        self.into_iter().map(|(key, _)| key)
    }

    /// The values themselves, in the order of their keys.
    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.into_iter().map(|(_, value)| value)
    }

    /// What comes first.
    #[must_use]
    pub fn first_key_value(&self) -> Option<(&K, &V)> {
        self.rows.first()?.first().map(|(key, value)| (key, value))
    }

    /// What comes last.
    #[must_use]
    pub fn last_key_value(&self) -> Option<(&K, &V)> {
        self.rows.last()?.last().map(|(key, value)| (key, value))
    }

    /// Leaves only what is to be kept.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        for row in &mut self.rows {
            row.retain_mut(|(key, value)| keep(key, value));
        }
        self.rows.retain(|row| !row.is_empty());
    }
}

impl<K: Ord, V> BTreeMap<K, V> {
    #[inline(never)]
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Place
    where
        K: Borrow<Q>,
    {
        let starts_after = |row: &Vec<(K, V)>| row.first().is_some_and(|(first, _)| first.borrow() > key);
        let row = match self.rows.len() {
            0 => return Err((0, 0)),
            1 => 0,
            _ => self.rows.partition_point(|row| !starts_after(row)).saturating_sub(1),
        };
        let Some(keys) = self.rows.get(row) else { return Err((0, 0)) };
        let found = keys.binary_search_by(|(known, _)| known.borrow().cmp(key));
        found.map(|at| (row, at)).map_err(|at| (row, at))
    }

    fn at(&self, (row, at): (usize, usize)) -> Option<&(K, V)> {
        self.rows.get(row)?.get(at)
    }

    fn at_mut(&mut self, (row, at): (usize, usize)) -> Option<&mut (K, V)> {
        self.rows.get_mut(row)?.get_mut(at)
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.place(key).ok().and_then(|place| self.at(place)).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.place(key).ok().and_then(|place| self.at_mut(place)).map(|(_, value)| value)
    }

    /// Whether a key is there.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    /// Takes a key out; gives its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let (row, at) = self.place(key).ok()?;
        let keys = self.rows.get_mut(row)?;
        let (_, value) = keys.remove(at);
        if keys.is_empty() {
            self.rows.remove(row);
        }
        Some(value)
    }

    /// Sets a value; gives the one that was there. The key that is there stays.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(place) => self.at_mut(place).map(|(_, known)| std::mem::replace(known, value)),
            Err(place) => {
                self.put(place, (key, value));
                None
            }
        }
    }

    /// Puts in what is not there; gives the place it has then.
    #[inline(never)]
    fn put(&mut self, (row, at): (usize, usize), pair: (K, V)) -> (usize, usize) {
        let Some(keys) = self.rows.get_mut(row) else {
            self.rows.push(vec![pair]);
            return (self.rows.len() - 1, 0);
        };
        keys.insert(at, pair);
        if keys.len() <= LONGEST {
            return (row, at);
        }
        // What grows at its end leaves full rows behind.
        let cut = if at == LONGEST { LONGEST } else { LONGEST / 2 };
        let rest = keys.split_off(cut);
        self.rows.insert(row + 1, rest);
        if at < cut { (row, at) } else { (row + 1, at - cut) }
    }

    /// A key, to be looked at or put in.
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        let place = self.place(&key);
        Entry { map: self, key, place }
    }

    /// The keys within bounds, with their values, in order.
    pub fn range(&self, bounds: impl RangeBounds<K>) -> impl Iterator<Item = (&K, &V)> {
        let start = match bounds.start_bound() {
            Bound::Unbounded => (0, 0),
            Bound::Included(key) => self.place(key).unwrap_or_else(|place| place),
            Bound::Excluded(key) => self.place(key).map_or_else(|place| place, |(row, at)| (row, at + 1)),
        };
        let within = move |key: &K| match bounds.end_bound() {
            Bound::Unbounded => true,
            Bound::Included(last) => key <= last,
            Bound::Excluded(end) => key < end,
        };
        Iter::from(&self.rows, start).take_while(move |(key, _)| within(key))
    }
}

/// A key, and its place in a map.
pub struct Entry<'m, K, V> {
    map: &'m mut BTreeMap<K, V>,
    key: K,
    place: Place,
}

impl<'m, K: Ord, V> Entry<'m, K, V> {
    /// The value; what is made, where there is none.
    pub fn or_insert_with(self, make: impl FnOnce() -> V) -> &'m mut V {
        let place = match self.place {
            Ok(place) => place,
            Err(place) => self.map.put(place, (self.key, make())),
        };
        #[expect(clippy::indexing_slicing, reason = "the place is that of a key found or just put in")]
        &mut self.map.rows[place.0][place.1].1
    }

    /// The value; this, where there is none.
    pub fn or_insert(self, value: V) -> &'m mut V {
        self.or_insert_with(|| value)
    }

    /// The value; the default, where there is none.
    pub fn or_default(self) -> &'m mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }

    /// Changes the value where there is one.
    #[must_use]
    pub fn and_modify(self, change: impl FnOnce(&mut V)) -> Self {
        if let Some((_, value)) = self.place.ok().and_then(|place| self.map.at_mut(place)) {
            change(value);
        }
        self
    }
}

/// For whoever knows that a key is there: panics where it is not, as the standard one does.
impl<K: Ord + Borrow<Q>, Q: Ord + ?Sized, V> Index<&Q> for BTreeMap<K, V> {
    type Output = V;

    #[expect(clippy::panic, reason = "the core asks with `get`; tests know what is there")]
    fn index(&self, key: &Q) -> &V {
        self.get(key).unwrap_or_else(|| panic!("no such key"))
    }
}

impl<K, V> IntoIterator for BTreeMap<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    fn into_iter(self) -> Self::IntoIter {
        IntoIter::new(self.rows)
    }
}

impl<'m, K, V> IntoIterator for &'m BTreeMap<K, V> {
    type Item = (&'m K, &'m V);
    type IntoIter = Iter<'m, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'m, K, V> IntoIterator for &'m mut BTreeMap<K, V> {
    type Item = (&'m K, &'m mut V);
    type IntoIter = IterMut<'m, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<K: Ord, V> Extend<(K, V)> for BTreeMap<K, V> {
    fn extend<T: IntoIterator<Item = (K, V)>>(&mut self, pairs: T) {
        for (key, value) in pairs {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for BTreeMap<K, V> {
    fn from_iter<T: IntoIterator<Item = (K, V)>>(pairs: T) -> Self {
        let mut map = Self::new();
        map.extend(pairs);
        map
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for BTreeMap<K, V> {
    fn from(pairs: [(K, V); N]) -> Self {
        pairs.into_iter().collect()
    }
}

impl<K, V> Default for BTreeMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for BTreeMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other)
    }
}

impl<K: Eq, V: Eq> Eq for BTreeMap<K, V> {}

impl<K: PartialOrd, V: PartialOrd> PartialOrd for BTreeMap<K, V> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.iter().partial_cmp(other)
    }
}

impl<K: Ord, V: Ord> Ord for BTreeMap<K, V> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.iter().cmp(other)
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for BTreeMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<K: Serialize, V: Serialize> Serialize for BTreeMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Deserialize<'de> for BTreeMap<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(walk::Pairs(Self::new()))
    }
}
