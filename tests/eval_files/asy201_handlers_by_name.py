"""What frameworks pass to handlers, by the name or place of a parameter."""
# only: own

import disnake
import nextcord
from aiogram import Router
from discord import ui
from disnake.ext import commands as disnake_commands
from fastapi import FastAPI
from nextcord.ext import commands as nextcord_commands
from slack_bolt.async_app import AsyncApp
from starlette.middleware.base import BaseHTTPMiddleware
from telethon import TelegramClient, events
import websockets

slack = AsyncApp()
router = Router()
api = FastAPI()
telegram = TelegramClient("x", 1, "x")
bot = disnake_commands.Bot()


@slack.command("/x")
async def handle(respond, ack, unknown, say, client):
    ack()  # error: 4
    say("hi")  # error: 4
    respond("x")  # error: 4
    client.chat_postMessage(text="x")  # error: 4
    unknown()


@router.message()
async def text(message, state):
    message.answer("x")  # error: 4
    state.clear()  # error: 4


@api.middleware("http")
async def around(request, call_next):
    call_next(request)  # error: 4


class Around(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        call_next(request)  # error: 8


@telegram.on(events.NewMessage)
async def new(event):
    event.client.send_message("me", "x")  # error: 4


class Buttons(ui.View):
    @ui.button(label="x")
    async def press(self, interaction, button):
        interaction.response.send_message("x")  # error: 8


class Form(ui.Modal):
    async def on_submit(self, interaction):
        interaction.response.send_message("x")  # error: 8


@bot.slash_command()
async def ping(inter):
    inter.response.send_message("pong")  # error: 4


class Fun(nextcord_commands.Cog):
    @nextcord_commands.command()
    async def hi(self, ctx):
        ctx.send("hi")  # error: 8

    async def other(self, ctx):
        ctx.send("hi")


def setup(own: nextcord_commands.Bot):
    own.add_cog(Fun())
    own.load_extension("x")


async def serve(ws):
    ws.send("x")  # error: 4


websockets.serve(serve, "", 1)
