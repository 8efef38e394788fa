//! How warm rounds are: by how far distances scatter, and by how many people somebody could change places with.

use super::Problem;
use super::anneal::Anneal;
use crate::circles::random::Random;

/// Temperatures, in the whole numbers of distances.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heats {
    /// Where a first round starts.
    pub(super) hot: f64,
    /// Where a round starts that follows a crossing.
    pub(super) warm: f64,
    /// Where rounds end.
    pub(super) cold: f64,
}

/// The temperatures in typical gains, each with the partners that a person has at it at most.
const HOT: (f64, f64) = (0.35, 0.30);
const WARM: (f64, f64) = (0.20, 0.14);
const COLD: (f64, f64) = (0.15, 0.08);
/// No temperature is below this part of the usual one.
const LEAST: f64 = 1.0 / 16.0;
/// Among fewer people, what swaps cost tells nothing of how distances hang together, and the way from one division to a
/// better one may lead through far worse ones: rounds start so much hotter.
const TELLING: usize = 20;
const HOTTER: f64 = 3.0;
/// Swaps looked at, at most, and steps of the search for a temperature.
const SAMPLE: usize = 50_000;
const STEPS: u32 = 12;

impl Heats {
    /// What serves where distances are independent of each other.
    pub(super) fn usual(problem: &Problem) -> Self {
        let of = |(part, _): (f64, f64)| problem.typical * part;
        let hotter = if problem.people < TELLING { HOTTER } else { 1.0 };
        Self { hot: of(HOT) * hotter, warm: of(WARM) * hotter, cold: of(COLD) }
    }

    /// Where distances hang together (as those of points on a map do), many swaps cost next to nothing: then it has to
    /// be colder, and by how much the swaps from a good division tell.
    pub(super) fn learn(problem: &Problem, anneal: &Anneal, random: &mut Random) -> Self {
        if problem.people < TELLING {
            return Self::usual(problem);
        }
        let losses = anneal.sample(problem, random, SAMPLE.min(problem.people * problem.people));
        let of = |(part, most): (f64, f64)| {
            let usual = problem.typical * part;
            let partners = |heat: f64| {
                let chances = losses.iter().map(|loss| libm::exp(-f64::from(*loss) / heat.max(1.0)));
                chances.sum::<f64>() / losses.len().max(1) as f64 * problem.people as f64
            };
            let (mut low, mut high) = (usual * LEAST, usual);
            if partners(usual) <= most {
                return usual;
            }
            for _ in 0..STEPS {
                let middle = (low + high) / 2.0;
                if partners(middle) > most { high = middle } else { low = middle }
            }
            low
        };
        Self { hot: of(HOT), warm: of(WARM), cold: of(COLD) }
    }
}
