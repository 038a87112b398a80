//! Which blocks are the summary between the title and the text.

use std::collections::HashMap;

use hearsay_core::ZoneKind;

use super::blocks::{Block, Blocks};
use super::classify::{Expected, key};
use super::markup::Hints;
use super::region::Region;
use crate::wording::wording;

/// Most characters of a summary's paragraph, and of an element that is marked as the summary.
const PARAGRAPH: usize = 700;
const WHOLE: usize = 1500;
/// Between the title and the text, what lies in these is no summary.
const FURNITURE: Hints =
    Hints::CHROME.without(Hints::Aside).without(Hints::Footer).without(Hints::Tags).without(Hints::Video);
/// Fewer are no paragraph of running text, but a time or a word of a player.
const RUNNING: usize = 60;
/// Fewer characters are a label; a summary in Chinese or Japanese may be this short.
const LABEL: usize = 16;

/// Finds the standfirst after `headline` and before the running text, and says so in `kinds`.
///
/// It is what its markup calls so; what the page describes itself by and sets apart from the text; and what stands
/// directly under the title, set apart from the text in another element or by the byline.
pub(super) fn mark(
    page: &Blocks,
    region: &Region,
    kinds: &mut [Option<ZoneKind>],
    expected: &Expected,
    headline: Option<usize>,
) {
    let setting = Setting::of(page, kinds);
    let start = headline.map_or(0, |headline| headline + 1);
    let title = headline.map(|at| key(&page.blocks[at].text)).unwrap_or_default();
    let is_title = |block: &Block| {
        let words = key(&block.text);
        block.heading == Some(1)
            || title.contains(&words)
            || words.contains(&expected.title) && !expected.title.is_empty()
    };
    let near = candidates(page, region, kinds, start, 0, &is_title, &|_| false);
    // The page's own description is believed below times and the words of a player, and as a "teaser", too.
    let says = |block: &Block| expected.describes(&block.text);
    let described: Vec<usize> = candidates(page, region, kinds, start, RUNNING, &is_title, &says)
        .into_iter()
        .filter(|index| {
            let block = &page.blocks[*index];
            says(block)
                && (setting.marked(page, block) || setting.apart(page, block) || separated(kinds, *index))
        })
        .collect();
    let beside = |index: &usize| {
        let parent = |index: usize| page.elements[page.blocks[index].element].parent;
        described.is_empty() || described.iter().any(|other| parent(*other) == parent(*index))
    };
    let mut chosen: Vec<usize> = near
        .iter()
        .copied()
        .filter(|index| setting.marked(page, &page.blocks[*index]) && beside(index))
        .chain(described.iter().copied())
        .collect();
    if chosen.is_empty() && headline.is_some() {
        chosen = placed(page, region, kinds, &setting, &near, start);
    }
    for index in chosen {
        kinds[index] = Some(ZoneKind::Standfirst);
    }
}

/// What may be the summary: paragraphs from the title to the third of the running text, which has at least `running`
/// characters; what `says` holds for may be set as links are.
fn candidates(
    page: &Blocks,
    region: &Region,
    kinds: &[Option<ZoneKind>],
    start: usize,
    running: usize,
    is_title: &dyn Fn(&Block) -> bool,
    says: &dyn Fn(&Block) -> bool,
) -> Vec<usize> {
    let (mut candidates, mut seen) = (Vec::new(), 0);
    for (index, kind) in kinds.iter().enumerate().skip(start) {
        let block = &page.blocks[index];
        let outside = kind.is_none()
            && !region.holds(block)
            && !region.around[index].has(FURNITURE)
            && !region.around[index].has(Hints::Button);
        let open = match kind {
            Some(ZoneKind::Body | ZoneKind::Quote) => true,
            Some(ZoneKind::Boilerplate) => wording().kind(&block.text).is_none(),
            Some(ZoneKind::Related) => says(block),
            None => outside || says(block) && !region.around[index].has(Hints::Hidden),
            Some(_) => outside,
        };
        if *kind == Some(ZoneKind::Body) && block.chars >= running {
            seen += 1;
        }
        if open
            && (LABEL..=PARAGRAPH).contains(&block.chars)
            && block.link_density() <= 0.5
            && (block.text.contains(' ') || block.chars * 2 < block.text.len())
            && !is_title(block)
        {
            candidates.push(index);
        }
        if seen >= 3 {
            break;
        }
    }
    candidates
}

