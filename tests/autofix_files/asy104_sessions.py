"""What counts on who has signed in is one step with the signing in."""
import asyncio

from supabase import Client, create_client

CLIENT = create_client("https://example.supabase.co", "key")


class Accounts:
    def __init__(self, client: Client):
        self.client = client

    async def change(self, email, old, new):
        self.client.auth.sign_in_with_password({"email": email, "password": old})  # error: 8
        self.client.auth.update_user({"password": new})  # error: 8

    async def sign_in(self, email, password):
        return self.client.auth.sign_in_with_password({"email": email, "password": password})  # error: 15

    async def sign_out(self):
        self.client.auth.sign_out()  # error: 8

    async def look(self, token):
        def get_user_identities():
            self.client.auth.get_user(token)  # error: 8
            self.client.auth.get_user_identities()  # error: 8

        await asyncio.to_thread(get_user_identities)


class Entrance:
    def __init__(self, client: Client):
        self.client = client

    async def sign_in(self, email, password):
        return await asyncio.to_thread(self.client.auth.sign_in_with_password, {"email": email, "password": password})  # error: 15

    async def change_later(self, email, old, new):
        await asyncio.to_thread(
            self.client.auth.sign_in_with_password, {"email": email, "password": old}
        )  # error: 8
        await asyncio.sleep(1)
        await asyncio.to_thread(self.client.auth.update_user, {"password": new})  # error: 8


async def change_for_all(new):
    CLIENT.auth.refresh_session()  # error: 4
    CLIENT.auth.update_user({"password": new})  # error: 4


async def leave():
    CLIENT.auth.sign_out()  # error: 4


async def look(token):
    return await asyncio.to_thread(CLIENT.auth.get_user, token)  # error: 11


async def change_given(client: Client, email, old, new):
    client.auth.sign_in_with_password({"email": email, "password": old})  # error: 4
    client.auth.update_user({"password": new})  # error: 4


async def change_own(url, key, email, old, new):
    own = create_client(url, key)

    def update_user():
        own.auth.sign_in_with_password({"email": email, "password": old})  # error: 4
        own.auth.update_user({"password": new})  # error: 4

    await asyncio.to_thread(update_user)
