//! Which part of a page is the report: the element that holds its running text.

use std::collections::HashMap;

use super::blocks::{Block, Blocks, Element};
use super::markup::Hints;
use crate::line::ends_in_full_stop;

/// A paragraph of running text has at least so many characters.
const PARAGRAPH: usize = 40;

/// What is marked as a byline, a date or a label and holds more characters is not that.
const LABEL: usize = 300;

/// What is marked as a summary, a button or a player and holds more characters is not that.
const PASSAGE: usize = 800;

/// A teaser of another report has at most so many characters.
const CARD: usize = 500;

/// At most so many elements outwards, the region counted, is the column that share bars and lists of links stand in.
const COLUMN: usize = 8;

/// The report's place in a page.
#[derive(Debug)]
pub(super) struct Region {
    /// For each element: whether it lies in the region.
    inside: Vec<bool>,
    /// For each element: whether it lies in one that is little more than the region.
    column: Vec<bool>,
    /// What the elements around each block say, those left out that hold most of the page.
    pub(super) around: Vec<Hints>,
}

impl Region {
    /// Finds it. `known` says of a block that the page's own metadata holds its words as the report's text.
    /// `title` is the heading with the title's words.
    pub(super) fn find(page: &Blocks, known: &[bool], title: Option<usize>) -> Self {
        let total: usize = page.blocks.iter().map(|block| block.chars - block.link_chars).sum();
        let mut text = vec![0_usize; page.elements.len()];
        for block in &page.blocks {
            for element in page.around(block) {
                text[element] += block.chars - block.link_chars;
            }
        }
        // A wrapper that holds most of the page says nothing of a paragraph in it: `<div class="has-sidebar">`.
        // Nor does one around what calls itself the article's text: `<div class="LightboxWrapper">`.
        let mut wraps = vec![false; page.elements.len()];
        for element in (1..page.elements.len()).rev() {
            let Element { parent, hints, .. } = page.elements[element];
            wraps[parent] |= wraps[element] || hints.has(Hints::Body) && text[element] > PASSAGE;
        }
        // A byline, a date or a label is short. A table whose cells hold paragraphs only sets the page.
        let cells = cells(page);
        let shown = shown(page);
        // A short article with a link, within another, announces another report; so does one whose heading is a link, beside
        // a text many times as long.
        let announces = linked_headings(page);
        let is_card = |element: usize| {
            let outer = |outer: usize| {
                let hints = page.elements[outer].hints;
                hints.has(Hints::Article)
                    || announces[element] && hints.has(Hints::Main) && text[outer] > 4 * CARD
            };
            cells[element].1 <= CARD
                && cells[element].1 > text[element]
                && page.outwards(element).skip(1).any(outer)
        };
        let sentences = sentences(page);
        let signup = signups(page, &cells);
        let row = rows(page, &announces, &cells, &text, total);
        let believed = |element: usize| {
            let mut hints = page.elements[element].hints;
            // Within a wrapper too, what is hidden is the report only where the page shows little other text.
            let copy = hints.has(Hints::Hidden) && text[element] <= (shown * 3).min(total / 2);
            if text[element] * 2 > total || wraps[element] {
                hints = hints.without(Hints::CHROME | Hints::Caption | Hints::Figure);
            }
            if text[element] > LABEL {
                hints = hints.without(Hints::Byline | Hints::Dateline | Hints::Credit | Hints::Tags);
            }
            if text[element] > PASSAGE {
                hints = hints.without(
                    Hints::Standfirst | Hints::Share | Hints::Advertising | Hints::Hidden | Hints::Video,
                );
            }
            // Sentences without a link, though a "teaser", lead nowhere.
            if sentences[element] && cells[element].1 == text[element] {
                hints = hints.without(Hints::Related);
            }
            if hints.has(Hints::Article) && is_card(element) || row[element] {
                hints = hints | Hints::Related;
            }
            if signup[element] {
                hints = hints | Hints::Share;
            }
            if cells[element].1 > 80 * cells[element].0 {
                hints = hints.without(Hints::Table);
            }
            if copy { hints | Hints::Hidden } else { hints }
        };
        let around: Vec<Hints> = page
            .blocks
            .iter()
            .map(|block| page.around(block).fold(Hints::default(), |all, element| all | believed(element)))
            .collect();
        let anchored = known.iter().filter(|known| **known).count();
        let mut good: Vec<f32> = page
            .blocks
            .iter()
            .zip(&around)
            .zip(known)
            .map(|((block, around), known)| match anchored {
                0..2 => weight(block, *around),
                _ => {
                    if *known {
                        block.chars as f32
                    } else {
                        0.0
                    }
                }
            })
            .collect();
        if let Some(title) = title {
            titled(page, title, &mut good);
        }
        let element = climb(page, &good, best_parent(page, &good));
        let little = |outer: &usize| text[*outer] <= text[element] + text[element] / 4 + LABEL;
        let column = page.outwards(element).take(COLUMN).take_while(little).last().unwrap_or(element);
        Self { inside: page.within(element), column: page.within(column), around }
    }

