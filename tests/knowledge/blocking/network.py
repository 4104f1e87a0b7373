"""Servers on loopback that answer late."""

from __future__ import annotations

import asyncio
import ftplib
import http.client
import imaplib
import poplib
import select
import smtplib
import socket
import urllib.request


async def urlopen(late_url: str) -> bytes:
    with urllib.request.urlopen(late_url) as response:
        return response.read()


async def urlopen_freely(late_url: str) -> int:
    response = await asyncio.to_thread(urllib.request.urlopen, late_url)
    response.close()
    return response.status


async def http_client(late_port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", late_port)
    connection.request("GET", "/")
    return connection.getresponse().status


async def http_client_freely(late_port: int) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", late_port)
    try:
        writer.write(b"GET / HTTP/1.0\r\n\r\n")
        return await reader.read()
    finally:
        writer.close()


async def recv(late_socket: socket.socket) -> bytes:
    return late_socket.recv(100)


async def recv_freely(late_socket: socket.socket) -> bytes:
    late_socket.setblocking(False)
    return await asyncio.get_running_loop().sock_recv(late_socket, 100)


async def recv_into(late_socket: socket.socket) -> int:
    return late_socket.recv_into(bytearray(100))


async def recv_into_freely(late_socket: socket.socket) -> int:
    late_socket.setblocking(False)
    return await asyncio.get_running_loop().sock_recv_into(late_socket, bytearray(100))


async def accept(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    connection.close()


async def accept_freely(listener: socket.socket) -> None:
    listener.setblocking(False)
    connection, _ = await asyncio.get_running_loop().sock_accept(listener)
    connection.close()


async def sendall(full_socket: socket.socket) -> None:
    full_socket.sendall(b"x" * 100)


async def sendall_freely(full_socket: socket.socket) -> None:
    full_socket.setblocking(False)
    await asyncio.get_running_loop().sock_sendall(full_socket, b"x" * 100)


async def select_select(late_socket: socket.socket) -> object:
    return select.select([late_socket], [], [])[0]


async def select_select_freely(late_socket: socket.socket) -> None:
    loop, is_ready = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(late_socket, is_ready.set)
    await is_ready.wait()
    loop.remove_reader(late_socket)


async def connect(mail_port: int) -> None:
    socket.create_connection(("127.0.0.1", mail_port)).close()


async def connect_freely(mail_port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", mail_port)
    try:
        await reader.read(1)
    finally:
        writer.close()


async def smtp(mail_port: int) -> None:
    smtplib.SMTP("127.0.0.1", mail_port).close()


async def smtp_freely(mail_port: int) -> None:
    (await asyncio.to_thread(smtplib.SMTP, "127.0.0.1", mail_port)).close()


async def ftp(mail_port: int) -> str:
    server = ftplib.FTP()
    return server.connect("127.0.0.1", mail_port)


async def ftp_freely(mail_port: int) -> str:
    return await asyncio.to_thread(ftplib.FTP().connect, "127.0.0.1", mail_port)


async def pop3(pop_port: int) -> None:
    poplib.POP3("127.0.0.1", pop_port).close()


async def pop3_freely(pop_port: int) -> None:
    (await asyncio.to_thread(poplib.POP3, "127.0.0.1", pop_port)).close()


async def imap(imap_port: int) -> None:
    imaplib.IMAP4("127.0.0.1", imap_port).shutdown()


async def imap_freely(imap_port: int) -> None:
    (await asyncio.to_thread(imaplib.IMAP4, "127.0.0.1", imap_port)).shutdown()
