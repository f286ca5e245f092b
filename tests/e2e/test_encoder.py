"""Search by meaning with a model inside the service: installed, used, damaged, removed."""

import json
import os
import re
import sqlite3
from pathlib import Path

import pytest

import tiny_model
from harness import run_cli, wait_until
from small_disk import small_disks
from stores import assert_sound, read

small_disk = pytest.fixture(small_disks)

STARTER = "How often do I feed the starter?"


def install(home, seed=1, name="tiny"):
    folder = tiny_model.write(home.root / f"own-{seed}", seed)
    return run_cli(home, "model", "install", folder, "--name", name, "--json")


def search(server):
    return server.get("/api/v1/search", q=STARTER, explain="true").json


def wait_embedded(server):
    server.await_check("meaning", None, "Notes are searched by words and by meaning.")
    wait_until(lambda: search(server)["mode"] == "hybrid", "vectors are used")


def scores_of(answer):
    return [passage["score"] for hit in answer["results"] for passage in hit["passages"]]


def score_of(server, note):
    """How near it is to the question; None: that is not known."""
    hits = [hit for hit in search(server)["results"] if hit["note_path"] == note]
    return hits[0]["passages"][0]["score"]["cosine"] if hits else None


def model_of_vectors(home):
    try:
        with sqlite3.connect(f"file:{home.data}/vectors.db?mode=ro", uri=True) as db:
            return db.execute("SELECT name, dimensions FROM model").fetchone()
    except sqlite3.OperationalError:  # it is being made
        return None


def embedded_texts(server):
    """By the model, since the process started."""
    metrics = server.get("/metrics").body.decode()
    return int(re.search(r"^secondbrain_embedded_texts_total (\d+)", metrics, re.MULTILINE)[1])


def notes_below(home, folder):
    return read(home.data / "vectors.db", f"SELECT COUNT(DISTINCT note_path) FROM links WHERE note_path LIKE '{folder}%'")[0][0]


def test_an_installed_model_finds_notes_by_meaning_without_a_setting(home, make_server):
    installed = install(home)
    assert installed.returncode == 0, installed.stderr
    listed = json.loads(run_cli(home, "model", "--json").stdout)
    assert (listed["used"], [one["name"] for one in listed["installed"]]) == ("tiny", ["tiny"])
    assert "tiny  installed, used" in run_cli(home, "model").stdout

    server = make_server().start()
    server.wait_indexed()
    wait_embedded(server)
    found = search(server)
    assert any(passage["score"]["cosine"] is not None for hit in found["results"] for passage in hit["passages"])
    name, dimensions = model_of_vectors(home)
    assert name.startswith("tiny@") and dimensions == tiny_model.WIDTH
    home.write_note("kefir.md", "Two spoons of grains a day.\n")
    wait_until(lambda: "kefir.md" in server.search("grains"), "it is found")
    wait_embedded(server)

    # Another model under the same name: its vectors take the place of all the others.
    assert server.stop() == 0
    assert install(home, seed=2).returncode == 0
    server.start()
    server.wait_indexed()
    wait_until(lambda: (model_of_vectors(home) or (None,))[0] not in (None, name), "vectors of the other model")
    wait_embedded(server)


def test_a_model_takes_effect_while_the_service_runs(home, make_server):
    server = make_server().start()
    server.wait_indexed()
    assert server.get("/api/v1/embedding").json["state"] == "no_model"
    assert search(server)["mode"] == "lexical"
    installed = install(home)
    assert "within seconds" in run_cli(home, "model", "install", "--help").stdout + run_cli(home, "model", "--help").stdout
    assert installed.returncode == 0, installed.stderr
    wait_embedded(server)
    embedded = embedded_texts(server)
    assert embedded > 0

    # The weights of another, under the same name.
    first = model_of_vectors(home)
    assert install(home, seed=2).returncode == 0
    wait_until(lambda: model_of_vectors(home) not in (None, first), "vectors of the other model")
    wait_embedded(server)
    wait_until(lambda: embedded_texts(server) == 2 * embedded, lambda: f"each text once more: {embedded_texts(server)}")

    # Without any, search goes on by words, and what was computed is there again with the model.
    assert run_cli(home, "model", "remove", "tiny").returncode == 0
    server.await_check("meaning", "ok", "secondbrain model install")
    found = search(server)
    assert found["mode"] == "lexical" and found["results"]
    assert run_cli(home, "model", "install", home.root / "own-2", "--name", "tiny").returncode == 0
    wait_embedded(server)
    assert embedded_texts(server) == 2 * embedded


