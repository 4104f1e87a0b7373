"""What fixes change, as plain frozen data, one class an edit kind; ``fixes/edits`` carries them out.

Apart from ``finding.py`` because a run that finds everything remembered needs none of them, and to
make so many classes takes longer than to read a cache.
"""

from __future__ import annotations

from typing import TypeAlias

from flake8_asyncpitfalls.record import Record
from flake8_asyncpitfalls.span import Span

CODE = "="
"""What a name begins with that is no qualified name but code, to be written as it stands after it."""


class AtSpan(Record):
    """What all edits but one have: the span of the code that they change."""

    span: Span


class AddAwait(AtSpan):
    """Put ``await`` before the expression at *span*, with the parentheses that precedence needs."""


class DropAwait(AtSpan):
    """Replace the ``await`` expression at *span* by its operand."""


class ReplaceCallee(AtSpan):
    """Make the call at *span* call *qualified_name* (``asyncio.sleep``); arguments stay."""

    qualified_name: str


class Offload(AtSpan):
    """Turn the call ``f(a, k=b)`` at *span* into ``through(f, a, k=b)``.

    *through* is a qualified name such as ``asyncio.to_thread``. Where it takes no keyword
    arguments for the callable (``anyio.to_thread.run_sync``), keywords go through
    ``functools.partial``; *takes_keywords* says that it does. The edit adds no ``await``: combine it
    with AddAwait on the same span.
    """

    through: str
    takes_keywords: bool = False


class OffloadExpression(AtSpan):
    """Turn the expression ``x`` at *span* into ``through(lambda: x)``, or ``through(lambda: by(x))``.

    For what is done while the arguments of a call are worked out. The edit adds no ``await``.
    """

    through: str
    by: str = ""


class OffloadToLoop(AtSpan):
    """Turn ``f(a)`` at *span* into ``asyncio.get_running_loop().run_in_executor(None, f, a)``.

    Keywords go through ``functools.partial``. For Pythons without ``asyncio.to_thread``. *loop* is
    the qualified name of what gives the running loop; Python 3.6 has ``get_event_loop`` alone.
    """

    loop: str = "asyncio.get_running_loop"


class UnwrapCall(AtSpan):
    """Replace the call at *span* by its positional argument number *argument* (0-based)."""

    argument: int = 0


class PassObject(AtSpan):
    """Turn the call ``x.method(a)`` at *span* into ``qualified_name(x, a)``."""

    qualified_name: str


class AddCall(AtSpan):
    """Call the expression at *span* without arguments: ``event.is_set`` becomes ``event.is_set()``."""


class WrapExpression(AtSpan):
    """Turn the expression ``x`` at *span* into ``qualified_name(x)``."""

    qualified_name: str


class WrapArgument(AtSpan):
    """Wrap positional argument *argument* of the call at *span* in ``qualified_name(...)``.

    With *each_element* the argument is a list, tuple or set display and each element is wrapped,
    or a comprehension of a list or set, or a generator expression, and what it yields is wrapped.
    """

    argument: int
    qualified_name: str
    each_element: bool = False


class SpreadArgumentCall(AtSpan):
    """Turn ``outer(..., f(a, k=b))`` at *span* into ``outer(..., f, a, k=b)`` for argument *argument*."""

    argument: int


class CallArgument(AtSpan):
    """Turn positional argument *argument* of the call at *span* from ``f`` into ``f()``."""

    argument: int


class UncallArgument(AtSpan):
    """Turn positional argument *argument* of the call at *span* from ``f(a)`` into ``f, a``."""

    argument: int


class ListArgument(AtSpan):
    """Make positional argument *argument* of the call at *span*, a generator expression, a list."""

    argument: int


class StarArgument(AtSpan):
    """Turn positional argument *argument* of the call at *span* from ``xs`` into ``*xs``."""

    argument: int


class SpreadDisplay(AtSpan):
    """Turn positional argument *argument* of the call at *span* from ``[a, b]`` into ``a, b``."""

    argument: int


class InsertArgument(AtSpan):
    """Insert the literal *code* as positional argument number *argument* of the call at *span*."""

    argument: int
    code: str


class AddKeyword(AtSpan):
    """Give the call at *span* the literal *code* as its keyword argument *name*, behind the others."""

    name: str
    code: str


