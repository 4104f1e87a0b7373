__all__: tuple[str, ...] = ("Api",)

from shop.hidden import tools
from shop.hidden import tools as engines


class Api: ...
