"""Data parallelism over processes of one thread each: on few cores faster than threads within each operation. And batches drawn by other processes, so
that a GPU need not wait for them."""

from collections.abc import Iterator

import torch
import torch.multiprocessing as mp


class Gradients:
    """Each worker's gradients, end to end in memory that all workers see; every step uses their mean."""

    def __init__(self, model: torch.nn.Module, workers: int):
        self.workers = workers
        size = sum(p.numel() for p in model.parameters() if p.requires_grad)
        self.shared = torch.zeros(workers, size)
        if workers > 1:
            self.shared.share_memory_()
        self.barrier = mp.get_context("fork").Barrier(workers)

    def attach(self, model: torch.nn.Module, rank: int) -> None:
        self.parameters = [p for p in model.parameters() if p.requires_grad]
        self.own, self.mean = self.shared[rank], torch.zeros(self.shared.shape[1])
        self._own_views, self._mean_views = self._views(self.own), self._views(self.mean)

    def _views(self, flat: torch.Tensor) -> list[torch.Tensor]:
        out, at = [], 0
        for p in self.parameters:
            out.append(flat[at:at + p.numel()].view_as(p))
            at += p.numel()
        return out

    def _use(self, views: list[torch.Tensor]) -> None:
        for p, view in zip(self.parameters, views):
            p.grad = view

    def collect(self) -> None:
        """Before the backward pass: gradients are summed up in this worker's own row."""
        self.own.zero_()
        self._use(self._own_views)

    def average(self) -> None:
        """After it: every worker sees the mean over all workers."""
        self.barrier.wait()
        torch.mean(self.shared, 0, out=self.mean)
        self.barrier.wait()
        self._use(self._mean_views)


def run(worker, workers: int) -> None:
    """Calls `worker(rank)` in `workers` processes, the first of them this one."""
    context = mp.get_context("fork")
    others = [context.Process(target=worker, args=(rank,), daemon=True) for rank in range(1, workers)]
    for process in others:
        process.start()
    worker(0)
    for process in others:
        process.join()


def ahead(sampler, steps: int, seed: int, processes: int = 6) -> Iterator[list]:
    """So many draws of samplers, which `sampler(seed)` makes, each in a process of its own."""
    context = mp.get_context("fork")
    queue = context.Queue(3 * processes)

    def draw(number: int) -> None:
        torch.set_num_threads(1)
        own = sampler(seed + 7919 * number)
        while True:
            queue.put(next(own))

    drawing = [context.Process(target=draw, args=(number,), daemon=True) for number in range(processes)]
    for process in drawing:
        process.start()
    for _ in range(steps):
        yield queue.get()
    for process in drawing:
        process.terminate()
