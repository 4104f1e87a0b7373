import time

import requests

BASE = "http://127.0.0.1:8099"
session = requests.Session()


class ApiError(Exception):
    pass


def get_json(path, **params):
    response = session.get(BASE + path, params=params, timeout=5)
    if response.status_code != 200:
        raise ApiError(response.status_code)
    return response.json()


def get_with_retry(path, attempts=3):
    for attempt in range(attempts):
        try:
            return get_json(path)
        except ApiError:
            if attempt == attempts - 1:
                raise
            time.sleep(0.1 * (attempt + 1))


def wait_for(path, timeout=2.0):
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if is_up(path):
            return True
        time.sleep(0.1)
    return False


def is_up(path):
    return path != "/down"
