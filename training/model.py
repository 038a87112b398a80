"""The analyser's network: hashed and subword word features, a bidirectional LSTM, and its heads."""

from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import nn

from crf import Crf
from features import AFFIX_ROWS, GRAM_ROWS, NAME_AFFIX_ROWS, SHAPE_ROWS
from word_vectors import LANGUAGES, SIZE


@dataclass
class Shape:
    """Sizes of the layers; written into the exported file."""

    pieces: int = 64
    affixes: int = 64
    grams: int = 48
    shapes: int = 16
    hidden: int = 200  # of each direction
    layers: int = 3
    arc: int = 160
    relation: int = 64
    lemma: int = 128
    tagger: int = 128  # hidden layer of the attribution head
    name_affixes: int = 32
    name_shapes: int = 16
    listed: int = 32  # of each list of words with vectors
    names: int = 128  # of each direction, in the layer that reads entities
    namer: int = 64  # hidden layer of their tagger
    link: int = 64
    upos: int = 17
    feats: tuple = ()  # number of values for each feature, the first of them "none"
    lemmas: int = 0
    relations: int = 0
    entities: int = 9
    roles: int = 7
    statements: int = 11
    reader: int = 96  # of each direction, in the layers that attributions and statements are read from
    readers: int = 2
    stater: int = 112  # hidden layer of the statements' tagger
    namings: int = 3
    kinds: int = 14
    stances: int = 8

    def as_dict(self) -> dict:
        return asdict(self)


LINK_BUCKETS = 30
# Vectors of pieces are much longer than what stands beside them where entities are read; rounded together to 8 bits, the rest would lose.
PIECES_IN_NAMES = 0.4


class Words(nn.Module):
    """Word features to vectors. The subword table is frozen; only its projection to few dimensions is learned."""

    def __init__(self, s: Shape):
        super().__init__()
        self.pieces = nn.Linear(512, s.pieces, bias=False)
        self.affixes = nn.Embedding(AFFIX_ROWS, s.affixes)
        self.grams = nn.Embedding(GRAM_ROWS + 1, s.grams, padding_idx=GRAM_ROWS)
        self.shapes = nn.Embedding(SHAPE_ROWS, s.shapes)
        nn.init.normal_(self.pieces.weight, std=0.02)
        nn.init.normal_(self.affixes.weight, std=0.1)
        nn.init.normal_(self.grams.weight, std=0.3)
        with torch.no_grad():
            self.grams.weight[GRAM_ROWS] = 0.0  # padding; no gradient reaches it
        nn.init.normal_(self.shapes.weight, std=0.3)
        self.size = s.pieces + s.affixes + s.grams + s.shapes

    def forward(self, vectors, affixes, grams, shapes, *_):
        """Vectors [N, 512] (mean over a word's pieces), affixes [N, 9], grams [N, 24] padded, shapes [N] to [N, size]."""
        keep_form = torch.ones(affixes.shape)
        groups = [1.0, 1.0, 1.0]
        if self.training:
            keep_form[:, 0] = (torch.rand(len(affixes)) > 0.3).float()
            groups = [(torch.rand(len(affixes), 1) > p).float() / (1 - p) for p in (0.1, 0.1, 0.15)]
        counts = (grams != GRAM_ROWS).sum(1, keepdim=True).clamp(min=1)
        parts = [
            self.pieces(vectors) * groups[0],
            (self.affixes(affixes) * keep_form[..., None]).sum(1) * groups[1],
            self.grams(grams).sum(1) / counts * groups[2],
            self.shapes(shapes),
        ]
        return torch.cat(parts, 1)


class Names(nn.Module):
    """What entities are read from: few numbers a word, most of them frozen vectors, and a layer of their own. The encoder, which has gone over its
    texts for long, knows the names in them by heart and is worse at new ones."""

    def __init__(self, s: Shape):
        super().__init__()
        self.affixes = nn.Embedding(NAME_AFFIX_ROWS, s.name_affixes)
        self.shapes = nn.Embedding(SHAPE_ROWS, s.name_shapes)
        self.listed = nn.ModuleList(nn.Linear(SIZE, s.listed, bias=False) for _ in LANGUAGES)
        nn.init.normal_(self.affixes.weight, std=0.1)
        nn.init.normal_(self.shapes.weight, std=0.3)
        for projection in self.listed:
            nn.init.normal_(projection.weight, std=0.02)
        self.encoder = Encoder(s.pieces + s.name_affixes + s.name_shapes + len(LANGUAGES) * s.listed, s.names, 1)

    def forward(self, pieces, affixes, shapes, listed):
        """Projected subword vectors [N, pieces], affixes [N, 9], shapes [N], vectors in each list of words to [N, size]."""
        keep_form = torch.ones(affixes.shape)
        groups = [1.0] * 3
        if self.training:
            keep_form[:, 0] = (torch.rand(len(affixes)) > 0.3).float()
            groups = [(torch.rand(len(affixes), 1) > 0.1).float() / 0.9 for _ in groups]
        return torch.cat([
            pieces * (PIECES_IN_NAMES * groups[0]),
            (self.affixes(affixes % NAME_AFFIX_ROWS) * keep_form[..., None]).sum(1) * groups[1],
            self.shapes(shapes),
            *(project(vector) * groups[2] for project, vector in zip(self.listed, listed)),
        ], 1)


