//! A page's tree to a list of blocks: stretches of text that a browser sets as a paragraph of their own.

use std::hash::{DefaultHasher, Hash, Hasher};

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use hearsay_core::Span;
use scraper::{Html, Node};

use super::markup::{self, Hints, hints};

/// An element that holds text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    /// Index of the element around it; the first element is its own.
    pub(super) parent: usize,
    /// What it says of itself.
    pub(super) hints: Hints,
    /// Its name and classes: elements that look the same are set the same.
    pub(super) look: u64,
    /// Whether it is a form that takes an address of electronic mail and no text, as those for newsletters do.
    pub(super) signup: bool,
}

/// A stretch of text.
#[derive(Debug)]
pub(super) struct Block {
    /// The words, white space collapsed; a line break within is kept.
    pub(super) text: String,
    /// The innermost block element around it, as an index.
    pub(super) element: usize,
    /// Characters, and how many of them lie in links or in bold type.
    pub(super) chars: usize,
    pub(super) link_chars: usize,
    pub(super) bold_chars: usize,
    /// Characters in links to places in the page.
    pub(super) place_chars: usize,
    /// Characters in links that share the page, or lead to where one subscribes, follows or gives.
    pub(super) prompt_chars: usize,
    /// Level of the heading that it is in, 1 to 6.
    pub(super) heading: Option<u8>,
    /// What the elements within the block say, such as a `<time>`.
    pub(super) inner: Hints,
    /// Whether a ruled line stands right above it.
    pub(super) ruled: bool,
    /// Bytes of the text that lie in an inline element which calls itself a credit.
    pub(super) credit: Option<Span>,
    /// Where the inline element begins that the text ends with, if not at its beginning.
    pub(super) tail: Option<usize>,
    /// Where the inline element ends that the text begins with, if not at its end.
    pub(super) head: Option<usize>,
    /// How many links it holds, and the bytes from the first's beginning to the last's end.
    pub(super) links: usize,
    pub(super) linked: Option<Span>,
}

impl Block {
    /// Share of the characters that lie in links.
    pub(super) fn link_density(&self) -> f32 {
        self.link_chars as f32 / self.chars.max(1) as f32
    }
}

/// The blocks of a page in the order of the page, and the elements around them.
#[derive(Debug)]
pub(super) struct Blocks {
    pub(super) elements: Vec<Element>,
    pub(super) blocks: Vec<Block>,
}

/// Elements whose text is no part of what a reader sees.
const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea", "head",
    "audio", "video", "canvas", "math", "option", "input", "datalist", "map",
];

/// Elements that a browser sets within a line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "picture", "source",
];

impl Blocks {
    /// Reads the tree once, without recursion.
    pub(super) fn read(page: &Html) -> Self {
        let mut reader = Reader {
            elements: vec![Element { parent: 0, hints: Hints::default(), look: 0, signup: false }],
            blocks: Vec::new(),
            open: vec![0],
            text: String::new(),
            chars: 0,
            links: 0,
            bolds: 0,
            places: 0,
            link_chars: 0,
            bold_chars: 0,
            place_chars: 0,
            prompts: 0,
            prompt_chars: 0,
            heading: None,
            inner: Hints::default(),
            credit: None,
            tail: None,
            head: None,
            linked: None,
            link_count: 0,
            touches: false,
            inline: Vec::new(),
            breaks: 0,
            ruled: false,
            forms: Vec::new(),
        };
        let mut silent = 0;
        for edge in page.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Element(element) => {
                        if silent == 0 {
                            reader.field(element);
                        }
                        silent += usize::from(is_silent(node));
                        if silent == 0 {
                            reader.open(element);
                        }
                    }
                    Node::Text(text) if silent == 0 => reader.text(text),
                    _ => {}
                },
                Edge::Close(node) => {
                    if let Node::Element(element) = node.value() {
                        if silent == 0 {
                            reader.close(element);
                        }
                        silent -= usize::from(is_silent(node));
                    }
                }
            }
        }
        reader.flush();
        Self { elements: reader.elements, blocks: reader.blocks }
    }

    /// The elements around a block, from the innermost outwards, without the page itself.
    pub(super) fn around(&self, block: &Block) -> impl Iterator<Item = usize> + '_ {
        self.outwards(block.element)
    }

    /// An element and those around it, without the page itself.
    pub(super) fn outwards(&self, element: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(element), |element| Some(self.elements[*element].parent))
            .take_while(|element| *element != 0)
    }

    /// For each element whether it is, or lies in, the given one.
    pub(super) fn within(&self, outer: usize) -> Vec<bool> {
        let mut within = vec![false; self.elements.len()];
        for index in 0..self.elements.len() {
            within[index] = index == outer || (index != 0 && within[self.elements[index].parent]);
        }
        within
    }
}

