//! Cuts a stretch of text at every mark's edge, so that overlapping marks become a row of plain pieces.

use hearsay_core::Span;

/// What the marked words are to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Content,
    Cue,
    Source,
    Marker,
    Loaded,
}

impl Role {
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Cue => "cue",
            Self::Source => "source",
            Self::Marker => "marker",
            Self::Loaded => "loaded",
        }
    }
}

/// Marked words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub(crate) span: Span,
    pub(crate) role: Role,
}

/// A piece of text with the roles of all marks that cover it, each once, in the order of [`Role`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) span: Span,
    pub(crate) roles: Vec<Role>,
}

/// The pieces of `within`, in order, without gaps. Also cut at `stops`, where something stands between pieces.
pub(crate) fn pieces(within: Span, marks: &[Mark], stops: &[usize]) -> Vec<Piece> {
    let marks: Vec<_> = marks.iter().filter(|mark| mark.span.overlaps(within)).collect();
    let mut edges: Vec<usize> = marks
        .iter()
        .flat_map(|mark| [mark.span.start, mark.span.end])
        .chain(stops.iter().copied())
        .chain([within.start, within.end])
        .filter(|edge| (within.start..=within.end).contains(edge))
        .collect();
    edges.sort_unstable();
    edges.dedup();
    edges
        .windows(2)
        .map(|pair| {
            let span = Span::new(pair[0], pair[1]);
            let mut roles: Vec<_> =
                marks.iter().filter(|mark| mark.span.contains(span)).map(|mark| mark.role).collect();
            roles.sort_unstable();
            roles.dedup();
            Piece { span, roles }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_marks_become_plain_pieces_without_gaps() {
        let mark = |start, end, role| Mark { span: Span::new(start, end), role };
        let pieces = pieces(
            Span::new(0, 20),
            &[mark(2, 10, Role::Content), mark(8, 12, Role::Loaded), mark(18, 40, Role::Cue)],
            &[5],
        );
        let shape: Vec<_> =
            pieces.iter().map(|piece| (piece.span.start, piece.span.end, piece.roles.as_slice())).collect();
        assert_eq!(
            shape,
            [
                (0, 2, &[][..]),
                (2, 5, &[Role::Content]),
                (5, 8, &[Role::Content]),
                (8, 10, &[Role::Content, Role::Loaded]),
                (10, 12, &[Role::Loaded]),
                (12, 18, &[]),
                (18, 20, &[Role::Cue]),
            ]
        );
    }
}
