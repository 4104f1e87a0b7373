# source: https://questionary.readthedocs.io/en/stable/
from questionary import Question
