"""Notes to test with: a small sample, and larger vaults that a seed makes."""

import random

WORDS = (
    "river stone lantern orchard meadow harbour timber copper saddle velvet marble canyon ember thistle pebble "
    "anchor willow quartz barley falcon cobalt drizzle hazel juniper kettle ledger mosaic nectar opal prairie"
).split()


def write_sample(home):
    home.write_note("10_Notes/Sourdough.md", "---\ntitle: Sourdough bread\n---\n# Starter\n\nFeed the starter daily.\n")
    home.write_note("10_Notes/Compost.md", "# Compost\n\nBrown and green layers.\n\n## Heap\n\nTurn the heap in spring.\n")
    home.write_note("00_Daily/2026-02-05.md", "## Focus\n- Read about [[Compost]]\n\n## Notes\n- Ordered rye flour\n")
    home.write_note("30_Concepts/Zettelkasten.md", "A Zettelkasten links small notes. Größe spielt keine Rolle.\n")


def note_text(rng, token):
    """A note of several sections in which `token` stands once in the text."""
    sections = []
    for number in range(rng.randint(1, 5)):
        words = " ".join(rng.choice(WORDS) for _ in range(rng.randint(5, 120)))
        sections.append(f"## Section {number}\n\n{words}.\n")
    position = rng.randrange(len(sections))
    sections[position] += f"\nThe mark {token} stands here.\n"
    return "# " + rng.choice(WORDS) + "\n\n" + "\n".join(sections)


def write_many(home, count, seed=1, folder="bulk"):
    """`count` notes; returns {path: token}."""
    rng = random.Random(seed)
    tokens = {}
    for number in range(count):
        path = f"{folder}/{number % 17:02d}/note {number:05d}.md"
        tokens[path] = f"mark{seed}x{number:05d}"  # none is the beginning of another
        home.write_note(path, note_text(rng, tokens[path]))
    return tokens
