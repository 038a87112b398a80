//! Stacked bidirectional LSTM (Hochreiter and Schmidhuber 1997; Graves and Schmidhuber 2005), many sequences at a time.

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

    /// How many sequences reach a step.
    fn active(&self, step: usize) -> usize {
        self.lengths.partition_point(|length| *length > step)
    }

    /// The rows of the words that are read in a step, in the order of the sequences.
    fn step(&self, step: usize, backwards: bool) -> impl Iterator<Item = usize> {
        self.starts.iter().zip(&self.lengths).take(self.active(step)).map(move |(start, length)| {
            let place = if backwards { length - 1 - step } else { step };
            start + place
        })
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
            let input = Linear::new(kernel, &part("input")?, part("bias")?);
            let recurrent = Linear::new(kernel, &part("recurrent")?, vec![0.0; 4 * hidden]);
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
        let mut rows = Rows::default();
        for (index, layer) in self.layers.iter().enumerate() {
            let mut next = Rows::unit(words.len(), 2 * self.hidden);
            for (side, direction) in layer.iter().enumerate() {
                // The first layer's input product is made once for each distinct word.
                let input = if index == 0 {
                    Input::Types { gates: direction.input.apply(kernel, types), words }
                } else {
                    Input::Rows(&rows)
                };
                direction.run(kernel, &input, layout, side == 1, &mut next);
            }
            rows = next;
        }
        rows
    }
}

/// What a layer reads.
enum Input<'a> {
    /// What each distinct word gives to the gates, and for each word which of them it is.
    Types { gates: Vec<f32>, words: &'a [usize] },
    /// What the layer below gives for each word.
    Rows(&'a Rows),
}

/// Least rows whose input product is made at a time: enough to keep the product busy, few enough for the cache.
const AHEAD: usize = 256;

impl Direction {
    fn run(&self, kernel: &Kernel, input: &Input<'_>, layout: &Layout, backwards: bool, out: &mut Rows) {
        let width = self.input.outputs();
        let hidden = width / 4;
        let sequences = layout.lengths.len();
        let mut state = State::new(sequences, hidden);
        let mut cells = vec![0.0_f32; sequences * hidden];
        let mut sums = vec![0_i32; sequences * width];
        let mut shown = vec![0.0_f32; hidden];
        // The rows of the words of coming steps, step by step, and what they give to the gates.
        let mut ahead: Vec<usize> = Vec::new();
        let mut made: Vec<f32> = Vec::new();
        let mut next = 0;
        let longest = layout.lengths.first().copied().unwrap_or(0);
        for step in 0..longest {
            if next == ahead.len() {
                ahead.clear();
                next = 0;
                for step in step..longest {
                    ahead.extend(layout.step(step, backwards));
                    if ahead.len() >= AHEAD {
                        break;
                    }
                }
                if let Input::Rows(rows) = input {
                    self.input.apply_into(kernel, &rows.pick(ahead.iter().copied()), &mut made);
                }
            }
            let active = layout.active(step);
            let sums = &mut sums[..active * width];
            state.sums(kernel, &self.recurrent, sums);
            for (sequence, sums) in sums.chunks_exact(width).enumerate() {
                let row = ahead[next];
                let gates = match input {
                    Input::Types { gates, words } => &gates[words[row] * width..],
                    Input::Rows(_) => &made[next * width..],
                };
                next += 1;
                let cells = &mut cells[sequence * hidden..(sequence + 1) * hidden];
                loops::step(&gates[..width], sums, &self.scales, cells, &mut shown);
                state.set(sequence, &shown);
                out.set(row, usize::from(backwards) * hidden, &shown);
            }
        }
    }
}