class DropArgument(AtSpan):
    """Remove the argument *which* from the call at *span*: a keyword's name, or a 0-based position."""

    which: str | int


class DropElement(AtSpan):
    """Remove element number *element* (0-based) from the tuple at *span*.

    A tuple with one element left becomes that element, as the classes of an ``except`` may.
    """

    element: int


class RenameAttribute(AtSpan):
    """Rename the attribute ``x.old`` at *span* (of the whole ``x.old`` expression) to *name*."""

    name: str


class ReplaceName(AtSpan):
    """Replace the name or dotted expression at *span* by a reference to *qualified_name*."""

    qualified_name: str


class MakeAsync(AtSpan):
    """Write ``async`` before the ``with``, ``for``, ``def`` or comprehension ``for`` at *span*.

    For statements *span* is the statement's; for a comprehension clause it is the span of the
    clause's target. Edits of the same fix may put an ``await`` into a ``def`` that becomes async.
    A ``def`` is called *name* then, where that is given.
    """

    name: str = ""


class MakeSync(AtSpan):
    """Remove ``async`` from the ``async with``, ``async for`` or ``async def`` at *span*."""


class Decorate(AtSpan):
    """Put the decorator *qualified_name* on the ``def`` at *span*, which has none."""

    qualified_name: str


class Reraise(AtSpan):
    """Append ``raise`` to the ``except`` handler at *span*; a sole ``pass`` or ``...`` is replaced."""


class DropHandler(AtSpan):
    """Remove the ``except`` handler at *span*; a ``try`` with nothing left becomes its body."""


class RaiseBefore(AtSpan):
    """Put a handler that raises *qualified_name* again before the ``except`` handler at *span*."""

    qualified_name: str


class CatchErrors(AtSpan):
    """Make the ``except`` handler of everything at *span* one of ``Exception``."""

    qualified_name: str = "builtins.Exception"


KEPT_TASKS = "_background_tasks"
"""The set of a module that holds its tasks until they are done."""


class KeepTask(AtSpan):
    """Keep the task made by the expression at *span* in the set *container*.

    That is one of the module, or an attribute that is there, such as ``self._tasks``.

    The statement ``create_task(x)`` becomes ``task = create_task(x)`` followed by
    ``container.add(task)`` and ``task.add_done_callback(container.discard)``, ``return create_task(x)``
    the same with ``return task`` at its end; a module's set is created
    after the imports when the module does not have it, annotated as type checkers ask for it where
    *is_annotated* says that the target Python can evaluate that, or where nobody evaluates it.

    *helper* is the function that does so for many tasks: the statement becomes
    ``helper(create_task(x))``, and a function of the module is written when it does not have it.

    *is_list*: the container is a list, which is there.
    """

    container: str = KEPT_TASKS
    is_annotated: bool = False
    helper: str = ""
    is_list: bool = False


class DropStatement(AtSpan):
    """Remove the statement at *span*, which stands at the module's level, with its line."""


class Unindent(AtSpan):
    """Replace the ``with`` statement at *span* by its body, one level less indented."""


class RunInThread(AtSpan):
    """Make statements of the *block* of the statement at *span* a function, and await it in a thread.

    Statements number *first* to *last* (0-based) of the block move into a nested function *name*;
    *qualified_name* is what runs a function there. *gives* says what comes back from the thread:
    ``"return"``: the function around ends with what they return; ``"value"``: the last of them, or
    of the ``with`` that ends them, assigns its value; ``""``: nothing; else variables that they
    bind, such as ``"rows, count"``. *returns* is the annotation of the function; may be empty.
    *takes* are the variables that it gets as parameters, annotated or not (``"path: str"``);
    *asserts* are tests that hold where it is called, which it says again for those who check types.
    """

    qualified_name: str
    name: str
    first: int
    last: int
    block: str = "body"
    gives: str = ""
    returns: str = ""
    takes: tuple[str, ...] = ()
    asserts: tuple[str, ...] = ()


class InsertLines(AtSpan):
    """Put the statements *code* on lines before that at *span*, or *after* it.

    ``⟦0⟧``, ``⟦1⟧`` … in *code* stand for the qualified *names*. *container*: the module-level set
    of tasks that the code adds to, made where the module does not have it; may be empty.
    *is_annotated* and *helper* are those of KeepTask. *bound*: the variable that the expression at
    *span*, which is a statement, is bound to; may be empty.
    """

    code: str
    names: tuple[str, ...] = ()
    after: bool = False
    container: str = ""
    is_annotated: bool = False
    helper: str = ""
    bound: str = ""


