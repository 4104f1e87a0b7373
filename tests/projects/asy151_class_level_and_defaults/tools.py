import time


class Config:
    time.sleep(1)
    value = 1


def use(function=time.sleep, config=Config):
    return function, config
