"""Parameters: defaults, and what is not known of them."""
import httpx


def use(bare, given=httpx.Client(), text="x", none=None, *args, **kwargs):
    bare  # value: unknown
    given  # value: unknown
    text  # value: unknown
    none  # value: unknown
    args  # value: unknown
    kwargs  # value: unknown
