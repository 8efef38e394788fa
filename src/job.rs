//! Work that takes long, done a little at a time.
//!
//! The caller says how much to do and may stop in between. After the same amount of work the answer is the same,
//! in whatever portions it was done.

use std::cell::Cell;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use serde::{Deserialize, Serialize};

/// Work that goes on step by step and can be asked for its best answer at any moment.
///
/// ```
/// use peer_circle::job::{Job, Progress};
///
/// struct Count(u64);
/// impl Job for Count {
///     type Answer = u64;
///     fn step(&mut self, work: u64) -> Progress {
///         self.0 = (self.0 + work).min(10);
///         Progress { done: self.0 == 10, work: self.0, ..Progress::default() }
///     }
///     fn best(&self) -> Option<u64> {
///         Some(self.0)
///     }
/// }
///
/// let mut job = Count(0);
/// while !job.step(3).done {}
/// assert_eq!(job.best(), Some(10));
/// ```
pub trait Job {
    /// What the work yields.
    type Answer;

    /// Does about `work` units of work (moves, nodes, lines: the job says which) and tells how far it is.
    fn step(&mut self, work: u64) -> Progress;

    /// The best answer so far, always valid; none before the first is found.
    fn best(&self) -> Option<Self::Answer>;
}

/// How far a job is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// Nothing is left to do: more steps change nothing.
    pub done: bool,
    /// Units of work done since the start.
    pub work: u64,
    /// Units of work in all, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<u64>,
    /// The cost of the best answer so far (lower is better), where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<i64>,
    /// A proved lower bound on the cost of any answer; left out where none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<i64>,
}

/// Does work that is written in one piece and hears how much of it is done, from 0 to 1 and never less than before.
///
/// What is heard is a sign of life more than a measure: a part whose length shows only later is taken for half of what is
/// left.
///
/// ```
/// use std::cell::RefCell;
/// use std::rc::Rc;
///
/// let shares = Rc::new(RefCell::new(Vec::new()));
/// let heard = shares.clone();
/// let csv = format!("name\n{}", "Ada\n".repeat(100));
/// let read = peer_circle::job::heard(move |share| heard.borrow_mut().push(share), || {
///     peer_circle::people::read(csv.as_bytes())
/// })?;
/// assert_eq!(read.value.participants.len(), 100);
/// assert!(shares.borrow().len() > 100 && shares.borrow().is_sorted());
/// # Ok::<(), peer_circle::Error>(())
/// ```
pub fn heard<T>(hear: impl FnMut(f64) + 'static, work: impl FnOnce() -> T) -> T {
    let before = listen(Some(Box::new(hear)));
    let answer = work();
    LISTENER.set(before);
    answer
}

/// Hears from now on, in this thread, what is done in one piece; nobody does any more where nothing is given.
pub(crate) fn listen(hear: Option<Hear>) -> Option<Listener> {
    LISTENER.replace(hear.map(|hear| Listener { hear, at: 0.0, to: 1.0 }))
}

pub(crate) type Hear = Box<dyn FnMut(f64)>;

/// Who listens, how much is done, and how much when the present part is.
pub(crate) struct Listener {
    hear: Hear,
    at: f64,
    to: f64,
}

thread_local! {
    /// Nobody while somebody hears: what that one does in turn is not told.
    static LISTENER: Cell<Option<Listener>> = const { Cell::new(None) };
}

/// Tells where the work is, and that its present part ends there.
#[inline(never)]
fn tell(at: f64, to: f64) {
    if let Some(mut listener) = LISTENER.take() {
        (listener.hear)(at);
        LISTENER.set(Some(Listener { at, to, ..listener }));
    }
}

#[cfg(any(feature = "wasm", test))]
/// Tells that work goes on of which nobody knows how much is left.
pub(crate) fn alive() {
    let (at, to) = place();
    tell(at, to);
}

/// Where the work is, and where its present part ends.
fn place() -> (f64, f64) {
    let listener = LISTENER.take();
    let place = listener.as_ref().map_or((0.0, 0.0), |listener| (listener.at, listener.to));
    LISTENER.set(listener);
    place
}

/// Work that is written in one piece and done in steps, which end where it rests; what is dropped is given up.
pub(crate) struct Steps<F: Future + ?Sized> {
    work: Pin<Box<F>>,
    /// Where it is, and where its present part ends.
    place: (f64, f64),
}

impl<F: Future + ?Sized> Steps<F> {
    pub(crate) fn new(work: Pin<Box<F>>) -> Self {
        Self { work, place: place() }
    }

    /// Goes on with about so much of what [`rest`] counts; the answer once it is there, after which there is no step.
    pub(crate) fn step(&mut self, work: u64) -> Option<F::Output> {
        let before = LEFT.replace(work);
        LISTENER.set(LISTENER.take().map(|listener| Listener { at: self.place.0, to: self.place.1, ..listener }));
        let polled = self.work.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        self.place = place();
        LEFT.set(before);
        match polled {
            Poll::Ready(answer) => Some(answer),
            Poll::Pending => None,
        }
    }
}

thread_local! {
    /// How much the present step may still do.
    static LEFT: Cell<u64> = const { Cell::new(u64::MAX) };
}

/// So much work is done, in microseconds of a browser or so: where a step may do no more it ends here.
pub(crate) const fn rest(work: u64) -> Rest {
    Rest(work)
}

