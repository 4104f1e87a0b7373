from pathlib import Path

HERE_TOO = Path(__file__).parent


def load() -> str:
    return (HERE_TOO / "state.json").read_text()
