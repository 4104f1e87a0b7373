import asyncio
import http.server
import json
import threading

from bot.handlers import on_message

FAILS = [1, 1]


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        status = 503 if "forecast" in self.path and FAILS and FAILS.pop() else 200
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps({"temperature": len(self.path), "days": [1, 2]}).encode())

    def log_message(self, *args):
        pass


def test_bot():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 8099), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    said = []

    async def send(text):
        said.append(text)

    async def run():
        for text in ("/temp Rome", "/report Rome Oslo", "/forecast Rome", "/ready"):
            await on_message(text, send)

    asyncio.run(run())
    server.shutdown()
    server.server_close()
    assert said == ["18 degrees", "Rome: 18\nOslo: 18", "1, 2", "yes"]
