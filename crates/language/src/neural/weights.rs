//! The weights' file: safetensors, matrices in 8 bits with a scale of 16 bits for each row, the rest in 32-bit floats.

use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;

use super::loops;
use super::matrix::{Kernel, Linear};

/// Why weights could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is not in the safetensors format.
    #[error("the weights are not a safetensors file: {0}")]
    Format(#[from] safetensors::SafeTensorError),
    /// The file's description of the model is missing or broken.
    #[error("the weights' description is broken: {0}")]
    Description(#[from] serde_json::Error),
    /// The file is of another format.
    #[error("the weights are of the format `{0}`, which this version does not read")]
    Unknown(String),
    /// A tensor is missing.
    #[error("the weights hold no tensor `{0}`")]
    Missing(String),
    /// A tensor is not of the expected type or size.
    #[error("the tensor `{0}` is not of the expected type or size")]
    Shape(String),
}

/// What the file says of itself, as JSON under `hearsay` in its metadata.
#[derive(Debug, Deserialize)]
pub(super) struct Description {
    pub(super) format: String,
    pub(super) shape: Shape,
    pub(super) labels: Labels,
    /// Log probability of a character that no piece covers.
    pub(super) unknown_score: f64,
    /// Languages whose trees were trained on.
    pub(super) languages: Vec<String>,
    /// Languages whose sentences it divides better than the rules do.
    pub(super) boundaries: Vec<String>,
}

/// The only format that is read.
const FORMAT: &str = "hearsay-analyser/4";

/// What the numbers of the heads' outputs stand for.
#[derive(Debug, Deserialize)]
pub(super) struct Labels {
    pub(super) upos: Vec<String>,
    /// Values of each feature in the order of the outputs; the first means that the feature is absent.
    #[serde(deserialize_with = "in_order")]
    pub(super) feats: Vec<(String, Vec<String>)>,
    pub(super) lemmas: Vec<String>,
    pub(super) relations: Vec<String>,
    pub(super) entities: Vec<String>,
    pub(super) roles: Vec<String>,
    pub(super) statements: Vec<String>,
    pub(super) namings: Vec<String>,
    pub(super) kinds: Vec<String>,
    pub(super) stances: Vec<String>,
}

impl Labels {
    /// How many values all features have together.
    pub(super) fn values(&self) -> usize {
        self.feats.iter().map(|(_, values)| values.len()).sum()
    }
}

/// A JSON object as a list, in the order in which it is written.
fn in_order<'d, D: serde::Deserializer<'d>>(deserializer: D) -> Result<Vec<(String, Vec<String>)>, D::Error> {
    struct InOrder;
    impl<'d> serde::de::Visitor<'d> for InOrder {
        type Value = Vec<(String, Vec<String>)>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object of lists")
        }

        fn visit_map<A: serde::de::MapAccess<'d>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut list = Vec::new();
            while let Some(entry) = map.next_entry()? {
                list.push(entry);
            }
            Ok(list)
        }
    }
    deserializer.deserialize_map(InOrder)
}

/// Sizes of the layers.
#[derive(Debug, Deserialize)]
pub(super) struct Shape {
    pub(super) layers: usize,
    pub(super) hidden: usize,
    pub(super) reader: usize,
    pub(super) readers: usize,
    pub(super) names: usize,
    pub(super) lemma: usize,
}

/// An open file of weights.
#[derive(Debug)]
pub(super) struct Weights<'b> {
    tensors: SafeTensors<'b>,
}

impl<'b> Weights<'b> {
    /// Reads the file's table of contents and its description.
    pub(super) fn open(bytes: &'b [u8]) -> Result<(Self, Description), Error> {
        let (_, metadata) = SafeTensors::read_metadata(bytes)?;
        let described = metadata.metadata().as_ref().and_then(|map| map.get("hearsay"));
        let description: Description = serde_json::from_str(described.map_or("", String::as_str))?;
        if description.format != FORMAT {
            return Err(Error::Unknown(description.format));
        }
        Ok((Self { tensors: SafeTensors::deserialize(bytes)? }, description))
    }

