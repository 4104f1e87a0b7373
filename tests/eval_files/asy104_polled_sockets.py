"""Sockets of ZeroMQ whose poll(0) says on the way to the call that a message is there."""
# only: own
import zmq


class Messages:
    def __init__(self):
        self._socket = zmq.Context().socket(zmq.PULL)

    async def one(self):
        return self._socket.recv()  # error: 15

    async def if_there_is_one(self):
        if self._socket.poll(0):
            return self._socket.recv()
