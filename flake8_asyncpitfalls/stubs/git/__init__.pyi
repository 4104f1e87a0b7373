# source: https://gitpython.readthedocs.io/en/stable/reference.html
from git.cmd import Git
from git.remote import Remote
from git.repo import Repo
