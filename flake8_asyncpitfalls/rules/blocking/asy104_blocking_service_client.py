"""A client of a remote service that blocks the event loop.

## What it does
Reports calls of synchronous clients of remote services in a coroutine context.

It knows `boto3`, Google Cloud and Azure clients, the synchronous clients of OpenAI, Anthropic and
others, Stripe, Slack and Twilio, Kafka and RabbitMQ consumers, MQTT and ZeroMQ, SSH, Docker,
Kubernetes and LDAP clients, `smtplib`, `ftplib`, `imaplib`, `poplib`, and synchronous gRPC stubs.

## Why it hurts
Behind each of these calls is a conversation over the network, often with retries. All tasks of the
event loop wait until it is over.

## Example
```python
import smtplib

async def notify(message):
    with smtplib.SMTP("mail.example.org") as server:
        server.send_message(message)
```

## Instead
```python
import asyncio
import smtplib

def send(message):
    with smtplib.SMTP("mail.example.org") as server:
        server.send_message(message)

async def notify(message):
    await asyncio.to_thread(send, message)
```

## Fix safety
Unsafe: the call is run in a thread; whether the client may be used from several threads is for a
person to know. Connections that belong to one thread have no fix.

Also unsafe: a client that one local variable holds and that goes nowhere else becomes its
library's asynchronous client, and every use of it is awaited with it.

## Like
Nothing in other linters.
"""

from __future__ import annotations

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking._checks import DIRECT, direct

rule = Rule(
    code="ASY104",
    name="blocking-service-client",
    severity=Severity.WARNING,
    message=DIRECT,
    fixable="safe or unsafe",
)
rule.check_effect("service")(direct(rule))
