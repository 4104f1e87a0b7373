from redis import Redis

client = Redis()
