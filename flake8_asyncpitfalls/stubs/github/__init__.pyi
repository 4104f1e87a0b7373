# source: https://pygithub.readthedocs.io/en/stable/
from github.MainClass import Github
