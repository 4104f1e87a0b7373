# source: https://pygithub.readthedocs.io/en/stable/github.html
from github import Github
