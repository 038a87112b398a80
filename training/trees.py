"""Maximum spanning arborescence with a single root (Chu and Liu 1965, Edmonds 1967)."""

import numpy as np


def _cycle(heads: np.ndarray) -> list[int]:
    colour = np.zeros(len(heads), dtype=int)
    for start in range(1, len(heads)):
        path, node = [], start
        while node and colour[node] == 0:
            colour[node] = start
            path.append(node)
            node = heads[node]
        if node and colour[node] == start and node in path:
            return path[path.index(node):]
    return []


def _edmonds(scores: np.ndarray) -> np.ndarray:
    """`scores[dependent, head]`, node 0 is the root; returns heads, heads[0] = 0."""
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    n = len(scores)
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    outer = np.flatnonzero(~inside)
    own = scores[cycle, heads[cycle]]
    # Entering the cycle at d from h costs the arc that d had; leaving it costs nothing.
    enter = scores[np.ix_(cycle, outer)] - own[:, None]
    leave = scores[np.ix_(outer, cycle)]
    m = len(outer)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = scores[np.ix_(outer, outer)]
    small[m, :m] = enter.max(0)
    small[:m, m] = leave.max(1)
    small[0, :] = -np.inf
    solved = _edmonds(small)
    out = heads.copy()
    for i in range(1, m):
        h = solved[i]
        out[outer[i]] = cycle[leave[i].argmax()] if h == m else outer[h]
    entry = solved[m]
    broken = cycle[enter[:, entry].argmax()]
    out[broken] = outer[entry]
    return out


def decode(arcs: np.ndarray) -> list[int]:
    """Heads of each word from scores [L, L + 1] (column 0: root); exactly one word hangs on the root."""
    n = len(arcs)
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:] = arcs
    heads = _edmonds(full)
    roots = np.flatnonzero(heads[1:] == 0) + 1
    if len(roots) == 1:
        return heads[1:].tolist()
    best, best_score = None, -np.inf
    for root in roots:
        fixed = full.copy()
        fixed[1:, 0] = -np.inf
        fixed[root, :] = -np.inf
        fixed[root, 0] = 0.0
        candidate = _edmonds(fixed)
        score = sum(full[i, candidate[i]] for i in range(1, n + 1))
        if score > best_score:
            best, best_score = candidate, score
    return best[1:].tolist()
