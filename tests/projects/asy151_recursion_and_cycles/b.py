import a


def second(number):
    return a.first(number)
