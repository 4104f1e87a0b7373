"""A lambda that is called for each element of something knows what it gets."""


class User:
    name: str

    async def rank(self) -> int:
        return 1


def ordered(users: list[User], names: list[str], unknown):
    sorted(users, key=lambda user: user.rank())  # error: 22
    list(filter(lambda user: user.rank(), users))  # error: 16
    list(map(lambda name, user: user.rank(), names, users))  # error: 13
    max(users, key=lambda user, /: user.rank())  # error: 19
    sorted(users, key=lambda user: user.name)
    sorted(unknown, key=lambda user: user.rank())
    list(map(lambda name, user: user.rank(), users, names))
    list(map(lambda user: user.rank(), *users))
    unknown(users, key=lambda user: user.rank())
    min(users, users, key=lambda user: user.rank())


def own_function(users: list[User]):
    def max(users, key):
        return key(1)

    return max(users, key=lambda user: user.rank())
