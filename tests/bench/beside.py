#!/usr/bin/env python3
"""Other search engines on the passages of an index, and queries drawn from them: tantivy (PyPI) and Xapian (Debian's
python3-xapian), each where it is installed.

    beside.py INDEX [--figures FILE] [--share 0.1 1 4]

INDEX is a lexical.db. The figures are printed, and appended to FILE as JSON lines. Each engine gets the same passages
(title, headings, text), or a share of them: 0.1 is the first tenth, 4 all of them four times. It stems English as our
index does, ranks by BM25 and is asked for the best fifty, in this process, with one thread.
"""

import argparse
import itertools
import json
import random
import re
import shutil
import sqlite3
import sys
import tempfile
import time

QUERIES = 200
PAGE = 50


def passages(index, share):
    """As many as `share` of the index, numbered from one; more than it has are the same ones again."""
    with sqlite3.connect(f"file:{index}?mode=ro", uri=True) as db:
        (count,) = db.execute("SELECT count(*) FROM chunks").fetchone()
        copies = (db.execute("SELECT note_title, heading_path, chunk_text FROM chunks") for _ in itertools.count())
        rows = itertools.chain.from_iterable(copies)
        for number, row in enumerate(itertools.islice(rows, round(count * share)), 1):
            yield number, *row


def sample_queries(index):
    """Two to four words that stand together somewhere."""
    random.seed(7)
    with sqlite3.connect(f"file:{index}?mode=ro", uri=True) as db:
        (last,) = db.execute("SELECT max(rowid) FROM chunks").fetchone()
        found = []
        while len(found) < QUERIES:
            row = db.execute("SELECT chunk_text FROM chunks WHERE rowid >= ? LIMIT 1", (random.randint(1, last),)).fetchone()
            words = re.findall(r"[a-z]{2,}", row[0].lower())
            if len(words) < 6:
                continue
            at = random.randrange(len(words) - 4)
            found.append(words[at : at + random.randint(2, 4)])
    return found


class Tantivy:
    name = "tantivy"

    def __init__(self, folder):
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True)
        for field in ("title", "headings", "text"):
            builder.add_text_field(field, tokenizer_name="en_stem")
        self.tantivy = tantivy
        self.index = tantivy.Index(builder.build(), path=folder)

    def add_all(self, rows):
        writer = self.index.writer(200_000_000, 1)
        for rowid, title, headings, text in rows:
            writer.add_document(self.tantivy.Document(id=rowid, title=title, headings=headings, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def search(self, words):
        query = self.index.parse_query(" ".join(words), ["title", "headings", "text"])
        return self.index.searcher().search(query, PAGE).hits


class Xapian:
    name = "Xapian"

    def __init__(self, folder):
        import xapian

        self.xapian = xapian
        self.folder = folder
        self.stem = xapian.Stem("en")

    def add_all(self, rows):
        database = self.xapian.WritableDatabase(self.folder, self.xapian.DB_CREATE_OR_OPEN)
        generator = self.xapian.TermGenerator()
        generator.set_stemmer(self.stem)
        for rowid, title, headings, text in rows:
            document = self.xapian.Document()
            generator.set_document(document)
            for part in (title, headings, text):
                generator.index_text(part)
                generator.increase_termpos()
            database.replace_document(rowid, document)
        database.commit()
        self.database = self.xapian.Database(self.folder)

    def search(self, words):
        parser = self.xapian.QueryParser()
        parser.set_stemmer(self.stem)
        parser.set_stemming_strategy(parser.STEM_SOME)
        enquire = self.xapian.Enquire(self.database)
        enquire.set_query(parser.parse_query(" ".join(words)))
        return list(enquire.get_mset(0, PAGE))


def figure(name, value, unit, file):
    print(f"{name}: {value:.2f} {unit}")
    if file:
        with open(file, "a", encoding="utf-8") as out:
            out.write(json.dumps({"name": name, "value": value, "unit": unit}) + "\n")


def measure(engine_type, index, share, file):
    name = f"{engine_type.name}, {share:g} x the passages"
    folder = tempfile.mkdtemp()
    try:
        try:
            engine = engine_type(folder)
        except ImportError:
            print(f"{engine_type.name}: not installed")
            return
        begin = time.perf_counter()
        engine.add_all(passages(index, share))
        figure(f"{name}, full index", time.perf_counter() - begin, "s", file)
        taken = []
        for words in sample_queries(index):
            engine.search(words)
            begin = time.perf_counter()
            engine.search(words)
            taken.append(1e3 * (time.perf_counter() - begin))
        taken.sort()
        for share in (50, 95, 99):
            figure(f"{name}, query in process, p{share}", taken[len(taken) * share // 100], "ms", file)
    finally:
        shutil.rmtree(folder)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("index", metavar="INDEX")
    arguments.add_argument("--figures", metavar="FILE")
    arguments.add_argument("--share", type=float, nargs="+", default=[1.0])
    given = arguments.parse_args()
    for share, engine in itertools.product(given.share, (Tantivy, Xapian)):
        measure(engine, given.index, share, given.figures)


if __name__ == "__main__":
    main()
