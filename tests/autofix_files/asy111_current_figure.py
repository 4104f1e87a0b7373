"""The current figure is one for the whole process; a figure of one's own may be drawn in a thread."""
import asyncio

import matplotlib.pyplot as plt
from matplotlib.figure import Figure


async def draw(points, path):
    plt.figure(figsize=(14, 10))
    plt.plot(points)
    plt.savefig(path)  # error: 4
    plt.close()


async def draw_own(points, path):
    figure = Figure()
    figure.add_subplot().plot(points)
    await asyncio.to_thread(figure.savefig, path)  # error: 4


async def draw_axes(points, path):
    figure, axes = plt.subplots()
    axes.plot(points)
    figure.savefig(path)  # error: 4
    plt.close(figure)
