"""Objects that run the loop of their tasks themselves, and so are there as long as that runs.

``self.loop.create_task(f())`` where a method of the class calls ``self.loop.run_until_complete(...)``: a set
of the object holds the task while it can run. One of the module would hold what is left when the loop
ends, with all that it refers to, once for each loop that such a program starts.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import KEPT_TASKS, InsertLines
from flake8_asyncpitfalls.rules.tasks._task_sets import owner_of
from flake8_asyncpitfalls.semantics.source.node_fields import walked
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

OWN_SET = f"self.{KEPT_TASKS}"
_RUNS = ("run_forever", "run_until_complete")


def making_of_set(call: ast.Call, model: SemanticModel) -> InsertLines | None:
    """What makes ``OWN_SET`` where the object of *call* gets its loop, if it runs that itself."""
    owner = owner_of(call, model)
    if owner is None or not isinstance(call.func, ast.Attribute):
        return None
    loop = unparsed(call.func.value)
    return model.analysis(_Runners).making(owner, loop) if loop.startswith("self.") else None


class _Runners:
    """Answers for one file, each class asked about once for each of its loops."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[tuple[ast.ClassDef, str], InsertLines | None] = {}
        self._runs_of: set[tuple[ast.AST, str]] | None = None

    def making(self, owner: ast.ClassDef, loop: str) -> InsertLines | None:
        """What makes the set where objects of *owner* get their *loop*, if a method of it runs that."""
        if (owner, loop) not in self._known:
            self._known[owner, loop] = self._making(owner, loop)
        return self._known[owner, loop]

    def _making(self, owner: ast.ClassDef, loop: str) -> InsertLines | None:
        if not self._is_run_by(loop, owner) or self._may_have_set(owner):
            return None
        for method in owner.body:
            if isinstance(method, ast.FunctionDef) and method.name == "__init__":
                for stmt in method.body:
                    if any(_binds(node, loop) for node in walked(stmt)):
                        return _making(method, stmt)
        return None

    def _is_run_by(self, loop: str, owner: ast.ClassDef) -> bool:
        """Whether a method of *owner* runs *loop*: its frame holds the object for so long."""
        if self._runs_of is None:
            model = self._model
            runs = [one for name in _RUNS for one in model.uses.attributes(name)]
            self._runs_of = {
                (model.parent(model.scope_of(run).node), unparsed(run.value))
                for run in runs
                if model.scope_of(run).is_function
            }
        return (owner, loop) in self._runs_of

    def _may_have_set(self, owner: ast.ClassDef) -> bool:
        """Whether the objects of *owner* may have a set already, or can have none."""
        model = self._model
        if any(model.uses.attributes(KEPT_TASKS)) or "__slots__" in map(_bound, owner.body):
            return True
        scope = model.terms.scopes[owner]
        bases = model.types.members.mro(model.module.class_(scope.identity))
        return any(base is not None and KEPT_TASKS.encode() in base.module.data for base in bases)


def _bound(stmt: ast.stmt) -> str:
    match stmt:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return ""


def _binds(node: ast.AST, loop: str) -> bool:
    is_bound = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    return is_bound and unparsed(node) == loop


def _making(method: ast.FunctionDef, stmt: ast.stmt) -> InsertLines:
    given = [*method.args.posonlyargs, *method.args.args, *method.args.kwonlyargs]
    is_typed = method.returns is not None or any(one.annotation for one in given)
    if not is_typed:
        return InsertLines(Span.of(stmt), f"{OWN_SET} = set()", after=True)
    code = f"{OWN_SET}: set[⟦0⟧[object]] = set()"
    return InsertLines(Span.of(stmt), code, ("asyncio.Task",), after=True)
