"""What the notes of a vault are remembered by: names, aliases, tags and headings, collected without a line of the service.

Something is looked for by its words, and every note that is called so in one of these ways is right: whoever types
"movies" may mean the note of that name as well as a heading.
"""

import re
import unicodedata
from collections import defaultdict

from vault_counts import CODE, MARKDOWN_LINK, TAG, WIKILINK, content, listed, outside_code, outside_comments, split_frontmatter

HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$")


def words_of(text):
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return tuple(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def as_read(heading):
    """Without what a reader does not see: signs of emphasis and code, targets of links."""
    heading = WIKILINK.sub(lambda link: link[1].rpartition("|")[2], heading)
    heading = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", heading)
    return re.sub(r"[*`]|~~|==|(?<!\w)_|_(?!\w)", "", heading).strip()


def items_in(vault):
    """By kind, what is remembered; and by its words, the notes that it is right to find."""
    items, right = defaultdict(dict), defaultdict(set)
    for path in sorted(vault.rglob("*.md")):
        note = path.relative_to(vault)
        if any(part.startswith(".") for part in note.parts) or note.name.endswith(".excalidraw.md"):
            continue
        properties, body = split_frontmatter(path.read_bytes().decode("utf-8").replace("\r\n", "\n"))
        lines = outside_code(body)
        found = {"name": {note.stem}, "alias": set(listed(properties, "alias", "aliases")),
                 "tag": {tag.lstrip("#") for tag in listed(properties, "tag", "tags")}, "heading": set()}
        for line in outside_comments(lines):
            line = WIKILINK.sub(" ", MARKDOWN_LINK.sub(" ", CODE.sub(" ", line)))
            found["tag"].update(tag for tag in TAG.findall(line) if not tag.isdigit())
        for line in content(lines):
            if heading := HEADING.match(line):
                found["heading"].add(as_read(heading[1]))
        for kind, texts in found.items():
            for text in texts:
                if words_of(text):
                    items[kind].setdefault(words_of(text), text)
                    right[words_of(text)].add(note.as_posix())
    return items, right


def mean_reciprocal_rank(search, queries, right):
    """`queries`: what is typed for which words. Also what did not come first, for whoever wants to know why."""
    total, missed = 0.0, []
    for words, typed in queries:
        found = search(typed)
        rank = next((at for at, note in enumerate(found, 1) if note in right[words]), None)
        total += 1 / rank if rank else 0
        if rank != 1:
            missed.append((typed, rank, found[:2], sorted(right[words])[:2]))
    return total / len(queries), missed
