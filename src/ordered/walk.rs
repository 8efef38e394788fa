//! What a map holds, one pair after the other.

use std::{fmt, slice, vec};

use serde::Deserialize;
use serde::de::{MapAccess, SeqAccess, Visitor};

use super::{BTreeMap, BTreeSet};

/// Keys with their values, in order.
pub struct Iter<'m, K, V> {
    front: slice::Iter<'m, (K, V)>,
    rows: slice::Iter<'m, Vec<(K, V)>>,
    back: slice::Iter<'m, (K, V)>,
}

impl<'m, K, V> Iter<'m, K, V> {
    pub(super) fn new(rows: &'m [Vec<(K, V)>]) -> Self {
        Self { front: [].iter(), rows: rows.iter(), back: [].iter() }
    }

    /// From a place on.
    pub(super) fn from(rows: &'m [Vec<(K, V)>], (row, at): (usize, usize)) -> Self {
        let mut rows = rows.get(row..).unwrap_or_default().iter();
        let front = rows.next().and_then(|row| row.get(at..)).unwrap_or_default().iter();
        Self { front, rows, back: [].iter() }
    }
}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self { front: self.front.clone(), rows: self.rows.clone(), back: self.back.clone() }
    }
}

impl<'m, K, V> Iterator for Iter<'m, K, V> {
    type Item = (&'m K, &'m V);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((key, value)) = self.front.next() {
                return Some((key, value));
            }
            match self.rows.next() {
                Some(row) => self.front = row.iter(),
                None => return self.back.next().map(|(key, value)| (key, value)),
            }
        }
    }
}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((key, value)) = self.back.next_back() {
                return Some((key, value));
            }
            match self.rows.next_back() {
                Some(row) => self.back = row.iter(),
                None => return self.front.next_back().map(|(key, value)| (key, value)),
            }
        }
    }
}

/// Keys with their values, which may be changed, in order.
pub struct IterMut<'m, K, V> {
    row: slice::IterMut<'m, (K, V)>,
    rows: slice::IterMut<'m, Vec<(K, V)>>,
}

impl<'m, K, V> IterMut<'m, K, V> {
    pub(super) fn new(rows: &'m mut [Vec<(K, V)>]) -> Self {
        Self { row: [].iter_mut(), rows: rows.iter_mut() }
    }
}

impl<'m, K, V> Iterator for IterMut<'m, K, V> {
    type Item = (&'m K, &'m mut V);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((key, value)) = self.row.next() {
                return Some((key, value));
            }
            self.row = self.rows.next()?.iter_mut();
        }
    }
}

/// Keys, in order.
pub struct Keys<'m, K, V>(pub(super) Iter<'m, K, V>);

impl<K, V> Clone for Keys<'_, K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<'m, K, V> Iterator for Keys<'m, K, V> {
    type Item = &'m K;

    fn next(&mut self) -> Option<&'m K> {
        self.0.next().map(|(key, _)| key)
    }
}

impl<K, V> DoubleEndedIterator for Keys<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(key, _)| key)
    }
}

/// Keys with their values, taken out in order.
pub struct IntoIter<K, V> {
    row: vec::IntoIter<(K, V)>,
    rows: vec::IntoIter<Vec<(K, V)>>,
}

impl<K, V> IntoIter<K, V> {
    pub(super) fn new(rows: Vec<Vec<(K, V)>>) -> Self {
        Self { row: Vec::new().into_iter(), rows: rows.into_iter() }
    }
}

impl<K, V> Iterator for IntoIter<K, V> {
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        loop {
            if let Some(pair) = self.row.next() {
                return Some(pair);
            }
            self.row = self.rows.next()?.into_iter();
        }
    }
}

/// A map to be filled with what is read.
pub(super) struct Pairs<K, V>(pub(super) BTreeMap<K, V>);

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Visitor<'de> for Pairs<K, V> {
    type Value = BTreeMap<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut read: A) -> Result<Self::Value, A::Error> {
        while let Some((key, value)) = read.next_entry()? {
            self.0.insert(key, value);
        }
        Ok(self.0)
    }
}

/// A set to be filled with what is read.
pub(super) struct Elements<K>(pub(super) BTreeSet<K>);

impl<'de, K: Deserialize<'de> + Ord> Visitor<'de> for Elements<K> {
    type Value = BTreeSet<K>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut read: A) -> Result<Self::Value, A::Error> {
        while let Some(key) = read.next_element()? {
            self.0.insert(key);
        }
        Ok(self.0)
    }
}
