# source: https://docs.disnake.dev/en/stable/api/index.html
from discord.ext.tasks import Loop, loop
