"""Steps of the event loop that a new wait would divide: where no thread, and no wait, is offered.

``undivided`` is the door: it asks all others. Each knows one kind of step, or one thing that a
cancellation in the new wait would leave undone.
"""