    fn tensor(&self, name: &str) -> Option<safetensors::tensor::TensorView<'b>> {
        self.tensors.tensor(name).ok()
    }

    /// The bytes of a tensor of unsigned 8-bit numbers.
    pub(super) fn bytes(&self, name: &str) -> Result<&'b [u8], Error> {
        let tensor = self.tensor(name).ok_or_else(|| Error::Missing(name.to_owned()))?;
        Ok(tensor.data())
    }

    /// All values of a tensor, whatever its type; 8-bit rows are multiplied by their scales (`NAME.scale`).
    pub(super) fn values(&self, name: &str) -> Result<Vec<f32>, Error> {
        let tensor = self.tensor(name).ok_or_else(|| Error::Missing(name.to_owned()))?;
        let wrong = || Error::Shape(name.to_owned());
        match tensor.dtype() {
            Dtype::F32 => {
                Ok(tensor.data().as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
            }
            Dtype::F16 => {
                Ok(tensor.data().as_chunks().0.iter().map(|bytes| half(u16::from_le_bytes(*bytes))).collect())
            }
            Dtype::I8 => {
                let scales = self.values(&format!("{name}.scale"))?;
                let columns = tensor.data().len() / scales.len().max(1);
                if columns * scales.len() != tensor.data().len() || columns == 0 {
                    return Err(wrong());
                }
                Ok(tensor
                    .data()
                    .chunks_exact(columns)
                    .zip(&scales)
                    .flat_map(|(row, scale)| row.iter().map(move |byte| f32::from(*byte as i8) * scale))
                    .collect())
            }
            _ => Err(wrong()),
        }
    }

    /// A table of 8-bit rows, read as it lies.
    pub(super) fn table(&self, name: &str) -> Result<Table, Error> {
        let tensor = self.tensor(name).ok_or_else(|| Error::Missing(name.to_owned()))?;
        let scales = self.values(&format!("{name}.scale"))?;
        match (tensor.dtype(), tensor.shape()) {
            (Dtype::I8, [rows, columns]) if *rows == scales.len() => Ok(Table {
                data: tensor.data().iter().map(|byte| *byte as i8).collect(),
                scales,
                columns: *columns,
            }),
            _ => Err(Error::Shape(name.to_owned())),
        }
    }

    /// The layer `NAME.weight`, `NAME.bias`.
    pub(super) fn linear(&self, kernel: &Kernel, name: &str) -> Result<Linear, Error> {
        Ok(Linear::new(
            kernel,
            &self.values(&format!("{name}.weight"))?,
            self.values(&format!("{name}.bias"))?,
        ))
    }

    /// A layer without a bias.
    pub(super) fn unbiased(&self, kernel: &Kernel, name: &str, outputs: usize) -> Result<Linear, Error> {
        Ok(Linear::new(kernel, &self.values(&format!("{name}.weight"))?, vec![0.0; outputs]))
    }
}

/// The value of a finite 16-bit float (IEEE 754 binary16): its exponent and fraction where a 32-bit float has them, then the difference of their
/// exponents' biases.
fn half(bits: u16) -> f32 {
    let magnitude = f32::from_bits(u32::from(bits & 0x7FFF) << 13) * 2.0_f32.powi(112);
    magnitude.copysign(f32::from_bits(u32::from(bits & 0x8000) << 16))
}

/// A table of vectors in 8 bits, with a scale for each.
#[derive(Debug)]
pub(super) struct Table {
    data: Vec<i8>,
    scales: Vec<f32>,
    columns: usize,
}

impl Table {
    pub(super) fn rows(&self) -> usize {
        self.scales.len()
    }

    /// Appends the sum of some rows, each times `factor`.
    pub(super) fn push(&self, rows: &[u32], factor: f32, values: &mut Vec<f32>) {
        let start = values.len();
        values.resize(start + self.columns, 0.0);
        for row in rows.iter().map(|row| *row as usize) {
            let scale = self.scales[row] * factor;
            loops::add_row(
                &self.data[row * self.columns..(row + 1) * self.columns],
                scale,
                &mut values[start..],
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::half;

    #[test]
    fn sixteen_bits_become_thirty_two() {
        // One, the greatest, the smallest above nothing, nothing, minus two.
        let values = [0x3C00, 0x7BFF, 0x0001, 0x0000, 0xC000].map(|bits| half(bits).to_bits());
        assert_eq!(values, [1.0, 65504.0, 2.0_f32.powi(-24), 0.0, -2.0].map(f32::to_bits));
    }
}
