//! A programme in figures, without any that stands for a few people.

use crate::ordered::BTreeMap;

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use crate::calendar::{SessionStatus, Term};
use crate::circles::{Circle, Plan};
use crate::job::{rest, whole};
use crate::people::{Mode, Roster};

/// What a value that is counted takes, as [`rest`] counts.
const COUNT_TAKES: u64 = 1;

/// A programme in figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// People on the roster.
    pub participants: u32,
    /// People who have a circle.
    pub placed: u32,
    /// People for whom there is no place yet.
    pub waiting: u32,
    /// Circles that talk.
    pub talk_circles: u32,
    /// Circles that write.
    pub text_circles: u32,
    /// How many circles there are of each size, smallest first.
    pub sizes: Vec<Count>,
    /// Sessions that take place in each month (`YYYY-MM`), in order.
    pub sessions: Vec<Count>,
    /// Sessions that take place on each platform; `unknown` where none was said.
    pub platforms: Vec<Count>,
    /// How many people have each value of each attribute; small counts are held back.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, Count[]>"))]
    pub attributes: BTreeMap<String, Vec<Count>>,
    /// Counts of people below this are held back.
    pub smallest: u32,
}

/// How often something occurs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Count {
    /// What is counted.
    pub value: String,
    /// How often; left out where the count is held back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
}

/// Sums a programme up. A count of people below `smallest` (5 is usual, 1 holds nothing back) is left out, and so many
/// of the next larger ones that what is held back does not follow from the total.
/// An attribute whose values mostly belong to single people, such as a free text, is left out whole.
///
/// ```
/// use peer_circle::{people, report};
///
/// let csv = b"name,School\nA,North\nB,North\nC,North\nD,South\nE,West\nF,West\nG,West\n";
/// let summary = report::summary(&people::read(csv)?.value, None, None, 2);
/// let counts: Vec<_> = summary.attributes["School"].iter().map(|count| count.count).collect();
/// assert_eq!(counts, [None, None, Some(3)]);
/// # Ok::<(), peer_circle::Error>(())
/// ```
pub fn summary(roster: &Roster, plan: Option<&Plan>, term: Option<&Term>, smallest: u32) -> Summary {
    whole(summary_in_steps(roster, plan, term, smallest))
}

/// The same in steps.
pub(crate) async fn summary_in_steps(
    roster: &Roster,
    plan: Option<&Plan>,
    term: Option<&Term>,
    smallest: u32,
) -> Summary {
    let circles = plan.map_or(&[][..], |plan| &plan.circles);
    let placed = circles.iter().map(|circle| circle.members.len()).sum();
    let texting = circles.iter().filter(|circle| circle.mode == Mode::Text).count();
    let held = Held::of(term).await;
    Summary {
        participants: small(roster.participants.len()),
        placed: small(placed),
        waiting: small(plan.map_or(0, |plan| plan.waiting.len())),
        talk_circles: small(circles.len() - texting),
        text_circles: small(texting),
        sizes: sizes(circles),
        sessions: listed(held.months),
        platforms: listed(held.platforms),
        attributes: attributes(roster, smallest).await,
        smallest,
    }
}

/// How many circles there are of each size; smallest first, which as text needs numbers of equal length.
fn sizes(circles: &[Circle]) -> Vec<Count> {
    let mut sizes = Counts::new();
    for circle in circles {
        *sizes.entry(format!("{:05}", circle.members.len())).or_default() += 1;
    }
    let mut sizes = listed(sizes);
    sizes.iter_mut().for_each(|size| size.value = size.value.trim_start_matches('0').to_owned());
    sizes
}

/// How often each value occurs.
type Counts = BTreeMap<String, u32>;

/// The sessions that take place, by month and by platform.
#[derive(Default)]
struct Held {
    months: Counts,
    platforms: Counts,
}

impl Held {
    async fn of(term: Option<&Term>) -> Self {
        let mut held = Self::default();
        let Some(term) = term else { return held };
        for series in &term.series {
            for session in series.sessions.iter().filter(|session| session.status != SessionStatus::Cancelled) {
                let month = format!("{:04}-{:02}", session.date.year(), session.date.month());
                *held.months.entry(month).or_default() += 1;
                count(&mut held.platforms, series.platform(&term.programme, Some(session)).unwrap_or("unknown"));
            }
            rest(series.sessions.len() as u64 * COUNT_TAKES).await;
        }
        held
    }
}

async fn attributes(roster: &Roster, smallest: u32) -> BTreeMap<String, Vec<Count>> {
    let mut values: BTreeMap<&str, Counts> = BTreeMap::new();
    for person in &roster.participants {
        for (name, own) in &person.attributes {
            let counts = values.entry(name).or_default();
            own.iter().for_each(|value| count(counts, value));
            rest(own.len() as u64 * COUNT_TAKES).await;
        }
    }
    let kept = values.into_iter().map(|(name, counts)| (name.to_owned(), listed(counts)));
    let telling = kept.filter(|(_, counts)| !mostly_single(counts) || smallest <= 1);
    telling.map(|(name, counts)| (name, suppressed(counts, smallest))).collect()
}

/// Whether more than half of the values belong to one person each.
fn mostly_single(counts: &[Count]) -> bool {
    counts.iter().filter(|count| count.count == Some(1)).count() * 2 > counts.len()
}

/// The counts without the small ones, and without so many of the next larger ones that those held back are two or more
/// and `smallest` people together: less would follow from the total.
fn suppressed(mut counts: Vec<Count>, smallest: u32) -> Vec<Count> {
    let mut by_size: Vec<(u32, usize)> =
        counts.iter().enumerate().map(|(index, count)| (count.count.unwrap_or_default(), index)).collect();
    by_size.sort_unstable();
    let (mut hidden, mut people) = (0, 0);
    for (count, index) in by_size {
        let tells = hidden == 1 || (hidden > 0 && people < smallest);
        if count >= smallest && !tells {
            break;
        }
        if let Some(count) = counts.get_mut(index) {
            count.count = None;
        }
        (hidden, people) = (hidden + 1, people + count);
    }
    counts
}

/// One more of a value.
fn count(counts: &mut Counts, value: &str) {
    match counts.get_mut(value) {
        Some(count) => *count += 1,
        None => _ = counts.insert(value.to_owned(), 1),
    }
}

/// Values and how often they occur, in the order of the values.
fn listed(counts: Counts) -> Vec<Count> {
    counts.into_iter().map(|(value, count)| Count { value, count: Some(count) }).collect()
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
