"""A linear-chain CRF (Lafferty, McCallum and Pereira 2001) over BIO tags."""

import torch
from torch import nn


class Crf(nn.Module):
    def __init__(self, tags: int):
        super().__init__()
        self.start = nn.Parameter(torch.zeros(tags))
        self.end = nn.Parameter(torch.zeros(tags))
        self.step = nn.Parameter(torch.zeros(tags, tags))  # from, to

    def total(self, scores: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Logarithm of the sum over all paths; scores [B, T, K], mask [B, T] without holes."""
        if scores.is_cuda:
            return self._total_pairwise(scores, mask)
        alpha = scores[:, 0] + self.start
        for t in range(1, scores.shape[1]):
            onward = torch.logsumexp(alpha[:, :, None] + self.step, 1) + scores[:, t]
            alpha = torch.where(mask[:, t, None] > 0, onward, alpha)
        return torch.logsumexp(alpha + self.end, 1)

    def _total_pairwise(self, scores: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The same as a product of one matrix a step, neighbours first: many more sums, but few calls one after the other, which are what a GPU waits for."""
        tags = scores.shape[2]
        none = torch.full((tags, tags), -1e9).fill_diagonal_(0.0)
        steps = torch.where(mask[:, 1:, None, None] > 0, self.step + scores[:, 1:, None], none)
        while steps.shape[1] > 1:
            left, right, last = steps[:, :-1:2], steps[:, 1::2], steps[:, 2 * (steps.shape[1] // 2):]
            steps = torch.cat([torch.logsumexp(left[..., None] + right[..., None, :, :], 3), last], 1)
        alpha = scores[:, 0] + self.start
        if steps.shape[1]:
            alpha = torch.logsumexp(alpha[:, :, None] + steps[:, 0], 1)
        return torch.logsumexp(alpha + self.end, 1)

    def partial_loss(self, scores: torch.Tensor, allowed: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Negative log likelihood of all paths through the allowed tags [B, T, K], where not every tag is known."""
        return self.total(scores, mask) - self.total(scores.masked_fill(~allowed, -1e4), mask)

    def loss(self, scores: torch.Tensor, tags: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Negative log likelihood of each sequence; scores [B, T, K], mask [B, T] without holes."""
        length = mask.sum(1).long()
        rows = torch.arange(len(tags))
        gold = (scores.gather(2, tags[..., None])[..., 0] * mask).sum(1) + self.start[tags[:, 0]]
        gold = gold + (self.step[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]).sum(1) + self.end[tags[rows, length - 1]]
        return self.total(scores, mask) - gold

    @torch.no_grad()
    def decode(self, scores: torch.Tensor, mask: torch.Tensor) -> list[list[int]]:
        """Best paths (Viterbi)."""
        alpha = scores[:, 0] + self.start
        backs = []
        for t in range(1, scores.shape[1]):
            best, back = (alpha[:, :, None] + self.step).max(1)
            live = mask[:, t, None] > 0
            alpha = torch.where(live, best + scores[:, t], alpha)
            backs.append(torch.where(live, back, torch.arange(back.shape[1])))
        last = (alpha + self.end).argmax(1)
        paths = [last]
        for back in reversed(backs):
            last = back.gather(1, last[:, None])[:, 0]
            paths.append(last)
        table = torch.stack(paths[::-1], 1).tolist()
        return [row[:int(n)] for row, n in zip(table, mask.sum(1))]
