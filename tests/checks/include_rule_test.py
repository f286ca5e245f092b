"""The include rule: what it lets pass, what it stops, and what it says about it. Trees are written for each case."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "tools" / "checks" / "include_rule.py"


class IncludeRuleTest(unittest.TestCase):
    def run_on(self, sources):
        """Writes {path: text}, runs the script on it and keeps its exit code and lines."""
        with tempfile.TemporaryDirectory() as root:
            for path, text in sources.items():
                target = Path(root, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
            done = subprocess.run([sys.executable, SCRIPT, root], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.splitlines()

    def assert_obeys(self, sources):
        code, lines = self.run_on(sources)
        self.assertEqual((code, lines), (0, [f"include rule: {len(sources)} files obey"]))

    def assert_offence(self, sources, where, what):
        code, lines = self.run_on(sources)
        self.assertEqual(code, 1, lines)
        self.assertEqual(len(lines), 1, lines)
        self.assertTrue(lines[0].startswith(where + ": "), lines[0])
        self.assertIn(what, lines[0])

    def test_a_tree_that_keeps_to_the_table_passes(self):
        self.assert_obeys(
            {
                "base/error.hpp": "#include <string>\n",
                "messages/note.hpp": '#include "base/error.hpp"\n',
                "stores/database.cpp": '#include <sqlite3.h>\n#include "messages/note.hpp"\n',
                "stores/note_store.hpp": '#include "messages/note.hpp"\n',
                "brain/vault/scan.hpp": '#include "messages/note.hpp"\n',
                "brain/search/rank.hpp": '#include "stores/note_store.hpp"\n',
                "brain/sync/run.hpp": '#include "brain/vault/scan.hpp"\n',
                "brain/sync/tasks/board.hpp": '#include "brain/sync/run.hpp"\n',
                "ops/config/config.hpp": '#include "messages/note.hpp"\n',
                "ops/backup/backup.cpp": '#include "stores/note_store.hpp"\n',
                "messages/work_item.hpp": '#include "messages/note.hpp"\n',
                "messages/address.hpp": '#include "messages/work_item.hpp"\n',
                "actors/front.cpp": '#include <caf/actor.hpp>\n#include "brain/vault/scan.hpp"\n#include "ops/config/config.hpp"\n',
                "http/wire/route.hpp": '#include "messages/address.hpp"\n',
                "http/server/server.cpp": '#include "http/wire/route.hpp"\n',
                "http/routes/routes.cpp": '#include "http/server/server.hpp"\n#include "http/wire/route.hpp"\n',
                "cli/service/running_service.cpp": '#include <sqlite3.h>\n#include "http/server/server.hpp"\n',
                "http/server/server.hpp": "",
                "tests/http/server/server_test.cpp": '#include <caf/all.hpp>\n#include "http/server/server.hpp"\n',
            }
        )

    def test_base_knows_nothing_of_ours(self):
        self.assert_offence(
            {"base/files.hpp": '#pragma once\n#include "messages/a.hpp"\n', "messages/a.hpp": ""},
            "base/files.hpp:2",
            "base may include base",
        )

    def test_messages_know_base_alone(self):
        self.assert_offence(
            {"messages/note.hpp": '#pragma once\n#include "stores/a.hpp"\n', "stores/a.hpp": ""},
            "messages/note.hpp:2",
            "messages may include messages, base",
        )
        self.assert_offence(
            {"messages/note.hpp": "#include <caf/actor.hpp>\n"}, "messages/note.hpp:1", "may not use CAF"
        )

    def test_a_room_includes_no_room_above_it(self):
        for lower, upper in (
            ("brain/vault", "brain/llm"),
            ("brain/search", "brain/answers"),
            ("brain/sync", "brain/sync/tasks"),
            ("brain/sync/tasks", "brain/sync/weekly"),
            ("ops/log", "ops/data"),
            ("http/wire", "http/server"),
            ("http/server", "http/routes"),
            ("cli/display", "cli/client"),
            ("cli/service", "cli/commands"),
        ):
            self.assert_offence(
                {f"{upper}/a.hpp": "", f"{lower}/b.cpp": f'#include "{upper}/a.hpp"\n'},
                f"{lower}/b.cpp:1",
                f'"{upper}/a.hpp" is out of reach',
            )

    def test_every_file_lies_in_a_room(self):
        self.assert_offence({"ops/config.hpp": ""}, "ops/config.hpp:1", "lies in no room")

    def test_the_document_shows_the_table(self):
        drawing = subprocess.run([sys.executable, SCRIPT, "--drawing"], capture_output=True, text=True, check=True).stdout
        document = "# Architecture\n\n## Rooms\n\nWords.\n\n```\n{}```\n"
        sources = {"base/a.hpp": "", "docs/architecture.md": document.format(drawing)}
        self.assertEqual(self.run_on(sources)[0], 0)
        for other in (drawing + "cellar\n", drawing.replace("http/wire", "http/wires", 1), ""):
            sources["docs/architecture.md"] = document.format(other)
            code, lines = self.run_on(sources)
            self.assertEqual(code, 1)
            self.assertIn("is not the table", lines[0])

    def test_stores_know_no_caf_and_no_http(self):
        self.assert_offence({"stores/a.cpp": "#include <caf/all.hpp>\n"}, "stores/a.cpp:1", "may not use CAF")
        self.assert_offence({"stores/a.cpp": "#include <httplib.h>\n"}, "stores/a.cpp:1", "may not use httplib")

    def test_http_reads_what_strangers_send_by_itself(self):
        self.assert_offence({"http/server/a.cpp": "#include <httplib.h>\n"}, "http/server/a.cpp:1", "may not use httplib")

    def test_brain_asks_the_stores_instead_of_sqlite(self):
        self.assert_offence(
            {"brain/search/rank.cpp": "#include <sqlite3.h>\n"}, "brain/search/rank.cpp:1", "may not use SQLite"
        )

    def test_only_the_room_for_calls_over_the_network_uses_libcurl(self):
        self.assert_obeys({"net/http_client.cpp": "#include <curl/curl.h>\n"})
        self.assert_offence(
            {"brain/answers/prompts.cpp": "#include <curl/curl.h>\n"}, "brain/answers/prompts.cpp:1", "may not use libcurl"
        )

    def test_only_backup_reaches_the_stores_from_ops(self):
        sources = {"stores/a.hpp": "", "ops/backup/b.cpp": '#include "stores/a.hpp"\n'}
        self.assert_obeys(sources)
        self.assert_offence(
            {"stores/a.hpp": "", "ops/data/b.cpp": '#include "stores/a.hpp"\n'}, "ops/data/b.cpp:1", "out of reach"
        )

    def test_http_sees_no_actor(self):
        self.assert_offence(
            {"actors/front.hpp": "", "http/routes/routes.cpp": '#include "actors/front.hpp"\n'},
            "http/routes/routes.cpp:1",
            "out of reach",
        )

    def test_http_knows_no_sqlite(self):
        self.assert_offence({"http/wire/a.cpp": "#include <sqlite3.h>\n"}, "http/wire/a.cpp:1", "may not use SQLite")

    def test_commands_describe_themselves_without_cli11(self):
        self.assert_obeys({"cli/display/command.cpp": "#include <CLI/CLI.hpp>\n"})
        self.assert_offence({"cli/commands/a.cpp": "#include <CLI/CLI.hpp>\n"}, "cli/commands/a.cpp:1", "may not use CLI11")

    def test_actors_do_not_serve_http(self):
        self.assert_offence({"actors/a.cpp": "#include <httplib.h>\n"}, "actors/a.cpp:1", "may not use httplib")
        self.assert_offence(
            {"http/server/server.hpp": "", "actors/a.cpp": '#include "http/server/server.hpp"\n'}, "actors/a.cpp:1", "out of reach"
        )

    def test_a_library_that_comes_through_a_neighbour_is_reported_with_its_way(self):
        self.assert_offence(
            {
                "brain/search/rank.cpp": '#include <string>\n#include "stores/reader.hpp"\n',
                "stores/reader.hpp": '#include "stores/database.hpp"\n',
                "stores/database.hpp": "#include <sqlite3.h>\n",
            },
            "brain/search/rank.cpp:2",
            "stores/reader.hpp -> stores/database.hpp -> sqlite3.h",
        )

    def test_headers_that_include_each_other_end(self):
        self.assert_obeys({"ops/data/a.hpp": '#include "ops/data/b.hpp"\n', "ops/data/b.hpp": '#include "ops/data/a.hpp"\n'})

    def test_paths_start_at_the_repository_root(self):
        self.assert_offence(
            {"base/a.hpp": "", "base/b.hpp": '#include "a.hpp"\n'}, "base/b.hpp:1", "from the repository root"
        )

    def test_no_source_depends_on_the_tests(self):
        self.assert_offence(
            {"tests/fake.hpp": "", "cli/main.cpp": '#include "tests/fake.hpp"\n'}, "cli/main.cpp:1", "out of reach"
        )

    def test_spacing_does_not_hide_an_include(self):
        self.assert_offence({"stores/a.cpp": "  #  include <caf/all.hpp>\n"}, "stores/a.cpp:1", "may not use CAF")

    def test_an_empty_tree_is_a_wrong_argument(self):
        code, lines = self.run_on({})
        self.assertEqual(code, 1)
        self.assertIn("repository root", lines[0])


if __name__ == "__main__":
    unittest.main()
