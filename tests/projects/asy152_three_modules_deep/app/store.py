from app.web import get


def load(user):
    return get(f"https://example.org/{user}")["name"]
