from .tools import pause

__all__ = ["pause"]
