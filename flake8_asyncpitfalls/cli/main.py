"""The command ``asyncfix``. Modules are imported when they are needed, for the sake of start-up."""

from __future__ import annotations

import os
import sys

from flake8_asyncpitfalls import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from flake8_asyncpitfalls.asked import Earlier

WRONG_USAGE = 2
INTERRUPTED = 130
"""What shells report for a program that Ctrl-C ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with the arguments *argv* (default: the program's own); its exit status."""
    args = list(sys.argv[1:] if argv is None else argv)
    _open_what_is_closed()
    if args == ["--version"]:
        print(f"asyncfix {__version__}")
        return 0
    if args[:1] == ["server"]:
        from importlib import import_module

        # The server stands above the command, whose settings and sessions it uses.
        status: int = import_module("flake8_asyncpitfalls.server.main").main(args[1:])
        return status
    try:
        from flake8_asyncpitfalls.cli import replay

        again = replay.told(args)
        if isinstance(again, tuple):
            status = _said(*again)
        else:
            earlier = again
            status = _ended_by_signals(lambda: _run(args, earlier))
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Python flushes standard output once more at exit, and would complain.
        _write_no_more()
        return 1
    except OSError as error:
        print(f"asyncfix: error: {_cause(error)}", file=sys.stderr)
        _write_no_more()
        return WRONG_USAGE
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0


def _open_what_is_closed() -> None:
    """Let what is said go nowhere where the program was started with closed streams."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115


def _write_no_more() -> None:
    """Send what standard output still holds nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _cause(error: OSError) -> str:
    """What went wrong, which no file of the run is to blame for."""
    try:
        os.getcwd()
    except OSError:
        return "the current directory is not there any more"
    return f"{error.filename or 'standard output'}: {error.strerror or error}"


def _said(report: str, status: int) -> int:
    """Say *report*; the exit *status*."""
    _escape_what_cannot_be_written()
    sys.stdout.write(report)
    return status


def _ended_by_signals(run: Callable[[], int]) -> int:
    """What *run* gives; what ends a program ends it in order, so that it leaves no workers behind."""
    import signal
    import threading

    if threading.current_thread() is not threading.main_thread():
        return run()
    names = ("SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    # What is ignored (by nohup) stays ignored.
    ours = [number for number in numbers if before[number] is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _end)
    try:
        return run()
    finally:
        for number in ours:
            signal.signal(number, before[number])


def _end(number: int, _: object) -> None:
    raise SystemExit(128 + number)


def _run(args: list[str], earlier: Earlier | None) -> int:
    import time

    from flake8_asyncpitfalls import asked
    from flake8_asyncpitfalls.cli.arguments import parse
    from flake8_asyncpitfalls.errors import AsyncPitfallsError
    from flake8_asyncpitfalls.printable import printable

    _escape_what_cannot_be_written()
    asked.begin(time.time_ns(), earlier)
    try:
        if args[:1] == ["docs"]:
            from flake8_asyncpitfalls.cli import site

            return site.main(args[1:])
        return _dispatch(parse(args), args)
    except AsyncPitfallsError as error:
        print(f"asyncfix: error: {printable(str(error))}", file=sys.stderr)
        return WRONG_USAGE
    finally:
        asked.end()


def _escape_what_cannot_be_written() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _dispatch(arguments: argparse.Namespace, args: Sequence[str]) -> int:
    from flake8_asyncpitfalls.cli import config as configuration
    from flake8_asyncpitfalls.cli import inform, notes
    from flake8_asyncpitfalls.cli.per_folder import Configurations

    if inform.inform(arguments):
        return 0
    config = configuration.load(arguments)
    configs = Configurations(arguments, config)
    if hasattr(arguments, "show_settings"):
        inform.show_settings(configs, getattr(arguments, "paths", ()))
        return 0
    if hasattr(arguments, "reveal"):
        from flake8_asyncpitfalls.cli.reveal import reveal

        sys.stdout.write(reveal(arguments.reveal, config.settings))
        return 0
    if config.selection.is_empty():
        notes.say("'select' leaves out every ASY code")
    if hasattr(arguments, "watch"):
        from flake8_asyncpitfalls.cli.watch import watch

        return watch(arguments, args, configs)
    from flake8_asyncpitfalls.cli.run import run

    return run(arguments, configs, args)


if __name__ == "__main__":
    sys.exit(main())
