"""A web page with a long table, asked for once."""

import asyncio

import jinja2
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

app = FastAPI()
page = jinja2.Template("{% for row in rows %}<tr><td>{{ row|string|upper }}</td></tr>{% endfor %}")


@app.get("/table")
def table() -> HTMLResponse:
    return HTMLResponse(page.render(rows=range(500_000)))


async def main() -> None:
    scope = {
        "type": "http", "method": "GET", "path": "/table", "raw_path": b"/table", "headers": [],
        "query_string": b"", "root_path": "", "scheme": "http", "http_version": "1.1",
        "server": ("localhost", 80), "client": ("localhost", 1), "asgi": {"version": "3.0"},
    }  # fmt: skip
    sent = []

    async def receive() -> dict:
        await asyncio.sleep(1)
        return {"type": "http.disconnect"}

    async def send(message: dict) -> None:
        sent.append(message)

    await app(scope, receive, send)
    print("sent", len(sent), "messages")


if __name__ == "__main__":
    asyncio.run(main())
