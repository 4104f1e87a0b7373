from builds import Checkout, Derived, Lazy, Quiet, Version


async def main():
    Checkout("x")  # error: 4
    Version(".")  # error: 4
    Derived("x")  # error: 4
    Lazy("x")
    Quiet()
