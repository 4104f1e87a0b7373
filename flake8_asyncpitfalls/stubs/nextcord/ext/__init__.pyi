# source: https://docs.nextcord.dev/en/stable/api.html
