from .. import tools
from ..tools import pause
from . import other


async def main():
    pause()  # error: 4
    tools.pause()  # error: 4
    other.rest()  # error: 4
