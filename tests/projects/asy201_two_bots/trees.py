import discord
from discord.ext import commands


class Trees(commands.Cog):
    def __init__(self, bot):
        self.bot = bot

    @commands.command()
    async def plant(self, ctx):
        self.bot.save_benches()
        self.bot.name_benches()
        ctx.bot.desk.fetch_cards()

    @discord.app_commands.command()
    async def count(self, interaction: discord.Interaction):
        interaction.client.save_benches()
        await interaction.client.save_benches()


class Declared(commands.Cog):
    def __init__(self, bot: commands.Bot):
        self.bot = bot

    @commands.command()
    async def plant(self, ctx):
        self.bot.save_benches()


class Owned(commands.Cog):
    """What a constructor calls otherwise may be anything."""

    def __init__(self, owner):
        self.bot = owner

    async def plant(self):
        self.bot.save_benches()


class Pipe:
    def __init__(self, bot):
        self.bot = bot

    async def run(self):
        self.bot.save_benches()
