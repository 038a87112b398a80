//! Matrix products in 8-bit integers: exact sums, so the result does not depend on threads or blocking.

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix, QuantParams};
use rten_tensor::NdTensorView;

use super::loops::{self, ZERO};

/// Largest magnitude of an activation and of a weight.
const TOP: f32 = 127.0;

/// Rows of a product that are made at a time, so that their sums stay in the processor's cache.
const BLOCK: usize = 64;

/// Rows of activations, each value `(data - 128) × scale` of its row.
#[derive(Debug, Default)]
pub(super) struct Rows {
    data: Vec<u8>,
    scales: Vec<f32>,
    columns: usize,
}

impl Rows {
    /// Rows of values that all lie within -1 and 1, to be filled by [`Rows::set`].
    pub(super) fn unit(rows: usize, columns: usize) -> Self {
        Self { data: vec![ZERO; rows * columns], scales: vec![1.0 / TOP; rows], columns }
    }

    /// Rounds rows of `columns` values, each row by its own largest magnitude.
    pub(super) fn round(values: &[f32], columns: usize) -> Self {
        let mut rows = Self {
            data: Vec::with_capacity(values.len()),
            scales: Vec::with_capacity(values.len() / columns.max(1)),
            columns,
        };
        for row in values.chunks_exact(columns) {
            let top = loops::largest(row).max(1e-12);
            rows.scales.push(top / TOP);
            let start = rows.data.len();
            rows.data.resize(start + columns, ZERO);
            loops::quantise(row, TOP / top, &mut rows.data[start..]);
        }
        rows
    }

    /// Some of the rows, in the order given.
    pub(super) fn pick(&self, some: impl Iterator<Item = usize>) -> Self {
        let mut rows = Self { columns: self.columns, ..Self::default() };
        for row in some {
            rows.data.extend_from_slice(&self.data[row * self.columns..(row + 1) * self.columns]);
            rows.scales.push(self.scales[row]);
        }
        rows
    }

    /// A row's values.
    #[cfg(test)]
    pub(super) fn values(&self, row: usize) -> Vec<f32> {
        self.data[row * self.columns..(row + 1) * self.columns]
            .iter()
            .map(|value| (f32::from(*value) - f32::from(ZERO)) * self.scales[row])
            .collect()
    }

    pub(super) fn len(&self) -> usize {
        self.scales.len()
    }

    /// Rows of [`Rows::unit`], each with the row of `more`, of the same kind, that `at` names for it behind it.
    pub(super) fn beside(&self, more: &Self, at: &[usize]) -> Self {
        let mut rows = Self::unit(self.len(), self.columns + more.columns);
        for (row, (index, to)) in at.iter().zip(rows.data.chunks_exact_mut(rows.columns)).enumerate() {
            let (left, right) = to.split_at_mut(self.columns);
            left.copy_from_slice(&self.data[row * self.columns..(row + 1) * self.columns]);
            right.copy_from_slice(&more.data[index * more.columns..(index + 1) * more.columns]);
        }
        rows
    }

    /// Writes values within -1 and 1 into a row of [`Rows::unit`], from column `at` on.
    pub(super) fn set(&mut self, row: usize, at: usize, values: &[f32]) {
        let start = row * self.columns + at;
        loops::quantise(values, TOP, &mut self.data[start..start + values.len()]);
    }
}

/// The processor's fastest kernel for 8-bit products.
#[derive(Default)]
pub(super) struct Kernel(GemmExecutor<u8, i8, i32>);

impl std::fmt::Debug for Kernel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Kernel").field(&self.0.kernel_name()).finish()
    }
}

/// `y = x Wᵀ + b`, the weights in 8 bits with a scale for each output.
pub(super) struct Linear {
    packed: PackedBMatrix<i8>,
    scales: Vec<f32>,
    bias: Vec<f32>,
}

impl std::fmt::Debug for Linear {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Linear").field("outputs", &self.bias.len()).finish_non_exhaustive()
    }
}

impl Linear {
    /// From `weights[output][input]` and a bias for each output.
    pub(super) fn new(kernel: &Kernel, weights: &[f32], bias: Vec<f32>) -> Self {
        let outputs = bias.len();
        let inputs = weights.len() / outputs;
        // Without a fused dot product the kernel adds pairs in 16 bits; seven-bit weights cannot overflow there.
        let top = if kernel.0.may_saturate() { 63.0 } else { TOP };
        let mut scales = Vec::with_capacity(outputs);
        let mut rounded = Vec::with_capacity(weights.len());
        for row in weights.chunks_exact(inputs) {
            let largest = row.iter().fold(0.0_f32, |top, value| top.max(value.abs())).max(1e-12);
            scales.push(largest / top);
            rounded.extend(row.iter().map(|value| (value * top / largest).round() as i8));
        }
        let rows = NdTensorView::from_data([outputs, inputs], rounded.as_slice());
        let packed = kernel.0.prepack_b(rows.transposed());
        Self { packed, scales, bias }
    }

