"""``asyncfix server``: start the server on standard input and output."""

from __future__ import annotations

import sys


def main(args: list[str]) -> int:
    """Serve until the editor says so; *args* may be ``--stdio``, which is what it does anyway."""
    if [arg for arg in args if arg != "--stdio"]:
        print("asyncfix server: error: it takes no argument but --stdio", file=sys.stderr)
        return 2
    try:
        from flake8_asyncpitfalls.server.app import make_server
    except ModuleNotFoundError as error:
        if error.name not in ("pygls", "lsprotocol"):
            raise
        text = "the language server needs pygls: pip install 'flake8-asyncpitfalls[server]'"
        print(f"asyncfix server: error: {text}", file=sys.stderr)
        return 2
    make_server().start_io()
    return 0
