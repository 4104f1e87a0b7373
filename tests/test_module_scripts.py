"""Scripts and functions that let a loop run one coroutine."""

from __future__ import annotations

import pytest
from fixing import fix_until_stable

from flake8_asyncpitfalls.settings import Settings

HEAD = "import asyncio\n\n\nasync def work(number):\n    return number\n\n\n"


def fixed(script: str) -> str:
    """What all fixes make of *script* below HEAD."""
    data = (HEAD + script).encode()
    settings = Settings(target_version=(3, 11))
    return fix_until_stable("m.py", data, settings, unsafe=True).decode().removeprefix(HEAD)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (
            (
                "# The work.\nloop = asyncio.get_event_loop()\n"
                "x = loop.run_until_complete(\n    work(1),\n)\nloop.close()\nprint(x)\n"
            ),
            "# The work.\nx = asyncio.run(\n    work(1),\n)\nprint(x)\n",
        ),
        (
            (
                "loop = asyncio.new_event_loop()\nasyncio.set_event_loop(loop)\n"
                "loop.run_until_complete(work(1))\nloop.close()\n"
            ),
            "asyncio.run(work(1))\n",
        ),
        (
            "print(1)\n\nloop = asyncio.get_event_loop()\nloop.run_until_complete(work(1))  # all\n",
            "print(1)\n\nasyncio.run(work(1))  # all\n",
        ),
    ],
)
def test_the_loop_goes(script: str, expected: str) -> None:
    assert fixed(script) == expected


@pytest.mark.parametrize(
    "script",
    [
        # Something else is done with it, here or in a function.
        "loop = asyncio.get_event_loop()\nloop.run_until_complete(work(1))\nprint(loop)\n",
        (
            "def stop():\n    loop.stop()\n\n\nloop = asyncio.get_event_loop()\n"
            "loop.run_until_complete(work(1))\n"
        ),
        # Something is done in between.
        "loop = asyncio.get_event_loop()\nprint(1)\nloop.run_until_complete(work(1))\n",
        # A comment would be lost; a line is shared.
        "loop = asyncio.get_event_loop()  # ours\nloop.run_until_complete(work(1))\n",
        "loop = asyncio.get_event_loop(); loop.run_until_complete(work(1))\n",
    ],
)
def test_the_loop_stays(script: str) -> None:
    assert fixed(script) == script


OBJECT = (
    "class Importer:\n    async def stories(self):\n"
    "        await asyncio.sleep(1)\n        return []\n\n\n"
)
ASKED = "def main(path):\n    loop = asyncio.get_event_loop()\n    path = path or 'x'\n"
RUN = "    if path:\n        print(loop.run_until_complete(work(path)))\n"


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (
            ASKED + RUN,
            (
                "def main(path):\n    path = path or 'x'\n    if path:\n"
                "        print(asyncio.run(work(path)))\n"
            ),
        ),
        (
            (
                f"{OBJECT}def main():\n    importer = Importer()\n    loop = asyncio.get_event_loop()\n"
                "    return loop.run_until_complete(importer.stories())\n"
            ),
            f"{OBJECT}def main():\n    importer = Importer()\n    return asyncio.run(importer.stories())\n",
        ),
        (
            (
                'if __name__ == "__main__":\n    loop = asyncio.get_event_loop()\n    try:\n'
                "        loop.run_until_complete(work(1))\n    finally:\n        pass\n"
            ),
            'if __name__ == "__main__":\n    asyncio.run(work(1))\n',
        ),
    ],
)
def test_a_function_that_asks_before_runs_it_at_once(script: str, expected: str) -> None:
    assert fixed(script) == expected


@pytest.mark.parametrize(
    "script",
    [
        # The loop is used once more, or each time.
        ASKED + RUN + "    loop.close()\n",
        ASKED + RUN.replace("if path", "while path"),
        # What is made meanwhile, or given back, may hold what belongs to the loop.
        OBJECT + ASKED + "    print(Importer())\n" + RUN,
        (
            f"{OBJECT}def main():\n    importer = Importer()\n    loop = asyncio.get_event_loop()\n"
            "    loop.run_until_complete(importer.stories())\n    return importer\n"
        ),
    ],
)
def test_a_function_keeps_its_loop(script: str) -> None:
    assert fixed(script) == script