def test_a_model_that_is_installed_beside_another_does_not_take_its_place(home, make_server):
    assert install(home).returncode == 0
    server = make_server().start()
    server.wait_indexed()
    wait_embedded(server)
    before = model_of_vectors(home)
    beside = install(home, seed=2, name="bge-small-en-v1.5")  # the one that is taken where nothing is said
    assert json.loads(beside.stdout)["used"] == "tiny", beside.stderr
    assert server.stop() == 0
    server.start()
    server.wait_indexed()
    wait_embedded(server)
    assert (model_of_vectors(home), embedded_texts(server)) == (before, 0)
    listed = json.loads(run_cli(home, "model", "--json").stdout)
    assert (listed["used"], len(listed["installed"])) == ("tiny", 2)


def test_a_damaged_model_that_is_installed_again_needs_no_restart(home, make_server):
    folder = Path(json.loads(install(home).stdout)["folder"])
    weights = folder / "model.safetensors"
    whole = weights.read_bytes()
    weights.write_bytes(whole[:-100])
    server = make_server().start()
    server.await_check("index/embedder", "warning", "secondbrain model install")
    assert run_cli(home, "model", "install", home.root / "own-1", "--name", "tiny").returncode == 0
    wait_embedded(server)
    wait_until(lambda: server.check("index/embedder") is None, "the warning ends")


def test_what_takes_long_can_be_paused_and_goes_on_after_a_restart(home, make_server):
    assert install(home).returncode == 0
    server = make_server().start()
    server.wait_indexed()
    wait_embedded(server)
    paused = run_cli(home, "model", "pause", server=server)
    assert "`secondbrain model resume`" in paused.stdout, paused.stderr
    home.write_note("kefir.md", "Two spoons of grains a day.\n")
    server.await_check("meaning", "ok", "1 note is found by words only", "secondbrain model resume")
    assert "kefir.md" in server.search("grains")
    assert search(server)["mode"] == "hybrid", "what was embedded before is found"
    assert server.stop() == 0
    server.start()
    server.await_check("meaning", "ok", "1 note is found by words only", "secondbrain model resume")
    told = json.loads(run_cli(home, "status", "--json", server=server).stdout)["embedding"]
    assert (told["state"], told["notes_left"], told["texts_left"], told["texts_embedded"]) == ("paused", 1, 1, 0)
    resumed = json.loads(run_cli(home, "model", "resume", "--json", server=server).stdout)
    assert resumed["state"] != "paused"
    wait_embedded(server)
    assert embedded_texts(server) == 1


def test_what_moves_while_reading_is_paused_needs_no_model(home, make_server):
    for number in range(100):
        home.write_note(f"before/note {number}.md", f"Note number {number} is about the {number}th thing.\n")
    assert install(home).returncode == 0
    server = make_server().start()
    server.wait_indexed()
    wait_embedded(server)
    embedded = embedded_texts(server)
    assert run_cli(home, "model", "pause", server=server).returncode == 0
    (home.vault / "before").rename(home.vault / "after")
    wait_until(lambda: notes_below(home, "after/") == 100 and notes_below(home, "before/") == 0,
               lambda: f"the vectors follow: {notes_below(home, 'after/')}")
    wait_until(lambda: server.get("/api/v1/embedding").json["notes_left"] == 0, "nothing is left to read")
    told = server.get("/api/v1/embedding").json
    assert (told["state"], told["texts_left"], told["approximation"]) == ("paused", 0, "none")
    assert (told["texts_per_second"], told["seconds_left"]) == (0, None)
    assert embedded_texts(server) == embedded


def test_what_the_model_has_not_read_is_found_by_a_first_approximation(home, make_server):
    assert install(home).returncode == 0
    server = make_server().start()
    server.wait_indexed()
    wait_embedded(server)
    assert run_cli(home, "model", "pause", server=server).returncode == 0
    for number in range(100):
        home.write_note(f"new/{number}.md", f"# Kefir {number}\n\nHow often to feed the starter, in {number} spoons.\n")
    at_first_sight = "Notes are found by words and by a first approximation of their meaning"
    server.await_check("meaning", "ok", at_first_sight, "100 still to read", "secondbrain model resume")
    told = json.loads(run_cli(home, "status", "--json", server=server).stdout)["embedding"]
    assert (told["approximation"], told["notes_left"], told["texts_embedded"] > 0) == ("in_use", 100, True)
    scores = scores_of(search(server))
    assert search(server)["mode"] == "hybrid"
    assert any(score["cosine"] is not None for score in scores)
    assert all(score["approximate"] for score in scores if score["cosine"] is not None)
    assert "by meaning at first sight #1" in run_cli(home, "search", STARTER, "--explain", server=server).stdout

    home.write_note("new/last.md", "# Last\n\nHow often do I feed the starter? Now and then.\n")
    wait_until(lambda: score_of(server, "new/last.md") is not None, "what is saved meanwhile has its place, too")

    # It is in memory alone, and made again.
    assert server.stop() == 0
    server.start()
    server.await_check("meaning", "ok", at_first_sight, "101 still to read")
    assert server.stop() == 0
    server = make_server(encoder_approximation="false").start()
    server.await_check("meaning", "ok", "101 notes are found by words only")
    assert all("approximate" not in score for score in scores_of(search(server)))
    assert server.stop() == 0

    server = make_server().start()
    server.await_check("meaning", "ok", at_first_sight)
    assert run_cli(home, "model", "resume", server=server).returncode == 0
    wait_embedded(server)
    wait_until(lambda: server.get("/api/v1/embedding").json["approximation"] == "none", "the model's vectors have taken over")
    assert all("approximate" not in score for score in scores_of(search(server)))
    assert embedded_texts(server) == 101, "nothing but what was not read is read"


