"""Values with alternatives: attributes, calls and elements of each."""
import httpx
import requests


def either(flag):
    client = httpx.Client() if flag else requests.Session()
    client.get  # value: def httpx.Client.get | def requests.Session.get
    client.get("x")  # value: httpx.Response | requests.Response
    make = httpx.Client if flag else requests.Session
    make  # value: type[httpx.Client] | type[requests.Session]
    make()  # value: httpx.Client | requests.Session
    call = httpx.get if flag else mystery
    call  # value: def httpx.get | unresolved mystery
