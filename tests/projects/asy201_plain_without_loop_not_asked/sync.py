"""A module of that name of one's own says nothing."""

import client.sync
from telethon import functions

TEXT = "import telethon.sync"