NOTES = int(os.environ.get("E2E_MOVED_NOTES", "200"))  # 1000 for the acceptance run


def test_nothing_is_embedded_again_by_a_restart_a_move_or_a_rebuild(home, make_server):
    assert install(home).returncode == 0
    for number in range(NOTES):
        home.write_note(f"before/note {number}.md", f"Note number {number} is about the {number}th thing.\n")
    server = make_server().start()
    server.wait_indexed()
    wait_embedded(server)
    assert embedded_texts(server) >= NOTES
    assert server.stop() == 0
    server.start()
    server.wait_indexed()
    wait_embedded(server)
    (home.vault / "before").rename(home.vault / "after")
    wait_until(lambda: notes_below(home, "after/") == NOTES and notes_below(home, "before/") == 0,
               lambda: f"the vectors follow: {notes_below(home, 'after/')}")
    server.index(full_rebuild="true")
    wait_embedded(server)
    stats = server.get("/api/v1/index/stats").json
    assert stats["vector_count"] == stats["lexical_count"]
    assert embedded_texts(server) == 0


def test_a_full_disk_leaves_search_by_words_and_loses_nothing(home, make_server, small_disk):
    assert install(home).returncode == 0
    disk = small_disk(home.data, "24m")
    server = make_server().start()
    server.wait_indexed()
    wait_embedded(server)
    assert run_cli(home, "model", "pause", server=server).returncode == 0
    for number in range(300):
        home.write_note(f"new/{number}.md", f"Kefir number {number}, of {number} spoons.\n")
    server.await_check("meaning", "ok", "300 still to read")
    disk.use_up_space()
    assert run_cli(home, "model", "resume", server=server).returncode == 0
    server.await_check("index/embedder", "warning", "No more notes are read by meaning for now")
    assert search(server)["results"] and "new/7.md" in server.search('"kefir number 7"')
    disk.free()
    home.write_note("new/last.md", "The last kefir.\n")
    wait_until(lambda: notes_below(home, "new/") == 301, lambda: f"vectors are written: {notes_below(home, 'new/')}")
    wait_until(lambda: server.check("index/embedder") is None, "the warning ends")
    assert server.stop() == 0
    assert_sound(home.data, home.root / "copy")


def test_where_nothing_can_be_fetched_a_sentence_says_what_to_do(home, monkeypatch):
    monkeypatch.setenv("PATH", str(home.root))  # there is no program that fetches
    refused = run_cli(home, "model", "install", "--if-none")
    assert refused.returncode == 1
    assert "Search goes by words alone for now." in refused.stderr and "--from FILE" in refused.stderr
    assert "curl is not installed" in refused.stderr
    assert install(home).returncode == 0
    content = run_cli(home, "model", "install", "--if-none")
    assert (content.returncode, content.stderr) == (0, ""), "there is one, so that none is fetched"


def cut_short(file):
    file.write_bytes(file.read_bytes()[:-100])


@pytest.mark.parametrize("name, damage", [("model.safetensors", cut_short), ("model.safetensors", Path.unlink),
                                          ("vocab.txt", Path.unlink)])
def test_a_damaged_model_leaves_search_by_words_and_a_sentence(home, make_server, name, damage):
    damage(Path(json.loads(install(home).stdout)["folder"]) / name)
    server = make_server().start()
    server.wait_indexed()
    assert search(server)["mode"] == "lexical"
    server.await_check("index/embedder", "warning", "secondbrain model install")
    wait_until(lambda: "secondbrain model install" in server.log, "the log says what to do")
    assert run_cli(home, "model", "remove", "tiny").returncode == 0
    assert run_cli(home, "model", "remove", "tiny").returncode == 1


def test_what_is_no_model_is_refused_in_a_sentence(home):
    folder = tiny_model.write(home.root / "own")
    (folder / "model.safetensors").write_bytes(b"<html>Not found</html>")
    refused = run_cli(home, "model", "install", folder)
    assert refused.returncode == 1
    assert "no safetensors file" in refused.stderr
    unknown = run_cli(home, "model", "install", "gpt-17")
    assert unknown.returncode == 1
    assert "bge-small-en-v1.5" in unknown.stderr
    assert json.loads(run_cli(home, "model", "--json").stdout)["installed"] == []
