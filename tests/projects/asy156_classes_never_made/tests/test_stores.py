from stores import TestedStore


def test_load() -> None:
    assert TestedStore().load(__file__)
