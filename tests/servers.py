"""Servers for the examples, on loopback, each with its data in a temporary folder.

Each gives the environment variables by which a program finds it. PostgreSQL and MariaDB are the
ones installed. Both refuse to run as root, so root starts them as another user.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

START = 60
"""Seconds that a server may take to answer on a busy machine."""


class ServerMissingError(Exception):
    """The server cannot be had here; the message says why."""


@contextmanager
def http_api() -> Iterator[dict[str, str]]:
    """The server of ``slow_api.py``."""
    if find_spec("aiohttp") is None:
        raise ServerMissingError("aiohttp is not installed")
    program = Path(__file__).with_name("slow_api.py")
    with subprocess.Popen(
        [sys.executable, str(program)], stdout=subprocess.PIPE, encoding="utf-8"
    ) as server:
        try:
            assert server.stdout is not None
            yield {"API_URL": f"http://127.0.0.1:{int(server.stdout.readline())}"}
        finally:
            server.kill()


@contextmanager
def postgresql() -> Iterator[dict[str, str]]:
    """An empty PostgreSQL cluster, thrown away afterwards."""
    initdb = _program("initdb", "/usr/lib/postgresql/*/bin")
    server, is_ready = initdb.with_name("postgres"), initdb.with_name("pg_isready")
    password, port = secrets.token_hex(), str(_free_port())
    with _folder("postgres") as (folder, account):
        data, secret = folder / "data", folder / "password"
        secret.write_text(password)
        os.chmod(secret, 0o644)  # inside a folder that is closed to others
        _run([initdb, "-D", data, "-U", "reader", "-A", "scram-sha-256", f"--pwfile={secret}",
              "--no-sync", "--no-locale", "--encoding=UTF8"], account)  # fmt: skip
        options = [f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=",
                   "fsync=off"]  # fmt: skip
        command = [server, "-D", data, *(word for option in options for word in ("-c", option))]
        with _running(command, account, signal.SIGINT) as process:
            _wait(process, lambda: _is_done([is_ready, "-q", "-h", "127.0.0.1", "-p", port]))
            url = f"postgresql://reader:{password}@127.0.0.1:{port}/postgres"
            yield {"POSTGRES_URL": url}


@contextmanager
def mariadb() -> Iterator[dict[str, str]]:
    """A MariaDB with the empty database ``shop``, thrown away afterwards."""
    install = _program("mariadb-install-db", "/usr/bin")
    server = _program("mariadbd", "/usr/sbin")
    password, port = secrets.token_hex(), str(_free_port())
    with _folder("mysql") as (folder, account):
        data, first = folder / "data", folder / "first.sql"
        first.write_text(
            "CREATE DATABASE shop;\n"
            f"CREATE USER reader@'127.0.0.1' IDENTIFIED BY '{password}';\n"
            "GRANT ALL ON shop.* TO reader@'127.0.0.1';\n"
        )
        os.chmod(first, 0o644)  # inside a folder that is closed to others
        _run([install, "--no-defaults", f"--datadir={data}", "--skip-test-db",
              "--auth-root-authentication-method=normal", "--skip-name-resolve"], account)  # fmt: skip
        command = [server, "--no-defaults", f"--datadir={data}", f"--port={port}",
                   "--bind-address=127.0.0.1", f"--socket={folder / 'socket'}",
                   f"--pid-file={folder / 'pid'}", f"--init-file={first}", "--skip-log-bin",
                   "--skip-name-resolve", "--innodb-flush-log-at-trx-commit=0"]  # fmt: skip
        with _running(command, account, signal.SIGTERM) as process:
            _wait(process, lambda: _greets(int(port)))
            yield {"MARIADB_PORT": port, "MARIADB_PASSWORD": password}


SERVERS: dict[str, Callable[[], AbstractContextManager[dict[str, str]]]] = {
    "http": http_api,
    "postgresql": postgresql,
    "mariadb": mariadb,
}


def _program(name: str, where: str) -> Path:
    """The newest installed program of that name, on the path or in the folders *where*."""
    if found := shutil.which(name):
        return Path(found).resolve()
    root, _, pattern = where.partition("/")
    found_there = sorted(Path(root or "/").glob(f"{pattern}/{name}"))
    if not found_there:
        raise ServerMissingError(f"{name} is not installed")
    return found_there[-1]


def _account(preferred: str) -> dict[str, Any]:
    """Arguments for ``subprocess`` that give up root's rights; none for other users."""
    if os.geteuid() != 0:
        return {}
    for name in (preferred, "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise ServerMissingError("root may not start a database, and there is no other user to do it")


@contextmanager
def _folder(preferred: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """A temporary folder that belongs to the account that a server runs under."""
    account = _account(preferred)
    # pytest's own folders are closed to everybody but the user who runs the tests.
    with tempfile.TemporaryDirectory(prefix=f"{preferred}-", ignore_cleanup_errors=True) as name:
        if account:
            os.chown(name, account["user"], account["group"])
        yield Path(name), account


def _run(command: Sequence[str | Path], account: dict[str, Any]) -> None:
    run = subprocess.run(
        command, cwd="/", capture_output=True, encoding="utf-8", check=False, **account
    )
    if run.returncode:
        raise ServerMissingError(f"{Path(command[0]).name} failed: {run.stderr.strip()[-500:]}")


@contextmanager
def _running(
    command: Sequence[str | Path], account: dict[str, Any], stop: signal.Signals
) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **account
    ) as process:
        try:
            yield process
        finally:
            process.send_signal(stop)
            try:
                process.wait(START)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(process: subprocess.Popen[bytes], is_ready: Callable[[], bool]) -> None:
    end = time.monotonic() + START
    while not is_ready():
        if process.poll() is not None or time.monotonic() > end:
            raise ServerMissingError(f"{process.args!r} does not start")
        time.sleep(0.05)


def _is_done(command: Sequence[str | Path]) -> bool:
    return subprocess.run(command, check=False).returncode == 0


def _greets(port: int) -> bool:
    """Whether a server speaks first on *port*, as MariaDB does once it takes connections."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            return bool(connection.recv(1))
    except OSError:
        return False


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
