//! What the tags of a page say of it, gathered in one walk and without judging.

use serde_json::Value;

use crate::metadata::json_ld;

/// Gathered from a page's elements, in their order.
#[derive(Debug, Default)]
pub(crate) struct Tags {
    /// `lang` of `<html>`.
    pub(crate) language: Option<String>,
    /// `<title>`.
    pub(crate) title: Option<String>,
    /// `<link rel=canonical>`.
    pub(crate) canonical: Option<String>,
    /// `<base href>` and `<link rel=author>` aside, every `<meta>` with a content: its name in lower case, its content.
    pub(crate) metas: Vec<(String, String)>,
    /// Every JSON-LD block that could be read.
    pub(crate) json_ld: Vec<Value>,
    /// `<h1>`.
    pub(crate) headings: Vec<String>,
    /// Microdata and RDFa: the property in lower case, its value.
    pub(crate) properties: Vec<(String, String)>,
    /// `<time>`: its classes and properties in lower case, its `datetime` or its words.
    pub(crate) times: Vec<(String, String)>,
    /// Words of elements that are marked as naming the authors, the surest mark first.
    pub(crate) bylines: Vec<Byline>,
}

/// The words of an element that is marked as naming authors.
#[derive(Debug)]
pub(crate) struct Byline {
    /// How sure the mark is: 0 `rel=author`, 1 a class or property that says *author* or *byline*.
    pub(crate) rank: u8,
    /// The element's words.
    pub(crate) words: String,
}

/// Most characters of one element's words; a JSON-LD block may be longer.
const WORDS: usize = 600;
const JSON: usize = 4 << 20;
/// Most pieces of one kind: more than any honest page has.
const PIECES: usize = 500;

/// Feeds on the elements of a page in document order.
#[derive(Debug, Default)]
pub(crate) struct Gatherer {
    tags: Tags,
    depth: usize,
    open: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    what: What,
    depth: usize,
    words: String,
}

#[derive(Debug, PartialEq)]
enum What {
    Title,
    Heading,
    JsonLd,
    Property(String),
    Time(String),
    Byline(u8),
}

impl Gatherer {
    /// An element begins.
    pub(crate) fn open<'a>(&mut self, name: &str, attribute: impl Fn(&str) -> Option<&'a str>) {
        self.depth += 1;
        let marks = || {
            let parts = ["itemprop", "property", "class", "id", "rel"].into_iter().filter_map(&attribute);
            parts.collect::<Vec<_>>().join(" ").to_lowercase()
        };
        match name {
            "html" => {
                self.tags.language = attribute("lang").or_else(|| attribute("xml:lang")).map(str::to_owned);
            }
            "meta" => {
                let key = ["property", "name", "itemprop"].into_iter().find_map(&attribute);
                if let (Some(key), Some(content)) = (key, attribute("content")) {
                    keep(&mut self.tags.metas, (key.trim().to_lowercase(), squeeze(content)));
                }
            }
            "link" if attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.tags.canonical =
                    self.tags.canonical.take().or_else(|| attribute("href").map(str::to_owned));
            }
            "title" if self.tags.title.is_none() => self.capture(What::Title),
            "h1" => self.capture(What::Heading),
            "script"
                if attribute("type")
                    .is_some_and(|kind| kind.trim().to_lowercase().starts_with("application/ld+json")) =>
            {
                self.capture(What::JsonLd);
            }
            "time" => match attribute("datetime").filter(|datetime| !datetime.trim().is_empty()) {
                Some(datetime) => keep(&mut self.tags.times, (marks(), datetime.to_owned())),
                None => self.capture(What::Time(marks())),
            },
            _ => {}
        }
        if let Some(property) = attribute("itemprop").filter(|_| name != "meta") {
            let value = attribute("content").or_else(|| attribute("datetime"));
            match value {
                Some(value) => keep(&mut self.tags.properties, (property.to_lowercase(), squeeze(value))),
                None => self.capture(What::Property(property.to_lowercase())),
            }
        }
        if matches!(
            name,
            "a" | "span" | "div" | "p" | "address" | "li" | "strong" | "h3" | "h4" | "h5" | "h6" | "em" | "b"
        ) {
            let rel = attribute("rel")
                .is_some_and(|rel| rel.split_whitespace().any(|rel| rel.eq_ignore_ascii_case("author")));
            if rel {
                self.capture(What::Byline(0));
            } else if attribute("class").or_else(|| attribute("data-testid")).is_some_and(is_byline) {
                self.capture(What::Byline(1));
            }
        }
    }

    /// Words inside the element that is open.
    pub(crate) fn text(&mut self, words: &str, in_script: bool) {
        for open in &mut self.open {
            let most = if open.what == What::JsonLd { JSON } else { WORDS };
            if in_script == (open.what == What::JsonLd) && open.words.len() < most {
                open.words.push_str(words);
            }
        }
    }

    /// The element that is open ends.
    pub(crate) fn close(&mut self) {
        while self.open.last().is_some_and(|open| open.depth == self.depth) {
            if let Some(open) = self.open.pop() {
                self.take(open);
            }
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// What was gathered.
    pub(crate) fn finish(mut self) -> Tags {
        while let Some(open) = self.open.pop() {
            self.take(open);
        }
        self.tags
    }

    fn capture(&mut self, what: What) {
        // Captures nest a few deep on honest pages; a hostile one must not make every word be copied a thousand times.
        if self.open.len() < 16 {
            self.open.push(Open { what, depth: self.depth, words: String::new() });
        }
    }

    fn take(&mut self, open: Open) {
        if open.what == What::JsonLd {
            for value in json_ld::parse(&open.words) {
                keep(&mut self.tags.json_ld, value);
            }
            return;
        }
        let words = squeeze(&open.words);
        if words.is_empty() || open.words.len() >= WORDS {
            return;
        }
        match open.what {
            What::Title => self.tags.title = Some(words),
            What::Heading => keep(&mut self.tags.headings, words),
            What::Property(property) => keep(&mut self.tags.properties, (property, words)),
            What::Time(marks) => keep(&mut self.tags.times, (marks, words)),
            What::Byline(rank) => keep(&mut self.tags.bylines, Byline { rank, words }),
            What::JsonLd => {}
        }
    }
}

impl Tags {
    /// The content of the first of `names` that the page has.
    pub(crate) fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.all(name).next())
    }

    /// Every content under `name`.
    pub(crate) fn all<'t>(&'t self, name: &str) -> impl Iterator<Item = &'t str> {
        self.metas
            .iter()
            .filter(move |(key, content)| key == name && !content.is_empty())
            .map(|(_, content)| content.as_str())
    }

    /// The value of the first property called `name`.
    pub(crate) fn property(&self, name: &str) -> Option<&str> {
        self.properties
            .iter()
            .find(|(property, _)| {
                property.split_whitespace().any(|part| part.rsplit(':').next() == Some(name))
            })
            .map(|(_, value)| value.as_str())
    }
}

