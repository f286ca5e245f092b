#!/usr/bin/env python3
"""Checks which room includes what (docs/architecture.md, "Rooms").

A room is a folder of the table below. What it may include is its own headers and those of the rooms in its row, all of
which stand above it: so there are no circles. What reaches a file through another header counts as well, so that no
room is bound to a library by way of a neighbour.

    include_rule.py [ROOT]       prints one line per offence and exits 1, or says how many files obey
    include_rule.py --drawing    prints the table as docs/architecture.md shows it; the check compares the two
"""

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
SOURCES = ("*.hpp", "*.cpp")
DRAWING = ("docs/architecture.md", "## Rooms")

# Libraries that not every room may use, by what their headers are called.
LIBRARIES = {
    "CAF": re.compile(r"caf/"),
    "CLI11": re.compile(r"CLI/"),
    "httplib": re.compile(r"httplib\.h"),
    "ICU": re.compile(r"unicode/"),
    "libcurl": re.compile(r"curl/"),
    "libpq": re.compile(r"libpq"),
    "libstemmer": re.compile(r"libstemmer\.h"),
    "oneDNN": re.compile(r"oneapi/dnnl/"),
    "SentencePiece": re.compile(r"sentencepiece_"),
    "SQLite": re.compile(r"sqlite3\.h"),
}


@dataclass(frozen=True)
class Room:
    """What the files of one room may include. `brain/` stands for every room of that folder."""

    name: str
    uses: str = ""
    libraries: tuple = ()


# From the ground up.
ROOMS = (
    Room("base"),
    Room("text", "base", ("ICU", "libstemmer")),
    Room("messages", "base"),
    Room("net", "base", ("libcurl",)),
    Room("encoder", "base", ("ICU", "oneDNN", "SentencePiece")),
    Room("stores", "base text messages net", ("libpq", "SQLite")),
    Room("brain/vault", "base text messages"),
    Room("brain/index", "base text messages brain/vault"),
    Room("brain/llm", "base messages net encoder"),
    Room("brain/search", "base text messages stores brain/llm"),
    Room("brain/answers", "base text messages stores brain/vault brain/llm brain/search"),
    Room("brain/sync", "base messages stores brain/vault brain/llm"),
    Room("brain/sync/tasks", "base text messages brain/vault brain/sync"),
    Room("brain/sync/projects", "base messages brain/vault brain/sync"),
    Room("brain/sync/extraction", "base messages stores brain/vault brain/llm brain/sync"),
    Room("brain/sync/inbox", "base text messages stores brain/vault brain/llm brain/search brain/sync"),
    Room("brain/sync/weekly", "base messages brain/vault brain/sync brain/sync/tasks"),
    Room("brain/sync/upkeep", "base messages stores brain/vault brain/sync brain/sync/tasks brain/sync/projects"),
    Room("ops/config", "base messages"),
    Room("channels", "base messages net ops/config"),
    Room("ops/log", "base messages ops/config"),
    Room("ops/data", "base messages ops/log"),
    Room("ops/health", "base messages ops/data"),
    Room("ops/alarms", "base messages ops/config"),
    Room("ops/increments", "base messages stores ops/log ops/data"),
    Room("ops/backup", "base messages stores ops/log ops/data ops/increments"),
    Room("ops/elsewhere", "base messages ops/config ops/log ops/data ops/increments ops/backup"),
    Room("ops/service", "base ops/config"),
    Room("actors", "base text messages net stores brain/ ops/ channels", ("CAF",)),
    Room("http/admin"),
    Room("http/wire", "base messages ops/data ops/health"),
    Room("http/server", "base messages ops/log http/wire"),
    Room("http/routes", "base messages ops/ http/admin http/wire http/server"),
    Room("cli/display", "base messages ops/config", ("CLI11",)),
    Room("cli/client", "base messages ops/ http/wire http/server cli/display", ("httplib",)),
    Room("cli/service", "base messages net encoder stores brain/ ops/ channels actors http/ cli/client", ("CAF", "httplib", "SQLite")),
    Room("cli/commands", "base messages encoder brain/ ops/ channels http/server cli/display cli/client cli/service", ("CAF", "httplib", "SQLite")),
    Room("cli", "base cli/display cli/commands cli/service", ("CAF", "httplib", "SQLite")),
    Room("tests", "base text messages net encoder stores brain/ ops/ channels actors http/ cli cli/", tuple(LIBRARIES)),
)
BY_NAME = {room.name: room for room in ROOMS}


@dataclass(frozen=True)
class Offence:
    file: str
    line: int
    sentence: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.sentence}"


