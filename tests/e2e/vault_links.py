"""The links of a vault, counted independently of the program: by the rules that Obsidian documents, in a few lines.

Lines and their targets; where each leads, by the files there are. Only what is common in real vaults is read: no link
over several lines, no code within links.
"""

import posixpath
import re
import unicodedata
from urllib.parse import unquote

LINK = re.compile(r"!?\[\[(?P<wiki>[^\[\n]*?)\]\]|\]\((?P<md><[^>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+\"[^\"\n]*\")?\)")
PROPERTY = re.compile(r"""(?P<quote>["'])\[\[(?P<wiki>[^\]\n]+)\]\](?P=quote)""")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def folded(path):
    path = unicodedata.normalize("NFKC", path).casefold().strip()
    return path[:-3] if path.endswith(".md") else path


def blank(match):
    return re.sub(r"[^\n]", " ", match.group())


def without_code_and_comments(text):
    """The text with what is code or a comment made blank; its lines stay where they are."""
    kept, fence = [], None
    for line in text.split("\n"):
        bare = re.sub(r"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*", "", line)
        mark = re.match(r"(`{3,}|~{3,})", bare)
        if fence:
            if mark and mark.group()[0] == fence[0] and len(mark.group()) >= len(fence) and not bare[mark.end():].strip():
                fence = None
            kept.append("")
        elif mark and not ("`" in mark.group() and "`" in bare[mark.end():]):
            fence = mark.group()
            kept.append("")
        else:
            kept.append(line)
    text = "\n".join(kept)
    text = re.sub(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)", blank, text)
    text = re.sub(r"<!--.*?-->", blank, text, flags=re.S)
    return re.sub(r"%%.*?%%", blank, text, flags=re.S)


def indented_code(lines, at):
    return lines[at].startswith(("    ", "\t")) and (at == 0 or not lines[at - 1].strip())


def links_of(text):
    """(line, target) of each, without heading, block and shown text; an empty target is the note itself."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    head = re.match(r"---[ \t]*\n.*?\n---[ \t]*(?:\n|$)", text, flags=re.S)
    links = []
    begin = 0
    if head:
        begin = head.end()
        for number, line in enumerate(head.group().split("\n"), 1):
            if not line.lstrip().startswith("#"):
                links += [(number, one["wiki"], True) for one in PROPERTY.finditer(line)]
    passed = text[:begin].count("\n")
    for number, line in enumerate(without_code_and_comments(text[begin:]).split("\n"), passed + 1):
        for one in LINK.finditer(line):
            if one["wiki"] is not None:
                links.append((number, one["wiki"], True))
            else:
                target = one["md"].removeprefix("<").removesuffix(">")
                if target and not SCHEME.match(target):
                    links.append((number, unquote(target), False))
    found = []
    for number, inside, is_wiki in links:
        named = inside.split("|")[0].removesuffix("\\") if is_wiki else inside
        target, _, part = named.partition("#")
        if target.strip() or part.strip():
            found.append((number, target.strip()))
    return found


class Files:
    def __init__(self, paths):
        self.by_path = {folded(path): path for path in paths}
        self.by_name = {}
        for path in paths:
            self.by_name.setdefault(folded(posixpath.basename(path)), []).append(path)

    def target(self, source, target):
        """Where the link leads; None: nowhere."""
        if not target:
            return source
        folder = posixpath.dirname(source)
        if target.startswith(("./", "../")):
            return self.by_path.get(folded(posixpath.normpath(posixpath.join(folder, target))))
        wanted = folded(target.lstrip("/"))
        if wanted in self.by_path:
            return self.by_path[wanted]
        if target.startswith("/"):
            return None
        same = [path for path in self.by_name.get(wanted.rsplit("/", 1)[-1], [])
                if folded(path) == wanted or folded(path).endswith("/" + wanted)]
        beside = [path for path in same if posixpath.dirname(path) == folder]
        return min(beside or same, key=lambda path: (len(path.encode()), path), default=None)


def links_in(vault):
    """{note: [(line, target, where it leads)]} of all notes outside of hidden folders."""
    paths = [str(path.relative_to(vault)) for path in vault.rglob("*")
             if path.is_file() and not any(part.startswith(".") for part in path.relative_to(vault).parts)]
    files = Files(paths)
    return {path: [(line, target, files.target(path, target))
                   for line, target in links_of((vault / path).read_text(encoding="utf-8", errors="replace"))]
            for path in paths if path.lower().endswith(".md")}
