# source: https://plumbum.readthedocs.io/en/latest/local_commands.html
from plumbum.machines.local import LocalCommand

def __getattr__(name) -> LocalCommand: ...
