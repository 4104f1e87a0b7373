# source: https://gitpython.readthedocs.io/en/stable/reference.html
from git import Git
