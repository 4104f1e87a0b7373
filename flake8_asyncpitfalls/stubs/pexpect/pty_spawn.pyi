# source: https://pexpect.readthedocs.io/en/stable/api/pexpect.html
from pexpect import spawn
