"""Ask a slow server twice; the answers could come at the same time."""

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


async def status(url: str) -> str:
    response = urllib.request.urlopen(url)  # error: 15, call="urllib.request.urlopen"
    return f"{url[-3:]} {response.status}"


async def main(url: str) -> None:
    print(*await asyncio.gather(status(f"{url}/one"), status(f"{url}/two")), sep="\n")


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    asyncio.run(main(f"http://127.0.0.1:{server.server_port}"))
    server.shutdown()
