# source: https://python-prompt-toolkit.readthedocs.io/en/stable/
from prompt_toolkit.application import Application
from prompt_toolkit.shortcuts import PromptSession, prompt
