"""Assignment expressions bind in the function around them."""
import httpx


def use():
    if (client := httpx.Client()).get:
        client  # value: httpx.Client
    (again := client)  # value: httpx.Client
    [last := httpx.Client() for _ in range(2)]  # value: list[httpx.Client]
    last  # value: httpx.Client
