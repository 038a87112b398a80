//! Text without meaning, the same in every run, with as many different words as real text has: a few very often, most
//! hardly ever.

/// A source of words.
#[derive(Debug)]
pub struct Words {
    state: u64,
}

const SYLLABLES: [&str; 24] = [
    "mar", "ven", "do", "ral", "tis", "cor", "bé", "lan", "su", "pri", "no", "gué", "fal", "mi", "ter", "ou",
    "sar", "pla", "che", "ri", "va", "lon", "du", "ki",
];

impl Words {
    /// From the beginning.
    pub fn new() -> Self {
        Self { state: 0x9e37_79b9_7f4a_7c15 }
    }

    fn next(&mut self) -> u64 {
        // xorshift64
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state
    }

    /// One word: the number of the word is the smaller, the likelier (Zipf's law, about).
    fn word(&mut self, to: &mut String) {
        let uniform = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let mut number = (200_000_f64.powf(uniform)) as usize;
        while number > 0 {
            to.push_str(SYLLABLES[number % SYLLABLES.len()]);
            number /= SYLLABLES.len();
        }
    }

    /// So many words.
    pub fn sentence(&mut self, words: usize) -> String {
        let mut sentence = String::new();
        for n in 0..words {
            if n > 0 {
                sentence.push(' ');
            }
            self.word(&mut sentence);
        }
        sentence
    }
}

/// The most memory, in bytes, that the process (`self` or a number) has had so far; 0 where the system does not say.
pub fn peak_memory(process: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}
