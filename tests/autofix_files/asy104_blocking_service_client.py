import asyncio
import ftplib
import imaplib
import smtplib

import boto3
import fabric
import grpc
import openai
import paho.mqtt.client as mqtt
import stripe
import zmq
from googleapiclient.discovery import build


async def mail(message):
    def starttls_and_send():
        with smtplib.SMTP("mail.example.org") as server:  # error: 9, call="smtplib.SMTP"
            server.starttls()  # error: 8, call="smtplib.SMTP.starttls"
            server.send_message(message)  # error: 8, call="smtplib.SMTP.send_message"

    await asyncio.to_thread(starttls_and_send)

    def login():
        box = imaplib.IMAP4_SSL("mail.example.org")  # error: 10, call="imaplib.IMAP4_SSL"
        box.login("a", "b")  # error: 4, call="imaplib.IMAP4_SSL.login"

    await asyncio.to_thread(login)


async def not_connected_yet(host):
    def connect_host():
        server = smtplib.SMTP()
        server.connect(host)  # error: 4, call="smtplib.SMTP.connect"

    await asyncio.to_thread(connect_host)

    def connect():
        ftp = ftplib.FTP()
        ftp.connect(host)  # error: 4, call="ftplib.FTP.connect"

    await asyncio.to_thread(connect)


async def connected(host):
    ftplib.FTP(host)  # error: 4, call="ftplib.FTP"


async def models(prompt):
    client = openai.AsyncOpenAI()
    await client.chat.completions.create(model="m", messages=[prompt])  # error: 4, call="client.chat.completions.create"
    other = openai.AsyncOpenAI()
    await other.chat.completions.create(model="m", messages=[prompt])


async def look_alikes(client, server):
    client.chat.completions.create(model="m")
    server.send_message("x")
    await asyncio.to_thread(smtplib.SMTP, "mail.example.org")


def synchronous(message):
    with smtplib.SMTP("mail.example.org") as server:
        server.send_message(message)
        return boto3


async def payments():
    client = stripe.StripeClient("key")

    def create_and_list():
        client.customers.create()  # error: 4, call="client.customers.create"
        client.v1.invoices.list()  # error: 4, advice="run the steps in one thread with asyncio.to_thread"

    await asyncio.to_thread(create_and_list)
    await client.v1.customers.create_async()
    client.construct_event(b"", "", "")


async def names_of_our_own(service):
    bucket = boto3.resource("s3").Bucket("records")
    for entry in bucket.objects.filter(Prefix="2026"):  # error: 17, call="boto3's filter"
        print(entry.key)
    drive = build("drive", "v3")

    def run_query():
        drive.files().get(fileId="1").execute()  # ASY102: 4, call="drive.files().get(fileId='1').execute"
        drive.files().get(  # ASY102: 4, call="googleapiclient's execute", advice="run the steps in one thread with asyncio.to_thread"
            fileId="1", fields="webContentLink", supportsAllDrives=True
        ).execute()

    await asyncio.to_thread(run_query)


async def readers(poller):
    ready = zmq.Context().socket(zmq.PULL)
    poller.register(ready, zmq.POLLIN)
    await poller.poll()
    ready.recv_multipart()

    def receive():
        waiting = zmq.Context().socket(zmq.SUB)
        waiting.recv_multipart()  # error: 4

    await asyncio.to_thread(receive)


async def remote_procedures(connection: fabric.Connection, channel: grpc.Channel):
    say = channel.unary_unary("/greeter/Say")
    await asyncio.to_thread(say, "hello")  # error: 4
    say.future("hello").add_done_callback(print)

    def run_and_local():
        connection.run("uptime")  # error: 4
        connection.local("uptime")  # ASY105: 4

    await asyncio.to_thread(run_and_local)
    await asyncio.to_thread(mqtt.Client().loop_forever)  # error: 4
