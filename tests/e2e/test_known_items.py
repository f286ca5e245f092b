"""Whoever remembers the name, an alias, a tag or a heading of a note in a real vault finds it first, however it is typed.

The vaults are no part of the sources: see test_real_vaults.py.
"""

import os

import pytest

from harness import Home
from known_items import items_in, mean_reciprocal_rank
from test_real_vaults import VAULTS, copies_of_vaults

SEARCHED = {"vault_kepano", "vault_lifeos-demo", "vault_tasks-demo"}

FORMS = {
    "finished": lambda text: f"{text} ",
    "being typed": lambda text: text,
    "in capitals": lambda text: f"{text.upper()} ",
    "quoted": lambda text: '"' + text.replace('"', " ") + '" ',
    "filtered": lambda text: f"{text} -tag:no-note-has-it ",
}


@pytest.mark.skipif("REAL_VAULTS" not in os.environ and not VAULTS.is_dir(),
                    reason="REAL_VAULTS names no folder, and no vaults lie beside the checkout")
def test_notes_of_real_vaults_are_found_by_what_is_remembered(make_server, tmp_path):
    low, seen = [], set()
    for place in copies_of_vaults(tmp_path / "vaults", SEARCHED):
        home = Home(tmp_path / f"home-{place.name}")
        home.vault = next(place.glob("*/vault"), place)
        items, right = items_in(home.vault)
        server = make_server(home).start()
        server.wait_indexed()
        for kind, texts in items.items():
            for form, typed in FORMS.items():
                every = 1 if form == "finished" else max(1, len(texts) // 100)  # a hundred of a kind tell enough
                queries = [(words, typed(text)) for words, text in list(texts.items())[::every]]
                reached, missed = mean_reciprocal_rank(lambda text: server.search(text, limit=100), queries, right)
                print(f"{place.name}: {len(queries)} × {kind}, {form}: MRR {reached:.3f}")
                if reached < 0.98:
                    low.append((place.name, kind, form, round(reached, 3), missed[:5]))
        server.stop()
        seen.add(place.name)
    assert seen, VAULTS
    assert not low
