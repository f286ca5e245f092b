#!/usr/bin/env python3
"""Checks the map from the reference's acceptance list to our tests (docs/contract.md).

A section's heading says how many lines it has, the first paragraph how many there are in all. Each line needs at least
one test that exists below tests/, or a deviation put into a sentence.

    contract_map.py [ROOT]     prints one line per offence and exits 1, or says how many lines are mapped
"""

import re
import sys
from pathlib import Path

MAP = Path("docs/contract.md")

TOTAL = re.compile(r"acceptance list of (\d+) lines")
SECTION = re.compile(r"## (?P<code>[A-Z]\d+)\. .+: (?P<count>\d+) lines$")
ROW = re.compile(r"\| (?P<series>[A-Z]+)-(?P<number>\d+) \| (?P<asks>.*\S) \| (?P<shown>.*?) ?\|$")
TABLE_HEAD = re.compile(r"\| (Id|---) \|")
DEVIATION = "**deviation:**"

GTEST = re.compile(r"^TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\s*\)", re.MULTILINE)
PYTEST = re.compile(r"^def (test_\w+)\(", re.MULTILINE)


def tests_of(root):
    """The names of all tests as the map writes them."""
    names = set()
    for file in (root / "tests").rglob("*.cpp"):
        names.update(f"{suite}.{name}" for suite, name in GTEST.findall(file.read_text(encoding="utf-8")))
    for file in (root / "tests").rglob("test_*.py"):
        names.update(f"{file.name}::{name}" for name in PYTEST.findall(file.read_text(encoding="utf-8")))
    return names


class Section:
    def __init__(self, heading):
        self.code = heading["code"]
        self.count = int(heading["count"])
        self.ids = []

    def offences(self):
        expected = [f"{self.series()}-{number}" for number in range(1, self.count + 1)]
        if self.ids != expected:
            missing = [line for line in expected if line not in self.ids]
            odd = [line for line in self.ids if line not in expected]
            yield f"section {self.code} should hold {self.count} lines in order; missing {missing}, too many {odd}"

    def series(self):
        return self.ids[0].split("-")[0] if self.ids else self.code


def offences_of_row(row, tests):
    line = f"{row['series']}-{row['number']}"
    shown, _, deviation = row["shown"].partition(DEVIATION)
    named = [name for name in re.split(r"[,;]\s*", shown.strip()) if name]
    for name in named:
        if name.strip("`") not in tests or name != f"`{name.strip('`')}`":
            yield f"{line}: there is no test {name}"
    if DEVIATION in row["shown"] and not deviation.strip().endswith("."):
        yield f"{line}: the deviation is no sentence"
    if not named and DEVIATION not in row["shown"]:
        yield f"{line}: mapped to nothing"


def check(text, tests):
    """The number of lines that are mapped, and what is wrong."""
    sections = []
    offences = []
    for line in text.splitlines():
        if heading := SECTION.match(line):
            sections.append(Section(heading))
        elif line.startswith("## "):
            offences.append(f"a heading without a count: {line}")
        elif row := ROW.match(line):
            if not sections:
                offences.append(f"a row outside all sections: {line}")
                continue
            sections[-1].ids.append(f"{row['series']}-{row['number']}")
            offences += offences_of_row(row, tests)
        elif line.startswith("|") and not TABLE_HEAD.match(line):
            offences.append(f"a row that cannot be read: {line}")
    for section in sections:
        offences += section.offences()
    mapped = sum(len(section.ids) for section in sections)
    total = TOTAL.search(text)
    if not total or int(total[1]) != mapped:
        offences.append(f"the text promises {total[1] if total else 'no number of'} lines, the tables hold {mapped}")
    return mapped, offences


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    mapped, offences = check((root / MAP).read_text(encoding="utf-8"), tests_of(root))
    for offence in offences:
        print(f"{MAP}: {offence}")
    if offences:
        return 1
    print(f"contract map: {mapped} lines are mapped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
