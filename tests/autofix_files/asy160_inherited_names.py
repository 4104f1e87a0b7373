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
    await asyncio.to_thread(site.close)  # error: 4, call="threading.Thread.join"
    await asyncio.to_thread(site.stop)  # error: 4, call="socketserver.BaseServer.shutdown"
