"""A test that cannot fail."""

import asyncio
import unittest


async def double(number: int) -> int:
    await asyncio.sleep(0)
    return number * 2


class DoubleTest(unittest.IsolatedAsyncioTestCase):
    async def test_double(self) -> None:
        self.assertEqual(await double(2), 4)


if __name__ == "__main__":
    unittest.main()
