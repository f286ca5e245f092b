"""In a vault of seven languages, composed and decomposed, whoever remembers how a note is called finds it first, and a
word is found wherever it stands in a sentence that is written without spaces."""

import re
import unicodedata
from collections import defaultdict

import pytest

from harness import Home, Server
from known_items import items_in, mean_reciprocal_rank
from language_notes import NOTES, WITHOUT_SPACES, write_language_notes


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    """A server over the notes, and what was written."""
    home = Home(tmp_path_factory.mktemp("languages"))
    words = write_language_notes(home)
    server = Server(home).start()
    server.wait_indexed()
    yield server, home, words
    server.stop()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_notes_are_found_by_what_is_remembered(spoken, form):
    server, home, _ = spoken
    items, right = items_in(home.vault)
    assert {kind: len(texts) >= 45 for kind, texts in items.items()} == dict.fromkeys(("name", "alias", "tag", "heading"), True)
    for kind, texts in items.items():
        for end in (" ", ""):  # finished, and while it is typed
            queries = [(words, unicodedata.normalize(form, text) + end) for words, text in texts.items()]
            reached, missed = mean_reciprocal_rank(lambda text: server.search(text, limit=100), queries, right)
            print(f"{len(queries)} × {kind}, {form}{', being typed' if not end else ''}: MRR {reached:.3f}")
            assert reached >= 0.98, (kind, missed)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_words_within_sentences_are_found(spoken, form):
    server, _, words = spoken
    missed = defaultdict(list)
    for path, inside in words.items():
        for word in inside:
            if path not in server.search(unicodedata.normalize(form, word) + " ", limit=100):
                missed[path.split("/")[0]].append((word, path))
    assert not missed, dict(missed)


def parts_of(sentence):
    """Parts of its runs, of two characters and more, as somebody may type them: no syllable is cut from its vowel signs."""
    is_mark = lambda letter: unicodedata.category(letter) in ("Mn", "Mc")
    for run in re.findall(r"(?:[^\W\x00-\x7f]|[\u0e31\u0e34-\u0e4e])+", unicodedata.normalize("NFC", sentence)):
        for length in (2, 5):
            for at in range(0, len(run) - length + 1, 4):
                if not is_mark(run[at]) and not is_mark((run + " ")[at + length]):
                    yield run[at:at + length]


def test_every_part_of_a_sentence_without_spaces_is_found(spoken):
    server, _, words = spoken
    sentences = dict(zip(words, (note[4] for notes in NOTES.values() for note in notes)))
    parts = [(part, path) for path, sentence in sentences.items() if path[:2] in WITHOUT_SPACES
             for part in parts_of(sentence)]
    missed = [(part, path) for part, path in parts if path not in server.search(part + " ", limit=100)]
    print(f"{len(parts)} parts of sentences: recall {1 - len(missed) / len(parts):.3f}")
    assert len(parts) > 200
    assert not missed
