from pathlib import Path

import requests


def read_text(name):
    return (Path("texts") / name).read_text()


def read_seldom(name):
    return (Path("texts") / name).read_text()


def read_plainly(name):
    return (Path("texts") / name).read_text()


def fetch_text(name):
    return requests.get(f"http://localhost/{name}").text
