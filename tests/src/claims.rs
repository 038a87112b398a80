//! Claim cases: passages with the claims that must be read from them. The format is described in `CONTRIBUTING.md`.

use std::path::Path;

use hearsay_core::{Certainty, MarkerRole, Naming, Polarity, ScalarIndex, SourceKind, Span, Stance};

/// One passage with its claims.
#[derive(Clone, Debug)]
pub struct Case {
    /// Unique name.
    pub name: String,
    /// What it shows.
    pub phenomena: Vec<String>,
    /// The text, or where it lies.
    pub passage: Passage,
    /// The claims.
    pub claims: Vec<Expected>,
}

/// The text of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// Written in the case file.
    Written(String),
    /// In a gold set that is never copied: `path#first..last` or `path[start:end]`.
    StandOff(String),
}

/// A claim that must be found.
#[derive(Clone, Debug)]
pub struct Expected {
    /// Its name in the case.
    pub id: String,
    /// Stance of the origin.
    pub stance: Stance,
    /// Certainty.
    pub certainty: Certainty,
    /// Polarity.
    pub polarity: Polarity,
    /// The reporting conditional.
    pub conditional: bool,
    /// Verbatim.
    pub direct: bool,
    /// The claim that it answers.
    pub about: Option<String>,
    /// What is claimed.
    pub content: Option<Words>,
    /// The cue.
    pub cue: Option<Words>,
    /// The chain, nearest the reader first.
    pub chain: Vec<ExpectedLink>,
    /// Markers.
    pub markers: Vec<(MarkerRole, Words)>,
    /// Loaded wording.
    pub loaded: Vec<Words>,
}

/// A link that must be found.
#[derive(Clone, Debug)]
pub struct ExpectedLink {
    /// Its words, or those of its antecedent; `None` where nothing in the passage names it.
    pub mention: Option<Words>,
    /// Nothing at this place names it.
    pub implicit: bool,
    /// Naming.
    pub naming: Naming,
    /// Kind; `None` where it was left open.
    pub kind: Option<SourceKind>,
    /// Channel.
    pub channel: Option<Words>,
}

/// Words of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// The words, and which of their occurrences is meant, counted from 1.
    Quoted(String, usize),
    /// From one count of scalar values to another.
    Offsets(usize, usize),
}

impl Words {
    /// Where they stand in the passage.
    pub fn find(&self, passage: &str) -> Option<Span> {
        match self {
            Self::Quoted(words, nth) => {
                let (start, _) = passage.match_indices(words.as_str()).nth(nth.checked_sub(1)?)?;
                Some(Span::new(start, start + words.len()))
            }
            Self::Offsets(start, end) => Some(ScalarIndex::new(passage).span(*start, *end)),
        }
    }

    fn parse(text: &str) -> Self {
        let range = text.strip_prefix('[').and_then(|rest| rest.split(']').next()).and_then(|range| {
            let (start, end) = range.split_once(':')?;
            Some(Self::Offsets(start.parse().ok()?, end.parse().ok()?))
        });
        range.unwrap_or_else(|| match text.rsplit_once(" @") {
            Some((words, nth)) if nth.parse::<usize>().is_ok() => {
                Self::Quoted(words.trim().to_owned(), nth.parse().unwrap_or(1))
            }
            _ => Self::Quoted(text.trim().to_owned(), 1),
        })
    }
}

/// Reads all case files under `folder`, each with the language that its name (`topic.fr.txt`) or its folder (`fr/`) says.
pub fn read_folder(folder: &Path) -> Result<Vec<(String, Case)>, String> {
    let mut paths = Vec::new();
    collect(folder, &mut paths).map_err(|error| format!("{}: {error}", folder.display()))?;
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let by_name =
            name.strip_suffix(".txt").and_then(|stem| stem.rsplit_once('.')).map(|(_, language)| language);
        let by_folder = path.parent().and_then(Path::file_name).and_then(|folder| folder.to_str());
        let language = by_name.or(by_folder).unwrap_or_default().to_owned();
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        for case in parse(&text).map_err(|error| format!("{}: {error}", path.display()))? {
            cases.push((language.clone(), case));
        }
    }
    Ok(cases)
}

fn collect(folder: &Path, paths: &mut Vec<std::path::PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            paths.push(path);
        }
    }
    Ok(())
}

