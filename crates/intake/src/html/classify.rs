//! What each block of a page is.

use std::collections::HashMap;

use hearsay_core::ZoneKind;

use super::blocks::{Block, Blocks};
use super::markup::Hints;
use super::region::Region;
use super::standfirst::{self, Setting};
use super::{credit, head};
use crate::line::is_names;
use crate::wording::wording;

/// What metadata say of the report; empty where they say nothing.
#[derive(Debug, Default)]
pub(super) struct Expected {
    /// Words of the title, as [`key`] gives them.
    pub(super) title: String,
    /// Those before its first dash or bar, after which may come the outlet's name.
    pub(super) title_start: String,
    /// Words of each description.
    pub(super) descriptions: Vec<String>,
    /// Words of the whole text.
    pub(super) body: String,
}

impl Expected {
    /// Whether a block is a main heading with the title's words, or most of them.
    pub(super) fn is_title(&self, block: &Block) -> bool {
        let words = key(&block.text);
        block.heading.is_some_and(|level| level <= 2)
            && !self.title.is_empty()
            && words.len() >= 8
            && (words == self.title
                || words == self.title_start
                || self.title.starts_with(&words) && words.len() * 10 >= self.title.len() * 6)
    }
}

/// The letters and digits of a text in lower case: what two settings of the same words have in common.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A line of running text ends in one of these.
const ENDS: [char; 14] = ['.', '!', '?', '…', '»', '"', '”', '’', ')', ':', '؟', '。', '“', ';'];

/// The kind of each block; `None` for what is no part of the report.
pub(super) fn classify(
    page: &Blocks,
    region: &Region,
    known: &[bool],
    expected: &Expected,
) -> Vec<Option<ZoneKind>> {
    let first = page.blocks.iter().position(|block| region.holds(block)).unwrap_or(0);
    let last = page.blocks.iter().rposition(|block| region.holds(block)).unwrap_or(first);
    let headline = headline(page, region, expected, first);
    let plain: Vec<ZoneKind> = (0..page.blocks.len())
        .map(|index| kind(&page.blocks[index], region.around[index], known[index], expected))
        .collect();
    let under = under(region, &plain, last);
    let mut kinds: Vec<Option<ZoneKind>> = page
        .blocks
        .iter()
        .enumerate()
        .map(|(index, block)| {
            if Some(index) == headline {
                return Some(ZoneKind::Headline);
            }
            let inside = region.holds(block);
            let near = headline.is_some_and(|headline| (headline..first).contains(&index));
            let below =
                !inside && (last..last + BELOW).contains(&index) && (region.column(block) || index <= under);
            if !inside && !near && !below {
                return None;
            }
            let around = region.around[index];
            let kind = plain[index];
            if around.has(Hints::Button) {
                return (kind == ZoneKind::Share).then_some(kind);
            }
            if below {
                return matches!(kind, ZoneKind::Related | ZoneKind::Share | ZoneKind::Credit)
                    .then_some(kind);
            }
            // Between the title and the text only what is recognised belongs to the report.
            let links = kind == ZoneKind::Related && region.column(block);
            (inside
                || links
                || !matches!(
                    kind,
                    ZoneKind::Body | ZoneKind::Boilerplate | ZoneKind::Table | ZoneKind::Related
                ))
            .then_some(kind)
        })
        .collect();
    let near = |index: usize| {
        region.holds(&page.blocks[index])
            || (last..last + BELOW).contains(&index) && region.column(&page.blocks[index])
    };
    boxes(page, &mut kinds, known, &near);
    prompt_boxes(page, &mut kinds, known, &near);
    repeated(page, &mut kinds);
    standfirst::mark(page, region, &mut kinds, expected, headline);
    trailer(page, &mut kinds, known);
    ends(page, &mut kinds, known);
    topics(page, &mut kinds);
    headings(page, &mut kinds);
    kinds
}

/// Share bars and links to other reports stand at most so many blocks below the text.
const BELOW: usize = 40;

