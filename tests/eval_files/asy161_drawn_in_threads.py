# only: own
"""pyplot draws what is current for the whole process: no part of that goes to a thread."""

import matplotlib.pyplot as plt
from matplotlib.figure import Figure


def drawn(points: list[int], path: str) -> None:
    plt.clf()
    plt.imshow(points)
    plt.title("Points")
    figure = plt.gcf()
    figure.set_size_inches(20, 20)
    figure.savefig(path, bbox_inches="tight")


def drawn_on_its_own(points: list[int], path: str) -> None:
    figure = Figure()
    figure.add_subplot().plot(points)
    figure.savefig(path)


async def draw(points: list[int]) -> None:
    drawn(points, "points.png")  # error: 4


async def draw_on_its_own(points: list[int]) -> None:
    drawn_on_its_own(points, "points.png")  # error: 4
