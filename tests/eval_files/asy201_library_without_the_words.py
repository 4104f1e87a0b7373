import discord
from starlette.requests import Request


def greet(channel: discord.TextChannel):
    channel.send("hello")  # error: 4
    name = channel.mention
    return name


def items(request: Request):
    data = request.json()  # ASY203: 11
    return request.query_params
