"""Search by meaning with a model inside the service: installed, used, damaged, removed."""

import json
import sqlite3

import tiny_model
from harness import run_cli, wait_until

STARTER = "How often do I feed the starter?"


def install(home, seed=1, name="tiny"):
    folder = tiny_model.write(home.root / f"own-{seed}", seed)
    return run_cli(home, "model", "install", folder, "--name", name, "--json")


def search(server):
    return server.get("/api/v1/search", q=STARTER, explain="true").json


def wait_embedded(server):
    server.await_check("meaning", None, "Notes are searched by words and by meaning.")
    wait_until(lambda: search(server)["mode"] == "hybrid", "vectors are used")


def model_of_vectors(home):
    try:
        with sqlite3.connect(f"file:{home.data}/vectors.db?mode=ro", uri=True) as db:
            return db.execute("SELECT name, dimensions FROM model").fetchone()
    except sqlite3.OperationalError:  # it is being made
        return None


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


def test_a_damaged_model_leaves_search_by_words_and_a_sentence(home, make_server):
    folder = json.loads(install(home).stdout)["folder"]
    weights = home.root / folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    server = make_server().start()
    server.wait_indexed()
    assert search(server)["mode"] == "lexical"
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
