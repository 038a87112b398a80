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

/// Values with scaled sums added to them.
#[multiversion(targets = "simd")]
pub(super) fn add_scaled(values: &[f32], sums: &[i32], scales: &[f32], out: &mut [f32]) {
    for (((out, value), sum), scale) in out.iter_mut().zip(values).zip(sums).zip(scales) {
        *out = value + *sum as f32 * scale;
    }
}

/// The cells of a recurrent layer after a step, written to `shown` too.
#[multiversion(targets = "simd")]
pub(super) fn cells(cells: &mut [f32], take: &[f32], keep: &[f32], candidate: &[f32], shown: &mut [f32]) {
    for ((((cell, take), keep), candidate), shown) in
        cells.iter_mut().zip(take).zip(keep).zip(candidate).zip(shown)
    {
        *cell = keep * *cell + take * candidate;
        *shown = *cell;
    }
}

/// Multiplies values by others.
#[multiversion(targets = "simd")]
pub(super) fn multiply(values: &mut [f32], by: &[f32]) {
    for (value, by) in values.iter_mut().zip(by) {
        *value *= by;
    }
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
