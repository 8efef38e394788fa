//! Maximum a posteriori weights of linear models, by L-BFGS (J. Nocedal, 1980).

/// A labelled turn: what is known before learning, its features, and which classes it belongs to.
#[derive(Clone, Debug)]
pub(super) struct Example {
    /// For each class, the log-odds before learning.
    pub(super) offset: Vec<f64>,
    /// Features by their column, with values.
    pub(super) features: Vec<(usize, f64)>,
    /// For each class 1 or 0, nothing where it is not known.
    pub(super) labels: Vec<Option<f64>>,
    /// How much the example counts.
    pub(super) weight: f64,
}

/// Whether a turn carries exactly one class or any number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Link {
    /// Exactly one of the classes.
    One,
    /// Any number of them.
    #[default]
    Any,
}

/// Corrections kept by L-BFGS.
const MEMORY: usize = 8;

/// The loss and its gradient: cross-entropy of the examples plus the squares of the weights, which are `classes` rows
/// of `columns`; the last column is the constant and costs `1 / loose` of the others.
pub(super) struct Loss<'a> {
    pub(super) examples: &'a [Example],
    pub(super) columns: usize,
    pub(super) ridge: f64,
    pub(super) loose: f64,
    pub(super) link: Link,
}

impl Loss<'_> {
    /// The log-odds of each class for an example.
    pub(super) fn scores(&self, example: &Example, weights: &[f64]) -> Vec<f64> {
        let row = |class: usize| {
            let row = weights.get(class * self.columns..(class + 1) * self.columns).unwrap_or_default();
            let sum: f64 = example.features.iter().filter_map(|(at, value)| Some(row.get(*at)? * value)).sum();
            sum + row.last().copied().unwrap_or_default()
        };
        example.offset.iter().enumerate().map(|(class, offset)| offset + row(class)).collect()
    }

    pub(super) fn value(&self, weights: &[f64], gradient: &mut [f64]) -> f64 {
        let mut loss = 0.0;
        for (at, (weight, slope)) in weights.iter().zip(gradient.iter_mut()).enumerate() {
            let ridge = if (at + 1) % self.columns == 0 { self.ridge / self.loose } else { self.ridge };
            loss += 0.5 * ridge * weight * weight;
            *slope = ridge * weight;
        }
        for example in self.examples {
            let shares = link(self.link, &self.scores(example, weights));
            for (class, (share, label)) in shares.iter().zip(&example.labels).enumerate() {
                let Some(label) = label else { continue };
                loss -= example.weight * self.likelihood(*share, *label);
                let error = example.weight * (share - label);
                let Some(row) = gradient.get_mut(class * self.columns..(class + 1) * self.columns) else { continue };
                for (at, value) in &example.features {
                    if let Some(slope) = row.get_mut(*at) {
                        *slope += error * value;
                    }
                }
                if let Some(slope) = row.last_mut() {
                    *slope += error;
                }
            }
        }
        loss
    }

    fn likelihood(&self, share: f64, label: f64) -> f64 {
        let log = |share: f64| libm::log(share.max(1e-300));
        match self.link {
            Link::One => label * log(share),
            Link::Any => label * log(share) + (1.0 - label) * log(1.0 - share),
        }
    }
}

/// Probabilities from log-odds.
pub(super) fn link(link: Link, scores: &[f64]) -> Vec<f64> {
    match link {
        Link::Any => scores.iter().map(|score| 1.0 / (1.0 + libm::exp(-score))).collect(),
        Link::One => {
            let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let powers: Vec<f64> = scores.iter().map(|score| libm::exp(score - most)).collect();
            let sum: f64 = powers.iter().sum();
            powers.into_iter().map(|power| power / sum).collect()
        }
    }
}

/// The weights at which the loss is least, found from `start` on to a relative precision of about `precision` in at
/// most `most` steps.
pub(super) fn minimise(loss: &Loss, start: Vec<f64>, precision: f64, most: usize) -> Vec<f64> {
    let (mut gradient, mut weights) = (vec![0.0; start.len()], start);
    let mut value = loss.value(&weights, &mut gradient);
    let mut memory: Vec<(Vec<f64>, Vec<f64>, f64)> = Vec::new();
    for _ in 0..most {
        let direction = direction(&gradient, &memory);
        let slope = dot(&direction, &gradient);
        if slope > -1e-14 {
            break;
        }
        let first = if memory.is_empty() { 1.0 / norm(&gradient).max(1.0) } else { 1.0 };
        let Some((next, next_gradient, next_value)) = search(loss, &weights, &direction, value, slope, first) else {
            break;
        };
        let step: Vec<f64> = next.iter().zip(&weights).map(|(a, b)| a - b).collect();
        let change: Vec<f64> = next_gradient.iter().zip(&gradient).map(|(a, b)| a - b).collect();
        let curvature = dot(&step, &change);
        if curvature > 1e-14 {
            memory.push((step, change, 1.0 / curvature));
            if memory.len() > MEMORY {
                memory.remove(0);
            }
        }
        let gain = value - next_value;
        (weights, gradient, value) = (next, next_gradient, next_value);
        if gain <= precision * value.abs().max(1.0) {
            break;
        }
    }
    weights
}