    /// Whether a block lies in the region's column: in it, or in an element beside it.
    pub(super) fn column(&self, block: &Block) -> bool {
        self.column[block.element]
    }

    /// Whether a block lies in the region.
    pub(super) fn holds(&self, block: &Block) -> bool {
        self.inside[block.element]
    }
}

/// For each element the number of blocks in it, and their characters.
fn cells(page: &Blocks) -> Vec<(usize, usize)> {
    let mut cells = vec![(0, 0); page.elements.len()];
    for block in &page.blocks {
        for element in page.around(block) {
            cells[element].0 += 1;
            cells[element].1 += block.chars;
        }
    }
    cells
}

/// For each element whether a heading in it is a link.
fn linked_headings(page: &Blocks) -> Vec<bool> {
    let mut titled = vec![false; page.elements.len()];
    let linked = |block: &&Block| block.heading.is_some() && block.link_density() > 0.5;
    for block in page.blocks.iter().filter(linked) {
        for element in page.around(block) {
            titled[element] = true;
        }
    }
    titled
}

/// For each element whether it is one of several that stand side by side, look the same and announce a report each, with a link for
/// a heading and little text, and that are little of the page together.
fn rows(
    page: &Blocks,
    announces: &[bool],
    cells: &[(usize, usize)],
    text: &[usize],
    total: usize,
) -> Vec<bool> {
    const LEAST: usize = 2;
    let mut alike: HashMap<(usize, u64), Vec<usize>> = HashMap::new();
    for (index, Element { parent, look, .. }) in page.elements.iter().enumerate().skip(1) {
        alike.entry((*parent, *look)).or_default().push(index);
    }
    let mut row = vec![false; page.elements.len()];
    for elements in alike.values().filter(|elements| elements.len() >= LEAST) {
        let small = |element: &&usize| announces[**element] && cells[**element].1 <= CARD;
        let cards: Vec<usize> = elements.iter().filter(small).copied().collect();
        let together: usize = cards.iter().map(|element| text[*element]).sum();
        if cards.len() >= LEAST && cards.len() * 2 > elements.len() && together * 4 <= total {
            for card in cards {
                row[card] = true;
            }
        }
    }
    row
}

/// For each element whether a block in it is as long as a paragraph and ends as a sentence does.
fn sentences(page: &Blocks) -> Vec<bool> {
    let mut sentences = vec![false; page.elements.len()];
    for block in page.blocks.iter().filter(|block| block.chars > PARAGRAPH && ends_in_full_stop(&block.text))
    {
        for element in page.around(block) {
            sentences[element] = true;
        }
    }
    sentences
}

/// For each element whether it is the box of a form for a newsletter.
fn signups(page: &Blocks, cells: &[(usize, usize)]) -> Vec<bool> {
    let mut boxes = vec![false; page.elements.len()];
    for form in (1..page.elements.len()).filter(|element| page.elements[*element].signup) {
        let small = |element: &usize| cells[*element].1 <= CARD;
        if let Some(outer) = page.outwards(form).take_while(small).last() {
            boxes[outer] = true;
        }
    }
    boxes
}

