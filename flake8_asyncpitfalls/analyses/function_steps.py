"""Steps of a function: state is read, and what is written to it later rests on what was read.

A writing rests on a reading where a test of what was read decides whether it runs, where what is
written was made from it, where it empties what was read, and where it removes an entry that was seen.
A file, or what a service keeps, that is written although it is there is no worse for that: only a
test that finds none counts, what a service is told again after work on it, and a test that compares
what was read of a file, or the state of a record that functions of the project read and write by the same
key. Who found its mark to be the expected one writes over what another put there since, or takes that
away.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.code_times import (
    At,
    end_of,
    leads_to,
    start_of,
    waits_of,
    written_at,
)
from flake8_asyncpitfalls.analyses.deciding_tests import Test, compares, false_in, left_by
from flake8_asyncpitfalls.analyses.entry_keys import WHOLE
from flake8_asyncpitfalls.analyses.expected_failures import may_fail
from flake8_asyncpitfalls.analyses.log_calls import LEVELS
from flake8_asyncpitfalls.analyses.service_answers import Answers, may_be_same
from flake8_asyncpitfalls.analyses.state_accesses import FILE, Access, Place
from flake8_asyncpitfalls.analyses.suspensions import lets_others_run
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, name_of, options_of
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import (
    arguments_of,
    is_nothing,
    last_name,
    place_in,
    statement_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

SERVICE = "service behind"
RECORDS = "records by "
"""How the service is called that functions of the project ask, which are told about which record it is."""
_NO_ENTRY = frozenset(
    f"builtins.{name}"
    for name in (
        "KeyError", "IndexError", "LookupError", "ValueError", "Exception", "BaseException",
    )
)  # fmt: skip
_ENDS = ("-1", "0")
_MOST_OPERANDS = 8
"""What is looked at before an operand, the nearest."""
_MOST_RAISING = 3
"""Of the calls in a block that may raise, the first."""
_MOST_CALLS = 40
_ASSIGNMENTS = (ast.Assign, ast.AugAssign, ast.AnnAssign)


class Use(NamedTuple):
    """An access of the function, by what expression, and when."""

    node: ast.expr
    access: Access
    at: At


class Step(NamedTuple):
    """What is read first and what is written later; *is_test*: a test of it decides that.

    *gives_back*: a service is told what it gave, changed meanwhile.
    """

    read: Use
    write: Use
    is_test: bool
    gives_back: bool = False


class FunctionSteps:
    """Finds the steps of one function, in whichever module."""

    def __init__(
        self,
        function: FunctionSummary,
        model: SemanticModel,
        accesses: Iterable[tuple[ast.expr, Access]],
        services: Iterable[Use] = (),
    ) -> None:
        self._function = function
        self._model = model
        self._scope = function.scope
        self._terms = function.module.terms
        self.parents = self._terms.parents
        uses = [
            Use(node, access, written_at(node, self.parents) if access.is_write else start_of(node))
            for node, access in accesses
        ]
        uses += services
        self._writes = [use for use in uses if use.access.is_write]
        written = {use.access.place for use in self._writes}
        # A call that writes the same has done its own step: what it gives tells nothing of the state,
        # unless it has found nothing.
        done = {(use.node, use.access.place) for use in self._writes if _is_of_call(use)}
        reads = [use for use in uses if not use.access.is_write and use.access.place in written]
        self._reads = sorted(reads, key=lambda use: use.at)
        self._done = {use for use in reads if (use.node, use.access.place) in done}
        begins = any(use.access.empties for use in self._writes)
        self._waits = waits_of(self._scope) if self._reads or begins else []
        self._made = self._made_from() if self._reads else {}
        self._reading = {read.node for read in self._reads}
        self._parting: dict[ast.AST, bool] = {}
        self._leaving: dict[ast.stmt, list[tuple[int, Test]]] = {}

    def all(self) -> Iterator[Step]:
        """Each reading with what is written later and rests on it."""
        yield from self._given_back()
        for write in self._writes if self._reads else ():
            tests = list(self._tests(write.node))
            access = write.access
            if not tests and access.adds and not (access.removes or access.empties):
                continue  # as most of many calls on one object: each with each before it are too many
            before = self._before(write)
            reads = [r for r in before if r not in self._done and r.access.meets(access)]
            # An entry that was asked for and is missing is the one that is then made.
            for read in before if tests else ():
                if read not in reads and self._may_miss(read, write):
                    if self._decides(read, write, tests):
                        yield Step(read, write, True)
            for read in reads:
                is_test = self._decides(read, write, tests)
                if is_test or self._is_needed(read, write):
                    yield Step(read, write, is_test)

    def _before(self, write: Use) -> list[Use]:
        """The readings before *write*, from the last place on where others run in between."""
        end = bisect_left(self._reads, write.at, key=_at)
        last = bisect_left(self._waits, write.at, key=itemgetter(0))
        for at, wait in reversed(self._waits[:last]):
            if leads_to(wait, write.node, self.parents) and self._lets_others_run(wait):
                return self._reads[bisect_left(self._reads, at, key=_at) : end]
        return self._reads[:end]

    @property
    def may_be_any(self) -> bool:
        """Whether something is read that is written, too."""
        return bool(self._reads)

    def begun_anew(self) -> Iterator[Step]:
        """What is emptied first, and filled later: who comes in between finds nothing, or empties it."""
        emptied: defaultdict[Place, list[Use]] = defaultdict(list)
        for write in sorted(self._writes, key=_at):
            begins = emptied[write.access.place]
            if write.access.empties:
                begins.append(write)
            elif begins and not self._only_ends(write) and not self._is_parted(begins[-1], write):
                yield Step(begins[-1], write, is_test=False)

    def read_again(self) -> Iterator[Step]:
        """What is counted on, and read later as the number of this call: another may count on meanwhile."""
        for write in self._writes if self._reads else ():
            stmt = statement_of(write.node, self.parents)
            if not isinstance(stmt, ast.AugAssign) or write.access.place[0] in (FILE, SERVICE):
                continue
            first = bisect_right(self._reads, write.at, key=_at)
            for read in self._reads[first : first + _MOST_CALLS]:
                is_read = not isinstance(self.parents[read.node], ast.AugAssign)
                if not is_read or not read.access.meets(write.access):
                    continue
                if self._is_parted(write, read):
                    break
                if not self._is_told(read):
                    yield Step(write, read, is_test=False)

    def _is_told(self, read: Use) -> bool:
        """Whether *read* is for a log alone, or of a variable that has kept what was there."""
        if isinstance(read.node, ast.Name) and read.node.id in self._made:
            return True
        match statement_of(read.node, self.parents):
            case ast.Expr(value=ast.Call(func=func)):
                return last_name(func) in LEVELS
        return False

    def decided_by(self, calls: Sequence[ast.Call]) -> Iterator[Step]:
        """Each reading that decides whether, or with what, one of *calls* is made, and a later writing.

        Who waits for as long as the last time says, and then writes when that was, has one turn after
        the other only while nobody else reads in between.
        """
        written: defaultdict[Place, list[Use]] = defaultdict(list)
        for write in self._writes:
            if write.access.place[0] not in (FILE, SERVICE) and not write.access.adds:
                written[write.access.place].append(write)
        reads = [read for read in self._reads if read.access.place in written]
        for call in calls[:_MOST_CALLS] if reads else ():
            decides: list[ast.AST] = [*(test for test, _ in self._tests(call)), *arguments_of(call)]
            for read in reads:
                if read.at < start_of(call) and self._is_of(read, decides):
                    for write in written[read.access.place]:
                        if end_of(call) <= write.at and read.access.meets(write.access):
                            if not (self._only_ends(write) or self._is_parted(read, write)):
                                yield Step(read, write, is_test=True)

    def _given_back(self) -> Iterator[Step]:
        """What a service is asked for, and told again after the function has worked on it."""
        asked: defaultdict[ast.AST, list[Use]] = defaultdict(list)
        for use in self._reads:
            if use.access.place[0] == SERVICE:
                asked[use.node].append(use)
        answers = self._answers(asked)
        for write in self._writes if asked else ():
            for node in answers.told_again(write.node, write.at):
                for read in asked[node]:
                    is_same = read.access.place == write.access.place
                    if is_same and may_be_same(node, write.node):
                        if not self._is_parted(read, write):
                            yield Step(read, write, is_test=False, gives_back=True)
                            break

    def _answers(self, asked: Mapping[ast.AST, list[Use]]) -> Answers:
        times = [(uses[0].at, uses[0].node) for uses in asked.values()]
        return Answers(self._scope, self.parents, times, self._made, self._lacked)

    def _lacked(self, node: ast.AST) -> Iterator[ast.expr]:
        """In what a test found nothing where *node* runs."""
        for test, is_true in self._tests(node):
            for expr in false_in(test, is_true):
                match expr:
                    case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[listing]):
                        yield listing
                    case ast.Name() | ast.Call() | ast.Subscript() | ast.Attribute():
                        yield expr

    def _may_miss(self, read: Use, write: Use) -> bool:
        """Whether *read* may ask for what *write* makes."""
        may_meet = read in self._done or read.access.may_meet(write.access)
        return may_meet and read.access.asks and read.node is not write.node

    def _is_parted(self, read: Use, write: Use) -> bool:
        """Whether the function waits between the two as it is, so that others run there."""
        first = bisect_right(self._waits, read.at, key=itemgetter(0))
        last = bisect_left(self._waits, write.at, key=itemgetter(0))
        return any(
            leads_to(node, write.node, self.parents) and self._lets_others_run(node)
            for _, node in self._waits[first:last]
        )

    def _lets_others_run(self, wait: ast.AST) -> bool:
        known = self._parting.get(wait)
        if known is None:
            known = self._parting[wait] = lets_others_run(self._model, wait, self._function)
        return known

    def _decides(self, read: Use, write: Use, tests: list[Test]) -> bool:
        """Whether a test of what is read decides that *write* is done.

        What is under a key or outside may as well be written anew: only where it was missing.
        """
        is_file = write.access.place[0] == FILE
        is_outside = is_file or write.access.place[0] == SERVICE
        is_entry = write.access.key != WHOLE and read.access.key != WHOLE
        if self._only_ends(write):
            return False
        for test, is_true in tests:
            missing = false_in(test, is_true, perhaps=is_entry)
            false = [*missing] if is_outside or is_entry else [test]
            if is_file and any(compares(expr) and self._is_of(read, [expr]) for expr in false):
                return True
            if is_outside and self._compares_state(test, read):
                return True
            if write.access.renames:
                continue
            if is_outside and any(self._is_answer(expr, read) for expr in false):
                return True
            if not is_outside and self._is_of(read, [*false]):
                return True
        return False

    def _compares_state(self, test: ast.expr, read: Use) -> bool:
        """Whether *test* compares a part of the record that *read* gave: who finds another leaves it."""
        if not read.access.place[-1].startswith(RECORDS):
            return False
        return any(
            isinstance(node, ast.Compare)
            and isinstance(node.ops[0], (ast.Eq, ast.NotEq))
            and not any(map(is_nothing, node.comparators))
            and self._is_of(read, [node])
            for node in ast.walk(test)
        )

    def _is_needed(self, read: Use, write: Use) -> bool:
        """Whether *write* is made of what is read, empties it, or fails where it is no longer there."""
        access = write.access
        if access.renames:
            return False
        if access.removes:
            end = bisect_left(self._reads, write.at, key=_at)
            before = [
                r for r in self._reads[:end] if r not in self._done and r.access.meets(access)
            ]
            asked = [one for one in before if one.access.asks]
            return (
                read is (asked[-1] if asked else before[0])
                and (read.access.key == access.key or self._is_end(read, write))
                and not may_fail(write.node, self.parents, self._name_of, _NO_ENTRY)
            )
        if access.empties:
            return read.access.key == WHOLE
        return not access.adds and self._is_of(read, self._written(write))

    def _is_end(self, read: Use, write: Use) -> bool:
        """Whether *read* looks at the first or last entry, and *write* takes that: ``items.pop()``."""
        return write.access.key == WHOLE and read.access.key in _ENDS

    def _name_of(self, expr: ast.expr) -> str:
        return name_of(self._model.value_in(expr, self._function, self._scope))

    def _only_ends(self, write: Use) -> bool:
        """Whether it says that an object is gone: two who say so lose nothing."""
        stmt = statement_of(write.node, self.parents)
        if not isinstance(stmt, ast.Assign) or write.access.key != WHOLE:
            return False
        return isinstance(stmt.value, ast.Constant) and not stmt.value.value

    def _written(self, write: Use) -> list[ast.AST]:
        """What *write* is made from; for a file that is opened, what is done while it is open."""
        if isinstance(write.node, ast.Call):
            item = self.parents[write.node]
            around = self.parents[item] if isinstance(item, ast.withitem) else None
            if isinstance(around, ast.With):
                return [*around.body]
            return [*write.node.args, *self._inside_of(write.node)]
        stmt = statement_of(write.node, self.parents)
        if not isinstance(stmt, _ASSIGNMENTS) or stmt.value is None:
            return []
        if isinstance(stmt, ast.AugAssign):
            return [stmt.value, stmt.target]
        entry = self.parents[write.node]
        return [stmt.value, *([entry.slice] if isinstance(entry, ast.Subscript) else [])]

    def _inside_of(self, call: ast.Call) -> Iterator[ast.stmt]:
        """What the functions inside of this one do that *call* calls, or is given."""
        table = self._terms.table(self._scope)
        for expr in (call.func, *call.args):
            for binding in table.by_name.get(expr.id, ()) if isinstance(expr, ast.Name) else ():
                if isinstance(binding.node, ast.FunctionDef):
                    yield from binding.node.body

    def _is_of(self, read: Use, parts: list[ast.AST]) -> bool:
        """Whether one of *parts* holds *read*, or a variable made from it."""
        for node in walk_code(parts):
            if node is read.node:
                return True
            if isinstance(node, ast.Name) and read.node in self._made.get(node.id, ()):
                return True
        return False

    def _is_answer(self, expr: ast.expr, read: Use) -> bool:
        """Whether *expr* is what *read* gave, itself or as a variable."""
        match expr:
            case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[listing]):
                # What is not among the names that it gave.
                return self._is_of(read, [listing])
        given: list[ast.AST | None] = [expr]
        if isinstance(expr, ast.Name):
            bindings = self._terms.bindings_read(expr, self._scope)
            given = [one.value for one in bindings if one.kind in ("assign", "walrus")]
        return any(value is not None and read.node in walk_code([value]) for value in given)

    def _made_from(self) -> dict[str, set[ast.AST]]:
        """The readings that each variable of the function is made from."""
        found: defaultdict[str, set[ast.AST]] = defaultdict(set)
        nodes = {read.node for read in self._reads}
        table = self._terms.table(self._scope)
        bindings = [one for of_name in table.by_name.values() for one in of_name if one.value]
        for binding in sorted(bindings, key=lambda one: getattr(one.value, "lineno", 0)):
            assert binding.value is not None
            for node in walk_code([binding.value]):
                if node in nodes:
                    found[binding.name].add(node)
                if isinstance(node, ast.Name):
                    found[binding.name] |= found.get(node.id, set())
        return found

    def _tests(self, node: ast.AST) -> Iterator[Test]:
        """The tests that decide whether *node* runs: around it, and those before it that may leave."""
        child: ast.AST = node
        while not isinstance(child, (*FUNCTION_TYPES, ast.Module)):
            parent = self.parents[child]
            if isinstance(parent, ast.If) and child is not parent.test:
                yield parent.test, child in parent.body
            elif isinstance(parent, ast.IfExp) and child is not parent.test:
                yield parent.test, child is parent.body
            elif isinstance(parent, ast.BoolOp):
                # ``find() or make()``: what stands behind runs only as what is before came out so.
                at = parent.values.index(child)  # type: ignore[arg-type]
                for value in parent.values[max(0, at - _MOST_OPERANDS) : at]:
                    yield value, isinstance(parent.op, ast.And)
            if isinstance(child, ast.stmt) and (place := place_in(child, parent)):
                for index, test in self._leaving_tests(getattr(parent, place[0])):
                    if index < place[1]:
                        yield test
            child = parent

    def _leaving_tests(self, block: list[ast.stmt]) -> list[tuple[int, Test]]:
        """The tests in *block* that may leave it, with their places (0-based) and what they are then not."""
        found = self._leaving.get(block[0])
        if found is None:
            raising = [(at, test) for at, stmt in enumerate(block) for test in self._raising(stmt)]
            found = self._leaving[block[0]] = [
                *((at, test) for at, stmt in enumerate(block) for test in left_by(stmt)),
                *raising[:_MOST_RAISING],
            ]
        return found

    def _raising(self, stmt: ast.stmt) -> Iterator[Test]:
        """The call that *stmt* is, where it reads something here and may raise: ``self.check_idle()``."""
        call = stmt.value if isinstance(stmt, ast.Expr) else None
        call = call.value if isinstance(call, ast.Await) else call
        if isinstance(call, ast.Call) and call in self._reading:
            value = self._model.value_in(call.func, self._function, self._scope)
            functions = (one for one in options_of(value) if isinstance(one, FunctionValue))
            if any(function.summary.scope.of_type(ast.Raise) for function in functions):
                yield call, True


def _at(use: Use) -> At:
    return use.at


def _is_of_call(use: Use) -> bool:
    return isinstance(use.node, ast.Call) and use.access.place[0] not in (FILE, SERVICE)
