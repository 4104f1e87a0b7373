from shop._tools import pause as wait
from shop._tools import Clock
