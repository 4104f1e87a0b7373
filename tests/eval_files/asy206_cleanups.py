"""Coroutine functions among cleanups, planned work and jobs."""
# only: own

import contextlib
import sched
import unittest


async def work(): ...


def plain(): ...


async def main():
    with contextlib.ExitStack() as stack:
        stack.callback(work)  # error: 23
        stack.callback(plain)
    sched.scheduler().enter(1, 1, work)  # error: 34


class Case(unittest.TestCase):
    def setUp(self):
        self.addCleanup(work)  # error: 24
        self.addCleanup(plain)
