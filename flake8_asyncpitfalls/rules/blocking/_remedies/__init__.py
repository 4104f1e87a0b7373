"""What is written in the place of a blocking call: a wait of the library, an asynchronous twin, a thread.

``fixes`` is the door. Each of the others knows one form, or when a form is not worth its lines.
"""
