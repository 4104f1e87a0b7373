from app import store


def profile(user):
    return {"name": store.load(user)}