struct Reader {
    elements: Vec<Element>,
    blocks: Vec<Block>,
    open: Vec<usize>,
    text: String,
    chars: usize,
    links: usize,
    bolds: usize,
    places: usize,
    link_chars: usize,
    bold_chars: usize,
    place_chars: usize,
    prompts: usize,
    prompt_chars: usize,
    heading: Option<u8>,
    inner: Hints,
    credit: Option<Span>,
    linked: Option<Span>,
    link_count: usize,
    /// Whether a link has just ended.
    touches: bool,
    tail: Option<Span>,
    head: Option<usize>,
    /// Where each open inline element begins, and whether it calls itself a credit.
    inline: Vec<(usize, bool)>,
    breaks: usize,
    ruled: bool,
    /// The open forms, whether they take an address of electronic mail, and whether a text.
    forms: Vec<(usize, bool, bool)>,
}

impl Reader {
    /// Notes what a form asks for.
    fn field(&mut self, element: &scraper::node::Element) {
        let Some((_, mail, text)) = self.forms.last_mut() else { return };
        match element.name() {
            "input" => *mail |= takes_mail(element),
            "textarea" => *text = true,
            _ => {}
        }
    }

    fn open(&mut self, element: &scraper::node::Element) {
        let name = element.name();
        if name == "br" {
            self.breaks += 1;
            if self.breaks > 1 {
                self.flush();
            } else if !self.text.is_empty() {
                self.text.push('\n');
            }
            return;
        }
        if INLINE.contains(&name) {
            if leads(element) == Leads::Away {
                // Two links that touch are set apart by their style.
                if self.touches && !self.text.ends_with(char::is_whitespace) {
                    self.text.push(' ');
                }
                self.links += 1;
                self.linked.get_or_insert(Span::new(self.text.len(), self.text.len()));
            }
            self.places += usize::from(leads(element) == Leads::Within);
            self.prompts += usize::from(prompts(element));
            self.bolds += usize::from(matches!(name, "b" | "strong"));
            let hints = hints(element);
            self.inner = self.inner | hints;
            self.inline.push((self.text.len(), hints.has(Hints::Credit)));
            return;
        }
        self.flush();
        self.ruled |= name == "hr";
        if let Some(level) = heading(name) {
            self.heading = Some(level);
        }
        let parent = self.open.last().copied().unwrap_or(0);
        self.elements.push(Element { parent, hints: hints(element), look: look(element), signup: false });
        if name == "form" {
            self.forms.push((self.elements.len() - 1, false, false));
        }
        self.open.push(self.elements.len() - 1);
    }

    fn close(&mut self, element: &scraper::node::Element) {
        let name = element.name();
        if name == "br" {
            return;
        }
        if INLINE.contains(&name) {
            if leads(element) == Leads::Away {
                self.links -= 1;
                self.link_count += 1;
                self.touches = !self.text.is_empty();
                if let Some(linked) = &mut self.linked {
                    linked.end = self.text.trim_end().len();
                }
            }
            self.places -= usize::from(leads(element) == Leads::Within);
            self.prompts -= usize::from(prompts(element));
            self.bolds -= usize::from(matches!(name, "b" | "strong"));
            if let Some((start, credit)) = self.inline.pop() {
                let span = Span::new(start, self.text.trim_end().len());
                if credit {
                    self.credit = Some(span);
                }
                if start > 0 {
                    self.tail = Some(span);
                } else if !span.is_empty() {
                    self.head.get_or_insert(span.end);
                }
            }
            return;
        }
        self.flush();
        if heading(name).is_some() {
            self.heading = None;
        }
        if name == "form"
            && let Some((form, mail, text)) = self.forms.pop()
        {
            self.elements[form].signup = mail && !text;
        }
        self.open.pop();
    }

