"""What was extracted, read from a database that the reference might have written."""

import json
import sqlite3

import pytest


def row(path, **more):
    return {
        "note_path": path, "summary": f"On {path}.", "key_phrases": ["one", "grün"],
        "entities": [{"text": "Lisbon", "entity_type": "place", "confidence": 0.9}],
        "dates": [{"text": "May", "normalized_date": None, "date_type": "event", "confidence": 0.5}],
        "action_items": [{"text": "wait", "confidence": 0.5, "priority": None}],
        "extracted_at": "2026-02-05T12:00:00+00:00", "content_hash": "0" * 40, "model_used": "m", **more,
    }


ROWS = [
    row("10_Notes/A b.md", action_items=[{"text": "low", "confidence": 1, "priority": "low"},
                                         {"text": "now", "confidence": 1, "priority": "high"}]),
    row("10_Notes/Compost.md", entities=[{"text": "Ada", "entity_type": "person", "confidence": 0.7}]),
    row("10_Notes/Sourdough.md"),
]


@pytest.fixture
def extracted(make_server, home):
    server = make_server().start()
    assert server.stop() == 0
    columns = list(ROWS[0])
    with sqlite3.connect(home.data / "metadata.db") as database:
        for one in ROWS:
            values = [json.dumps(value) if isinstance(value, list) else value for value in one.values()]
            database.execute(f"INSERT INTO note_metadata ({','.join(columns)}) VALUES ({','.join('?' * len(columns))})", values)
    database.close()
    return server.start()


def test_one_note_and_all(extracted):
    assert extracted.get("/api/v1/metadata/10_Notes/A b.md").json == ROWS[0]
    assert extracted.get("/api/v1/metadata").json == ROWS
    assert extracted.get("/api/v1/metadata", offset=1, limit=1).json == ROWS[1:2]
    missing = extracted.get("/api/v1/metadata/none.md")
    assert missing.status == 404 and "none.md" in missing.json["detail"]
    assert extracted.get("/api/v1/metadata", limit=201).status == 422


def test_entities(extracted):
    everything = extracted.get("/api/v1/entities").json
    assert [(one["text"], one["note_path"]) for one in everything["entities"]] == [
        ("Lisbon", "10_Notes/A b.md"), ("Ada", "10_Notes/Compost.md"), ("Lisbon", "10_Notes/Sourdough.md"),
    ]
    assert everything["total"] == 3
    assert extracted.get("/api/v1/entities", entity_type="person").json["total"] == 1
    assert extracted.get("/api/v1/entities", entity_type="").json["total"] == 3


def test_action_items_by_priority(extracted):
    found = extracted.get("/api/v1/action-items").json
    assert [one["text"] for one in found["action_items"]] == ["now", "low", "wait", "wait"]
    assert found["total"] == 4


def test_suggestions(extracted):
    suggestions = extracted.get("/api/v1/suggestions/10_Notes/A b.md")
    assert suggestions.status == 200, suggestions.body
    assert suggestions.json["note_title"] == "A b"
    assert {"related_notes", "suggested_links", "suggested_tags", "generated_at"} <= set(suggestions.json)
    assert extracted.get("/api/v1/suggestions/none.md").status == 404


def test_an_extraction_stays_in_the_vault(extracted):  # W58
    for path in ("../secret.md", "/etc/passwd", "none.md"):
        assert extracted.post("/api/v1/extract", note_path=path).status in (400, 404, 422), path


def test_an_extraction_without_a_vault_is_400(extracted, home):
    home.vault.rename(home.root / "elsewhere")
    answer = extracted.post("/api/v1/extract")
    assert answer.status == 400, answer.body
    assert "SECONDBRAIN_VAULT_PATH" in answer.json["detail"]