/// Characters of the paragraphs that no element hides.
fn shown(page: &Blocks) -> usize {
    let hides = |element: usize| page.elements[element].hints.has(Hints::Hidden);
    page.blocks
        .iter()
        .filter(|block| block.chars >= PARAGRAPH && !page.around(block).any(hides))
        .map(|block| block.chars - block.link_chars)
        .sum()
}

/// Paragraphs above the title speak little for the report, and those of another article than the title's not at all.
fn titled(page: &Blocks, title: usize, good: &mut [f32]) {
    for good in &mut good[..title] {
        *good *= 0.2;
    }
    let is_article = |element: &usize| page.elements[*element].hints.has(Hints::Article);
    let Some(own) = page.around(&page.blocks[title]).find(is_article) else { return };
    let inside = |block: &Block| page.around(block).any(|element| element == own);
    let held: f32 =
        page.blocks.iter().zip(&*good).filter(|(block, _)| inside(block)).map(|(_, good)| good).sum();
    if held < PASSAGE as f32 / 2.0 {
        return;
    }
    for (block, good) in page.blocks.iter().zip(good) {
        if !inside(block) && page.around(block).any(|element| is_article(&element)) {
            *good = 0.0;
        }
    }
}

/// How much a block speaks for the elements around it being the report.
fn weight(block: &Block, around: Hints) -> f32 {
    if around.has(Hints::CHROME | Hints::Caption | Hints::Figure)
        || block.chars < PARAGRAPH
        || block.link_density() > 0.4
        || block.heading.is_some()
    {
        return 0.0;
    }
    let marked = if around.has(Hints::Body) { 1.5 } else { 1.0 };
    (block.chars as f32 - block.link_chars as f32) * marked
}

/// The element whose own paragraphs weigh most: a paragraph counts fully for the element around its own, less further out.
fn best_parent(page: &Blocks, good: &[f32]) -> usize {
    let mut scores = vec![0.0_f32; page.elements.len()];
    for (block, good) in page.blocks.iter().zip(good).filter(|(_, good)| **good > 0.0) {
        for (element, share) in page.around(block).zip([0.6, 1.0, 0.8, 0.5, 0.3]) {
            scores[element] += good * share;
        }
    }
    let mut best = 0;
    for (element, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = element;
        }
    }
    best
}

/// Goes outwards as long as what an element adds is mostly running text.
fn climb(page: &Blocks, good: &[f32], start: usize) -> usize {
    let mut sums = vec![(0.0_f32, 0.0_f32); page.elements.len()];
    for (block, good) in page.blocks.iter().zip(good) {
        for element in page.around(block) {
            sums[element].0 += good.min(block.chars as f32);
            sums[element].1 += block.chars as f32;
        }
    }
    let mut best = start;
    let mut element = start;
    let whole = sums.iter().map(|sum| sum.0).fold(0.0, f32::max);
    while element != 0 && page.elements[element].parent != 0 {
        // What calls itself the article, and holds a good part of the page's text, is the whole of it; a text
        // may be cut into several elements that look the same.
        let hints = page.elements[element].hints;
        let alone = || {
            let look = page.elements[element].look;
            (0..sums.len())
                .all(|other| other == element || page.elements[other].look != look || sums[other].0 == 0.0)
        };
        let share = if hints.has(Hints::Article) {
            0.25
        } else if alone() {
            0.6
        } else {
            0.8
        };
        if hints.has(Hints::Article | Hints::Body)
            && sums[element].0 > share * whole
            && sums[element].0 > 600.0
        {
            best = element;
            break;
        }
        element = page.elements[element].parent;
        let (more_good, more) = (sums[element].0 - sums[best].0, sums[element].1 - sums[best].1);
        if more_good > 0.0
            && (more_good >= 0.5 * more || more_good >= 0.35 * more && more_good >= 0.5 * sums[best].0)
        {
            best = element;
        }
    }
    best
}
