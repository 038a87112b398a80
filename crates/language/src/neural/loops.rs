//! The loops in which the network spends its time beside its products. Each is compiled for several generations of processors, and
//! the newest that the processor knows is run; no sum changes its order, so all give the same.

use multiversion::multiversion;

/// Zero of the unsigned 8-bit activations.
pub(super) const ZERO: u8 = 128;

/// Rounds values times `factor` to activations; the products lie within -127 and 127.
#[multiversion(targets = "simd")]
pub(super) fn quantise(values: &[f32], factor: f32, out: &mut [u8]) {
    // So large a number has no places behind the point: what is added to it is rounded to the nearest integer, which then
    // stands in the lowest bits. A cast would look for overflow.
    const ROUND: f32 = 12_582_912.0;
    for (to, value) in out.iter_mut().zip(values) {
        *to = ((value * factor + ROUND).to_bits() as u8).wrapping_add(ZERO);
    }
}

/// The largest magnitude.
#[multiversion(targets = "simd")]
pub(super) fn largest(values: &[f32]) -> f32 {
    let mut largest = [0.0_f32; 16];
    let chunks = values.chunks_exact(16);
    let rest = chunks.remainder().iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
    for chunk in chunks {
        for (largest, value) in largest.iter_mut().zip(chunk) {
            *largest = largest.max(value.abs());
        }
    }
    largest.into_iter().fold(rest, f32::max)
}

/// The greatest value.
#[multiversion(targets = "simd")]
pub(super) fn greatest(values: &[f32]) -> f32 {
    let mut greatest = [f32::NEG_INFINITY; 16];
    let chunks = values.chunks_exact(16);
    let rest = chunks.remainder().iter().fold(f32::NEG_INFINITY, |greatest, value| greatest.max(*value));
    for chunk in chunks {
        for (greatest, value) in greatest.iter_mut().zip(chunk) {
            *greatest = greatest.max(*value);
        }
    }
    greatest.into_iter().fold(rest, f32::max)
}

/// Bare sums of one row with the scales of the row and of the columns, and the bias.
#[multiversion(targets = "simd")]
pub(super) fn scale(sums: &[i32], row: f32, columns: &[f32], bias: &[f32], out: &mut [f32]) {
    for (((out, sum), column), bias) in out.iter_mut().zip(sums).zip(columns).zip(bias) {
        *out = *sum as f32 * (row * column) + bias;
    }
}

/// Adds a row of a table, each value times its scale.
#[multiversion(targets = "simd")]
pub(super) fn add_row(row: &[i8], scale: f32, sums: &mut [f32]) {
    for (sum, value) in sums.iter_mut().zip(row) {
        *sum += f32::from(*value) * scale;
    }
}

/// One step of a recurrent layer for one sequence: `input` and the scaled `sums` hold what its input, forget, candidate and output
/// gates take, each `cells.len()` long; the cells become those after the step, `shown` what the layer gives.
#[multiversion(targets = "simd")]
pub(super) fn step(input: &[f32], sums: &[i32], scales: &[f32], cells: &mut [f32], shown: &mut [f32]) {
    let hidden = cells.len();
    let (input, sums, scales) = (gates(input, hidden), gates(sums, hidden), gates(scales, hidden));
    let shown = &mut shown[..hidden];
    for at in 0..hidden {
        let gate = |gate: usize| input[gate][at] + sums[gate][at] as f32 * scales[gate][at];
        let cell = sigmoid(gate(1)) * cells[at] + sigmoid(gate(0)) * tanh(gate(2));
        cells[at] = cell;
        shown[at] = sigmoid(gate(3)) * tanh(cell);
    }
}

/// The hyperbolic tangent of each value.
#[multiversion(targets = "simd")]
pub(super) fn tanhs(values: &mut [f32]) {
    for value in values {
        *value = tanh(*value);
    }
}

/// Values of the four gates, one gate's behind the other's.
#[inline]
fn gates<T>(values: &[T], hidden: usize) -> [&[T]; 4] {
    let (first, second) = values[..4 * hidden].split_at(2 * hidden);
    let ((a, b), (c, d)) = (first.split_at(hidden), second.split_at(hidden));
    [a, b, c, d]
}

/// The hyperbolic tangent: Lambert's continued fraction cut at its ninth term, which reaches one at the bound, 7e-6 too early.
#[inline]
fn tanh(x: f32) -> f32 {
    const BOUND: f32 = 6.297;
    let x = x.clamp(-BOUND, BOUND);
    let square = x * x;
    let above =
        x * (34_459_425.0 + square * (4_729_725.0 + square * (135_135.0 + square * (990.0 + square))));
    let below =
        34_459_425.0 + square * (16_216_200.0 + square * (945_945.0 + square * (13_860.0 + square * 45.0)));
    above / below
}

/// The logistic function.
#[inline]
fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

/// Sum of products.
#[multiversion(targets = "simd")]
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    // Sixteen running sums let the compiler use vector registers; their order is fixed, so the result is too.
    let mut sums = [0.0_f32; 16];
    let (a16, b16) = (a.chunks_exact(16), b.chunks_exact(16));
    let rest: f32 = a16.remainder().iter().zip(b16.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a16.zip(b16) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::{sigmoid, tanh};

    #[test]
    fn activations_are_close_to_the_exact_functions() {
        for value in -2000..=2000_i16 {
            let x = f32::from(value) / 100.0;
            assert!((tanh(x) - x.tanh()).abs() < 1e-5, "{x}: {}", tanh(x));
            assert!((sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-5, "{x}: {}", sigmoid(x));
        }
        assert!((tanh(f32::MAX) - 1.0).abs() < 1e-5);
    }
}
