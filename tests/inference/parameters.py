"""Parameters: defaults, and what is not known of them."""
import httpx


def use(bare, given=httpx.Client(), text="x", none=None, *args, **kwargs):
    bare  # value: unknown
    given  # value: unknown
    text  # value: unknown
    none  # value: unknown
    args  # value: unknown
    kwargs  # value: unknown


def outer(things, other):
    def called(client, maybe=None, mixed=None):
        client  # value: httpx.Client
        maybe  # value: httpx.Client
        mixed  # value: unknown

    def handed_on(client):
        client  # value: unknown

    def bound_again(client):
        client  # value: unknown

    async def inner(client, rest):
        client  # value: httpx.Client
        rest  # value: unknown

    bound_again = other
    called(httpx.Client(), mixed=other)
    [called(httpx.Client(), httpx.Client()) for _ in things]
    handed_on(httpx.Client())
    bound_again(httpx.Client())
    things.append(handed_on)
    return lambda: inner(httpx.Client(), *things)


make_client = httpx.Client


class Kept:
    def __init__(self, make=make_client, other=httpx.AsyncClient, text="x", made=httpx.Client()):
        self.made = make()
        make  # value: type[httpx.Client]
        other  # value: unknown
        text  # value: unknown
        made  # value: unknown

    def send(self):
        self.made  # value: httpx.Client


def use_kept(other):
    return Kept(), Kept(httpx.Client, other)


def in_a_circle(things):
    def all_of_them(client, mixed):
        client  # value: httpx.Client
        mixed  # value: unknown
        for thing in things:
            one(thing, client, mixed)
            one(thing, client, thing)

    def one(thing, client, mixed):
        client  # value: httpx.Client
        mixed  # value: unknown
        all_of_them(client, mixed)

    all_of_them(httpx.Client(), httpx.Client())
