from pathlib import Path

HERE = Path(__file__).parent


def load_text() -> str:
    return (HERE / "text.md").read_text()
