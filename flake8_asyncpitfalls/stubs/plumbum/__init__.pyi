# source: https://plumbum.readthedocs.io/en/latest/
from plumbum.machines.local import local
