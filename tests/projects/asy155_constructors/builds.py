import subprocess
from dataclasses import dataclass


class Checkout:
    def __init__(self, url):
        subprocess.run(["git", "clone", url])


@dataclass
class Version:
    path: str

    def __post_init__(self):
        self.text = subprocess.check_output(["git", "describe"], cwd=self.path)


class Lazy:
    def __init__(self, url):
        self.url = url


class Derived(Checkout):
    pass


class Quiet(Checkout):
    def __init__(self):
        self.url = ""
