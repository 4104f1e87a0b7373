"""Names that patterns bind."""
import dataclasses

import httpx
import requests


@dataclasses.dataclass(frozen=True)
class Job:
    client: httpx.Client
    session: requests.Session


class Odd:
    client = httpx.Client()
    __match_args__ = ("client",)


def matched(thing, client: httpx.Client | requests.Session):
    match thing:
        case httpx.Client() as found:
            found  # value: httpx.Client
        case [first, *others]:
            first  # value: unknown
        case {"key": value}:
            value  # value: unknown
        case other:
            other  # value: unknown
    match client:
        case httpx.Client():
            client  # value: httpx.Client
        case _:
            client  # value: httpx.Client | requests.Session


def a_case_with_a_guard_may_be_passed(command, is_ready):
    client = httpx.Client()
    match command:
        case _ if is_ready:
            client = httpx.AsyncClient()
    client  # value: httpx.AsyncClient | httpx.Client


def what_objects_hold(command, job: Job):
    match command:
        case Job(client=client, session=requests.Session() as session):
            client  # value: httpx.Client
            session  # value: requests.Session
        case Job(first, second) as whole:
            first  # value: httpx.Client
            second  # value: requests.Session
            whole  # value: tests.inference.match_statements.Job
        case [Job(missing=missing), other]:
            missing  # value: unknown
            other  # value: unknown
        case Odd(place):
            place  # value: unknown
        case Odd(client=client):
            client  # value: httpx.Client
        case mystery(client=client):
            client  # value: unresolved mystery().client
