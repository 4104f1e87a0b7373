from urls import Url


async def main():
    base = Url("https://example.org")
    other = Url("name")
    print(base + other)
    return base / other  # error: 11
