"""The few exceptions of this package, each with a message fit to print as one line."""


class AsyncPitfallsError(Exception):
    """Base of all errors that a user can cause; ``str(error)`` is one line that names the cause."""


class SettingsError(AsyncPitfallsError):
    """A configuration value or command-line option that cannot be used."""


class SourceError(AsyncPitfallsError):
    """A file that cannot be read, decoded or parsed; the message starts with the file's path."""


class StubError(AsyncPitfallsError):
    """A stub file that does not parse or uses an unknown marker; the message has file and line."""


class RuleError(AsyncPitfallsError):
    """A rule module that breaks the conventions of ``rules/`` (name, code, docstring)."""


def described(error: Exception) -> str:
    """What went wrong and in which line of this package, for a report to its authors."""
    import os
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(frame.filename)}:{frame.lineno}"
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text} ({place}); please report it"