/// Reads a case file.
pub fn parse(text: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut body: Option<Vec<&str>> = None;
    for (number, line) in text.lines().enumerate() {
        let place = |error: String| format!("line {}: {error}", number + 1);
        if let Some(head) = line.strip_prefix("--- ") {
            let (head, address) = match head.split_once(" @ ") {
                Some((head, address)) => (head, Some(address.trim())),
                None => (head, None),
            };
            let (name, phenomena) = head.split_once('|').unwrap_or((head, ""));
            cases.push(Case {
                name: name.trim().to_owned(),
                phenomena: phenomena
                    .split(',')
                    .map(|word| word.trim().to_owned())
                    .filter(|word| !word.is_empty())
                    .collect(),
                passage: match address {
                    Some(address) => Passage::StandOff(address.to_owned()),
                    None => Passage::Written(String::new()),
                },
                claims: Vec::new(),
            });
            body = Some(Vec::new());
        } else if let (Some(lines), Some(case)) = (&mut body, cases.last_mut()) {
            if line != "===" {
                lines.push(line);
                continue;
            }
            if let Passage::Written(text) = &mut case.passage {
                lines.join("\n").trim().clone_into(text);
            }
            body = None;
        } else if let Some(case) = cases.last_mut() {
            expectation(line, &mut case.claims).map_err(place)?;
        }
    }
    Ok(cases)
}

fn expectation(line: &str, claims: &mut Vec<Expected>) -> Result<(), String> {
    let indented = line.starts_with(' ');
    let line = line.trim();
    if line.is_empty() || line == "(none)" || line.starts_with('#') {
        return Ok(());
    }
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest = rest.trim();
    if !indented {
        let mut words = rest.split_whitespace();
        let mut word = || words.next().ok_or_else(|| format!("`{line}` is too short"));
        let mut claim = Expected {
            id: first.to_owned(),
            stance: word()?.parse()?,
            certainty: word()?.parse()?,
            polarity: word()?.parse()?,
            conditional: false,
            direct: false,
            about: None,
            content: None,
            cue: None,
            chain: Vec::new(),
            markers: Vec::new(),
            loaded: Vec::new(),
        };
        for flag in words {
            match flag {
                "conditional" => claim.conditional = true,
                "direct" => claim.direct = true,
                _ => match flag.strip_prefix("about=") {
                    Some(id) => claim.about = Some(id.to_owned()),
                    None => return Err(format!("`{flag}` is no flag")),
                },
            }
        }
        claims.push(claim);
        return Ok(());
    }
    let claim = claims.last_mut().ok_or("a field before the first claim")?;
    match first {
        "content" => claim.content = Some(Words::parse(rest)),
        "cue" => claim.cue = Some(Words::parse(rest)),
        "loaded" => claim.loaded.push(Words::parse(rest)),
        "source" => claim.chain.push(link(rest)?),
        "marker" => {
            let (role, words) = rest.split_once(':').ok_or_else(|| format!("`{rest}` has no role"))?;
            claim.markers.push((role.trim().parse()?, Words::parse(words.trim())));
        }
        _ => return Err(format!("`{first}` is no field")),
    }
    Ok(())
}

fn link(text: &str) -> Result<ExpectedLink, String> {
    let mut parts = text.split(" ; ").map(str::trim);
    let words = parts.next().unwrap_or_default();
    let mut types = parts.next().unwrap_or_default().split_whitespace();
    let channel =
        parts.next().and_then(|part| part.strip_prefix("channel:")).map(|words| Words::parse(words.trim()));
    let (implicit, mention) = match words.strip_prefix('~') {
        Some(words) => (true, Some(Words::parse(words.trim()))),
        None if words == "-" => (true, None),
        None => (false, Some(Words::parse(words))),
    };
    Ok(ExpectedLink {
        mention,
        implicit,
        naming: types.next().unwrap_or_default().parse()?,
        kind: types.next().map(str::parse).transpose()?,
        channel,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_read_with_all_its_fields() {
        let text = "--- one | denial, chain\nA said B.\nC.\n===\nc1 denies certain negative about=c0 direct\n  content  B\n  \
                    source   A ; named media ; channel: B @1\n  source   ~ C ; anonymous\n  marker   denial: said\n\n--- two | x @ f.txt[3:9]\n===\n(none)\n";
        let cases = parse(text).unwrap();
        assert_eq!(cases.len(), 2);
        assert_eq!(cases[0].passage, Passage::Written("A said B.\nC.".into()));
        assert_eq!(cases[0].claims[0].chain.len(), 2);
        assert!(cases[0].claims[0].direct && cases[0].claims[0].chain[1].implicit);
        assert_eq!(cases[0].claims[0].content.as_ref().unwrap().find("A said B."), Some(Span::new(7, 8)));
        assert_eq!(cases[1].passage, Passage::StandOff("f.txt[3:9]".into()));
    }
}
