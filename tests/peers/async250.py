"""Waiting for the keyboard."""

import getpass


async def ask():
    input("?")  # found: here, flake8-async, ruff
    getpass.getpass()  # found: here
