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
