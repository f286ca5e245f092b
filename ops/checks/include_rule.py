#!/usr/bin/env python3
"""Checks which folder includes what (docs/architecture.md, "Folders").

The table below is the rule. A folder's own headers are always its to include; what reaches a file through another
header counts as well, so that no folder is bound to a library by way of a neighbour.

    include_rule.py [ROOT]     prints one line per offence and exits 1, or says how many files obey
"""

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
SOURCES = ("*.hpp", "*.cpp")

# Libraries that not every folder may use, by what their headers are called.
CAF = re.compile(r"caf/")
HTTPLIB = re.compile(r"httplib\.h")
SQLITE = re.compile(r"sqlite3\.h")
LIBRARIES = {"CAF": CAF, "httplib": HTTPLIB, "SQLite": SQLITE}


@dataclass(frozen=True)
class Rule:
    """What the files of one folder may include."""

    ours: tuple = ()  # path prefixes; a full path allows that one header
    libraries: tuple = ()  # of LIBRARIES


@dataclass(frozen=True)
class Offence:
    file: str
    line: int
    sentence: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.sentence}"


EVERYTHING = Rule(
    ours=("messages/", "stores/", "brain/", "ops/", "actors/", "http/", "cli/"), libraries=tuple(LIBRARIES)
)

# The longest matching prefix is the rule for a file.
RULES = {
    "messages/": Rule(),
    "messages/type_ids.hpp": Rule(libraries=("CAF",)),
    "stores/": Rule(ours=("messages/",), libraries=("SQLite",)),
    "brain/": Rule(ours=("messages/", "stores/")),
    "brain/llm/http_client.cpp": Rule(ours=("messages/", "stores/"), libraries=("httplib",)),
    "ops/": Rule(ours=("messages/",)),
    "ops/backup/": Rule(ours=("messages/", "stores/")),
    "actors/": Rule(ours=("messages/", "stores/", "brain/", "ops/"), libraries=("CAF",)),
    "http/": Rule(ours=("messages/", "ops/", "actors/address.hpp")),
    "cli/": EVERYTHING,
    "tests/": EVERYTHING,
}


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
        for folder in sorted({prefix.split("/")[0] for prefix in RULES}):
            for pattern in SOURCES:
                for path in sorted((tree.root / folder).rglob(pattern)):
                    tree.files[path.relative_to(tree.root).as_posix()] = list(read_includes(path))
        return tree


def read_includes(path):
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if match := INCLUDE.match(text):
            yield Include(number, match[2], match[1] == '"')


def rule_for(file):
    prefix = max((p for p in RULES if file.startswith(p)), key=len)
    return RULES[prefix]


def folder_of(path):
    return path.split("/")[0] + "/"


def check(root):
    tree = Tree.read(root)
    offences = []
    for file, includes in tree.files.items():
        for include in includes:
            offences += direct_offences(tree, file, include)
        offences += reached_offences(tree, file)
    return tree, offences


def direct_offences(tree, file, include):
    rule = rule_for(file)
    if include.quoted and include.name not in tree.files:
        yield Offence(file, include.line, f'"{include.name}" is no header of ours; write the path from the repository root')
    elif include.quoted and not may_include(file, include.name, rule):
        allowed = ", ".join((folder_of(file), *rule.ours))
        yield Offence(file, include.line, f'"{include.name}" is out of reach: {file} may include {allowed}')
    elif (library := include.library()) and library not in rule.libraries:
        yield Offence(file, include.line, f"<{include.name}> is out of reach: {file} may not use {library}")


def may_include(file, header, rule):
    return folder_of(header) == folder_of(file) or header.startswith(rule.ours)


def reached_offences(tree, file):
    """Libraries that come in through headers of ours, each reported once with the way it took."""
    rule = rule_for(file)
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
            if library and library not in rule.libraries and library not in reported:
                reported.add(library)
                way = " -> ".join((*trail, include.name))
                yield Offence(file, first.line, f"{file} may not use {library}, which reaches it through {way}")
            if include.name in tree.files:
                trails.append((first, (*trail, include.name)))


def main():
    tree, offences = check(sys.argv[1] if len(sys.argv) > 1 else ".")
    for offence in offences:
        print(offence)
    if not tree.files:
        print("include rule: no sources found; give the repository root as the argument")
    if offences or not tree.files:
        return 1
    print(f"include rule: {len(tree.files)} files obey")
    return 0


if __name__ == "__main__":
    sys.exit(main())
