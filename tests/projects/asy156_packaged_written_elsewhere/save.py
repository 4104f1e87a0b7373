from state import HERE_TOO


def save(text: str) -> None:
    (HERE_TOO / "state.json").write_text(text)
