"""Small vaults as people keep them, one of each kind, with what is easily counted wrong in each."""

import json

TASKS_PLUGIN = {
    "globalFilter": "#task",
    "statusSettings": {
        "coreStatuses": [{"symbol": " ", "name": "Todo", "nextStatusSymbol": "x", "type": "TODO"},
                         {"symbol": "x", "name": "Done", "nextStatusSymbol": " ", "type": "DONE"}],
        "customStatuses": [{"symbol": "!", "name": "Finished", "nextStatusSymbol": " ", "type": "DONE"}],
    },
}


def write_tasks_plugin_vault(home):
    home.write_note(".obsidian/community-plugins.json", json.dumps(["obsidian-tasks-plugin"]))
    home.write_note(".obsidian/plugins/obsidian-tasks-plugin/data.json", json.dumps(TASKS_PLUGIN))
    home.write_note(".obsidian/daily-notes.json", json.dumps({"folder": "Daily Notes"}))
    home.write_note("Daily Notes/2026-02-05.md", "- [ ] #task call Ann 📅 2026-02-06\n- [ ] milk, no task\n- [!] #task done\n")
    home.write_note("Daily Notes/2026-02-06.md", "> [!note]\n> - [x] #task in a callout ✅ 2026-02-06\n\n1. [ ] #task numbered\n")
    home.write_note("Daily Notes/2026-02-31.md", "no day\n")
    home.write_note("Plans/Garden.md", "---\naliases: [Allotment, \"Plot 7\"]\ntags:\n  - home/garden\n---\n# Plan\n\n"
                    "- [ ] #task dig #soil\n\t- [ ] #task deeper 🔁 every week ⏳ 2026-03-01\n\n```\n- [ ] #task code\n```\n\n"
                    "%% - [ ] #task comment %%\n<!--\n- [ ] #task hidden\n-->\n\n    - [ ] #task indented code\n\n"
                    "See [[2026-02-05]], [[Plans/Soil|soil]], [[Nobody]], ![[picture.png]] and `[[code]]`.\n")
    home.write_note("Plans/Soil.md", "~~~tasks\n#explain\n~~~\n\n(#clay) x#no ##no #2026\n\n[up](#heading) [[#heading]]\n")
    return {"daily_folder": "Daily Notes", "global_filter": "#task", "closed": "x!"}


def write_periodic_vault(home):
    for day in ("2024-10-20", "2024-10-21", "2024-11-02", "2024-11-03"):
        home.write_note(f"Review/Daily/{day}.md", f"---\ntags: [review, day]\n---\n- [x] habit\n- [ ] read [[2024-W43]]\n* [/] {day}\n")
    home.write_note("Review/Weekly/2024-W43.md", "---\nalias: week, the 43rd\n---\n- [-] dropped\n- [ ]  \n-[ ] no box\n")
    home.write_note("todo.md", "[ ] no marker\n| a | [ ] |\n- [link](todo.md)\n- [1](x)\n+ [ ] plus\n")
    return {"daily_folder": "Review/Daily"}


def write_categories_vault(home):
    home.write_note("Daily/2023-09-12.md", "Met [[Steph Ango|Steph]].\n")
    home.write_note("Notes/2023-09-12 Meeting with Steph.md", "---\ncategories:\n  - \"[[Meetings]]\"\npeople:\n  - \"[[Steph Ango]]\"\n"
                    "tags:\n  - meetings\n---\n- [x] agenda\n")
    home.write_note("Categories/Meetings.md", "---\ntags:\n  - categories\n---\n![[Meetings.base]]\n")
    home.write_note("References/Steph Ango.md", "---\naliases:\n  - kepano\ntags:\n  - people\n---\n[[Nobody here]]\n")
    return {"daily_folder": "Daily"}


KINDS = {"tasks plugin": write_tasks_plugin_vault, "periodic notes": write_periodic_vault, "categories": write_categories_vault}
