import asyncio
import socketserver
import threading


class _Worker(threading.Thread):
    pass


class _Server(socketserver.TCPServer):
    pass


class Site:
    def __init__(self, server: _Server, worker: _Worker):
        self.server = server
        self.worker = worker

    def close(self):
        self.worker.join()

    def stop(self):
        self.server.shutdown()


async def end(site: Site):
    def stop_site():
        site.close()  # error: 4, call="threading.Thread.join"
        site.stop()  # error: 4, call="socketserver.BaseServer.shutdown"

    await asyncio.to_thread(stop_site)