class Encoder(nn.Module):
    """Stacked bidirectional LSTM; the backward direction starts at each sequence's own last word."""

    def __init__(self, size: int, hidden: int, layers: int, dropout: float = 0.33):
        super().__init__()
        sizes = [size] + [2 * hidden] * (layers - 1)
        self.forwards = nn.ModuleList(nn.LSTM(n, hidden, batch_first=True) for n in sizes)
        self.backwards = nn.ModuleList(nn.LSTM(n, hidden, batch_first=True) for n in sizes)
        self.dropout = dropout

    def drop(self, x):
        """One mask for all words of a sequence (Gal and Ghahramani 2016)."""
        if not self.training:
            return x
        mask = (torch.rand(x.shape[0], 1, x.shape[2]) > self.dropout).float() / (1 - self.dropout)
        return x * mask

    def forward(self, x, lengths):
        steps = torch.arange(x.shape[1])[None, :]
        reverse = torch.where(steps < lengths[:, None], lengths[:, None] - 1 - steps, steps)
        for forward, backward in zip(self.forwards, self.backwards):
            size = x.shape[2]
            mirrored = x.gather(1, reverse[..., None].expand(-1, -1, size))
            # Products of 16-bit floats, weights and sums of 32: training is 1.6 times as fast where the processor has them.
            with torch.autocast(x.device.type, torch.bfloat16, enabled=self.training):
                a = forward(x)[0].float()
                b = backward(mirrored)[0].float()
            b = b.gather(1, reverse[..., None].expand(-1, -1, b.shape[2]))
            x = self.drop(torch.cat([a, b], 2))
        return x


class Tagger(nn.Module):
    """One hidden layer and a CRF."""

    def __init__(self, size: int, hidden: int, tags: int):
        super().__init__()
        self.hidden = nn.Linear(size, hidden)
        self.out = nn.Linear(hidden, tags)
        self.crf = Crf(tags)

    def forward(self, x):
        x = F.relu(self.hidden(x))
        return self.out(F.dropout(x, 0.2, self.training))


class Parser(nn.Module):
    """Deep biaffine heads (Dozat and Manning 2017); the root is a learned vector that stands before the words."""

    def __init__(self, size: int, s: Shape):
        super().__init__()
        self.root = nn.Parameter(torch.randn(size) * 0.1)
        self.dependent = nn.Linear(size, s.arc)
        self.head = nn.Linear(size, s.arc)
        self.arc = nn.Parameter(torch.zeros(s.arc, s.arc))
        self.arc_bias = nn.Parameter(torch.zeros(s.arc))
        self.rel_dependent = nn.Linear(size, s.relation)
        self.rel_head = nn.Linear(size, s.relation)
        self.rel = nn.Parameter(torch.zeros(s.relations, s.relation + 1, s.relation + 1))
        nn.init.xavier_uniform_(self.arc)
        nn.init.normal_(self.rel, std=0.05)

    def _mlp(self, layer, x):
        return F.dropout(F.leaky_relu(layer(x), 0.1), 0.33, self.training)

    def _rooted(self, layer, x):
        """The root's row first, then those of the words."""
        return self._mlp(layer, torch.cat([self.root[None], x]))

    def arcs(self, x, index):
        """Scores [S, L, L + 1] of heads for words x [N, D]; index [S, L] says where a sentence's words are in x."""
        heads = self._rooted(self.head, x)[torch.cat([torch.zeros(len(index), 1, dtype=torch.long), index + 1], 1)]
        dependents = (self._mlp(self.dependent, x) @ self.arc + self.arc_bias)[index]
        return dependents @ heads.transpose(1, 2)

    def relations(self, x, heads):
        """Scores [N, R] of the relation of words x [N, D] to their heads [N]: 0 the root, else the place in x plus 1."""
        d, h = self._mlp(self.rel_dependent, x), self._rooted(self.rel_head, x)[heads]
        one = torch.ones(len(d), 1)
        d, h = torch.cat([d, one], 1), torch.cat([h, one], 1)
        mixed = torch.einsum("nd,rde->nre", d, self.rel)
        return (mixed @ h[..., None])[..., 0]


