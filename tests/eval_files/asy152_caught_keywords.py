"""A branch is taken only where a keyword is passed that the helper catches in ``**options``."""

import requests


def load(path, **options):
    if options.get("remote"):
        requests.get(path)
    return path


def take(path, **options):
    wanted = options.pop("wait", False)
    if not wanted:
        return path
    return requests.get(path)


def unless_local(path, **options):
    if options.get("local") is None:
        requests.get(path)


def with_default(path, **options):
    if options.get("remote", True):
        requests.get(path)


class Model:
    def __init__(self, name, **kwargs):
        self.assistant = kwargs.get("assistant", None)
        if self.assistant:
            requests.get(name)
        if "fetch" in kwargs:
            requests.get(name)


class Child(Model):
    def __init__(self, name, **kwargs):
        super().__init__(name, **kwargs)


def get(path, remote=False):
    if remote:
        requests.get(path)


def hand_on(path, **options):
    return get(path, **options)


def changed(path, **options):
    options.setdefault("remote", True)
    if options.get("remote"):
        requests.get(path)


def asked_twice(path, **options):
    options.pop("remote", None)
    if not options.pop("remote", None):
        requests.get(path)


def hand_on_others(path, **options):
    more = {**options, "remote": True}
    return get(path, **more)


async def silent():
    load("x")
    load("x", local=True)
    load("x", remote=False)
    take("x")
    unless_local("x", local="here")
    with_default("x", remote=False)
    Model("x")
    Model("x", other=1)
    Child("x")
    hand_on("x")
    hand_on("x", remote=False)


async def flagged_classes():
    Model("x", assistant="a")  # error: 4
    Model("x", fetch=None)  # error: 4
    Child("x", fetch=1)  # error: 4


async def flagged(**kw):
    load("x", remote=True)  # error: 4
    take("x", wait=True)  # error: 4
    unless_local("x")  # error: 4
    with_default("x")  # error: 4
    hand_on("x", remote=True)  # error: 4
    load("x", **kw)  # error: 4
    changed("x")  # error: 4
    asked_twice("x", remote=True)  # error: 4
    hand_on_others("x")  # error: 4
