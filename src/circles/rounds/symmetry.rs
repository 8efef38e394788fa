//! A group that moves people so that whole rounds go over into others: the pairs that it carries into each other, and
//! the circles that one circle and what a part of the group makes of it are.

use crate::ordered::BTreeSet;

/// A commutative group that leaves nobody in their place, but for one or two who always stay.
pub(super) struct Symmetry {
    people: usize,
    /// For each element, where each person comes to.
    moves: Vec<Vec<u8>>,
    /// The elements of each subgroup as bits, larger subgroups first.
    subgroups: Vec<u64>,
    /// The class of each pair, a row for each person.
    class: Vec<u16>,
    /// For each class, how many pairs it has.
    pub(super) pairs: Vec<u16>,
}

/// A group by the orders of the two cyclic groups that it is the product of; the first divides the second.
pub(super) type Order = (usize, usize);

/// Circles of one round that a subgroup makes of one of them.
pub(super) struct Batch {
    /// Who is in them, as bits.
    pub(super) people: u64,
    /// The people of each circle, as bits.
    pub(super) circles: Vec<u64>,
    /// Classes of pairs that meet in them, with how often they do in all rounds that the group makes of this one.
    pub(super) meets: Vec<(u16, u16)>,
}

/// Smaller groups hardly shorten the search.
const SMALLEST: usize = 4;
/// How many people may stay in their places.
const STAYING: usize = 2;
/// Stands for no class yet.
const NONE: u16 = u16::MAX;

impl Symmetry {
    /// Groups that fit so many people, larger ones first.
    pub(super) fn orders(people: usize) -> Vec<Order> {
        let fits = |order: &usize| people % order <= STAYING;
        let products = |order: usize| (1..=order).map(move |one| (one, order / one));
        let proper = |(order, (one, two)): (usize, Order)| (one * two == order && two % one == 0).then_some((one, two));
        let orders = (SMALLEST..=people).rev().filter(fits);
        orders.flat_map(|order| products(order).map(move |product| (order, product))).filter_map(proper).collect()
    }

    /// The group of this order on people, of whom there are at most 64.
    pub(super) fn new(people: usize, (one, two): Order) -> Self {
        let order = one * two;
        let sum = |a: usize, b: usize| (a / two + b / two) % one * two + (a % two + b % two) % two;
        let moved = |element: usize, person: usize| {
            let first = person / order * order;
            if first + order > people { person } else { first + sum(element, person - first) }
        };
        let moves =
            (0..order).map(|element| (0..people).map(|person| moved(element, person) as u8).collect()).collect();
        let subgroups = subgroups(order, sum);
        let mut symmetry = Self { people, moves, subgroups, class: vec![NONE; people * people], pairs: Vec::new() };
        for one in 0..people {
            for other in 0..one {
                symmetry.classify(one, other);
            }
        }
        symmetry
    }

    fn classify(&mut self, one: usize, other: usize) {
        let (class, mut count) = (self.pairs.len() as u16, 0);
        for places in &self.moves {
            let (one, other) = (usize::from(places[one]), usize::from(places[other]));
            if self.class[one * self.people + other] == NONE {
                self.class[one * self.people + other] = class;
                self.class[other * self.people + one] = class;
                count += 1;
            }
        }
        if count > 0 {
            self.pairs.push(count);
        }
    }

    /// How many people there are.
    pub(super) fn people(&self) -> usize {
        self.people
    }

    /// For each subgroup the number of rounds that the group makes of one that the subgroup leaves as it is.
    pub(super) fn rounds(&self) -> Vec<usize> {
        self.subgroups.iter().map(|elements| self.moves.len() / elements.count_ones() as usize).collect()
    }

    /// Whatever circles of this size a subgroup's rounds can consist of, without anybody meeting twice.
    pub(super) fn batches(&self, subgroup: usize, size: usize) -> Vec<Batch> {
        let mut found = Vec::new();
        let mut circle: Vec<u8> = (0..size as u8).collect();
        loop {
            found.extend(self.batch(subgroup, &circle));
            // The next circle in order: the last place that can still move up does, those after it follow.
            let most = |place: usize| self.people - size + place;
            let Some(place) = (0..size).rev().find(|place| usize::from(circle[*place]) < most(*place)) else { break };
            let next = circle[place] + 1;
            (place..size).for_each(|after| circle[after] = next + (after - place) as u8);
        }
        found
    }

    /// The circle with its images, where these are the same circle or have nobody in common; each batch once only.
    fn batch(&self, subgroup: usize, circle: &[u8]) -> Option<Batch> {
        let bits = |people: &mut dyn Iterator<Item = u8>| people.fold(0_u64, |bits, person| bits | 1 << person);
        let first = bits(&mut circle.iter().copied());
        let elements = self.subgroups[subgroup];
        let (mut people, mut circles) = (0, Vec::new());
        for places in self.elements(elements) {
            let image = bits(&mut circle.iter().map(|person| places[usize::from(*person)]));
            if image < first || (people & image != 0 && !circles.contains(&image)) {
                return None;
            }
            if people & image == 0 {
                people |= image;
                circles.push(image);
            }
        }
        let meets = self.meets(&circles, (self.moves.len() / elements.count_ones() as usize) as u16)?;
        Some(Batch { people, circles, meets })
    }

