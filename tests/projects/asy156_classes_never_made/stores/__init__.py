from .disk import DiskStore, ListedStore, NamedStore, TestedStore
from .memory import MemoryStore

__all__ = ["ListedStore"]
