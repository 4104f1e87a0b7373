from redis import Redis


class Baskets:
    def __init__(self, client: Redis):
        self._client = client

    def add(self, user, item, count=1):
        with self._client.pipeline() as pipe:
            pipe.hincrby(f"basket:{user}", item, count)
            pipe.expire(f"basket:{user}", 3600)
            return pipe.execute()[0]

    def all(self, user):
        return {k: int(v) for k, v in self._client.hgetall(f"basket:{user}").items()}

    def users(self):
        return [key.partition(":")[2] for key in self._client.scan_iter("basket:*")]

    def clear(self, user):
        if self._client.exists(f"basket:{user}"):
            self._client.delete(f"basket:{user}")
