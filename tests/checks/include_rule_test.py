"""The include rule: what it lets pass, what it stops, and what it says about it. Trees are written for each case."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "ops" / "checks" / "include_rule.py"


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
                "messages/note.hpp": "#include <string>\n",
                "messages/type_ids.hpp": "#include <caf/type_id.hpp>\n",
                "stores/database.cpp": '#include <sqlite3.h>\n#include "messages/note.hpp"\n',
                "stores/note_store.hpp": '#include "messages/note.hpp"\n',
                "brain/vault/scan.hpp": '#include "messages/note.hpp"\n#include "stores/note_store.hpp"\n',
                "brain/llm/http_client.cpp": "#include <httplib.h>\n",
                "ops/config.hpp": '#include "messages/note.hpp"\n',
                "ops/backup/backup.cpp": '#include "stores/note_store.hpp"\n',
                "actors/work_item.hpp": '#include "messages/note.hpp"\n',
                "actors/address.hpp": '#include "actors/work_item.hpp"\n',
                "actors/front.cpp": '#include <caf/actor.hpp>\n#include "brain/vault/scan.hpp"\n#include "ops/config.hpp"\n',
                "http/server.cpp": '#include "actors/address.hpp"\n#include "ops/config.hpp"\n',
                "cli/main.cpp": '#include <sqlite3.h>\n#include "http/server.hpp"\n#include "actors/address.hpp"\n',
                "http/server.hpp": "",
                "tests/http/server_test.cpp": '#include <caf/all.hpp>\n#include "http/server.hpp"\n',
            }
        )

    def test_messages_know_nothing_of_ours(self):
        self.assert_offence(
            {"messages/note.hpp": '#pragma once\n#include "stores/a.hpp"\n', "stores/a.hpp": ""},
            "messages/note.hpp:2",
            "may include messages/",
        )

    def test_only_type_ids_knows_caf_among_the_messages(self):
        self.assert_offence(
            {"messages/note.hpp": "#include <caf/actor.hpp>\n"}, "messages/note.hpp:1", "may not use CAF"
        )

    def test_stores_know_no_caf_and_no_http(self):
        self.assert_offence({"stores/a.cpp": "#include <caf/all.hpp>\n"}, "stores/a.cpp:1", "may not use CAF")
        self.assert_offence({"stores/a.cpp": "#include <httplib.h>\n"}, "stores/a.cpp:1", "may not use httplib")

    def test_http_reads_what_strangers_send_by_itself(self):
        self.assert_offence({"http/a.cpp": "#include <httplib.h>\n"}, "http/a.cpp:1", "may not use httplib")

    def test_brain_asks_the_stores_instead_of_sqlite(self):
        self.assert_offence(
            {"brain/search/rank.cpp": "#include <sqlite3.h>\n"}, "brain/search/rank.cpp:1", "may not use SQLite"
        )

    def test_brain_uses_httplib_in_one_file_only(self):
        self.assert_offence(
            {"brain/llm/prompts.cpp": "#include <httplib.h>\n"}, "brain/llm/prompts.cpp:1", "may not use httplib"
        )

    def test_only_backup_reaches_the_stores_from_ops(self):
        sources = {"stores/a.hpp": "", "ops/backup/b.cpp": '#include "stores/a.hpp"\n'}
        self.assert_obeys(sources)
        self.assert_offence(
            {"stores/a.hpp": "", "ops/config.cpp": '#include "stores/a.hpp"\n'}, "ops/config.cpp:1", "out of reach"
        )

    def test_http_sees_one_header_of_the_actors(self):
        self.assert_offence(
            {"actors/front.hpp": "", "http/routes.cpp": '#include "actors/front.hpp"\n'},
            "http/routes.cpp:1",
            "actors/address.hpp",
        )

    def test_http_knows_no_sqlite(self):
        self.assert_offence({"http/a.cpp": "#include <sqlite3.h>\n"}, "http/a.cpp:1", "may not use SQLite")

    def test_actors_do_not_serve_http(self):
        self.assert_offence({"actors/a.cpp": "#include <httplib.h>\n"}, "actors/a.cpp:1", "may not use httplib")
        self.assert_offence(
            {"http/server.hpp": "", "actors/a.cpp": '#include "http/server.hpp"\n'}, "actors/a.cpp:1", "out of reach"
        )

    def test_a_library_that_comes_through_a_neighbour_is_reported_with_its_way(self):
        self.assert_offence(
            {
                "http/routes.cpp": '#include <string>\n#include "actors/address.hpp"\n',
                "actors/address.hpp": '#include "actors/mail.hpp"\n',
                "actors/mail.hpp": "#include <caf/mailbox.hpp>\n",
            },
            "http/routes.cpp:2",
            "actors/address.hpp -> actors/mail.hpp -> caf/mailbox.hpp",
        )

    def test_headers_that_include_each_other_end(self):
        self.assert_obeys({"ops/a.hpp": '#include "ops/b.hpp"\n', "ops/b.hpp": '#include "ops/a.hpp"\n'})

    def test_paths_start_at_the_repository_root(self):
        self.assert_offence(
            {"ops/a.hpp": "", "ops/b.hpp": '#include "a.hpp"\n'}, "ops/b.hpp:1", "from the repository root"
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
