import os

os.environ["DJANGO_SETTINGS_MODULE"] = "site_settings"
import django

django.setup()
from django.core.management import call_command
from django.test import AsyncClient, TransactionTestCase


class TicketTest(TransactionTestCase):
    async def test_life(self):
        client = AsyncClient()
        key = (await client.post("/submit", {"title": "printer"})).json()["id"]
        assert (await client.post(f"/assign/{key}", {"agent": "ann"})).json() == {"agent": "new", "known": False}
        assert (await client.get("/summary")).json() == {"open": ["printer"], "votes": 0}
        assert (await client.get(f"/close/{key}")).json() == {"open": False}
        assert (await client.get("/close/99")).status_code == 404
        assert (await client.get("/drop")).json() == {"dropped": 1}