/// The last of the links, buttons and prompts that stand directly under the text and are marked as such, little else between.
fn under(region: &Region, plain: &[ZoneKind], last: usize) -> usize {
    const BETWEEN: usize = 2;
    let mut end = last;
    for (index, kind) in plain.iter().enumerate().skip(last + 1) {
        if matches!(kind, ZoneKind::Related | ZoneKind::Share)
            && region.around[index].has(Hints::Related | Hints::Share)
        {
            end = index;
        } else if index > end + BETWEEN {
            break;
        }
    }
    end
}

/// A title stands at most so many blocks above the text.
const NEAR: usize = 20;

/// The block that is the title: a heading with the title's words, else the last `h1` before the text.
fn headline(page: &Blocks, region: &Region, expected: &Expected, first: usize) -> Option<usize> {
    // The last of a trail of links may be a heading too.
    let headings = || {
        page.blocks.iter().enumerate().filter(|(index, block)| {
            block.heading.is_some_and(|level| level <= 2) && !region.around[*index].has(Hints::Navigation)
        })
    };
    let above = |(index, block): &(usize, &Block)| *index <= first || region.holds(block);
    headings()
        .find(|(_, block)| expected.is_title(block))
        .or_else(|| headings().filter(|(_, block)| block.heading == Some(1)).rfind(above))
        .or_else(|| headings().rfind(|(index, _)| *index <= first && *index + NEAR > first))
        .map(|(index, _)| index)
}

/// A caption has at most so many characters.
const CAPTION: usize = 400;

fn kind(block: &Block, around: Hints, known: bool, expected: &Expected) -> ZoneKind {
    let text = block.text.as_str();
    let sentence = text.trim_end().ends_with(ENDS);
    let all = around | block.inner;
    // A caption with who made the picture may be set within the line.
    let inner = || block.inner.has(Hints::Caption) && block.chars < CAPTION && credit(block).is_some();
    if around.has(Hints::Caption | Hints::Figure) || inner() {
        let links = around.has(Hints::Related) && block.link_density() > 0.5;
        let kind = wording().kind(text);
        let linked = !around.has(Hints::Figure) && block.link_density() > 0.9 && !is_keywords(block);
        if links || linked && kind != Some(ZoneKind::Credit) {
            return ZoneKind::Related;
        }
        return match kind {
            Some(ZoneKind::Caption) | None if around.has(Hints::Credit) && block.chars < 120 => {
                ZoneKind::Credit
            }
            Some(ZoneKind::Credit) if head(block).is_some() => ZoneKind::Caption,
            Some(kind) => kind,
            None if block.heading == Some(1) => ZoneKind::Boilerplate,
            None => ZoneKind::Caption,
        };
    }
    // Buttons and prompts stand in all kinds of boxes, hidden ones too.
    let prompt = (wording().kind(text) == Some(ZoneKind::Share) || asks(block) && !around.has(Hints::Byline))
        && !known;
    if prompt && !around.has(Hints::Comments) {
        return ZoneKind::Share;
    }
    let apart = Hints::Comments | Hints::Advertising | Hints::Hidden | Hints::Video | Hints::Biography;
    // An advertisement that is for the newsletter is a prompt; so is one that opens later, and links that open later are links.
    let of = |kind: Hints, besides: Hints| around.has(kind) && !around.has(apart.without(besides));
    if of(Hints::Share, Hints::Advertising | Hints::Hidden) && around.has(apart) {
        return ZoneKind::Share;
    }
    if of(Hints::Related, Hints::Hidden) && around.has(apart) {
        return ZoneKind::Related;
    }
    // Links to the next report and the one before are navigation and related.
    let navigation = around.has(Hints::Navigation) && !around.has(Hints::Related);
    if navigation || around.has(apart) {
        return ZoneKind::Boilerplate;
    }
    if around.has(Hints::Quote) {
        let links = block.link_density() > 0.8 && !is_keywords(block) && !known || is_pointer(block);
        return if links { ZoneKind::Related } else { ZoneKind::Quote };
    }
    // The page's own description is the summary, though a "teaser".
    let described = block.links == 0 && expected.describes(text);
    if around.has(Hints::Related) && !described {
        return ZoneKind::Related;
    }
    if around.has(Hints::Share) && !described {
        // Counts, and what leads to the comments, stand beside the buttons.
        return match wording().kind(text) {
            Some(other @ (ZoneKind::Dateline | ZoneKind::Boilerplate | ZoneKind::Byline)) => other,
            None if around.has(Hints::Byline) => ZoneKind::Byline,
            _ if !text.contains(char::is_alphabetic) => ZoneKind::Boilerplate,
            _ => ZoneKind::Share,
        };
    }
    if around.has(Hints::Footer) {
        return wording()
            .kind(text)
            .filter(|kind| *kind == ZoneKind::Credit)
            .unwrap_or(ZoneKind::Boilerplate);
    }
    if around.has(Hints::Table) {
        return ZoneKind::Table;
    }
    if around.has(Hints::Credit) && block.chars < 150 {
        return ZoneKind::Credit;
    }
    if let Some(kind) = wording().kind(text)
        && !(known && block.chars > 80)
    {
        // An agency where authors are named signs the text.
        let signs = kind == ZoneKind::Credit && around.has(Hints::Byline) && wording().is_agency(text);
        return if signs { ZoneKind::Byline } else { kind };
    }
    if around.has(Hints::Tags) && block.chars < 120 {
        return ZoneKind::Boilerplate;
    }
    let short = block.chars < 120 && !sentence;
    if around.has(Hints::Byline) && short {
        // With an author's name stand links to more of theirs.
        let names = is_names(text, text) || text.contains(['|', '@']);
        return if is_title(block) && !names { ZoneKind::Related } else { ZoneKind::Byline };
    }
    if all.has(Hints::Dateline) && short {
        return if text.chars().any(|char| char.is_ascii_digit()) {
            ZoneKind::Dateline
        } else {
            ZoneKind::Boilerplate
        };
    }
    if around.has(Hints::Aside) && !known {
        return ZoneKind::Boilerplate;
    }
    // A table of contents.
    if around.has(Hints::List) && block.place_chars * 10 > block.chars * 8 && block.chars < 150 {
        return ZoneKind::Boilerplate;
    }
    let listed = around.has(Hints::List) && block.link_density() > 0.5 && block.chars < 150;
    let linked = block.link_density() > 0.8 && !(sentence && block.chars > 100);
    if (listed || linked) && !known {
        return if is_keywords(block) { ZoneKind::Boilerplate } else { ZoneKind::Related };
    }
    if is_pointer(block) || is_title(block) && !sentence {
        return ZoneKind::Related;
    }
    if !expected.title.is_empty() && block.chars >= 8 && key(text) == expected.title {
        return ZoneKind::Headline;
    }
    ZoneKind::Body
}

