# only: own
import importlib
import json

import numpy


async def report(rows, name):
    import pandas  # error: 4, library="'pandas'"
    from torch import nn  # error: 4, library="'torch'"

    plugin = importlib.import_module(name)  # error: 13, library="a module"
    return pandas.DataFrame(rows), nn, plugin


async def light(rows):
    import csv

    import numpy.linalg

    return csv, json, numpy.linalg


def sync(rows):
    import pandas

    return pandas.DataFrame(rows), importlib.import_module("json")