    fn text(&mut self, text: &str) {
        let mut words = text.split_whitespace();
        let Some(first) = words.next() else {
            if !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) && !text.is_empty() {
                self.text.push(' ');
            }
            return;
        };
        self.breaks = 0;
        self.touches = false;
        if text.starts_with(char::is_whitespace)
            && !self.text.is_empty()
            && !self.text.ends_with(char::is_whitespace)
        {
            self.text.push(' ');
        }
        let mut add = |word: &str| {
            let count = word.chars().count();
            self.text.push_str(word);
            self.chars += count;
            self.link_chars += if self.links > 0 { count } else { 0 };
            self.bold_chars += if self.bolds > 0 { count } else { 0 };
            self.place_chars += if self.places > 0 { count } else { 0 };
            self.prompt_chars += if self.prompts > 0 { count } else { 0 };
        };
        add(first);
        for word in words {
            add(" ");
            add(word);
        }
        if text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
    }

    fn flush(&mut self) {
        self.breaks = 0;
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if text.chars().any(char::is_alphanumeric) {
            self.blocks.push(Block {
                text: text.to_owned(),
                element: self.open.last().copied().unwrap_or(0),
                chars: self.chars,
                link_chars: self.link_chars.min(self.chars),
                bold_chars: self.bold_chars.min(self.chars),
                place_chars: self.place_chars.min(self.chars),
                prompt_chars: self.prompt_chars.min(self.chars),
                heading: self.heading,
                inner: self.inner,
                ruled: std::mem::take(&mut self.ruled),
                credit: self.credit.filter(|span| !span.is_empty() && span.end <= text.len()),
                tail: self
                    .tail
                    .filter(|span| span.start < span.end && span.end == text.len())
                    .map(|span| span.start),
                head: self.head.filter(|end| *end < text.len()),
                links: self.link_count,
                linked: self.linked.filter(|span| span.start < span.end && span.end <= text.len()),
            });
        }
        // What is still open goes on from the beginning of the next block.
        for (start, _) in &mut self.inline {
            *start = 0;
        }
        self.chars = 0;
        self.link_chars = 0;
        self.bold_chars = 0;
        self.place_chars = 0;
        self.prompt_chars = 0;
        self.inner = Hints::default();
        self.credit = None;
        self.tail = None;
        self.head = None;
        self.linked = None;
        self.link_count = 0;
        self.touches = false;
    }
}

/// At most so many elements outwards is the link or the button that a hidden note names.
const NAMES: usize = 3;

/// Whether nothing of the element is text that a reader sees: by its name, or as a hidden note within a line. The name of
/// a link or a button may be for screen readers alone.
fn is_silent(node: NodeRef<'_, Node>) -> bool {
    let Some(element) = node.value().as_element() else { return false };
    let names = node
        .ancestors()
        .take(NAMES)
        .filter_map(|outer| outer.value().as_element())
        .any(|outer| matches!(outer.name(), "a" | "button"));
    SILENT.contains(&element.name())
        || element.name() == "span" && !names && hints(element).has(Hints::Hidden)
}

/// Whether a field of a form is for an address of electronic mail.
fn takes_mail(input: &scraper::node::Element) -> bool {
    input.attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("email"))
        || ["name", "id", "placeholder"].iter().filter_map(|name| input.attr(name)).any(|value| {
            let value = value.to_lowercase();
            value.contains("email") || value.contains("e-mail")
        })
}

/// Where a link leads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leads {
    /// To another page. A bare `#` is a button's.
    Away,
    /// To a place in the page.
    Within,
    /// Nowhere: no link, or one that only names a place.
    Nowhere,
}

fn leads(element: &scraper::node::Element) -> Leads {
    match element.attr("href") {
        _ if element.name() != "a" => Leads::Nowhere,
        Some(href) if href.trim().starts_with('#') && href.trim().len() > 1 => Leads::Within,
        None if element.attr("name").is_some() => Leads::Nowhere,
        _ => Leads::Away,
    }
}

/// Whether a link leads to where one shares, subscribes, follows or gives.
fn prompts(element: &scraper::node::Element) -> bool {
    element.name() == "a" && element.attr("href").is_some_and(markup::prompts)
}

fn look(element: &scraper::node::Element) -> u64 {
    let mut hasher = DefaultHasher::new();
    (element.name(), element.attr("class").unwrap_or_default().trim()).hash(&mut hasher);
    hasher.finish()
}

fn heading(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}
