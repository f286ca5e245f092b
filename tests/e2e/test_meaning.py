"""Search by meaning: notes are embedded behind the index, once each; and search goes on by words when there is nobody to
ask."""

import itertools
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from harness import run_cli, wait_until
from llm_provider import Provider, hang, status

MEANING = {"embedding_provider": "openai"}
STARTER = "How often do I feed the starter?"


@pytest.fixture
def provider():
    with Provider() as provider:
        yield provider


@pytest.fixture
def embedding(make_server, provider):
    """Makes a server that embeds the sample notes with the provider."""

    def make(**settings):
        server = make_server(**{**provider.settings("openai"), **MEANING, **settings}).start()
        server.wait_indexed()
        return server

    return make


def wait_embedded(server):
    wait_until(lambda: search(server, STARTER)["mode"] == "hybrid" and "by meaning" in server.await_check("meaning")["message"],
               lambda: f"every note is embedded: {server.check('meaning')}")


def search(server, words, **query):
    answer = server.get("/api/v1/search", q=words, **query)
    assert answer.status == 200, answer.body
    return answer.json


def embedded_texts(provider):
    """All texts that the provider has been asked for, without the queries."""
    asked = [text for request in provider.asked for text in request.body["input"]]
    return [text for text in asked if text != STARTER]


def test_words_that_no_note_has_are_not_passed_off_as_found(embedding, home):
    server = embedding()
    wait_embedded(server)
    unknown = "retrats"  # to this model the same as "starter"
    told = f"No note has “{unknown}”. These are the nearest in meaning; they may be about something else."
    found = search(server, unknown)
    assert (found["missing"], found["total"] > 0, found["with_words"]) == (told, True, 0)
    assert search(server, "starter")["missing"] == ""
    assert run_cli(home, "search", unknown, server=server).stdout.startswith(told)
    asked = run_cli(home, "ask", unknown, server=server)
    assert asked.stdout.startswith(f"No note has “{unknown}”. What is cited is nearest in meaning, and may be about something else."), asked.stdout
    phrase = run_cli(home, "ask", "„no such starter“", server=server)
    assert phrase.stdout.startswith("No note has the phrase “no such starter”."), phrase.stdout
    assert "[1]" not in phrase.stdout
    in_passing = run_cli(home, "ask", "When do I feed „no such starter“?", server=server)
    assert "What is cited was found without the quotation marks." in in_passing.stdout, in_passing.stdout


def vectors(home):
    with sqlite3.connect(f"file:{home.data}/vectors.db?mode=ro", uri=True) as db:
        model = db.execute("SELECT name, dimensions FROM model").fetchone()
        return model, {path for (path,) in db.execute("SELECT DISTINCT note_path FROM links")}


def test_every_note_is_embedded_and_found_by_meaning(embedding, provider, home):
    server = embedding()
    wait_embedded(server)
    found = search(server, STARTER, explain="true")
    assert found["mode"] == "hybrid"
    assert any(passage["score"]["cosine"] is not None for hit in found["results"] for passage in hit["passages"])
    model, notes = vectors(home)
    assert model == ("text-embedding-3-small", 1536)
    assert notes == {str(path.relative_to(home.vault)) for path in home.vault.rglob("*.md")}
    stats = server.get("/api/v1/index/stats").json
    assert stats["vector_count"] == stats["lexical_count"] > 0
    with sqlite3.connect(f"file:{home.data}/usage.db?mode=ro", uri=True) as db:
        assert db.execute("SELECT COUNT(*) FROM llm_usage WHERE usage_type = 'embedding'").fetchone()[0] >= 1


def test_nothing_is_embedded_twice(embedding, provider, home):
    server = embedding()
    wait_embedded(server)
    once = embedded_texts(provider)
    assert len(once) == len(set(once))
    server.index(full_rebuild="true")
    assert server.stop() == 0
    server.start()
    server.wait_indexed()
    wait_embedded(server)
    home.write_note("10_Notes/Kefir.md", "# Kefir\n\nTwo spoons of grains a day.\n")
    wait_until(lambda: len(embedded_texts(provider)) > len(once), "the new note is embedded")
    assert embedded_texts(provider) == [*once, "Kefir\nTwo spoons of grains a day."]