/// Whether a block is one link and no more, as long as the title of a report.
fn is_title(block: &Block) -> bool {
    const TITLE: usize = 4;
    block.links == 1
        && block.link_density() > 0.95
        && block.heading.is_none()
        && block.text.split_whitespace().count() >= TITLE
}

/// Whether a short block has no links but to where one shares, subscribes, follows or gives.
fn asks(block: &Block) -> bool {
    const LONGEST: usize = 45;
    block.prompt_chars > 0
        && block.prompt_chars == block.link_chars
        && block.text.split_whitespace().count() <= LONGEST
}

/// Whether the links of a block are too short to be titles of reports: keywords, sections.
fn is_keywords(block: &Block) -> bool {
    block.links > 0
        && block.text.split_whitespace().count() <= 3 * block.links
        && block.chars < 25 * block.links
}

/// A label and a link, "More on this: …", "In pictures | …".
fn is_pointer(block: &Block) -> bool {
    const LABEL: usize = 6;
    const TITLE: usize = 3;
    let count = |words: &str| words.split_whitespace().count();
    block.linked.is_some_and(|linked| {
        let (label, title, rest) =
            (&block.text[..linked.start], &block.text[linked.start..linked.end], &block.text[linked.end..]);
        label.trim_end().ends_with([':', '|', '>', '»', '→', '►', '：', '｜'])
            && (1..=LABEL).contains(&count(label.trim_end_matches(|c: char| !c.is_alphanumeric())))
            && count(title) >= TITLE
            && !rest.contains(char::is_alphanumeric)
    })
}

