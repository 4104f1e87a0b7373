"""Blocking calls on the event loop.

Each kind has two rules: ASY10x for a call that stands in a coroutine context, ASY15x for one that
is reached through other functions. Their modules are documentation and a declaration; the two
checks that they share stand in ``_checks``, with the advice beside them. What is written in the place
of a call stands in ``_remedies``, and what forbids it there in ``_steps``.
"""