class Linker(nn.Module):
    """Scores a source or content span against a cue: first and last words' vectors, bilinear, plus a distance bias."""

    def __init__(self, size: int, link: int):
        super().__init__()
        self.word = nn.Linear(size, link)
        self.pair = nn.Parameter(torch.randn(2, 2 * link, 2 * link) * 0.02)
        self.near = nn.Parameter(torch.zeros(2, LINK_BUCKETS))

    def ends(self, x):
        return torch.tanh(self.word(x))

    def forward(self, spans, cues, kinds, buckets):
        """Spans and cues [N, 2 link], kinds [N] (0 source, 1 content), buckets [N] to scores [N]."""
        mixed = torch.where(kinds[:, None] == 0, spans @ self.pair[0], spans @ self.pair[1])
        return (mixed * cues).sum(1) + self.near[kinds, buckets]


def link_bucket(start: int, end: int, cue_start: int, cue_end: int, between: int) -> int:
    """Bucket of a span and a cue: side, words between them (0-1, 2-3, 4-7, 8-15, more), other cues between (0, 1, 2+)."""
    after = cue_start >= end
    gap = cue_start - end if after else max(0, start - cue_end)
    size = 0 if gap < 2 else 1 if gap < 4 else 2 if gap < 8 else 3 if gap < 16 else 4
    return (int(after) * 5 + size) * 3 + min(between, 2)


class Analyser(nn.Module):
    def __init__(self, s: Shape):
        super().__init__()
        self.shape = s
        size = 2 * s.hidden
        self.words = Words(s)
        self.encoder = Encoder(self.words.size, s.hidden, s.layers)
        self.upos = nn.Linear(size, s.upos)
        self.feats = nn.Linear(size, sum(s.feats))
        self.lemma_hidden = nn.Linear(size, s.lemma)
        self.lemma = nn.Linear(s.lemma, s.lemmas)
        self.parser = Parser(size, s)
        self.names = Names(s)
        self.entities = Tagger(2 * s.names, s.namer, s.entities)
        # What attributions and statements are read from: more layers, since who states what shows over a whole paragraph.
        self.reader = Encoder(size + len(LANGUAGES) * s.listed, s.reader, s.readers)
        self.roles = Tagger(size + 2 * s.reader, s.tagger, s.roles)
        self.statements = Tagger(2 * s.reader, s.stater, s.statements)
        self.whose = nn.Linear(2 * s.reader, s.namings + s.kinds)  # naming and kind of a source, the mean over its words
        # Stance, from the means over a claim's cue and over its content.
        self.stance_cue = nn.Linear(2 * s.reader, s.stances)
        self.stance_content = nn.Linear(2 * s.reader, s.stances, bias=False)
        self.linker = Linker(size, s.link)
        self.certainty = nn.Linear(size, 1)
        self.boundary = nn.Linear(size, 1)  # whether a sentence begins with the word
        # Features and lemmas show in a word's own letters, so their heads see its vector too.
        self.feats_word = nn.Linear(self.words.size, sum(s.feats), bias=False)
        self.lemma_word = nn.Linear(self.words.size, s.lemma, bias=False)
        nn.init.zeros_(self.feats_word.weight)
        nn.init.zeros_(self.lemma_word.weight)

    def encode(self, batch):
        """[B, T, 2 hidden] of a batch's words, and their own vectors [B, T, size]; these are computed once for each of its
        word types."""
        vectors = self.words(*batch.features)[batch.types]
        return self.encoder(vectors, batch.lengths), vectors

    def name_vectors(self, batch):
        """Of a batch's word types, for the layer that reads entities."""
        vectors, affixes, _, shapes, *listed = batch.features
        return self.names(self.words.pieces(vectors).detach(), affixes, shapes, listed)

    def named(self, batch):
        """[B, T, 2 names] of a batch's words, for the tagger of entities."""
        return self.names.encoder(self.name_vectors(batch)[batch.types], batch.lengths)

    def read(self, hidden, batch):
        """[B, T, 2 reader] of a batch for the heads of attributions and statements: the encoder's states, and the words' vectors in the lists as entities
        have them, brought between -1 and 1 as the states are."""
        listed = torch.tanh(self.name_vectors(batch)[:, -len(LANGUAGES) * self.shape.listed:].detach())
        return self.reader(torch.cat([hidden, listed[batch.types]], 2), batch.lengths)

    def role_states(self, hidden, read):
        """What attributions are tagged from: the encoder's states, and what is read from them."""
        return torch.cat([hidden, read], 2)

    def stance(self, cue, content):
        """Scores of stances for the means of cues and contents [N, 2 reader]; zeros where there is none."""
        return self.stance_cue(cue) + self.stance_content(content)

    def features(self, x, vectors):
        return self.feats(x) + self.feats_word(vectors)

    def lemmas(self, x, vectors):
        hidden = F.relu(self.lemma_hidden(x) + self.lemma_word(vectors))
        return self.lemma(F.dropout(hidden, 0.2, self.training))