/// The direction of descent by the two-loop recursion.
fn direction(gradient: &[f64], memory: &[(Vec<f64>, Vec<f64>, f64)]) -> Vec<f64> {
    let mut direction: Vec<f64> = gradient.iter().map(|slope| -slope).collect();
    let mut shares = Vec::with_capacity(memory.len());
    for (step, change, inverse) in memory.iter().rev() {
        let share = inverse * dot(step, &direction);
        add(&mut direction, change, -share);
        shares.push(share);
    }
    if let Some((step, change, _)) = memory.last() {
        let scale = dot(step, change) / dot(change, change);
        direction.iter_mut().for_each(|one| *one *= scale);
    }
    for ((step, change, inverse), share) in memory.iter().zip(shares.into_iter().rev()) {
        let back = inverse * dot(change, &direction);
        add(&mut direction, step, share - back);
    }
    direction
}

/// Halves the step until the loss falls enough (Armijo's rule).
fn search(
    loss: &Loss,
    weights: &[f64],
    direction: &[f64],
    value: f64,
    slope: f64,
    first: f64,
) -> Option<(Vec<f64>, Vec<f64>, f64)> {
    let mut length = first;
    let mut gradient = vec![0.0; weights.len()];
    for _ in 0..40 {
        let mut next = weights.to_vec();
        add(&mut next, direction, length);
        let there = loss.value(&next, &mut gradient);
        if there <= value + 1e-4 * length * slope {
            return Some((next, gradient, there));
        }
        length *= 0.5;
    }
    None
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

fn add(to: &mut [f64], what: &[f64], times: f64) {
    to.iter_mut().zip(what).for_each(|(to, what)| *to += times * what);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn examples() -> Vec<Example> {
        let example = |offset: [f64; 2], features: &[(usize, f64)], labels: [Option<f64>; 2]| Example {
            offset: offset.to_vec(),
            features: features.to_vec(),
            labels: labels.to_vec(),
            weight: 1.5,
        };
        vec![
            example([0.3, -0.2], &[(0, 1.0), (2, -0.5)], [Some(1.0), Some(0.0)]),
            example([-1.0, 0.4], &[(1, 2.0)], [Some(0.0), Some(1.0)]),
            example([0.0, 0.0], &[(0, 0.3), (1, 0.2)], [Some(1.0), Some(0.0)]),
        ]
    }

    fn loss(examples: &[Example], link: Link) -> Loss<'_> {
        Loss { examples, columns: 4, ridge: 0.7, loose: 3.0, link }
    }

    /// The slope along each axis against the loss a little to both sides.
    #[test]
    fn gradients_are_those_of_finite_differences() {
        let examples = examples();
        for kind in [Link::One, Link::Any] {
            let loss = loss(&examples, kind);
            let weights: Vec<f64> = (0..8).map(|at| 0.1 * f64::from(at) - 0.3).collect();
            let mut gradient = vec![0.0; 8];
            loss.value(&weights, &mut gradient);
            for (at, slope) in gradient.iter().enumerate() {
                let beside = |step: f64| {
                    let moved: Vec<f64> =
                        weights.iter().enumerate().map(|(i, w)| if i == at { w + step } else { *w }).collect();
                    loss.value(&moved, &mut [0.0; 8])
                };
                let expected = (beside(1e-5) - beside(-1e-5)) / 2e-5;
                assert!((slope - expected).abs() < 1e-6, "{kind:?} {at}: {slope} {expected}");
            }
        }
    }

    #[test]
    fn at_the_least_loss_the_gradient_vanishes() {
        let examples = examples();
        for kind in [Link::One, Link::Any] {
            let loss = loss(&examples, kind);
            let weights = minimise(&loss, vec![0.0; 8], 1e-14, 200);
            let mut gradient = vec![0.0; 8];
            loss.value(&weights, &mut gradient);
            assert!(norm(&gradient) < 1e-5, "{kind:?}: {gradient:?}");
        }
    }
}