/// The summary by its place alone: the first text under the title, set apart from the running text.
fn placed(
    page: &Blocks,
    region: &Region,
    kinds: &[Option<ZoneKind>],
    setting: &Setting,
    candidates: &[usize],
    start: usize,
) -> Vec<usize> {
    let Some(first) = candidates.iter().copied().find(|index| kinds[*index] != Some(ZoneKind::Boilerplate))
    else {
        return Vec::new();
    };
    let block = &page.blocks[first];
    let apart = setting.apart(page, block);
    if region.around[first].has(Hints::List) && apart {
        let parent = page.elements[block.element].parent;
        let same = |index: &usize| page.elements[page.blocks[*index].element].parent == parent;
        return candidates.iter().copied().filter(same).collect();
    }
    let under = (40..=420).contains(&block.chars) && setting.outside(page, block);
    let heading = block.heading.is_some_and(|level| level <= 3) && block.chars >= 40;
    if first <= start + 12 && apart && (under || heading || separated(kinds, first)) {
        vec![first]
    } else {
        Vec::new()
    }
}

/// Whether a byline, a dateline or a picture stands between a block and the next of running text.
fn separated(kinds: &[Option<ZoneKind>], index: usize) -> bool {
    kinds[index + 1..].iter().flatten().take_while(|kind| **kind != ZoneKind::Body).any(|kind| {
        matches!(kind, ZoneKind::Byline | ZoneKind::Dateline | ZoneKind::Caption | ZoneKind::Share)
    })
}

impl Expected {
    /// Whether the page's own description is, or begins with, these words, or they with it.
    pub(super) fn describes(&self, text: &str) -> bool {
        const LEAST: usize = 20;
        let words = key(text);
        words.len() >= LEAST
            && self.descriptions.iter().filter(|description| description.len() >= LEAST).any(|description| {
                description.starts_with(&words)
                    || words.starts_with(description) && words.len() * 5 <= description.len() * 6
            })
    }
}

/// How the running text is set: what most of its characters have in common.
pub(super) struct Setting {
    look: u64,
    parent: usize,
    /// Characters in each element.
    chars: Vec<usize>,
    body: usize,
}

impl Setting {
    pub(super) fn of(page: &Blocks, kinds: &[Option<ZoneKind>]) -> Self {
        let (mut looks, mut parents) = (HashMap::new(), HashMap::new());
        let mut chars = vec![0; page.elements.len()];
        let mut body = 0;
        for (block, kind) in page.blocks.iter().zip(kinds) {
            for element in page.around(block) {
                chars[element] += block.chars;
            }
            if *kind == Some(ZoneKind::Body) && block.heading.is_none() {
                let element = &page.elements[block.element];
                *looks.entry(element.look).or_insert(0) += block.chars;
                *parents.entry(element.parent).or_insert(0) += block.chars;
                body += block.chars;
            }
        }
        let most =
            |counts: HashMap<u64, usize>| counts.into_iter().max_by_key(|(what, count)| (*count, *what));
        let look = most(looks).map_or(0, |(look, _)| look);
        let parent =
            parents.into_iter().max_by_key(|(what, count)| (*count, *what)).map_or(0, |(parent, _)| parent);
        Self { look, parent, chars, body }
    }

    /// Whether an element that is marked as the summary, and is no more than that, holds the block.
    fn marked(&self, page: &Blocks, block: &Block) -> bool {
        page.around(block).any(|element| {
            page.elements[element].hints.has(Hints::Standfirst)
                && self.chars[element] <= WHOLE
                && self.chars[element] * 5 <= (self.body + self.chars[element]) * 3
        })
    }

    /// Whether the block is set in another way, or in another place, than the running text.
    pub(super) fn apart(&self, page: &Blocks, block: &Block) -> bool {
        let element = &page.elements[block.element];
        element.look != self.look || element.parent != self.parent || block.bold_chars * 10 > block.chars * 8
    }

    /// Whether the element that holds most of the running text does not hold the block.
    fn outside(&self, page: &Blocks, block: &Block) -> bool {
        self.parent != 0 && page.around(block).all(|element| element != self.parent)
    }
}
