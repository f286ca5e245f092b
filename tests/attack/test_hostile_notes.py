"""Notes that were made to hurt: what they cost in memory and on the disk grows with their bytes and no faster, and every
other note stays findable. The long form (ATTACK_LONG=1) takes larger notes."""

import os

import pytest

from harness import wait_until

LONG = os.environ.get("ATTACK_LONG") == "1"
SIZE = 4_000_000 if LONG else 1_000_000  # bytes of the larger of two notes

MEBIBYTE = 1 << 20


def alias_bomb(size):
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for name in "bcdefghijklmnop":
        lines.append(f"{name}: &{name} [{', '.join(['*' + chr(ord(name) - 1)] * 9)}]")
    return "---\n" + "\n".join(lines) + "\n---\n" + "text of the body\n" * (size // 17)


SHAPES = {
    "one_long_heading": lambda n: "# " + "word " * (n // 5) + "\n",
    "a_long_heading_above_text": lambda n: "# " + "word " * (n // 10) + "\n\n" + "Some text here.\n\n" * (n // 34),
    "headings_below_each_other": lambda n: "".join(f"{'#' * (i % 6 + 1)} h{i}\nx\n" for i in range(n // 12)),
    "many_headings": lambda n: "# a\n" * (n // 4),
    "deep_headings": lambda n: "".join("#" * i + " " + "h" * 950 + "\n" for i in range(1, 6)) + "###### a\nb\n" * (n // 11),
    "nested_lists": lambda n: "".join("  " * (i % 200) + "- a\n" for i in range(n // 204)),
    "nested_quotes": lambda n: "".join(">" * (i % 400) + " a\n" for i in range(n // 203)),
    "a_table": lambda n: "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * (n // 10),
    "links": lambda n: "[[a|b]] " * (n // 8),
    "brackets": lambda n: "[[" * (n // 2),
    "one_line": lambda n: "x" * n,
    "fences": lambda n: "```\nx\n```\n" * (n // 10),
    "emphasis": lambda n: "*_" * (n // 2),
    "a_long_title": lambda n: "---\ntitle: " + "word " * (min(n, 250_000) // 5) + "\n---\n" + "Text.\n\n" * (n // 7),
    "an_alias_bomb": alias_bomb,
    "deep_yaml": lambda n: "---\na: " + "[" * (n // 2) + "\n---\n" + "text\n" * (n // 10),
    "deep_json": lambda n: "{\n\"a\": " + "[" * (n // 2) + "]" * (n // 2) + "\n}\ntext",
    "distinct_words": lambda n: " ".join(f"w{i}" for i in range(n // 7)),
}


def peak_memory(server):
    status = open(f"/proc/{server.process.pid}/status", encoding="utf-8").read()
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def index_size(home):
    return sum(file.stat().st_size for file in home.data.glob("lexical.db*"))


def cost_of(make_server, home, text):
    """Peak memory and size of the index after a server of its own has indexed the vault with this note."""
    note = home.write_note("hostile.md", text)
    server = make_server(watch="off", sweep_interval=3600).start()
    server.wait_indexed(300)
    assert server.search("compost"), "the other notes are found"
    cost = peak_memory(server), index_size(home)
    assert server.stop() == 0
    note.unlink()
    for file in home.data.glob("*.db*"):
        file.unlink()
    return cost


@pytest.mark.parametrize("shape", SHAPES)
def test_a_note_costs_what_its_bytes_cost(make_server, home, shape):
    base_memory, base_size = cost_of(make_server, home, "A plain note.\n")
    text = SHAPES[shape](SIZE)
    memory, size = cost_of(make_server, home, text)
    assert memory - base_memory <= 60 * len(text) + 64 * MEBIBYTE
    assert size - base_size <= 20 * len(text) + 8 * MEBIBYTE


def test_all_of_them_at_once(make_server, home):
    for name, shape in SHAPES.items():
        home.write_note(f"hostile/{name}.md", shape(SIZE // 4))
    server = make_server().start()
    server.wait_indexed(600)
    assert server.search("compost")
    assert server.get("/api/v1/search", q="compost").json["coverage"]["complete"]
    for query in ("word", "a", "x", "h"):
        assert server.get("/api/v1/search", q=query).status == 200
    home.write_note("hostile/one_long_heading.md", "# Short now\n\nquokka\n")
    wait_until(lambda: server.search("quokka") == ["hostile/one_long_heading.md"], "a change is followed")