    fn elements(&self, bits: u64) -> impl Iterator<Item = &Vec<u8>> {
        self.moves.iter().enumerate().filter(move |(element, _)| bits >> element & 1 == 1).map(|(_, places)| places)
    }

    /// The classes of pairs in circles, each counted in so many rounds; none where some would meet twice.
    fn meets(&self, circles: &[u64], rounds: u16) -> Option<Vec<(u16, u16)>> {
        let mut classes = Vec::new();
        for circle in circles {
            let people = people(*circle);
            for (at, one) in people.iter().enumerate() {
                let pairs = people[..at].iter().map(|other| self.class[*one as usize * self.people + *other as usize]);
                classes.extend(pairs);
            }
        }
        classes.sort_unstable();
        let meets = classes.chunk_by(|one, other| one == other).map(|same| (same[0], same.len() as u16 * rounds));
        meets.map(|(class, times)| (times <= self.pairs[usize::from(class)]).then_some((class, times))).collect()
    }

    /// All rounds that the group makes of one, the circles as bits.
    pub(super) fn images(&self, circles: &[u64]) -> BTreeSet<Vec<u64>> {
        let moved = |places: &Vec<u8>, circle: u64| {
            people(circle).into_iter().fold(0_u64, |bits, person| bits | 1 << places[person as usize])
        };
        let round = |places| {
            let mut round: Vec<u64> = circles.iter().map(|circle| moved(places, *circle)).collect();
            round.sort_unstable();
            round
        };
        self.moves.iter().map(round).collect()
    }
}

/// The people of a circle that is given as bits.
pub(super) fn people(mut bits: u64) -> Vec<u32> {
    let mut people = Vec::with_capacity(bits.count_ones() as usize);
    while bits != 0 {
        people.push(bits.trailing_zeros());
        bits &= bits - 1;
    }
    people
}

/// The subgroups of a group of two generators, as bits: each is made by at most two of its elements.
fn subgroups(order: usize, sum: impl Fn(usize, usize) -> usize) -> Vec<u64> {
    let made = |one: usize, two: usize| {
        let mut bits = 1_u64;
        loop {
            let moved = |element: usize| 1_u64 << sum(one, element) | 1_u64 << sum(two, element);
            let more =
                (0..order).filter(|element| bits >> element & 1 == 1).fold(bits, |bits, element| bits | moved(element));
            if more == bits {
                return bits;
            }
            bits = more;
        }
    };
    let all: BTreeSet<u64> =
        (0..order).flat_map(|one| (one..order).map(move |two| (one, two))).map(|(one, two)| made(one, two)).collect();
    let mut all: Vec<u64> = all.into_iter().collect();
    all.sort_by_key(|bits| (order - bits.count_ones() as usize, *bits));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subgroups_are_as_many_as_are_known() {
        // A cyclic group has one for each divisor; of two factors 2 there are five, of two factors 4 fifteen.
        for (order, count) in [((1, 12), 6), ((2, 2), 5), ((4, 4), 15), ((2, 8), 11)] {
            let symmetry = Symmetry::new(32, order);
            assert_eq!(symmetry.subgroups.len(), count, "{order:?}");
            let elements = symmetry.subgroups.first().map(|bits| bits.count_ones() as usize);
            assert_eq!(elements, Some(order.0 * order.1), "the whole group comes first");
        }
    }

    #[test]
    fn pairs_are_in_one_class_each_and_moves_keep_them_there() {
        for (people, order) in [(9, (3, 3)), (10, (1, 9)), (14, (2, 6))] {
            let symmetry = Symmetry::new(people, order);
            let pairs: usize = symmetry.pairs.iter().map(|pairs| usize::from(*pairs)).sum();
            assert_eq!(pairs, people * (people - 1) / 2);
            let class = |one: usize, two: usize| symmetry.class[one * people + two];
            for places in &symmetry.moves {
                for (one, two) in (0..people).flat_map(|one| (0..one).map(move |two| (one, two))) {
                    assert_eq!(class(one, two), class(places[one].into(), places[two].into()));
                }
            }
        }
    }

    #[test]
    fn circles_of_a_batch_have_nobody_in_common_and_stay_a_batch() {
        let symmetry = Symmetry::new(16, (2, 4));
        for (subgroup, elements) in symmetry.subgroups.iter().enumerate() {
            let batches = symmetry.batches(subgroup, 4);
            for batch in &batches {
                let seats: u32 = batch.circles.iter().map(|circle| circle.count_ones()).sum();
                assert_eq!(seats, batch.people.count_ones());
                for places in symmetry.elements(*elements) {
                    let moved =
                        people(batch.people).into_iter().fold(0, |bits, one| bits | 1_u64 << places[one as usize]);
                    assert_eq!(moved, batch.people, "the subgroup leaves the round as it is");
                }
            }
        }
    }
}
