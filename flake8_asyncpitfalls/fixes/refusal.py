"""The one exception of this package: why a fix is withheld."""

from __future__ import annotations


class RefusedError(Exception):
    """A fix that cannot be carried out rightly; ``str(refusal)`` is the reason, one clause."""
