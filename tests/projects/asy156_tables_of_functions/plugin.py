from readers import Loader


def register(function):
    Loader.CHANGED_ELSEWHERE["own"] = function