fn keep<T>(list: &mut Vec<T>, piece: T) {
    if list.len() < PIECES {
        list.push(piece);
    }
}

/// Single spaces, no characters without a width, character references resolved that were escaped twice.
pub(crate) fn squeeze(text: &str) -> String {
    let text = if text.contains('&') { unescape(text) } else { text.to_owned() };
    let visible: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{feff}' | '\u{2060}'))
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The references that are found in attributes and JSON that were escaped twice.
fn unescape(text: &str) -> String {
    const NAMED: &[(&str, &str)] = &[
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&laquo;", "«"),
        ("&raquo;", "»"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&hellip;", "…"),
        ("&rsquo;", "’"),
        ("&lsquo;", "‘"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&amp;", "&"),
    ];
    let mut text = text.to_owned();
    for (name, sign) in NAMED {
        if text.contains(name) {
            text = text.replace(name, sign);
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("&#") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let decoded = rest.find(';').filter(|end| *end <= 9).and_then(|end| {
            let number = &rest[2..end];
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            };
            Some((char::from_u32(code?)?, end + 1))
        });
        if let Some((sign, length)) = decoded {
            out.push(sign);
            rest = &rest[length..];
        } else {
            out.push_str("&#");
            rest = &rest[2..];
        }
    }
    out + rest
}

/// Whether a class says that its element names the authors: `author`, `byline__name`, `article-author`; not the box
/// about them, their picture, or the links to them.
fn is_byline(class: &str) -> bool {
    const NAMES: &[&str] =
        &["author", "authors", "byline", "autor", "auteur", "autore", "redakteur", "writer", "reporter"];
    const NOT: &[&str] = &[
        "bio",
        "image",
        "img",
        "avatar",
        "photo",
        "picture",
        "social",
        "box",
        "about",
        "description",
        "comment",
        "follow",
        "role",
        "icon",
        "related",
        "more",
        "twitter",
        "position",
    ];
    class.split_whitespace().any(|class| {
        let lower = class.to_lowercase();
        let mut parts = lower.split(['-', '_', ':']).filter(|part| !part.is_empty());
        let (mut names, mut not) = (false, false);
        for part in parts.by_ref() {
            names |= NAMES.contains(&part)
                || NAMES.iter().any(|name| {
                    part.strip_prefix(name)
                        .is_some_and(|rest| ["name", "names", "link", "list", "line", "info"].contains(&rest))
                });
            not |= NOT.iter().any(|word| part.contains(word));
        }
        names && !not
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_squeezed_and_unescaped_once_more() {
        assert_eq!(squeeze(" L&#039;arm&#xe9;e \n d&amp;m "), "L'armée d&m");
        assert_eq!(squeeze("Lamp relit &mdash; The Paper"), "Lamp relit — The Paper");
        assert_eq!(squeeze("a &#; b &#xffffffff; c&"), "a &#; b &#xffffffff; c&");
    }

    #[test]
    fn classes_that_name_authors() {
        assert!(is_byline("article__byline") && is_byline("Author-name") && is_byline("c-authors"));
        assert!(!is_byline("author-bio") && !is_byline("authority") && !is_byline("title"));
    }
}
