"""Counts what a vault holds, without a line of the service: what `GET /api/v1/vault` says is held against it.

By the rules of the owner's tools, as their manuals have them: a task is a list item with a box that holds one sign, in
any list and quote; what stands in frontmatter, code and comments is no content. Files are read as UTF-8.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

BOX = re.compile(r"^[\s>]*(?:[-*+]|\d+[.)]) +\[(.)\]\s*(.*)$")
FENCE = re.compile(r"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*(`{3,}(?=[^`]*$)|~{3,})")
LIST_ITEM = re.compile(r"^[\s>]*(?:[-*+]|\d+[.)])(?:\s|$)")
TAG = re.compile(r"(?:^|(?<=[\s(]))#([^\s!@#$%^&*(),.?\":{}|<>;'`\[\]+=~\\]+)")
CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
WIKILINK = re.compile(r"\[\[([^\[\]]+?)\]\]")
MARKDOWN_LINK = re.compile(
    r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]\((<[^>]*>|(?:[^()\s]|\([^()\s]*\))+)(?:\s+\"[^\"]*\")?\)")


@dataclass
class Counts:
    notes: int = 0
    daily_notes: int = 0
    first_day: str = None
    last_day: str = None
    tasks: int = 0
    open: int = 0
    by_note: Counter = field(default_factory=Counter)  # tasks
    aliases: int = 0
    tags: set = field(default_factory=set)
    links_resolved: int = 0
    links_unresolved: int = 0


def split_frontmatter(text):
    lines = text.split("\n")
    if lines and lines[0].rstrip() == "---":
        for at in range(1, len(lines)):
            if lines[at].rstrip() == "---":
                return lines[1:at], lines[at + 1:]
    return [], lines


def outside_code(lines):
    kept, fence, in_list, after_blank = [], None, False, True
    for line in lines:
        opening = FENCE.match(line)
        if fence:
            if opening and opening[1][0] == fence[0] and len(opening[1]) >= len(fence) and not line.strip("> \t" + fence[0]):
                fence = None
            continue
        if opening:
            fence = opening[1]
            continue
        blank = not line.strip("> \t")
        indented = re.match(r"^(?: {4}|\t)", line) and not blank
        if LIST_ITEM.match(line) and not (indented and not in_list and after_blank):
            in_list = True
        elif not blank and not re.match(r"^[\s>]", line):
            in_list = False
        if indented and not in_list and after_blank:
            continue  # indented code; it goes on until a line that is less indented
        kept.append(line)
        after_blank = blank
    return kept


def outside_comments(lines):
    text = re.sub(r"<!--.*?-->", lambda found: "\n" * found[0].count("\n"), "\n".join(lines), flags=re.DOTALL)
    return text.split("\n")


def content(lines):
    """What is neither code nor a comment of either kind."""
    text = "\n".join(outside_comments(lines))
    return re.sub(r"%%.*?%%", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL).split("\n")


def listed(properties, *names):
    """The values of a property that is a list, a text with commas, or one a line; Obsidian reads JSON as well."""
    text = "\n".join(properties).strip()
    if text.startswith("{"):
        values = (value for key, value in json.loads(text).items() if key in names)
        yield from (part for value in values for part in (value if isinstance(value, list) else value.split(",")))
        return
    for at, line in enumerate(properties):
        key, colon, value = line.partition(":")
        if not colon or key.strip().lower() not in names or key != key.lstrip():
            continue
        value = value.strip()
        if value:
            parts = value.strip("[]").split(",") if value.startswith("[") else re.split(r",", value)
        else:
            parts = []
            for below in properties[at + 1:]:
                item = re.match(r"^\s*-\s+(.*)$", below)
                if not item:
                    break
                parts.append(item[1])
        yield from (part.strip().strip("\"'") for part in parts if part.strip().strip("\"'"))


def templates_of(vault):
    """The folder of the templates, as Obsidian or Templater is told; else one that is called so; None: there is none."""
    for place, key in ((".obsidian/templates.json", "folder"), (".obsidian/plugins/templater-obsidian/data.json", "templates_folder")):
        if (vault / place).is_file() and (folder := json.loads((vault / place).read_text()).get(key, "").strip("/")):
            return folder
    called = (path.relative_to(vault) for path in vault.rglob("*") if path.is_dir() and
              re.fullmatch(r"[^A-Za-z]{0,5}(Templates?|templates)", path.name) and any(path.rglob("*.md")))
    return str(min(called, key=lambda path: len(str(path)), default="")) or None


def count(vault, daily_folder=None, global_filter="", closed="xX-"):
    """`daily_folder`: where notes called YYYY-MM-DD are daily notes; None: nowhere. Templates hold no tasks."""
    templates = templates_of(vault)
    counts, names, texts = Counts(), set(), {}
    for path in sorted(vault.rglob("*.md")):
        note = path.relative_to(vault)
        if any(part.startswith(".") for part in note.parts) or note.name.endswith(".excalidraw.md"):
            continue
        texts[note] = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
        parts = PurePosixPath(note).with_suffix("").parts
        names.update("/".join(parts[at:]).lower() for at in range(len(parts)))
    for note, text in texts.items():
        counts.notes += 1
        count_day(counts, note, daily_folder)
        properties, body = split_frontmatter(text)
        lines = outside_code(body)
        for line in content(lines):
            task = BOX.match(line)
            is_template = templates and str(note).lower().startswith(templates.lower() + "/")
            if task and task[2].strip() and global_filter in task[2] and not is_template:
                counts.tasks += 1
                counts.by_note[str(note)] += 1
                counts.open += task[1] not in closed
        counts.aliases += len(list(listed(properties, "alias", "aliases")))
        counts.tags.update(tag.lstrip("#").lower() for tag in listed(properties, "tag", "tags"))
        plain = [CODE.sub(" ", line) for line in outside_comments(lines)]  # Obsidian reads tags in %% %%
        for line in plain:
            counts.tags.update(tag.lower() for tag in TAG.findall(WIKILINK.sub(" ", MARKDOWN_LINK.sub(" ", line)))
                               if not tag.isdigit())
        count_links(counts, note, properties + [CODE.sub(" ", line) for line in content(lines)], names)
    return counts


def count_day(counts, note, daily_folder):
    if daily_folder is None or str(note.parent) != (daily_folder or "."):
        return
    try:
        day = date.fromisoformat(note.stem).isoformat()
    except ValueError:
        return
    counts.daily_notes += 1
    counts.first_day = min(day, counts.first_day or day)
    counts.last_day = max(day, counts.last_day or day)


def targets_in(line):
    """What links of either kind name, without heading and shown text."""
    for target in WIKILINK.findall(line):
        yield target.replace("\\|", "|").partition("|")[0]
    for target in MARKDOWN_LINK.findall(WIKILINK.sub(" ", line)):
        target = target.strip("<>")
        if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", target):
            yield unquote(target)


def count_links(counts, note, lines, names):
    for line in lines:
        for target in targets_in(line):
            target = target.partition("#")[0].strip().lower()
            if not target or ("?" not in target and re.search(r"\.[a-z0-9]{1,5}$", target) and not target.endswith(".md")):
                continue  # a part of the same note, or a file that is none
            if target.startswith(("./", "../")):
                target = normpath(f"{note.parent}/{target}".lower())
            if target.removesuffix(".md").lstrip("/") in names:
                counts.links_resolved += 1
            else:
                counts.links_unresolved += 1