def test_another_naming_of_daily_notes_has_nothing_embedded_again(embedding, provider, home):
    home.write_note("Journal/01.12.2026.md", "# Kefir\n\nTwo spoons of grains a day.\n")
    server = embedding(daily_folder="Journal", daily_format="MM.DD.YYYY")
    wait_embedded(server)
    once = embedded_texts(provider)
    assert "Journal/01.12.2026.md" in server.search("date:2026-01-12 ")
    assert server.stop() == 0
    server = embedding(daily_folder="Journal", daily_format="DD.MM.YYYY")
    wait_until(lambda: "Journal/01.12.2026.md" in server.search("date:2026-12-01 "), "the day is another one")
    wait_embedded(server)
    home.write_note("10_Notes/Milk.md", "# Milk\n\nThree litres.\n")
    wait_until(lambda: len(embedded_texts(provider)) > len(once), "the new note is embedded")
    assert embedded_texts(provider) == [*once, "Milk\nThree litres."]


def test_a_note_that_moves_takes_its_vectors_along(embedding, provider, home):
    server = embedding()
    wait_embedded(server)
    once = embedded_texts(provider)
    home.vault.joinpath("20_Bread").mkdir()
    home.vault.joinpath("10_Notes/Sourdough.md").rename(home.vault / "20_Bread/Sourdough.md")
    wait_until(lambda: "20_Bread/Sourdough.md" in vectors(home)[1] and "10_Notes/Sourdough.md" not in vectors(home)[1],
               "the vectors have moved")
    wait_until(lambda: search(server, STARTER)["results"][0]["note_path"] == "20_Bread/Sourdough.md", "it is found there")
    assert embedded_texts(provider) == once


def test_another_model_embeds_everything_again(embedding, provider, home):
    server = embedding()
    wait_embedded(server)
    once = len(embedded_texts(provider))
    assert server.stop() == 0
    server = embedding(openai_embedding_dimensions=256)
    wait_embedded(server)
    assert len(embedded_texts(provider)) == 2 * once
    assert vectors(home)[0] == ("text-embedding-3-small", 256)


def test_a_local_host_embeds_once_it_is_named(make_server, provider, home):
    server = make_server(**provider.settings("local"), embedding_model="all-minilm", embedding_dimensions=1536).start()
    server.wait_indexed()
    wait_embedded(server)
    assert vectors(home)[0] == ("all-minilm", 1536)
    assert {request.body["model"] for request in provider.asked} == {"all-minilm"}
    assert all("dimensions" not in request.body for request in provider.asked)


def test_a_hanging_provider_leaves_search_by_words(embedding, provider):
    server = embedding()
    wait_embedded(server)
    provider.play(*[hang()] * 20)
    found = search(server, "compost heap")
    assert found["mode"] == "lexical"
    assert "words alone" in found["note"]
    assert "10_Notes/Compost.md" in [hit["note_path"] for hit in found["results"]]
    assert search(server, STARTER)["mode"] == "hybrid", "a query that is known asks nobody"


def test_a_host_that_hangs_is_not_waited_for_again_and_is_back_with_its_first_answer(embedding, provider):
    server = embedding()
    wait_embedded(server)
    before = len(provider.asked)
    provider.play(*[hang()] * 20)
    notes = [search(server, f"compost heap {number}")["note"] for number in range(9)]
    calls = 4  # two of each worker are under way
    assert len(provider.asked) <= before + calls
    assert all("does not answer at the moment" in note for note in notes[calls:]), notes
    provider.play_no_more()
    numbers = itertools.count(100)
    wait_until(lambda: search(server, f"compost heap {next(numbers)}")["mode"] == "hybrid", "it is asked again", seconds=60)


def test_a_search_under_way_at_a_stop_is_answered(embedding, provider):
    server = embedding()
    wait_embedded(server)
    before = len(provider.asked)
    provider.play(*[hang()] * 20)
    with ThreadPoolExecutor() as others:
        asked = others.submit(search, server, "compost heap")
        wait_until(lambda: len(provider.asked) > before, "the host is asked")
        assert server.stop() == 0
        assert asked.result()["mode"] == "lexical"


def test_a_stop_while_a_host_hangs_is_a_plain_stop_and_loses_nothing(embedding, provider, home):
    server = embedding()
    wait_embedded(server)
    before = embedded_texts(provider)
    provider.play(*[hang()] * 20)
    home.write_note("kefir.md", "Two spoons of grains a day.\n")
    wait_until(lambda: len(embedded_texts(provider)) > len(before), "the host is asked")
    assert server.stop() == 0
    assert "stuck" not in server.log and "killed" not in server.log
    provider.play_no_more()
    server.start()
    wait_until(lambda: "kefir.md" in vectors(home)[1], "it is embedded after all")
    assert len(embedded_texts(provider)) == len(before) + 2, "nothing else is embedded again"


