# only: own
import unittest
from unittest import IsolatedAsyncioTestCase, TestCase

import pytest
import pytest_asyncio
from third_party import AsyncCase, Mixin, run_async


class Clock(unittest.TestCase):
    async def test_tick(self):  # error: 4, advice="derive from unittest.IsolatedAsyncioTestCase"
        self.assertTrue(True)

    def test_sync(self): ...

    async def helper(self): ...

    @run_async
    async def test_run(self): ...

    async def asyncSetUp(self): ...


class Imported(TestCase):
    async def test_tick(self): ...  # error: 4

    async def test_tock(self): ...  # error: 4


class Shared(TestCase): ...


class Derived(Shared):
    async def test_tick(self): ...  # error: 4


class Isolated(unittest.IsolatedAsyncioTestCase):
    async def test_tick(self): ...


class AlsoIsolated(IsolatedAsyncioTestCase, TestCase):
    async def test_tick(self): ...


class Library(AsyncCase):
    async def test_tick(self): ...


class Mixed(Mixin, TestCase):
    async def test_tick(self): ...


class Runner(TestCase):
    def run(self, result=None):
        return super().run(result)

    async def test_tick(self): ...


class ByRunner(Runner):
    async def test_tock(self): ...


@run_async
class Decorated(TestCase):
    async def test_tick(self): ...


class Generating(TestCase):
    async def test_tick(self):
        yield 1


class Plain:
    async def test_tick(self): ...


@pytest.mark.asyncio
@pytest.fixture
async def connection(): ...  # error: 0, advice="use 'pytest_asyncio.fixture'"


@pytest.fixture(scope="module")
@pytest.mark.asyncio(loop_scope="module")
async def server(): ...  # error: 0


@pytest.mark.asyncio
async def test_connection(connection): ...


@pytest.fixture
async def by_a_plugin(): ...


@pytest_asyncio.fixture
async def proper(): ...
