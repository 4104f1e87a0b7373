"""Functions that make what they return."""
import io

import grpc.aio
import httpx
import requests


def make(kind: str):
    if kind == "a":
        return httpx.Client()
    return requests.Session()


def make_function():
    def inner():
        return httpx.Client()

    return inner


def make_class(flag):
    return httpx.Client if flag else requests.Session


def outer(client=None):
    return client or httpx.Client()


def hand_on(value):
    return value


def use():
    make("a")  # value: httpx.Client
    make_function()  # value: def tests.inference.factories.make_function.<locals>.inner
    make_function()()  # value: httpx.Client
    make_class(True)()  # value: httpx.Client
    make_class(mystery)()  # value: httpx.Client | requests.Session
    outer()  # value: httpx.Client
    hand_on(httpx.Client())  # value: httpx.Client
    hand_on(1)  # value: int
    serve()  # value: grpc.aio.Server
    serve_plainly()  # value: grpc.Server
    file_object()  # value: io.IOBase


def serve() -> grpc.Server:
    server = grpc.aio.server()
    return server


def serve_plainly() -> grpc.Server:
    return grpc.server()


def file_object() -> io.IOBase:
    return mystery()
