#!/usr/bin/env python3
"""How well the program finds what people judged to be right: nDCG@10 by words, by meaning, by both, and at first sight;
and how often one of the first three passages that it answers a question with is of such a note (by words, and by both).

    evaluate.py PROGRAM [COLLECTION...]

A collection is a folder, or a .tar.gz of one, with `notes/`, `queries.tsv` (id, question) and `qrels.tsv` (id, path of a
note, gain). Without any, those in EVAL_COLLECTIONS are taken, a folder of them, and without that the small one of the
tests. Each is served by the program itself with the installed model, or by words alone where there is none; vectors
are kept below build/eval for the next time. "meaning" is the order of the cosines that the program shows for what it found,
"at first" what it finds by words and by the first approximation of meaning, while the model has everything still to read.
"""

import contextlib
import json
import os
import pathlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from ranking_measures import answered, chance, ndcg

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEPT = ROOT / "build/eval"
MARGIN = 0.005
COLUMNS = {"words": "words", "meaning": "meaning", "both": "both", "at first": "at first",
           "answers by words": "answered", "answers": "(both)"}
FEWEST_AT_FIRST = 64  # notes; fewer are not approximated


def get(port, path, **query):
    target = f"http://127.0.0.1:{port}{path}?{urllib.parse.urlencode(query)}"
    with urllib.request.urlopen(target, timeout=60) as answer:
        return json.load(answer)


def cited(port, question):
    """The notes of the passages that an answer is made of, best first."""
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/ask", json.dumps({"query": question[:20000]}).encode(),
                                   {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return [each["note_path"] for each in json.load(answer)["citations"]]


def meaning_of(port):
    return next((check["message"] for check in get(port, "/health")["checks"] if check["name"] == "meaning"), "")


def wait_until_read(port, process, expected):
    while process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            progress = get(port, "/api/v1/index/progress")
            settled = progress["phase"] in ("idle", "finished") and progress["last_report"] is not None
            if settled and expected in meaning_of(port):
                return
        time.sleep(1)
    raise SystemExit("the program ended; its log is in build/eval")


@contextlib.contextmanager
def served(program, notes, data, by_meaning, expected=""):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data.mkdir(parents=True, exist_ok=True)
    settings = {name: value for name, value in os.environ.items() if not name.upper().startswith("SECONDBRAIN_")}
    models = os.environ.get("SECONDBRAIN_MODELS_PATH") if by_meaning else str(data / "no-models")
    own = {"ENV_FILE": data / ".env", "VAULT_PATH": notes, "DATA_PATH": data, "BACKUP_PATH": data.with_suffix(".backups"),
           "BACKUP_INTERVAL": 0, "SYNC_INTERVAL": 0, "PORT": port, "MODELS_PATH": models}
    settings.update({f"SECONDBRAIN_{name}": str(value) for name, value in own.items() if value is not None})
    with open(data.with_suffix(".log"), "ab") as log:
        process = subprocess.Popen([program, "serve"], env=settings, stdout=log, stderr=log)
    try:
        wait_until_read(port, process, expected)
        yield port
    finally:
        process.terminate()
        process.wait()


def found(port, question):
    """Note and best cosine, in the program's order."""
    hits = []
    for offset in (0, 100, 200, 300):
        page = get(port, "/api/v1/search", q=question[:8000], limit=100, offset=offset, explain="true")["results"]
        hits += page
        if len(page) < 100:
            break
    return [(hit["note_path"], max((passage["score"]["cosine"] or -1 for passage in hit["passages"]), default=-1))
            for hit in hits]


def rows(file):
    return [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if line]


def evaluate(program, folder, has_model):
    gains = {}
    for query, path, gain, *_ in rows(folder / "qrels.tsv"):
        gains.setdefault(query, {})[path] = max(0, int(float(gain)))
    queries = [(query, text) for query, text, *_ in rows(folder / "queries.tsv") if any(gains.get(query, {}).values())]
    scores = {}
    data = KEPT / folder.name
    with served(program, folder / "notes", data, by_meaning=False) as port:
        scores["words"] = [ndcg([path for path, _ in found(port, text)], gains[query]) for query, text in queries]
        scores["answers by words"] = [answered(cited(port, text), gains[query]) for query, text in queries]
    if has_model:
        with served(program, folder / "notes", data, True, "words and by meaning") as port:
            answers = [found(port, text) for _, text in queries]
            scores["answers"] = [answered(cited(port, text), gains[query]) for query, text in queries]
        in_order = [[path for path, _ in answer] for answer in answers]
        by_cosine = [[path for path, _ in sorted(answer, key=lambda hit: -hit[1])] for answer in answers]
        scores["meaning"] = [ndcg(ranked, gains[query]) for (query, _), ranked in zip(queries, by_cosine)]
        scores["both"] = [ndcg(ranked, gains[query]) for (query, _), ranked in zip(queries, in_order)]
    if has_model and sum(1 for _ in (folder / "notes").rglob("*.md")) >= FEWEST_AT_FIRST:
        unread = data.with_name(data.name + "-unread")
        unread.mkdir(exist_ok=True)
        (unread / ".embedding_paused").touch()
        with served(program, folder / "notes", unread, True, "first approximation of their meaning") as port:
            found_at_first = [[path for path, _ in found(port, text)] for _, text in queries]
        scores["at first"] = [ndcg(ranked, gains[query]) for (query, _), ranked in zip(queries, found_at_first)]
    return scores


def mean(numbers):
    return sum(numbers) / len(numbers) if numbers else 0.0


def verdict(scores, of, parts):
    """That list beside the better of some others."""
    if of not in scores:
        return ""
    better = max(parts, key=lambda part: mean(scores[part]))
    difference = mean(scores[of]) - mean(scores[better])
    p = chance(scores[of], scores[better])
    words = "significantly below" if difference < -MARGIN and p < 0.05 else "above" if p < 0.05 and difference > 0 else "like"
    return f"{words} {better} ({difference:+.4f}, p = {p:.3f})"


def unpacked(path):
    if path.is_dir():
        return path
    target = KEPT / "collections" / path.name.removesuffix(".tar.gz")
    if not target.exists():
        target.mkdir(parents=True)
        subprocess.run(["tar", "-xzf", path, "-C", target], check=True)
    return next(target.glob("**/qrels.tsv")).parent


def collections(arguments):
    given = [pathlib.Path(each) for each in arguments]
    if not given and os.environ.get("EVAL_COLLECTIONS"):
        at = pathlib.Path(os.environ["EVAL_COLLECTIONS"])
        given = sorted([*at.glob("*.tar.gz"), *(each.parent for each in at.glob("*/qrels.tsv"))])
    return [unpacked(each) for each in given or [ROOT / "tests/e2e/judged_notes"]]


def main(program, *arguments):
    models = json.loads(subprocess.run([program, "model", "--json"], capture_output=True, text=True, check=True).stdout)
    print(f"model: {models['used'] or 'none, words only'}")
    print(f"{'collection':16}{'queries':>9}" + "".join(f"{title:>9}" for title in COLUMNS.values()) + "  both is; at first is")
    failed = False
    for folder in collections(arguments):
        scores = evaluate(program, folder, bool(models["used"]))
        cells = "".join(f"{mean(scores[part]):9.4f}" if part in scores else f"{'':9}" for part in COLUMNS)
        said = verdict(scores, "both", ("words", "meaning"))
        at_first = verdict(scores, "at first", ("words",))
        failed = failed or "significantly below" in said + at_first
        print(f"{folder.name:16}{len(scores['words']):9}{cells}  {said}; {at_first}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
