from typing import TYPE_CHECKING

try:
    from fast import pause
except ImportError:
    from slow import pause

if TYPE_CHECKING:
    from clock import Clock


async def main(clock: "Clock"):
    pause()  # error: 4
    clock.wait()  # error: 4
