"""What frameworks pass to the handlers that are registered with them, without annotations."""
import discord
from aiogram import Dispatcher, Router
from aiohttp import web
from discord import app_commands
from discord.ext import commands, tasks
from starlette.routing import Route
from telegram.ext import Application, ApplicationBuilder, CommandHandler
from telethon import TelegramClient, events

bot = commands.Bot(command_prefix="!", intents=discord.Intents.default())
router, dispatcher = Router(), Dispatcher()
client = TelegramClient("a", 1, "b")


# Decorators of commands.
@bot.command()
async def ping(ctx, times=1):
    ctx.send("pong")  # error: 4
    await ctx.send("pong")
    times.send("x")


@commands.hybrid_command(name="x")
async def hybrid(ctx):
    ctx.defer()  # error: 4


@bot.tree.command()
async def roll(interaction):
    interaction.response.send_message("4")  # error: 4
    interaction.followup.send("4")  # error: 4


@app_commands.command()
async def slash(interaction: "discord.Interaction"):
    interaction.response.defer()  # error: 4


# Events by their names.
@bot.event
async def on_message(message):
    if message.content == "hi":
        message.channel.send("hello")  # error: 8
    bot.process_commands(message)  # error: 4


@bot.event
async def on_something(message):
    message.channel.send("hello")


@bot.listen("on_message")
async def other_name(message):
    message.channel.send("known by what it listens to")  # error: 4


class Watcher(discord.Client):
    async def on_member_join(self, member):
        member.send("welcome")  # error: 8

    async def on_own_event(self, member):
        member.send("welcome")


class Trees(commands.Cog):
    def __init__(self, bot):
        self.bot = bot

    @commands.command()
    async def plant(self, ctx):
        ctx.send("planted")  # error: 8

    @commands.Cog.listener()
    async def on_command_error(self, ctx, error):
        ctx.send(str(error))  # error: 8

    async def cog_command_error(self, ctx, error):
        ctx.send(str(error))  # error: 8

    async def helper(self, ctx):
        ctx.send("no command")


class Plain:
    async def on_message(self, message):
        message.channel.send("no client")


# Registering calls.
async def start(update, context):
    update.message.reply_text("hello")  # error: 4
    context.bot.send_message(chat_id=1, text="hello")  # error: 4


async def failed(update, context):
    context.bot.send_message(chat_id=1, text="hello")  # error: 4


async def not_registered(update, context):
    update.message.reply_text("hello")


async def tick(context):
    context.bot.send_message(chat_id=1, text="tick")  # error: 4


def build() -> Application:
    app = ApplicationBuilder().token("t").build()
    app.add_handler(CommandHandler("start", start))
    app.add_error_handler(failed)
    app.job_queue.run_once(tick, 10)
    return app


class Pages:
    async def show(self, request):
        request.json()  # error: 8
        return web.Response()

    async def other(self, request):
        request.json()
        return web.Response()

    def routes(self, app: web.Application) -> None:
        app.router.add_get("/", self.show)


async def front(request):
    request.json()  # error: 4


pages = [Route("/", front)]


@router.message()
async def answer(message, state):
    message.answer("x")  # error: 4


@dispatcher.callback_query()
async def pressed(query):
    query.answer()  # error: 4


@client.on(events.NewMessage)
async def incoming(event):
    event.reply("x")  # error: 4


# A default, or another registration, changes nothing.
def mine(function):
    return function


@mine
async def own(ctx):
    ctx.send("x")


@bot.listen("on_reaction_add")
async def by_event(reaction, user):
    reaction.remove(user)  # error: 4
    reaction.message.channel.send("x")  # error: 4


class Groups(commands.Cog):
    @commands.group()
    async def outer(self, ctx): ...

    @outer.command()
    async def inner(self, ctx):
        ctx.send("x")  # error: 8


async def setup(bot):
    bot.add_cog(Groups(bot))  # error: 4


async def teardown(other, bot):
    bot.remove_cog("x")


@tasks.loop(seconds=3)
async def poll():
    await poll.coro()


async def inner(): ...


looped = tasks.loop(seconds=3)(inner)


async def starts():
    poll.start()
    looped.start()
    poll()  # error: 4