/// The present step ends here, however much it may still do.
pub(crate) const fn step_ends() -> StepEnds {
    StepEnds(false)
}

/// Like the other one written out and never inlined: there are hundreds of places at which work rests.
pub(crate) struct Rest(u64);

impl Future for Rest {
    type Output = ();

    #[inline(never)]
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        let left = LEFT.get();
        LEFT.set(left.saturating_sub(self.0));
        if left == 0 { Poll::Pending } else { Poll::Ready(()) }
    }
}

/// Whether the step has ended.
pub(crate) struct StepEnds(bool);

impl Future for StepEnds {
    type Output = ();

    #[inline(never)]
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) { Poll::Ready(()) } else { Poll::Pending }
    }
}

/// Does in one go what could be done in steps.
pub(crate) fn whole<T>(work: impl Future<Output = T>) -> T {
    let before = LEFT.get();
    let mut work = pin!(work);
    loop {
        LEFT.set(u64::MAX);
        if let Poll::Ready(answer) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            LEFT.set(before);
            return answer;
        }
    }
}

/// A part of some work, made of pieces of one kind; ends when it is dropped.
pub(crate) struct Part {
    from: f64,
    share: f64,
    /// Where the part around it ends.
    to: f64,
    all: usize,
    /// When it is told next.
    next: Cell<usize>,
}

/// A part is told of so often at most.
const OFTEN: usize = 1_000;

/// A part of so many pieces.
pub(crate) fn part(all: usize) -> Part {
    let (from, to) = place();
    Part { from, share: (to - from) / 2.0, to, all, next: Cell::new(0) }
}

impl Part {
    /// Tells, now and then, that so many pieces are done. What is told before the next time is part of those that follow.
    #[inline]
    pub(crate) fn at(&self, done: usize) {
        if done >= self.next.get() {
            self.tell(done);
        }
    }

    #[inline(never)]
    fn tell(&self, done: usize) {
        let share = |done: usize| self.from + self.share * (done.min(self.all) as f64 / self.all.max(1) as f64);
        self.next.set(done + (self.all / OFTEN).max(1));
        tell(share(done), share(self.next.get()));
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        tell(self.from + self.share, self.to);
    }
}

/// These, telling of each; in a loop.
pub(crate) fn told<I: IntoIterator<IntoIter: ExactSizeIterator>>(items: I) -> Told<I::IntoIter> {
    let items = items.into_iter();
    Told { part: part(items.len()), all: items.len(), items }
}

/// Items that tell how many of them are done.
pub(crate) struct Told<I> {
    part: Part,
    all: usize,
    items: I,
}

impl<I: ExactSizeIterator> Iterator for Told<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        self.part.at(self.all - self.items.len());
        self.items.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.items.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;

    fn shares(work: impl FnOnce()) -> Vec<f64> {
        let shares = Rc::new(RefCell::new(Vec::new()));
        let told = shares.clone();
        heard(move |share| told.borrow_mut().push(share), work);
        shares.take()
    }

    #[test]
    fn parts_within_parts_and_after_them_go_on_from_where_the_work_is() {
        let shares = shares(|| {
            for _ in told(0..3) {
                told(0..5_000).for_each(drop);
                drop(part(0));
            }
            // One that is left early is done all the same.
            let first = told(0..4).next();
            assert_eq!(first, Some(0));
            alive();
        });
        assert!(shares.is_sorted() && shares.first() == Some(&0.0) && shares.last() == Some(&0.75), "{shares:?}");
        assert!((3_000..6_100).contains(&shares.len()), "{}", shares.len());
    }

    #[test]
    fn work_in_steps_goes_on_from_where_it_is_and_tells_as_if_it_were_done_in_one_go() {
        async fn sum(parts: usize) -> usize {
            let mut sum = 0;
            for _ in told(0..parts) {
                for number in told(0..10) {
                    sum += number;
                    rest(3).await;
                }
            }
            sum
        }
        let at_once = shares(|| assert_eq!(whole(sum(4)), 180));
        let (mut steps, mut count, mut in_steps) = (None, 1, Vec::new());
        loop {
            let mut answer = None;
            let told = Rc::new(RefCell::new(Vec::new()));
            let hear = told.clone();
            heard(
                move |share| hear.borrow_mut().push(share),
                || {
                    answer = steps.get_or_insert_with(|| Steps::new(Box::pin(sum(4)))).step(6);
                },
            );
            in_steps.extend(told.take());
            if answer.is_some() {
                assert_eq!(answer, Some(180));
                break;
            }
            count += 1;
        }
        // Each has two rests' worth; what is whole within a step is done in one go.
        assert_eq!((count, in_steps), (20, at_once));
        let mut both = Steps::new(Box::pin(async { (whole(sum(9)), rest(1).await) }));
        assert_eq!(both.step(1), Some((405, ())));
    }

    #[test]
    fn who_listens_hears_its_own_work_alone() {
        told(0..10).for_each(drop);
        let outer = shares(|| {
            let inner = shares(|| told(0..3).for_each(drop));
            assert_eq!(inner.last(), Some(&0.5));
            told(0..1).for_each(drop);
        });
        assert_eq!(outer, [0.0, 0.5, 0.5]);
        told(0..10).for_each(drop);
        let during = shares(|| listen(Some(Box::new(|_| told(0..3).for_each(drop)))).into_iter().for_each(drop));
        assert_eq!(during, [0.0; 0]);
    }
}
