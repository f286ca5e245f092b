"""A small judged collection, asked over HTTP: a change of the ranking that loses more than a hundredth is noticed."""

import shutil
import sys
from pathlib import Path

import pytest

from harness import Home

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tools/eval"))
from ranking_measures import answered, chance, ndcg  # noqa: E402

COLLECTION = Path(__file__).with_name("judged_notes")
BY_WORDS = 0.9886  # what `make eval` showed when it was last looked at
ANSWERED_BY_WORDS = 1.0  # likewise
MOST_LOST = 0.01


def rows(name):
    return [line.split("\t") for line in (COLLECTION / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def server(tmp_path, make_server):
    home = Home(tmp_path / "judged")
    shutil.copytree(COLLECTION / "notes", home.vault, dirs_exist_ok=True)
    started = make_server(in_home=home).start()
    started.wait_indexed()
    return started


def judged():
    gains = {}
    for query, path, gain in rows("qrels.tsv"):
        gains.setdefault(query, {})[path] = int(gain)
    return gains


def test_what_people_judged_right_is_found_as_well_as_before(server):
    gains = judged()
    scores = {text: ndcg(server.search(text), gains[query]) for query, text in rows("queries.tsv")}
    worst = {text: round(score, 3) for text, score in scores.items() if score < 0.99}
    assert sum(scores.values()) / len(scores) >= BY_WORDS - MOST_LOST, worst


def test_one_of_the_first_three_passages_of_an_answer_is_of_a_note_that_answers(server):
    gains = judged()
    answers = {text: server.request("POST", "/api/v1/ask", body={"query": text}).json for _, text in rows("queries.tsv")}
    cited = {text: [each["note_path"] for each in answer["citations"]] for text, answer in answers.items()}
    assert {answer["mode"] for answer in answers.values()} == {"extractive"}
    missed = {text: cited[text] for query, text in rows("queries.tsv") if not answered(cited[text], gains[query])}
    assert len(missed) <= len(cited) * (1 - ANSWERED_BY_WORDS + MOST_LOST), missed


def test_measures_are_those_that_everybody_computes():
    assert ndcg(["x", "a", "y", "b"], {"a": 1, "b": 1, "c": 1}) == (0.6309297535714575 + 0.43067655807339306) / 2.1309297535714578
    assert ndcg(["b", "a"], {"a": 4, "b": 1, "z": 0}) == (1 + 4 * 0.6309297535714575) / (4 + 0.6309297535714575)
    assert ndcg(list("qwertyuiop") + ["a"], {"a": 1}) == 0.0
    assert answered(["x", "y", "a"], {"a": 1, "x": 0}) and not answered(["x", "y", "z", "a"], {"a": 1})
    assert chance([1.0] * 20, [0.0] * 20) < 0.01
    assert chance([1.0, 0.0] * 10, [0.0, 1.0] * 10) > 0.5
    assert chance([0.5], [0.5]) == 1.0