@dataclass(frozen=True)
class Include:
    line: int
    name: str
    quoted: bool

    def library(self):
        return next((name for name, pattern in LIBRARIES.items() if pattern.match(self.name)), None)


@dataclass
class Tree:
    """The sources below a root and what each of them includes."""

    root: Path
    files: dict = field(default_factory=dict)  # path relative to the root -> [Include]

    @staticmethod
    def read(root):
        tree = Tree(Path(root))
        for folder in sorted({room.name.split("/")[0] for room in ROOMS}):
            for pattern in SOURCES:
                for path in sorted((tree.root / folder).rglob(pattern)):
                    tree.files[path.relative_to(tree.root).as_posix()] = list(read_includes(path))
        return tree


def read_includes(path):
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if match := INCLUDE.match(text):
            yield Include(number, match[2], match[1] == '"')


def room_of(path):
    """The innermost room that holds the file; None for one that lies in a folder but in no room."""
    return max((r for r in ROOMS if path.startswith(r.name + "/")), key=lambda r: len(r.name), default=None)


def used_by(room):
    for name in room.uses.split():
        if name.endswith("/"):
            yield from (other.name for other in ROOMS if other.name.startswith(name))
        else:
            yield name


def circles():
    """Rows that use what does not stand above them."""
    seen = set()
    for room in ROOMS:
        for name in used_by(room):
            if name not in seen:
                yield f"include rule: {room.name} uses {name}, which does not stand above it in the table"
        seen.add(room.name)


def check(root):
    tree = Tree.read(root)
    offences = []
    for file, includes in tree.files.items():
        if room_of(file) is None:
            offences.append(Offence(file, 1, "it lies in no room; move it into one, or give it one in the table"))
            continue
        for include in includes:
            offences += direct_offences(tree, file, include)
        offences += reached_offences(tree, file)
    return tree, offences


def direct_offences(tree, file, include):
    room = room_of(file)
    if include.quoted and include.name not in tree.files:
        yield Offence(file, include.line, f'"{include.name}" is no header of ours; write the path from the repository root')
    elif include.quoted and not may_include(room, room_of(include.name)):
        allowed = ", ".join((room.name, *room.uses.split()))
        yield Offence(file, include.line, f'"{include.name}" is out of reach: {room.name} may include {allowed}')
    elif (library := include.library()) and library not in room.libraries:
        yield Offence(file, include.line, f"<{include.name}> is out of reach: {room.name} may not use {library}")


def may_include(room, other):
    return other is not None and (other == room or other.name in used_by(room))


def reached_offences(tree, file):
    """Libraries that come in through headers of ours, each reported once with the way it took."""
    room = room_of(file)
    seen = {file}
    reported = set()
    trails = [(include, (include.name,)) for include in tree.files[file] if include.name in tree.files]
    while trails:
        first, trail = trails.pop(0)
        if trail[-1] in seen:
            continue
        seen.add(trail[-1])
        for include in tree.files[trail[-1]]:
            library = include.library()
            if library and library not in room.libraries and library not in reported:
                reported.add(library)
                way = " -> ".join((*trail, include.name))
                yield Offence(file, first.line, f"{file} may not use {library}, which reaches it through {way}")
            if include.name in tree.files:
                trails.append((first, (*trail, include.name)))


def drawing():
    """The rooms as the documents show them."""
    width = max(len(room.name) for room in ROOMS) + 2
    for room in ROOMS:
        libraries = "  + " + ", ".join(room.libraries) if room.libraries else ""
        yield f"{room.name:{width}}{room.uses or '-'}{libraries}"


def shown_otherwise(root):
    """Nothing when the document shows this table, or is not there."""
    document, heading = DRAWING
    path = Path(root, document)
    if not path.exists():
        return
    section = path.read_text(encoding="utf-8").partition(heading + "\n")[2]
    shown = section.partition("```\n")[2].partition("```")[0].splitlines()
    if shown != list(drawing()):
        yield f'{document}: the drawing below "{heading}" is not the table; put there what `include_rule.py --drawing` prints'


def main():
    if sys.argv[1:] == ["--drawing"]:
        print("\n".join(drawing()))
        return 0
    root = sys.argv[1] if len(sys.argv) > 1 else "."
    tree, offences = check(root)
    sentences = [*circles(), *shown_otherwise(root), *map(str, offences)]
    if not tree.files:
        sentences.append("include rule: no sources found; give the repository root as the argument")
    for sentence in sentences:
        print(sentence)
    if sentences:
        return 1
    print(f"include rule: {len(tree.files)} files obey")
    return 0


if __name__ == "__main__":
    sys.exit(main())
