# source: https://docs.disnake.dev/en/stable/api/index.html
from discord import (
    Attachment,
    AutoShardedClient,
    CategoryChannel,
    Client,
    DMChannel,
    Emoji,
    Guild,
    Interaction,
    InteractionMessage,
    InteractionResponse,
    Member,
    Message,
    PartialMessage,
    Reaction,
    Role,
    TextChannel,
    Thread,
    User,
    VoiceChannel,
    VoiceClient,
    Webhook,
)

__plain_arguments__ = "yes"