/// Most characters of a box of links, or of sources, under a heading of its own.
const BOX: usize = 900;

/// What stands in one box with a line that only opens links, "Read also", or in the list under it, is links; so with sources.
fn boxes(page: &Blocks, kinds: &mut [Option<ZoneKind>], known: &[bool], near: &dyn Fn(usize) -> bool) {
    let (mut chars, mut links) = (vec![0; page.elements.len()], vec![0; page.elements.len()]);
    for block in &page.blocks {
        for element in page.around(block) {
            chars[element] += block.chars;
            links[element] += block.link_chars;
        }
    }
    let body: usize = page
        .blocks
        .iter()
        .zip(&*kinds)
        .filter(|(_, kind)| **kind == Some(ZoneKind::Body))
        .map(|(block, _)| block.chars)
        .sum();
    let most = BOX.min(body / 2);
    for opening in (0..kinds.len()).filter(|index| near(*index)) {
        let block = &page.blocks[opening];
        let Some(kind) = wording().heading(&block.text) else { continue };
        let enough = |element: &usize| {
            kind == ZoneKind::Credit && chars[*element] > block.chars
                || links[*element] >= block.link_chars + 15
        };
        let around = page
            .around(block)
            .take_while(|element| chars[*element] <= most && chars[*element] >= block.chars)
            .filter(enough)
            .last();
        let boxed = |index: usize| match around {
            Some(around) => page.around(&page.blocks[index]).any(|element| element == around),
            None => {
                kind == ZoneKind::Related
                    && page.blocks[index].link_chars > 0
                    && page
                        .around(&page.blocks[index])
                        .any(|element| page.elements[element].hints.has(Hints::List))
            }
        };
        for index in opening + 1..kinds.len() {
            let closed = block.heading.is_some_and(|level| {
                page.blocks[index].heading.is_some_and(|next| next <= level) && page.blocks[index].links == 0
            });
            if !boxed(index) || known[index] || !near(index) || closed {
                break;
            }
            if !matches!(kinds[index], Some(ZoneKind::Share | ZoneKind::Caption | ZoneKind::Headline)) {
                kinds[index] = Some(kind);
            }
            kinds[opening] = Some(kind);
        }
    }
}

/// What stands with a prompt in a small box, its heading, what one gets and the small print, is no running text.
fn prompt_boxes(page: &Blocks, kinds: &mut [Option<ZoneKind>], known: &[bool], near: &dyn Fn(usize) -> bool) {
    const LARGEST: usize = 450;
    let mut inside: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, block) in page.blocks.iter().enumerate() {
        for element in page.around(block) {
            inside.entry(element).or_default().push(index);
        }
    }
    let chars = |blocks: &[usize]| blocks.iter().map(|index| page.blocks[*index].chars).sum::<usize>();
    let prompts: Vec<usize> = (0..kinds.len())
        .filter(|index| kinds[*index] == Some(ZoneKind::Share) && near(*index))
        .filter(|index| !wording().is_buttons(&page.blocks[*index].text))
        .collect();
    for prompt in prompts {
        let smallest = page.around(&page.blocks[prompt]).find(|element| inside[element].len() > 1);
        let Some(others) = smallest.map(|element| &inside[&element]) else { continue };
        let plain = |index: &usize| {
            !known[*index]
                && matches!(
                    kinds[*index],
                    None | Some(ZoneKind::Share | ZoneKind::Boilerplate | ZoneKind::Body)
                )
        };
        if chars(others) <= LARGEST && others.iter().all(plain) {
            let text: Vec<usize> =
                others.iter().copied().filter(|index| kinds[*index] == Some(ZoneKind::Body)).collect();
            for index in text {
                kinds[index] = Some(ZoneKind::Boilerplate);
            }
        }
    }
}