class ReplaceExpression(AtSpan):
    """Replace the expression at *span* by *code*, in which ``⟦0⟧`` … stand for *names*."""

    code: str
    names: tuple[str, ...] = ()


class EnterLines(AtSpan):
    """Put statements *first* to *last* (0-based) of the *block* of that at *span* under a ``with``.

    *manager* is what it enters, in which ``⟦0⟧`` … stand for *names*; *block* is ``body``,
    ``orelse`` or ``finalbody`` of a statement, or ``body`` of an ``except`` clause.
    """

    manager: str
    names: tuple[str, ...]
    first: int
    last: int
    block: str = "body"


class CloseFinally(AtSpan):
    """Put statements *first* to *last* (0-based) of the *block* of that at *span* under a ``try``.

    The *closing* statements behind them, or *code* where there are none, move into its ``finally``.
    """

    first: int
    last: int
    closing: int = 0
    code: str = ""
    block: str = "body"


class CatchLines(AtSpan):
    """Put statements *first* to *last* (0-based) of the *block* of that at *span* under a ``try``.

    Its handler of *qualified_name*, an exception, does what *code* says.
    """

    qualified_name: str
    code: str
    first: int
    last: int
    block: str = "body"


class ReplaceLines(AtSpan):
    """Replace statements *first* to *last* (0-based) of the *block* of that at *span* by *code*.

    ``⟦0⟧`` … in *code* stand for *names*; it may be empty where other statements stay.
    """

    code: str
    names: tuple[str, ...]
    first: int
    last: int
    block: str = "body"


class MoveOut(AtSpan):
    """Move the last statement of the *block* of the statement at *span* behind that statement."""

    block: str = "body"


class EnterRest(AtSpan):
    """Enter what a statement of the ``async def`` at *span* makes, for the rest of the function.

    The statement, number *statement* (0-based) of the body, has the form ``x = make()``; it becomes
    ``async with make() as x:``, and what follows it in the body moves under it.
    """

    statement: int


class EnterBetween(AtSpan):
    """Put statements of the body of the statement at *span* under ``async with lock:``.

    Statement number *first* (0-based) is ``await lock.acquire()``, number *last* ``lock.release()``;
    both go, and at least one statement between them stays. Or they are ``x = make()`` and
    ``await x.close()``, and the others come under ``async with make() as x:``.
    """

    first: int
    last: int


class HoldIterable(AtSpan):
    """Put the ``async for`` at *span* under ``async with qualified_name(iterable) as name:``.

    The loop then goes through *name*, which must mean nothing else in the module. Without a
    *qualified_name* it goes under ``try``, after ``name = iterable``, with ``await name.aclose()`` in
    the ``finally``.
    """

    qualified_name: str
    name: str


class AwaitFirst(AtSpan):
    """Await what the assignment at *span* awaits in a statement before it, bound to a new variable.

    The value has one await that is not inside another, nothing of it runs conditionally, and what
    is evaluated before the await may as well be evaluated after it.
    """


class AddImport(Record):
    """Make *qualified_name* importable at module level, reusing what is imported already."""

    qualified_name: str


Edit: TypeAlias = (
    AddAwait | DropAwait | ReplaceCallee | Offload | OffloadToLoop | UnwrapCall | PassObject
    | OffloadExpression
    | WrapArgument | SpreadArgumentCall | AddCall | WrapExpression
    | CallArgument | UncallArgument | ListArgument | StarArgument | SpreadDisplay | InsertArgument
    | AddKeyword | DropArgument | DropElement | RenameAttribute | ReplaceName | MakeAsync | MakeSync
    | Decorate | Reraise | DropHandler | RaiseBefore | CatchErrors | KeepTask | DropStatement
    | Unindent | RunInThread | EnterRest | EnterBetween | HoldIterable | AwaitFirst
    | InsertLines | ReplaceExpression | CloseFinally | CatchLines | EnterLines | ReplaceLines | MoveOut
    | AddImport
)  # fmt: skip
