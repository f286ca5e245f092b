"""Vectors on a server, PostgreSQL or Chroma: the suite of the stores against a real one, and a service whose server comes
and goes."""

import os
import re
import subprocess
import sys

import pytest

from chroma_server import Chroma
from chroma_server import missing as no_chroma
from harness import PROGRAM, Home, wait_until
from llm_provider import Provider
from packaged_server import ROOT
from postgres_server import PASSWORD, Postgres, missing

sys.path.insert(0, str(ROOT / "tools" / "checks"))
from document_commands import lines_of  # noqa: E402

STARTER = "How often do I feed the starter?"


@pytest.fixture(scope="module")
def postgres():
    if why := missing():
        pytest.skip(why)
    with Postgres() as server:
        yield server


@pytest.fixture(scope="module")
def chroma():
    if why := no_chroma():
        pytest.skip(why)
    with Chroma() as server:
        yield server


@pytest.fixture
def provider():
    with Provider() as provider:
        yield provider


@pytest.fixture
def embedding(make_server, provider, postgres):
    """Makes a server that embeds the sample notes with the provider, and keeps their vectors in the database."""

    def make(*in_home, **settings):
        return make_server(*in_home, **{**provider.settings("openai"), "embedding_provider": "openai",
                                        "vector_store": postgres.address, **settings})

    return make


def search(server, words=STARTER):
    answer = server.get("/api/v1/search", q=words)
    assert answer.status == 200, answer.body
    return answer.json


def paths(found):
    return [hit["note_path"] for hit in found["results"]]


def embedded_texts(provider):
    asked = [text for request in provider.asked for text in request.body["input"]]
    return [text for text in asked if text not in (STARTER, "kefir grains", "quince jelly")]


def await_meaning(server, words=STARTER):
    wait_until(lambda: search(server, words)["mode"] == "hybrid" and "by meaning" in server.check("meaning")["message"],
               lambda: f"notes are found by meaning: {server.check('meaning')}, {search(server, words)['note']}")


def schemas(postgres):
    return set(filter(None, postgres.ask("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'secondbrain%'").split("\n")))


def stores_test():
    beside = PROGRAM.parent.parent / "tests/stores/stores_test"
    return beside if beside.exists() else ROOT / "build/release/tests/stores/stores_test"


