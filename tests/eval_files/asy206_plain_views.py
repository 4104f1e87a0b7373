"""What django-rest-framework and discord's player call plainly."""

import discord
from discord.ext import commands
from rest_framework.decorators import api_view, permission_classes


@api_view(["GET"])
async def ping(request):  # error: 0
    return None


@api_view(["GET"])
@permission_classes([])
def pong(request):
    return None


class Radio(commands.Cog):
    async def after(self, error): ...

    @commands.command()
    async def play(self, ctx, url):
        source = discord.FFmpegPCMAudio(url)
        ctx.voice_client.play(source, after=lambda error: ctx.send("done"))  # error: 44
        ctx.voice_client.play(source, after=self.after)  # error: 44
        ctx.voice_client.play(source, after=lambda error: print(error))
