"""What a test passes stands in for the real thing."""
from engine import Toy
from panel import Panel


def test_panel():
    assert Panel(Toy(), "x").label == "x"
