from .store import Store, save
from .tasks import *

__all__ = ["Store", "save", "notify"]
