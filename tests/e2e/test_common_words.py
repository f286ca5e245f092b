"""Common words of a question are not looked for, in any language that the notes are in: by words, by meaning, in a terminal, and
in an answer."""

import json

import pytest

from harness import run_cli, wait_until
from llm_provider import Provider

NOTES = {
    "Kind.md": "Das Kind blieb still, und wir haben nichts gesagt, weil es schon so war.",
    "Streit.md": "Der Vermieter war da, und wann er wieder kommt, weiss nur er, aber ich muss zum Anwalt.",
    "Hund.md": "Der Hund ist nicht mehr jung, aber er frisst noch. Und wann muss er zum Arzt? Im Juni wird er geimpft.",
    "Der Pate.md": "Ein Film über eine Familie, und er ist noch immer der beste.",
    "Kompost.md": "Den Kompost setzt man im Herbst um, und zwar mit der Gabel.",
    "Озеро.md": "Мы поехали на озеро, и это было хорошо, потому что никто не спешил.",
    "Roof.md": "The roof of the house was mended by the man who lives in the street.",
}
LOOKED_FOR = {
    "das Dach": ["Dach"],
    "die Giraffen": ["Giraffen"],
    "der Hund": ["Hund"],
    "Wer repariert das Dach?": ["repariert", "Dach"],
    "Ist das Dach dicht": ["Dach", "dicht"],
    "Wann muss ich den Kompost umsetzen": ["Kompost", "umsetzen"],
    "что это за рыбалка": ["рыбалка"],
    "the roof and the house": ["roof", "house"],
}


@pytest.fixture
def write(home):
    def write(notes):
        for path, text in notes.items():
            home.write_note(path, text + "\n")

    return write


def search(server, words):
    return server.get("/api/v1/search", q=words).json


def test_they_are_not_looked_for(make_server, home, write):
    write(NOTES)
    server = make_server().start()
    server.wait_indexed()
    assert {query: search(server, query)["terms"] for query in LOOKED_FOR} == LOOKED_FOR
    assert server.search("das Dach") == []
    assert server.search("der Hund") == ["Hund.md"]
    assert server.search("Wann muss ich den Kompost umsetzen") == ["Kompost.md"]
    assert server.search("что это за озеро") == ["Озеро.md"]
    assert server.search("Der Pate")[0] == "Der Pate.md"
    assert search(server, "der die das")["terms"] == ["der", "die", "das"], "nothing else is left"
    shown = json.loads(run_cli(home, "search", "--json", "der Hund", server=server).stdout)
    assert [one["note_path"] for one in shown["results"]] == ["Hund.md"]
    answer = server.request("POST", "/api/v1/ask", body={"query": "Wann muss der Hund zum Tierarzt?"}).json
    assert [one["note_path"] for one in answer["citations"]] == ["Hund.md"]
    assert "Streit" not in answer["answer"]


def test_beside_meaning_they_are_no_hits_by_words(make_server, write):
    write(NOTES | {"Haus.md": "Das Haus"})  # near enough to "das Dach", for this model
    with Provider() as provider:
        server = make_server(**provider.settings("openai"), embedding_provider="openai").start()
        server.wait_indexed()
        wait_until(lambda: search(server, "das Dach")["mode"] == "hybrid", "the notes are read by meaning")
        found = search(server, "das Dach")
        assert (found["missing"], found["with_words"]) == ("No note has “Dach”. These are the nearest in meaning; they may be about something else.", 0)
        assert found["total"] > 0
        assert search(server, "der Hund")["with_words"] == 1


def test_where_notes_are_in_english_a_foreign_word_is_a_word(make_server, write):
    english = {f"{number}.md": f"This is the ship that we saw in the harbour on day {number}, and it was big."
               for number in range(30)}
    write(english | {"Boot.md": "# Das Boot\n\nA film about the men of a submarine and what they had to go through."})
    server = make_server().start()
    server.wait_indexed()
    for query, terms in {"das Boot": ["das", "Boot"], "la la land": ["la", "land"], "de facto": ["de", "facto"]}.items():
        assert search(server, query)["terms"][:2] == terms
    assert server.search("das Boot")[0] == "Boot.md"
