#!/usr/bin/env python3
"""ONNX Runtime with the weights of the installed model, on the passages that the `encoder` bench embeds: the packages
onnxruntime and tokenizers of PyPI.

    beside_encoder.py INDEX [MODEL]

INDEX is a lexical.db, MODEL the folder of an installed model (bge-small-en-v1.5 of this user). One thread; one text at a
time and sixteen of like length, the better of which counts.
"""

import json
import pathlib
import resource
import sqlite3
import sys
import time

import numpy
import onnxruntime
import tokenizers

PASSAGES = 512
DEFAULT_MODEL = pathlib.Path.home() / ".local/share/secondbrain-models/bge-small-en-v1.5"


def sample_passages(index):
    """Those of the bench (sample_queries.cpp)."""
    with sqlite3.connect(f"file:{index}?mode=ro", uri=True) as db:
        (last,) = db.execute("SELECT max(rowid) FROM chunks").fetchone()
        rows = db.execute("SELECT chunk_text FROM chunks WHERE rowid % ? = 0 LIMIT ?", (last // PASSAGES + 1, PASSAGES))
        return [text for (text,) in rows]


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class Encoder:
    def __init__(self, folder):
        described = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(folder / "model.onnx", options, providers=["CPUExecutionProvider"])
        self.inputs = [each.name for each in self.session.get_inputs()]
        self.tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(described["longest_text"])
        self.tokenizer.no_padding()
        self.query_prefix = described["query_prefix"]

    def embed(self, tokens):
        ids = numpy.zeros((len(tokens), max(map(len, tokens))), numpy.int64)
        mask = numpy.zeros_like(ids)
        for row, each in enumerate(tokens):
            ids[row, : len(each)] = each
            mask[row, : len(each)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": numpy.zeros_like(ids)}
        return self.session.run(None, {name: given[name] for name in self.inputs})

    def embed_all(self, texts, at_once):
        tokens = sorted((self.tokenizer.encode(text).ids for text in texts), key=len)
        for at in range(0, len(tokens), at_once):
            self.embed(tokens[at : at + at_once])


def main(index, model=DEFAULT_MODEL):
    encoder = Encoder(pathlib.Path(model))
    texts = sample_passages(index)
    for at_once in (1, 16):
        encoder.embed_all(texts, at_once)
        before = cpu_seconds()
        encoder.embed_all(texts, at_once)
        print(f"ONNX Runtime, {at_once} at once, passages embedded: {len(texts) / (cpu_seconds() - before):.1f} per CPU-s")
    taken = []
    for text in texts[:200]:
        question = encoder.query_prefix + " ".join(text.split()[:4])
        encoder.embed([encoder.tokenizer.encode(question).ids])
        begin = time.perf_counter()
        encoder.embed([encoder.tokenizer.encode(question).ids])
        taken.append(1e3 * (time.perf_counter() - begin))
    print(f"ONNX Runtime, one question, p50: {sorted(taken)[len(taken) // 2]:.2f} ms")


if __name__ == "__main__":
    main(*sys.argv[1:])
