"""What functions and classes of a module are known by.

A key is ``Class.method:12:4``: the qualified name inside the module, the 1-based line and the 0-based
column of the ``def`` or ``class``.
"""

from __future__ import annotations


class Keyed:
    """Something whose *identity* is a key."""

    identity: str

    @property
    def name(self) -> str:
        """The name in the ``def`` or ``class``; ``<lambda>`` for a lambda."""
        return self.local_name.rpartition(".")[2]

    @property
    def local_name(self) -> str:
        """The qualified name inside the module: ``Class.method``."""
        return self.identity.partition(":")[0]

    @property
    def line(self) -> int:
        """The 1-based line of the ``def`` or ``class``."""
        return int(self.identity.split(":")[1])