/// A paragraph that stands in the page twice, as in a hidden copy of the text or a list of highlights, is text once. One
/// that stands there more often is a question that several answer.
fn repeated(page: &Blocks, kinds: &mut [Option<ZoneKind>]) {
    const LEAST: usize = 120;
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, block) in page.blocks.iter().enumerate() {
        if kinds[index] == Some(ZoneKind::Body) && block.chars >= LEAST {
            places.entry(key(&block.text)).or_default().push(index);
        }
    }
    for twice in places.values().filter(|places| places.len() == 2) {
        kinds[twice[1]] = Some(ZoneKind::Boilerplate);
    }
}

/// What stands under the last ruled line, little of the whole and all of it set apart from the running text, is about whose
/// text it is.
fn trailer(page: &Blocks, kinds: &mut [Option<ZoneKind>], known: &[bool]) {
    let body = |index: &usize| kinds[*index] == Some(ZoneKind::Body);
    let Some(rule) = (0..kinds.len()).filter(body).rfind(|index| page.blocks[*index].ruled) else { return };
    let under: Vec<usize> = (rule..kinds.len()).filter(body).collect();
    let chars = |index: usize| page.blocks[index].chars;
    let little = 4 * under.iter().copied().map(chars).sum::<usize>()
        <= (0..kinds.len()).filter(body).map(chars).sum::<usize>();
    let setting = Setting::of(page, kinds);
    if little && under.iter().all(|index| !known[*index] && setting.apart(page, &page.blocks[*index])) {
        for index in under {
            kinds[index] = Some(ZoneKind::Boilerplate);
        }
    }
}

/// Short lines before the first and after the last paragraph of running text are no part of it.
fn ends(page: &Blocks, kinds: &mut [Option<ZoneKind>], known: &[bool]) {
    prompts(page, kinds, known);
    let running = |index: usize| {
        let block = &page.blocks[index];
        matches!(kinds[index], Some(ZoneKind::Body | ZoneKind::Quote))
            && block.heading.is_none()
            && (known[index] || block.chars >= 60 || block.text.ends_with(ENDS) && block.chars >= 20)
    };
    let Some(first) = (0..kinds.len()).find(|index| running(*index)) else { return };
    let last = (0..kinds.len()).rfind(|index| running(*index)).unwrap_or(first);
    for index in (0..first).chain(last + 1..kinds.len()) {
        if kinds[index] == Some(ZoneKind::Body) {
            let opening = index < first && page.blocks[index].heading.is_some() && index + 2 >= first;
            if !opening {
                kinds[index] = Some(ZoneKind::Boilerplate);
            }
        }
    }
}

/// The last paragraphs, where they only ask to subscribe or to follow, are no running text.
fn prompts(page: &Blocks, kinds: &mut [Option<ZoneKind>], known: &[bool]) {
    for index in (0..kinds.len()).rev() {
        match kinds[index] {
            Some(ZoneKind::Body) if !known[index] && wording().is_prompt(&page.blocks[index].text) => {
                kinds[index] = Some(ZoneKind::Share);
            }
            Some(ZoneKind::Body | ZoneKind::Quote | ZoneKind::Table) => break,
            _ => {}
        }
    }
}

/// A line over keywords, "Related topics", leads to no report.
fn topics(page: &Blocks, kinds: &mut [Option<ZoneKind>]) {
    for index in 1..kinds.len() {
        let over = &page.blocks[index - 1];
        if kinds[index] == Some(ZoneKind::Boilerplate)
            && is_keywords(&page.blocks[index])
            && kinds[index - 1] == Some(ZoneKind::Related)
            && over.links == 0
        {
            kinds[index - 1] = Some(ZoneKind::Boilerplate);
        }
    }
}

/// A heading over nothing but links, prompts or furniture belongs to them.
fn headings(page: &Blocks, kinds: &mut [Option<ZoneKind>]) {
    let mut after: Option<ZoneKind> = None;
    for index in (0..kinds.len()).rev() {
        let Some(kind) = kinds[index] else { continue };
        if kind == ZoneKind::Body && page.blocks[index].heading.is_some() {
            if let Some(below @ (ZoneKind::Related | ZoneKind::Share | ZoneKind::Boilerplate)) = after {
                kinds[index] = Some(below);
            }
            continue;
        }
        after = Some(kind);
    }
}
