"""The links of real vaults, both ways, against a count of our own (vault_links.py).

The vaults are no part of the sources: see test_real_vaults.py.
"""

import os
from collections import Counter

import pytest

from harness import Home
from test_real_vaults import VAULTS, copies_of_vaults
from vault_links import links_in

COUNTED = {"vault_kepano", "vault_lifeos-demo", "vault_tasks-demo"}


@pytest.mark.skipif("REAL_VAULTS" not in os.environ and not VAULTS.is_dir(),
                    reason="REAL_VAULTS names no folder, and no vaults lie beside the checkout")
def test_links_of_real_vaults_lead_where_a_count_of_our_own_says(make_server, tmp_path):
    seen = set()
    for place in copies_of_vaults(tmp_path / "vaults", COUNTED):
        home = Home(tmp_path / f"home-{place.name}")
        home.vault = next(place.glob("*/vault"), place)
        expected = links_in(home.vault)
        server = make_server(home).start()
        server.wait_indexed()
        shown, outgoing, backlinks = [], {}, {}
        for note in expected:
            answer = server.get(f"/api/v1/notes/{note}/links", limit=5000, mentions=0)
            if answer.status == 404:
                continue  # left out of the index
            shown.append(note)
            answer = answer.json
            # A title or an alias is a last resort of ours: the count knows none.
            outgoing[note] = [(link["line"], link["target"], None if link["how"] in ("title", "alias") else link["path"])
                              for link in answer["outgoing"]]
            backlinks[note] = [(link["note_path"], link["line"]) for link in answer["backlinks"]
                               if link["how"] not in ("title", "alias")]
            assert all(link["text"] for link in answer["backlinks"]), note
        server.stop()
        assert len(shown) > 0.9 * len(expected)
        for note in shown:
            assert Counter(outgoing[note]) == Counter(expected[note]), (place.name, note)
        to = {}
        for note in shown:
            for line, _, path in expected[note]:
                if path and path != note:
                    to.setdefault(path, []).append((note, line))
        for note in shown:
            assert Counter(backlinks[note]) == Counter(to.get(note, [])), (place.name, note)
        links = [link for note in shown for link in expected[note]]
        resolved = sum(path is not None for _, _, path in links)
        print(f"{place.name}: {len(shown)} notes, {len(links)} links, {resolved} lead to a file")
        assert links, place.name
        seen.add(place.name)
    assert seen, VAULTS
