//! Stacked bidirectional LSTM (Hochreiter and Schmidhuber 1997; Graves and Schmidhuber 2005), many sequences at a time.

use rten_simd::SimdUnaryOp;
use rten_vecmath::{Sigmoid, Tanh};

use super::loops;
use super::matrix::{Kernel, Linear, Rows, State};
use super::weights::{Error, Weights};

/// Each layer reads forwards and backwards and gives `2 × hidden` values a word.
#[derive(Debug)]
pub(super) struct Encoder {
    layers: Vec<[Direction; 2]>,
    hidden: usize,
}

#[derive(Debug)]
struct Direction {
    input: Linear,
    recurrent: Linear,
    scales: Vec<f32>,
}

/// Sequences that lie one after the other in rows, the longest first.
#[derive(Debug)]
pub(super) struct Layout {
    /// Where each sequence begins.
    pub(super) starts: Vec<usize>,
    /// How long each is.
    pub(super) lengths: Vec<usize>,
}

impl Layout {
    /// From lengths in falling order.
    pub(super) fn new(lengths: Vec<usize>) -> Self {
        debug_assert!(lengths.is_sorted_by(|a, b| a >= b), "sequences must be sorted, the longest first");
        let starts = lengths
            .iter()
            .scan(0, |start, length| {
                let here = *start;
                *start += length;
                Some(here)
            })
            .collect();
        Self { starts, lengths }
    }
}

impl Encoder {
    /// The layers `STACK.0`, `STACK.1` … of `hidden` units each way.
    pub(super) fn load(
        kernel: &Kernel,
        weights: &Weights<'_>,
        stack: &str,
        layers: usize,
        hidden: usize,
    ) -> Result<Self, Error> {
        let direction = |layer: usize, name: &str| -> Result<Direction, Error> {
            let part = |part: &str| weights.values(&format!("{stack}.{layer}.{name}.{part}"));
            let input = Linear::new(kernel, &gates(&part("input")?, hidden), gates(&part("bias")?, hidden));
            let recurrent = Linear::new(kernel, &gates(&part("recurrent")?, hidden), vec![0.0; 4 * hidden]);
            let scales = recurrent.unit_scales();
            Ok(Direction { input, recurrent, scales })
        };
        let layers = (0..layers)
            .map(|layer| Ok([direction(layer, "forward")?, direction(layer, "backward")?]))
            .collect::<Result<_, Error>>()?;
        Ok(Self { layers, hidden })
    }

    /// Encodes sequences of words. `types` are the distinct words' vectors, `words` the type of each word in the order
    /// of `layout`.
    pub(super) fn apply(&self, kernel: &Kernel, types: &Rows, words: &[usize], layout: &Layout) -> Rows {
        let mut rows = Rows::unit(words.len(), 2 * self.hidden);
        let own: Vec<usize> = (0..words.len()).collect();
        for (index, layer) in self.layers.iter().enumerate() {
            let mut next = Rows::unit(words.len(), 2 * self.hidden);
            for (side, direction) in layer.iter().enumerate() {
                // The first layer's input product is made once for each distinct word.
                let (input, at) = if index == 0 { (types, words) } else { (&rows, own.as_slice()) };
                let gates = direction.input.apply(kernel, input);
                direction.run(kernel, &gates, at, layout, side == 1, self.hidden, &mut next);
            }
            rows = next;
        }
        rows
    }
}

impl Direction {
    #[expect(clippy::too_many_arguments, reason = "one step of one loop, split off for reading")]
    fn run(
        &self,
        kernel: &Kernel,
        gates: &[f32],
        at: &[usize],
        layout: &Layout,
        backwards: bool,
        hidden: usize,
        out: &mut Rows,
    ) {
        let width = 4 * hidden;
        let sequences = layout.lengths.len();
        let mut state = State::new(sequences, hidden);
        let mut cells = vec![0.0_f32; sequences * hidden];
        let mut sums = vec![0_i32; sequences * width];
        let mut gate = vec![0.0_f32; width];
        let mut shown = vec![0.0_f32; hidden];
        let mut active = sequences;
        for step in 0..layout.lengths.first().copied().unwrap_or(0) {
            while active > 0 && layout.lengths[active - 1] <= step {
                active -= 1;
            }
            let sums = &mut sums[..active * width];
            state.sums(kernel, &self.recurrent, sums);
            for (sequence, sums) in sums.chunks_exact(width).enumerate() {
                let place = if backwards { layout.lengths[sequence] - 1 - step } else { step };
                let row = layout.starts[sequence] + place;
                let input = &gates[at[row] * width..(at[row] + 1) * width];
                loops::add_scaled(input, sums, &self.scales, &mut gate);
                let (open, candidate) = gate.split_at_mut(3 * hidden);
                Sigmoid {}.map_mut(open);
                Tanh {}.map_mut(candidate);
                let (take, rest) = open.split_at(hidden);
                let (keep, show) = rest.split_at(hidden);
                let cells = &mut cells[sequence * hidden..(sequence + 1) * hidden];
                loops::cells(cells, take, keep, candidate, &mut shown);
                Tanh {}.map_mut(&mut shown);
                loops::multiply(&mut shown, show);
                state.set(sequence, &shown);
                out.set(row, usize::from(backwards) * hidden, &shown);
            }
        }
    }
}

/// The file orders the gates input, forget, candidate, output; here the candidate comes last, so that the three sigmoids
/// lie together.
fn gates(values: &[f32], hidden: usize) -> Vec<f32> {
    let block = values.len() / (4 * hidden) * hidden;
    [0, 1, 3, 2].iter().flat_map(|gate| &values[gate * block..(gate + 1) * block]).copied().collect()
}
