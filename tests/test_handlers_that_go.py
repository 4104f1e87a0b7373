"""ASY501: a handler that would hold ``raise`` alone goes altogether, where nothing needs it."""

from __future__ import annotations

import pytest
from fixing import fix_until_stable

from flake8_asyncpitfalls.settings import Settings

HEAD = "import asyncio\n\n\nasync def wait(event):\n"
HANDLER = "    except asyncio.CancelledError:\n        pass\n"
RAISING = "    except asyncio.CancelledError:\n        raise\n"
TRY = "    try:\n        await event.wait()\n"


def fixed(body: str, name: str = "x.py") -> str:
    data = (HEAD + body).encode()
    return fix_until_stable(name, data, Settings(), unsafe=True).decode().removeprefix(HEAD)


def test_a_try_with_nothing_left_becomes_its_body() -> None:
    assert fixed(TRY + HANDLER) == "    await event.wait()\n"


def test_comments_in_the_body_stay() -> None:
    body = "    try:  # one\n        # two\n        await event.wait()  # three\n" + HANDLER
    assert fixed(body) == "    # one\n    # two\n    await event.wait()  # three\n"


def test_other_handlers_stay() -> None:
    other = "    except ValueError:\n        print(1)\n"
    assert fixed(TRY + other + HANDLER) == TRY + other
    assert fixed(TRY + HANDLER + other) == TRY + other


def test_finally_stays() -> None:
    end = "    finally:\n        print(1)\n"
    assert fixed(TRY + HANDLER + end) == TRY + end


@pytest.mark.parametrize(
    "after",
    [
        "    except BaseException as error:\n        print(error)\n",
        "    except:\n        print(1)\n",
        "    else:\n        return\n",
    ],
)
def test_a_handler_that_is_needed_raises(after: str) -> None:
    assert fixed(TRY + HANDLER + after) == TRY + RAISING + after


def test_a_handler_that_says_why_stays() -> None:
    commented = HANDLER.replace("pass", "pass  # why")
    assert fixed(TRY + commented) == TRY + commented


def test_a_helper_of_tests_sees_the_cancellation_that_a_test_is_about() -> None:
    handler = "    except asyncio.CancelledError:\n        event.set()\n"
    assert fixed(TRY + handler, "test_x.py") == TRY + handler
    assert fixed(TRY + handler) == TRY + handler + "        raise\n"
