//! Text without meaning, the same in every run, with as many different words as real text has: a few very often, most
//! hardly ever.

/// A source of words.
#[derive(Debug)]
pub(crate) struct Words {
    state: u64,
}

const SYLLABLES: [&str; 24] = [
    "mar", "ven", "do", "ral", "tis", "cor", "bé", "lan", "su", "pri", "no", "gué", "fal", "mi", "ter", "ou",
    "sar", "pla", "che", "ri", "va", "lon", "du", "ki",
];

impl Words {
    /// From the beginning.
    pub(crate) fn new() -> Self {
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
    pub(crate) fn sentence(&mut self, words: usize) -> String {
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

/// Processor time, in seconds, that the process has had so far, on all threads; 0 where the system does not say. Unlike the time
/// on the wall it does not grow with what else the machine does.
pub(crate) fn processor_time(process: &str) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // After the name, which may hold anything and ends with the last parenthesis: state, …, utime and stime (14 and 15).
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    let ticks: u64 = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    ticks as f64 / 100.0
}

/// A line of the time per report in each tenth of `reports`, and how the last compares with the first.
pub(crate) fn print_tenths(what: &str, seconds: &[f64; 10], reports: usize) {
    let each = seconds.map(|tenth| tenth * 1e6 / (reports / 10) as f64);
    let line = each.map(|each| format!("{each:.0}")).join(" ");
    println!("{what}, microseconds a report by tenths: {line}; last / first: {:.2}", each[9] / each[0]);
}
