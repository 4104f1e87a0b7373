try:
    from .paid import turn
except ImportError:
    from .free import turn

try:
    from fastvalves import close
except ImportError:
    from .free import close