def test_a_host_that_does_not_answer_is_told_of_before_its_time_is_over(embedding, provider, home):
    server = embedding()
    wait_embedded(server)
    provider.play(*[hang()] * 20)
    home.write_note("kefir.md", "Two spoons of grains a day.\n")
    server.await_check("meaning", None, "1 note is found by words only", "The model has not answered for")
    told = server.get("/api/v1/embedding").json
    assert told["silent_seconds"] >= 10
    assert (told["texts_per_second"], told["seconds_left"], told["texts_left"]) == (0, None, 1)
    assert told["texts_done"] > 0, "what was read before"
    assert "The model has not answered for" in run_cli(home, "status", server=server).stdout
    assert server.stop() == 0


def test_what_cannot_be_embedded_is_said_and_tried_again(embedding, provider):
    refused = status(401, "Incorrect API key provided")
    provider.play(*[refused] * 1000)
    server = embedding()
    server.await_check("index/embedder", "warning", "SECONDBRAIN_OPENAI_API_KEY")
    server.await_check("meaning", None, "words only")
    assert search(server, "compost")["mode"] == "lexical"
    provider.play_no_more()
    wait_embedded(server)
    wait_until(lambda: server.check("index/embedder") is None, "the warning ends")


def test_one_text_that_the_model_refuses_holds_nobody_up(embedding, provider, home):
    provider.refuses = lambda text: not text.strip() or len(text) > 1500
    home.write_note("Untitled.md", "")
    home.write_note("only-frontmatter.md", "---\na: b\n---\n")
    home.write_note("blob.md", "x" * 1880)
    home.write_note("zz-good.md", "The last note by name.\n")
    server = embedding()
    wait_embedded(server)
    left = {"Untitled.md", "only-frontmatter.md", "blob.md"}
    notes = vectors(home)[1]
    assert "zz-good.md" in notes and not notes & left
    assert notes | left >= {str(path.relative_to(home.vault)) for path in home.vault.rglob("*.md")}
    said = server.await_check("meaning", "ok", "blob.md")
    assert "Untitled.md" not in said["message"]
    asked = len(provider.asked)
    home.write_note("zz-good.md", "The last note, changed.\n")
    wait_until(lambda: len(provider.asked) > asked, "the change is embedded")
    assert len(provider.asked) == asked + 1, "what was refused is not offered again"


def test_a_crash_of_the_embedder_costs_nothing(embedding, provider):
    server = embedding(chaos="true")
    wait_embedded(server)
    once = embedded_texts(provider)
    assert server.crash("root/index/embedder").status == 202
    wait_until(lambda: server.actors()["root/index/embedder"]["restarts"] >= 1, "it is started again")
    wait_embedded(server)
    assert embedded_texts(provider) == once
    assert server.actors()["root/index/reindexer"]["restarts"] == 0, "an index run is not interrupted"


def test_without_a_model_search_is_by_words(server):
    assert search(server, "compost")["mode"] == "lexical"
    server.await_check("meaning", None, "secondbrain model install")
    assert server.get("/api/v1/embedding").json["state"] == "no_model"


def test_a_note_that_moves_is_not_embedded_again_and_one_with_another_name_is(embedding, provider, home):
    home.write_note("before/kefir.md", "# Kefir\n\nTwo spoons of grains a day.\n")
    server = embedding()
    wait_embedded(server)
    once = embedded_texts(provider)
    (home.vault / "before").rename(home.vault / "after")
    wait_until(lambda: "after/kefir.md" in vectors(home)[1] and "before/kefir.md" not in vectors(home)[1],
               lambda: f"the vectors follow: {vectors(home)[1]}")
    assert embedded_texts(provider) == once
    assert "after/kefir.md" in [hit["note_path"] for hit in search(server, STARTER)["results"]] or \
        search(server, "grains spoons")["results"][0]["note_path"] == "after/kefir.md"
    (home.vault / "after/kefir.md").rename(home.vault / "after/grains.md")
    wait_until(lambda: any(text.startswith("grains > Kefir\n") for text in embedded_texts(provider)),
               "its name is part of what is embedded")


def test_vectors_survive_a_kill_and_the_loss_of_what_is_made_from_them(embedding, provider, home):
    def overwrite():
        lose()
        (home.data / "vector_codes.db").write_bytes(b"This is not a database. " * 400)

    def lose():
        for part in home.data.glob("vector_codes.db*"):
            part.unlink()

    server = embedding()
    wait_embedded(server)
    once = embedded_texts(provider)
    found = [hit["note_path"] for hit in search(server, STARTER)["results"]]
    for harm in (lambda: None, lose, overwrite):
        server.kill()
        harm()
        server.start()
        server.wait_indexed()
        wait_embedded(server)
        assert [hit["note_path"] for hit in search(server, STARTER)["results"]] == found
    assert embedded_texts(provider) == once
    assert list(home.data.glob("vector_codes.db.corrupt-*")), "what was damaged is kept"
    assert not list(home.data.glob("vectors.db.corrupt-*"))
