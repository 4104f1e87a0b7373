import asyncio
import time
from pathlib import Path
from unittest import TestCase

import pytest


async def test_it(path: Path, case: TestCase):
    with pytest.raises(FileNotFoundError):
        path.read_text()  # error: 8
    with case.assertRaises(FileNotFoundError):
        path.read_text()  # error: 8
    with pytest.warns(UserWarning), path:
        time.sleep(1)  # ASY101: 8
    await asyncio.sleep(1)
    path.read_text()  # error: 4
