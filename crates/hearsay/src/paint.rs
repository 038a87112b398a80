//! Text for people: evidence marked in it, by colour on a terminal and by brackets elsewhere, and nothing in it that a
//! terminal would obey.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use hearsay_core::{Claim, Span};

/// What marked words are for a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Content,
    Source,
    Cue,
    Marker,
    Loaded,
    /// Words that were searched for.
    Hit,
}

impl Role {
    const fn brackets(self) -> (char, char) {
        match self {
            Self::Content => ('[', ']'),
            Self::Source => ('{', '}'),
            Self::Cue => ('<', '>'),
            Self::Marker | Self::Hit => ('*', '*'),
            Self::Loaded => ('~', '~'),
        }
    }

    const fn style(self) -> Style {
        match self {
            Self::Content => Style::new().underline(),
            Self::Source => AnsiColor::Yellow.on_default().bold(),
            Self::Cue => AnsiColor::Cyan.on_default(),
            Self::Marker => AnsiColor::Magenta.on_default().bold(),
            Self::Loaded => AnsiColor::Red.on_default(),
            Self::Hit => AnsiColor::Green.on_default().bold(),
        }
    }
}

/// How to mark: with colours, or with brackets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint {
    pub(crate) colour: bool,
}

impl Paint {
    /// Colours if standard output is a terminal that shows them and nobody said otherwise (`--color`, `NO_COLOR`).
    pub(crate) fn of_stdout() -> Self {
        let choice = anstream::AutoStream::choice(&std::io::stdout());
        Self { colour: choice != anstream::ColorChoice::Never }
    }

    /// `words` in bold.
    pub(crate) fn strong(self, words: &str) -> String {
        self.styled(Style::new().bold(), words)
    }

    /// `words` set back.
    pub(crate) fn faint(self, words: &str) -> String {
        self.styled(Style::new().dimmed(), words)
    }

    fn styled(self, style: Style, words: &str) -> String {
        let words = clean(words);
        if self.colour { format!("{style}{words}{style:#}") } else { words }
    }

    /// What the marks mean, on one line.
    pub(crate) fn legend(self) -> String {
        let roles = [
            (Role::Source, "source"),
            (Role::Cue, "cue"),
            (Role::Content, "content"),
            (Role::Marker, "marker"),
            (Role::Loaded, "loaded word"),
        ];
        let mark = |(role, name): &(Role, &str)| {
            self.marked(name, Span::new(0, name.len()), &[(*role, Span::new(0, name.len()))])
        };
        roles.iter().map(mark).collect::<Vec<_>>().join("  ")
    }

    /// The words of `within`, on one line, with every mark that lies in it.
    pub(crate) fn marked(self, text: &str, within: Span, marks: &[(Role, Span)]) -> String {
        let mut marks: Vec<(Role, Span)> = marks
            .iter()
            .filter(|(_, span)| within.overlaps(*span))
            .map(|(role, span)| (*role, Span::new(span.start.max(within.start), span.end.min(within.end))))
            .collect();
        // The longer opens first and closes last.
        marks.sort_by_key(|(role, span)| (span.start, usize::MAX - span.end, *role));
        marks.dedup();
        let mut ends: Vec<usize> = marks.iter().flat_map(|(_, span)| [span.start, span.end]).collect();
        ends.extend([within.start, within.end]);
        ends.sort_unstable();
        ends.dedup();

        let mut line = String::new();
        for pair in ends.windows(2) {
            let piece = Span::new(pair[0], pair[1]);
            let words = clean(piece.of(text));
            let around: Vec<&(Role, Span)> = marks.iter().filter(|(_, span)| span.contains(piece)).collect();
            if self.colour {
                let style = around.iter().fold(Style::new(), |style, (role, _)| join(style, role.style()));
                let _ = write!(line, "{style}{words}{style:#}");
            } else {
                let opened = around.iter().filter(|(_, span)| span.start == piece.start);
                line.extend(opened.map(|(role, _)| role.brackets().0));
                line.push_str(&words);
                let closed = around.iter().rev().filter(|(_, span)| span.end == piece.end);
                line.extend(closed.map(|(role, _)| role.brackets().1));
            }
        }
        line
    }
}

fn join(outer: Style, inner: Style) -> Style {
    let colour = inner.get_fg_color().or(outer.get_fg_color());
    outer.fg_color(colour).effects(outer.get_effects() | inner.get_effects())
}

/// The marks of a claim's evidence.
pub(crate) fn evidence(claim: &Claim) -> Vec<(Role, Span)> {
    let own = [(Role::Content, claim.content), (Role::Cue, claim.cue)];
    let own = own.into_iter().filter_map(|(role, span)| Some((role, span?)));
    let sources = claim.chain.iter().filter_map(|link| Some((Role::Source, link.mention?)));
    let markers = claim.markers.iter().map(|marker| (Role::Marker, marker.span));
    let loaded = claim.loaded.iter().map(|loaded| (Role::Loaded, loaded.span));
    own.chain(sources).chain(markers).chain(loaded).collect()
}

/// `text` on one line, without anything that a terminal would obey: a page must not move the cursor, set the window's
/// title, or turn the direction of what stands around it.
pub(crate) fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            _ if letter.is_whitespace() => {
                if !clean.ends_with(' ') || clean.is_empty() {
                    clean.push(' ');
                }
            }
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            _ if letter.is_control() => clean.push('\u{fffd}'),
            _ => clean.push(letter),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, words: &str) -> Span {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    #[test]
    fn marks_nest() {
        let text = "Selon une source, la frappe aurait tué. Fin.";
        let marks = [
            (Role::Marker, span(text, "aurait")),
            (Role::Content, span(text, "la frappe aurait tué")),
            (Role::Source, span(text, "une source")),
            (Role::Cue, span(text, "Selon")),
            (Role::Loaded, span(text, "Fin")),
        ];
        let within = span(text, "Selon une source, la frappe aurait tué.");
        let plain = Paint { colour: false }.marked(text, within, &marks);
        assert_eq!(plain, "<Selon> {une source}, [la frappe *aurait* tué].");
        let colour = Paint { colour: true }.marked(text, within, &marks);
        assert!(colour.contains("\u{1b}[") && !colour.contains('['.to_string().repeat(2).as_str()));
    }

    #[test]
    fn a_mark_that_reaches_beyond_is_cut() {
        let text = "Un. Deux trois. Quatre.";
        let plain = Paint { colour: false };
        let line =
            plain.marked(text, span(text, "Deux trois."), &[(Role::Content, span(text, "trois. Quatre"))]);
        assert_eq!(line, "Deux [trois.]");
    }

    #[test]
    fn a_page_cannot_command_the_terminal() {
        let hostile = "a\u{1b}[2Jb\u{7}c\u{9b}31m\nd\u{202e}e\0";
        let clean = clean(hostile);
        assert!(clean.chars().all(|letter| !letter.is_control() && letter != '\u{202e}'), "{clean:?}");
        assert_eq!(clean, "a\u{fffd}[2Jb\u{fffd}c\u{fffd}31m de\u{fffd}");
    }
}