def run_suite(place, variable, server):
    done = subprocess.run([stores_test(), f"--gtest_filter=*/{place}", "--gtest_brief=1"],
                          env={**os.environ, variable: server.address}, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert int(re.search(r"\[  PASSED  \] (\d+) test", done.stdout)[1]) >= 30


def test_the_suite_of_the_stores_holds_against_postgresql(postgres):
    run_suite("postgres", "SECONDBRAIN_TEST_POSTGRES", postgres)
    assert schemas(postgres) == set(), "each test cleans up"


def test_the_suite_of_the_stores_holds_against_chroma(chroma):
    run_suite("chroma", "SECONDBRAIN_TEST_CHROMA", chroma)


def test_a_service_outlives_its_chroma_server_and_catches_up(make_server, provider, chroma, home):
    server = make_server(**provider.settings("openai"), embedding_provider="openai", vector_store=chroma.address).start()
    server.wait_indexed()
    await_meaning(server)
    assert paths(search(server))[0] == "10_Notes/Sourdough.md"
    once = embedded_texts(provider)
    assert len(once) == len(set(once)) > 0
    chroma.kill()
    server.await_check("meaning", "warning", f"Chroma at 127.0.0.1:{chroma.port}", "by words only")
    assert search(server)["mode"] == "lexical"
    home.write_note("10_Notes/Kefir.md", "# Kefir\n\nTwo spoons of kefir grains a day.\n")
    server.wait_indexed()
    chroma.start()
    await_meaning(server)
    wait_until(lambda: embedded_texts(provider) == [*once, "Kefir\nTwo spoons of kefir grains a day."], "what was missed is made up for")


def test_a_service_outlives_its_database_and_catches_up(embedding, provider, postgres, home):
    server = embedding().start()
    server.wait_indexed()
    await_meaning(server)
    assert paths(search(server))[0] == "10_Notes/Sourdough.md"
    once = embedded_texts(provider)
    assert len(once) == len(set(once)) > 0
    stats = server.get("/api/v1/index/stats").json
    assert stats["vector_count"] == stats["lexical_count"] > 0
    (schema,) = schemas(postgres)
    assert int(postgres.ask(f"SELECT count(*) FROM {schema}.vectors")) == len(once)

    postgres.kill()
    assert search(server)["mode"] in ("lexical", "hybrid"), "a search goes on while its database vanishes"
    check = server.await_check("meaning", "warning", f"PostgreSQL at 127.0.0.1:{postgres.port}", "by words only")
    assert PASSWORD not in check["message"]
    assert "Everything else works." in server.health()["summary"]
    found = search(server)
    assert found["mode"] == "lexical" and "PostgreSQL" in found["note"]
    home.write_note("10_Notes/Kefir.md", "# Kefir\n\nTwo spoons of kefir grains a day.\n")
    (home.vault / "10_Notes/Sourdough.md").unlink()
    wait_until(lambda: paths(search(server, "kefir grains")) == ["10_Notes/Kefir.md"], "the new note is found by its words")
    server.wait_indexed()
    assert server.get("/api/v1/index/stats").status == 200
    assert server.back_up()

    postgres.start()
    await_meaning(server, "kefir grains")
    wait_until(lambda: embedded_texts(provider) != once, "the new note is embedded")
    assert embedded_texts(provider) == [*once, "Kefir\nTwo spoons of kefir grains a day."], "and nothing else"
    wait_until(lambda: postgres.ask(f"SELECT DISTINCT note_path FROM {schema}.links WHERE note_path LIKE '%Kefir.md' "
                                    f"OR note_path LIKE '%Sourdough.md'") == "10_Notes/Kefir.md", "what is gone is gone")

    assert server.stop() == 0
    server.start()
    await_meaning(server)
    assert len(embedded_texts(provider)) == len(once) + 1, "a restart embeds nothing"
    logs = [file.read_text(errors="replace") for file in (*home.root.glob("*.err"), home.data / "api.log") if file.exists()]
    assert logs and not any(PASSWORD in text for text in logs)


def test_a_service_starts_without_its_database_and_two_share_one_without_mixing(embedding, provider, postgres,
                                                                                 tmp_path):
    before = schemas(postgres)
    postgres.kill()
    server = embedding().start()
    server.wait_indexed()
    assert paths(search(server)), "by words"
    server.await_check("meaning", "warning", "Connection refused")
    assert embedded_texts(provider) == [], "nothing is embedded for nobody"
    postgres.start()
    await_meaning(server)

    other_home = Home(tmp_path / "other")
    other_home.write_note("Quince.md", "# Quince\n\nQuince jelly sets by itself.\n")
    other = embedding(other_home).start()
    other.wait_indexed()
    await_meaning(other, "quince jelly")
    assert paths(search(other, "quince jelly")) == ["Quince.md"]
    assert "Quince.md" not in paths(search(server, "quince jelly"))
    assert len(schemas(postgres) - before) == 2

    wrong = embedding(Home(tmp_path / "wrong"), vector_store=postgres.address.replace(PASSWORD, "another-word")).start()
    told = wrong.await_check("meaning", "warning", "refuses the user or the password", "SECONDBRAIN_VECTOR_STORE")
    assert "another-word" not in told["message"] + wrong.log


def test_the_way_there_and_back_works_as_printed(make_server, provider, postgres, home, tmp_path):
    """docs/scaling.md, but for the port of the database and who restarts the service."""
    server = make_server(**provider.settings("openai"), embedding_provider="openai").start()
    server.wait_indexed()
    await_meaning(server)
    once = embedded_texts(provider)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/secondbrain").symlink_to(PROGRAM)
    environment = home.environment(**provider.settings("openai"), port=server.url.rsplit(":", 1)[1])
    environment["PATH"] = f"{tmp_path / 'bin'}:{postgres.programs}:{os.environ['PATH']}"
    environment["ADMINISTRATOR"] = postgres.address.rsplit("/", 1)[0]
    before, restarts = schemas(postgres), 0
    for line in lines_of((ROOT / "docs/scaling.md").read_text(encoding="utf-8")):
        if line.startswith("systemctl --user restart secondbrain "):
            assert server.stop() == 0
            server.start()
            environment["SECONDBRAIN_PORT"] = server.url.rsplit(":", 1)[1]
            await_meaning(server)
            restarts += 1
            database = environment["ADMINISTRATOR"] + "/secondbrain"
            held = postgres.ask("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'secondbrain%'", database)
            assert held == "1"
            assert (home.data / "vectors.db").exists()
            continue
        done = subprocess.run(["bash", "-c", line.replace("127.0.0.1:5432", f"127.0.0.1:{postgres.port}")], env=environment,
                              cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        if "hnsw" in line:
            assert "CREATE INDEX" in done.stdout
            assert search(server)["mode"] == "hybrid" and paths(search(server))[0] == "10_Notes/Sourdough.md"
    assert restarts == 2
    assert embedded_texts(provider) == once, "nothing is embedded again, neither there nor back"
    assert schemas(postgres) == before
    assert "choose-another" not in server.log