    pub(super) fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// The scale of each output's sum for inputs within -1 and 1.
    pub(super) fn unit_scales(&self) -> Vec<f32> {
        self.scales.iter().map(|scale| scale / TOP).collect()
    }

    /// The bare sums of some rows, `out[row][output]`, without scale or bias.
    pub(super) fn sums(&self, kernel: &Kernel, rows: &[u8], zeros: &[u8], out: &mut [i32]) {
        let count = out.len() / self.outputs();
        let input = NdTensorView::from_data([count, rows.len() / count.max(1)], rows);
        let options = GemmOptions {
            a_quant: Some(QuantParams { zero_point: &zeros[..count] }),
            ..GemmOptions::default()
        };
        kernel
            .0
            .gemm(out, GemmInputA::Unpacked(input), GemmInputB::Packed(&self.packed), options)
            .expect("the shapes of rows, weights and sums agree by construction");
    }

    /// What is added to every row's outputs.
    pub(super) fn bias(&self) -> &[f32] {
        &self.bias
    }

    /// `y` for all rows, row by row.
    pub(super) fn apply(&self, kernel: &Kernel, rows: &Rows) -> Vec<f32> {
        let mut out = Vec::new();
        self.apply_into(kernel, rows, &mut out);
        out
    }

    /// The same, in place of what `out` held: a buffer that is used again costs the system no fresh pages.
    pub(super) fn apply_into(&self, kernel: &Kernel, rows: &Rows, out: &mut Vec<f32>) {
        let outputs = self.outputs();
        out.resize(rows.len() * outputs, 0.0);
        let zeros = [ZERO; BLOCK];
        let mut sums = vec![0; rows.len().min(BLOCK) * outputs];
        for start in (0..rows.len()).step_by(BLOCK) {
            let block = start..rows.len().min(start + BLOCK);
            let sums = &mut sums[..block.len() * outputs];
            self.sums(kernel, &rows.data[block.start * rows.columns..block.end * rows.columns], &zeros, sums);
            for ((row, scale), out) in sums
                .chunks_exact(outputs)
                .zip(&rows.scales[block.clone()])
                .zip(out[block.start * outputs..].chunks_exact_mut(outputs))
            {
                loops::scale(row, *scale, &self.scales, &self.bias, out);
            }
        }
    }
}

/// State of a recurrent layer for some sequences at once, within -1 and 1.
#[derive(Debug)]
pub(super) struct State {
    data: Vec<u8>,
    zeros: Vec<u8>,
    columns: usize,
}

impl State {
    pub(super) fn new(rows: usize, columns: usize) -> Self {
        Self { data: vec![ZERO; rows * columns], zeros: vec![ZERO; rows], columns }
    }

    pub(super) fn set(&mut self, row: usize, values: &[f32]) {
        loops::quantise(values, TOP, &mut self.data[row * self.columns..(row + 1) * self.columns]);
    }

    /// Sums of the first rows, as many as fit `out`.
    pub(super) fn sums(&self, kernel: &Kernel, linear: &Linear, out: &mut [i32]) {
        let rows = out.len() / linear.outputs();
        linear.sums(kernel, &self.data[..rows * self.columns], &self.zeros, out);
    }
}

/// Index of the largest value; the first of equals.
pub(super) fn argmax(values: &[f32]) -> usize {
    let greatest = loops::greatest(values);
    values.iter().position(|value| *value >= greatest).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neural::loops::dot;

    #[test]
    fn eight_bits_are_close_to_the_exact_product() {
        let kernel = Kernel::default();
        let (inputs, outputs, rows) = (37, 19, 5);
        let wave = |n: usize, step: f32| (0..n).map(|i| (i as f32 * step).sin()).collect::<Vec<_>>();
        let (weights, bias, values) =
            (wave(inputs * outputs, 0.7), wave(outputs, 1.3), wave(rows * inputs, 0.31));
        let linear = Linear::new(&kernel, &weights, bias.clone());
        let got = linear.apply(&kernel, &Rows::round(&values, inputs));
        for row in 0..rows {
            for output in 0..outputs {
                let exact = bias[output]
                    + dot(
                        &values[row * inputs..(row + 1) * inputs],
                        &weights[output * inputs..(output + 1) * inputs],
                    );
                assert!((got[row * outputs + output] - exact).abs() < 0.15, "{exact}");
            }
        }
    }
}
