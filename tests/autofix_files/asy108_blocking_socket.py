import asyncio
import select
import socket
import ssl
from socket import gethostbyname

NUMERIC_ONLY = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV


async def client(host):
    def send_and_receive():
        connection = socket.socket()
        connection.connect((host, 80))  # error: 4, call="socket.socket.connect"
        connection.sendall(b"GET /")  # error: 4, call="socket.socket.sendall"
        connection.recv(100)  # error: 4, call="socket.socket.recv"
        connection.close()

    await asyncio.to_thread(send_and_receive)


async def connected(host):
    socket.create_connection((host, 80))  # error: 4, call="socket.create_connection"


async def names(host):
    await asyncio.to_thread(socket.getaddrinfo, host, 80)  # error: 4, call="socket.getaddrinfo"
    await asyncio.to_thread(gethostbyname, host)  # error: 4, call="socket.gethostbyname"
    socket.gethostname()
    socket.getaddrinfo("127.0.0.1", 80, flags=socket.AI_NUMERICHOST)
    socket.getaddrinfo("127.0.0.1", 80, flags=NUMERIC_ONLY)
    socket.inet_aton("127.0.0.1")


async def server():
    def server_sync():
        listening = socket.socket()
        listening.bind(("", 0))
        listening.listen()
        other, _ = listening.accept()  # error: 15, call="socket.socket.accept"
        other.recv(1)  # error: 4, call="socket.socket.recv"
        select.select([listening], [], [])  # error: 4, call="select.select"

    await asyncio.to_thread(server_sync)


async def certificates(path):
    def load_context():
        context = ssl.create_default_context()  # error: 14, call="ssl.create_default_context"
        context.load_cert_chain(path)  # error: 4, call="ssl.SSLContext.load_cert_chain"
        context.load_verify_locations(path)  # error: 4, call="ssl.SSLContext.load_verify_locations"
        return context

    context = await asyncio.to_thread(load_context)
    context.load_verify_locations(cadata="x")
    context.set_ciphers("ALL")


async def asynchronous(host, connection):
    loop = asyncio.get_running_loop()
    await loop.getaddrinfo(host, 80)
    await loop.sock_recv(connection, 1)
    connection.recv(1)


def synchronous(host):
    socket.create_connection((host, 80))
