"""Ask a slow server through a small client class, while a clock ticks beside it."""

import asyncio
import http.server
import threading
import time
import urllib.request


class Slow(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        time.sleep(0.4)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Client:
    def __init__(self, url: str) -> None:
        self.url = url

    def status(self) -> int:
        return self._get("/status")

    def _get(self, path: str) -> int:
        with urllib.request.urlopen(self.url + path) as response:
            return int(response.status)


async def work() -> int:
    return client.status()  # error: 11, call="urllib.request.urlopen"


async def tick() -> int:
    count = 0
    for _ in range(6):
        await asyncio.sleep(0.05)
        count += 1
    return count


async def main() -> None:
    print(*await asyncio.gather(work(), tick()))


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    client = Client(f"http://127.0.0.1:{server.server_port}")
    asyncio.run(main())
