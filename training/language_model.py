"""A public language model as the lower part of a larger network: Qwen2.5-Coder-1.5B-Instruct (Hui et al. 2024, Apache-2.0), as 22 packages carry it in GGUF.

Of it the first blocks are kept, and of the vocabulary what the words at hand are cut into. The lower ones read as they were taught to, from left to right; in the upper ones every word sees
those behind it too (as in Li et al. 2023, "Label supervised LLaMA"), which these must first learn. Before each text stands the token that ends a document: the first token of all draws
attention that has nowhere to go, and its own state says nothing (Xiao et al. 2024, "attention sinks").
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

BLOCKS = 14  # of 28
ONE_WAY = 7  # of these, causal
BEGINNING = "<|endoftext|>"
MOST_TOKENS = 8  # of a word


class Tokens:
    """The tokens of each word form: `ids[at[i]:at[i + 1]]` are those of form `i`, rows of the kept part of the embedding."""

    def __init__(self, words: list[str], vocabulary: list[str], merges: list[str]):
        from tokenizers import Tokenizer, models, pre_tokenizers

        known = {token: i for i, token in enumerate(vocabulary)}
        tokenizer = Tokenizer(models.BPE(known, [tuple(merge.split(" ")) for merge in merges]))
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        cut = [e.ids[:MOST_TOKENS] for e in tokenizer.encode_batch([f" {word}" for word in words])]
        self.at = np.cumsum([0] + [len(ids) for ids in cut])
        self.kept, ids = np.unique(np.concatenate([[known[BEGINNING]], *cut]), return_inverse=True)
        self.beginning, self.ids = int(ids[0]), ids[1:]

    def of(self, types: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Of a row of words: their tokens, and which word each belongs to."""
        starts, counts = self.at[types], self.at[types + 1] - self.at[types]
        words = np.repeat(np.arange(len(types)), counts)
        return self.ids[np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())], words


class Block(nn.Module):
    def __init__(self, size: int, heads: int, groups: int, inner: int, epsilon: float):
        super().__init__()
        self.heads, self.groups, self.each = heads, groups, size // heads
        self.attn_norm, self.ffn_norm = nn.RMSNorm(size, epsilon), nn.RMSNorm(size, epsilon)
        self.attn_q = nn.Linear(size, size)
        self.attn_k, self.attn_v = (nn.Linear(size, groups * self.each) for _ in range(2))
        self.attn_output = nn.Linear(size, size, bias=False)
        self.ffn_gate, self.ffn_up = (nn.Linear(size, inner, bias=False) for _ in range(2))
        self.ffn_down = nn.Linear(inner, size, bias=False)

    def turned(self, x, count, turns):
        """[B, L, count * each] to [B, heads, L, each], with rotary positions where `turns` has them."""
        x = x.unflatten(2, (count, self.each)).transpose(1, 2)
        if turns is not None:
            cos, sin = turns
            low, high = x.chunk(2, 3)
            x = torch.cat([low * cos - high * sin, high * cos + low * sin], 3)
        return x.repeat_interleave(self.heads // count, 1)

    def forward(self, x, turns, mask):
        y = self.attn_norm(x)
        q, k, v = (self.turned(layer(y), n, t) for layer, n, t in
                   ((self.attn_q, self.heads, turns), (self.attn_k, self.groups, turns), (self.attn_v, self.groups, None)))
        y = (q @ k.transpose(2, 3) * self.each ** -0.5).masked_fill(~mask, -1e4).softmax(3).to(v.dtype) @ v
        x = x + self.attn_output(y.transpose(1, 2).flatten(2))
        y = self.ffn_norm(x)
        return x + self.ffn_down(F.silu(self.ffn_gate(y)) * self.ffn_up(y))


class LanguageModel(nn.Module):
    """Tokens [B, L] and which of them are there [B, L] to [B, L, 2 size]."""

    def __init__(self, path: Path):
        super().__init__()
        from gguf import GGUFReader
        from gguf.quants import dequantize

        file = GGUFReader(path)
        said = {name.split(".")[-1]: field.contents() for name, field in file.fields.items() if name.startswith("qwen2.")}
        with ThreadPoolExecutor() as pool:
            values = dict(pool.map(lambda t: (t.name, np.array(dequantize(t.data, t.tensor_type))), file.tensors))
        size, heads, groups, inner = (said[k] for k in ("embedding_length", "head_count", "head_count_kv", "feed_forward_length"))
        self.size, self.base, self.each = size, file.fields["qwen2.rope.freq_base"].contents(), size // heads
        self.embedding = nn.Embedding.from_pretrained(torch.as_tensor(values.pop("token_embd.weight")))
        self.blocks = nn.ModuleList(Block(size, heads, groups, inner, said["layer_norm_rms_epsilon"]) for _ in range(said["block_count"]))
        self.norms = nn.ModuleList(nn.RMSNorm(size, said["layer_norm_rms_epsilon"]) for _ in range(2))
        for i, block in enumerate(self.blocks):
            block.load_state_dict({name: torch.as_tensor(values[f"blk.{i}.{name}"]) for name in block.state_dict()})

    def forward(self, tokens, there):
        """The states of the last block that reads one way, and of the last of all."""
        angles = torch.arange(tokens.shape[1])[:, None] * self.base ** (-torch.arange(0, self.each, 2) / self.each)
        turns = angles.cos(), angles.sin()
        x = self.embedding(tokens)
        both_ways = there[:, None, None]
        one_way = both_ways & torch.ones(tokens.shape[1], tokens.shape[1], dtype=torch.bool).tril()
        with torch.autocast(x.device.type, torch.bfloat16):
            for block in self.blocks[:ONE_WAY]:
                x = block(x, turns, one_way)
            below = x
            for block in self.blocks[ONE_WAY:]:
                x = block(x, turns, both_ways)
        return torch.cat([norm(states.float()) for norm, states in zip(self.norms, (below, x))], 2)


def cut(path: Path, blocks: int, words: list[str], out: Path) -> Tokens:
    """The first blocks of a GGUF file, and the embeddings of what the words are cut into, into another file."""
    from gguf import GGUFReader, GGUFWriter

    file = GGUFReader(path)
    tokens = Tokens(words, *(file.fields[f"tokenizer.ggml.{name}"].contents() for name in ("tokens", "merges")))
    writer = GGUFWriter(out, "qwen2")
    writer.add_block_count(blocks)
    for add, name in ((writer.add_embedding_length, "embedding_length"), (writer.add_feed_forward_length, "feed_forward_length"),
                      (writer.add_head_count, "attention.head_count"), (writer.add_head_count_kv, "attention.head_count_kv"),
                      (writer.add_layer_norm_rms_eps, "attention.layer_norm_rms_epsilon"), (writer.add_rope_freq_base, "rope.freq_base")):
        add(file.fields[f"qwen2.{name}"].contents())
    for t in file.tensors:
        number = t.name.split(".")[1]
        if t.name == "token_embd.weight" or t.name.startswith("blk.") and int(number) < blocks:
            data = t.data[tokens.kept] if t.name == "token_embd.weight" else t.data
            writer.add_tensor(t.name, data, raw_dtype=t.tensor_type)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return tokens
