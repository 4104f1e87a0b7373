# only: own
"""What is read from the state of others, exchanged for something and put back is one step."""

import asyncio
import threading

import httpx

token_lock = threading.Lock()


def redeem(state, key):
    code = state.get(key)
    if code is None:
        return None
    token = httpx.post("https://example.org/token", data=code).json()
    state[key] = token
    return token


def stored(state):
    for key in ("code", "other"):
        if key in state:
            return key, state[key]
    return "code", None


def redeem_stored(state):
    found = stored(state)
    key, code = found
    token = httpx.post("https://example.org/token", data=code).json()
    state[key] = token
    return token


def answer(state):
    state["answer"] = httpx.get(state["question"]).text


def redeem_locked(state, key):
    with token_lock:
        token = httpx.post("https://example.org/token", data=state.get(key)).json()
        state[key] = token
    return token


class Handler:
    def __init__(self, key):
        self.key = key

    def token(self, state):
        return redeem(state, self.key)


class Context:
    def __init__(self, state):
        self.state = state

    def token(self, key):
        return Handler(key).token(self.state)

    def stored_token(self):
        return redeem_stored(self.state)

    def answer(self):
        return answer(self.state)

    def locked_token(self, key):
        return redeem_locked(self.state, key)

    def own_token(self, key):
        own = {key: "code"}
        return redeem(own, key)


async def by_context(context: Context, key):
    return context.token(key)  # error: 11


async def by_stored(context: Context):
    return context.stored_token()  # error: 11


async def by_answer(context: Context):
    return await asyncio.to_thread(context.answer)  # error: 11


async def by_locked(context: Context, key):
    return await asyncio.to_thread(context.locked_token, key)  # error: 11


async def by_own(context: Context, key):
    return await asyncio.to_thread(context.own_token, key)  # error: 11
