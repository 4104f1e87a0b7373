import parts
from parts import Closing, Opened


class Whole(Opened, Closing):
    pass


class Half(parts.Closing, parts.Other, Opened):
    pass
