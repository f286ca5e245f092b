#!/usr/bin/env python3
"""Finds what two sources of a folder call by the same name in their anonymous namespaces.

The sources of a folder are compiled several at once (docs/adr/0012), and which ones share a compilation changes with
every file that is added. Two things of one name then do not compile, and a reader of the folder takes one for the other.
What is the same belongs into a header of the folder, what differs gets a name that says how. Functions may share a name
when their parameters differ.

    unity_names.py [ROOT]     prints one line per name and exits 1, or says how many files it looked at
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

FOLDERS = ("base", "text", "net", "encoder", "stores", "brain", "ops", "channels", "http", "actors", "cli", "tests")

NO_CODE = re.compile(r"""R"(\w*)\((?:.|\n)*?\)\1"|//[^\n]*|/\*(?:.|\n)*?\*/|"(?:[^"\\\n]|\\.)*"|(?<![0-9a-fA-F])'(?:[^'\\\n]|\\.)+'""")
TEMPLATE_ARGUMENTS = re.compile(r"(?<!operator)<[^<>;{}]*>")
NAMESPACE = re.compile(r"(?:inline )?namespace ?([\w:]*) ?\{")
TYPE = re.compile(r"(?:struct|class|union|enum(?: class)?) (\w+)")
ALIAS = re.compile(r"(?:using|namespace) (\w+) = ([^;]+)")
FUNCTION = re.compile(r"[\w:&*,\[\] ]*?(?<![\w:])(\w+)\(([^{;]*)")
VARIABLE = re.compile(r"[\w:&*, ]*?(?<![\w:])(\w+)(?:\[[^\]]*\])* ?[={;]")
PARAMETER_NAME = re.compile(r"(?<=[\w&*>])(?: |(?<=[&*]))\w+(?: =.*)?$")
NO_DECLARATION = re.compile(r"using namespace|using [\w:]+;|static_assert|[A-Z][A-Z0-9_]*\(|(?:struct|class) \w+;|template class|extern")


def meaning_of(head):
    """(name, what tells it from others of this name) of a declaration; functions are told apart by their parameters."""
    whole = head
    for _ in range(4):
        head = TEMPLATE_ARGUMENTS.sub("", head)
    head = re.sub(r"^template ", "", re.sub(r"\[\[[^\]]*\]\] ?", "", head))
    if NO_DECLARATION.match(head):
        return None
    if found := ALIAS.match(head):
        return found[1], found[2]
    if found := TYPE.match(head):
        return found[1], None
    if found := FUNCTION.match(head):
        parameters = re.split(rf"\b{found[1]}\(", whole, maxsplit=1)[-1].rsplit(")", 1)[0]
        return found[1], tuple(PARAMETER_NAME.sub("", each.strip()) for each in parameters.split(","))
    if found := VARIABLE.match(head):
        return found[1], None
    return None


def declarations_in(text):
    """(line number, namespace, declaration) of all that stands in an anonymous namespace."""
    code = NO_CODE.sub(lambda found: ("" if found[0][0] == "/" else '""') + "\n" * found[0].count("\n"), text)
    spaces, depth, head, begin = [], 0, "", 0
    for number, line in enumerate(code.splitlines(), 1):
        within = depth == len(spaces)
        opened = NAMESPACE.match(line)
        if within and opened and not head:
            spaces.append(opened[1])
        elif within and line.strip() and not line.startswith(("#", "}")) and (head or not line[0].isspace()):
            begin = begin if head else number
            head = " ".join(f"{head} {line}".split())
            if re.search(r"[;{=]", re.sub(r"operator[=!<>]+", "", head)):
                if "" in spaces:
                    yield begin, "::".join(filter(None, spaces)), head + ";"
                head = ""
        depth += line.count("{") - line.count("}")
        if depth != len(spaces):
            head = ""
        while len(spaces) > max(depth, 0):
            spaces.pop()


def clashes(one, other):
    """Whether two declarations of one name cannot stand side by side."""
    both_functions = isinstance(one, tuple) and isinstance(other, tuple)
    return one == other if both_functions else one is None or one != other


def offences_in(files, root):
    seen = defaultdict(list)
    for file in files:
        for number, space, declaration in declarations_in(file.read_text(encoding="utf-8")):
            if meaning := meaning_of(declaration):
                name, distinction = meaning
                former = [one for one in seen[space, name] if one[0] != file and clashes(one[2], distinction)]
                if former:
                    yield (f"{file.relative_to(root)}:{number}: {name} is also in {former[0][0].name}:{former[0][1]}; share it "
                           "in a header of the folder, or give it a name that says how it differs")
                seen[space, name].append((file, number, distinction))


def main(root):
    files = sorted(file for folder in FOLDERS for file in (root / folder).rglob("*.cpp"))
    folders = defaultdict(list)
    for file in files:
        folders[file.parent].append(file)
    offences = [line for folder in sorted(folders) for line in offences_in(folders[folder], root)]
    print("\n".join(offences) if offences else f"unity_names: {len(files)} files, no name means two things in a folder")
    return 1 if offences else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()))
