"""One file in, findings out: the program's table of contents.

Bytes become a Source, a Source becomes a SemanticModel, and the checks of all rules are called
from one table over the nodes of every scope.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple, TypeVar

from flake8_asyncpitfalls.analyses.test_code import is_of_tests
from flake8_asyncpitfalls.deep_stack import run_deep
from flake8_asyncpitfalls.errors import AsyncPitfallsError, SourceError
from flake8_asyncpitfalls.finding import Finding
from flake8_asyncpitfalls.fix_conflicts import without_conflicts
from flake8_asyncpitfalls.garbage import collect_now, collection_off
from flake8_asyncpitfalls.rule import BLOCKING, Check, CheckFunction, Rule
from flake8_asyncpitfalls.rules import all_rules
from flake8_asyncpitfalls.safe_fixes import as_proven
from flake8_asyncpitfalls.semantics.effects.call_effects import CallEffects
from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES, Scope
from flake8_asyncpitfalls.semantics.source.encoding import decode_source
from flake8_asyncpitfalls.semantics.source.noqa import is_listed
from flake8_asyncpitfalls.semantics.source.source import Source, is_about_async, parse_module
from flake8_asyncpitfalls.semantics.source.words import is_inside_word, words_of
from flake8_asyncpitfalls.semantics.summaries.definitions import ModuleFacts
from flake8_asyncpitfalls.semantics.summaries.sites import SITE_NODES
from flake8_asyncpitfalls.settings import Settings
from flake8_asyncpitfalls.stubs.marked import names_by_marker

tries_again = True
"""Whether a file whose check ended in a fault of ours is checked once more; tests want to see the fault."""
ResultT = TypeVar("ResultT")


def lint_source(
    path: str,
    data: bytes,
    settings: Settings,
    project: Project | None = None,
    tree: ast.Module | None = None,
    *,
    blocking_in: Collection[str] | None = None,
) -> list[Finding]:
    """All findings of the recommended rules and of the enabled opt rules, in order of position.

    *path* is the file's path as the user wrote it, *data* its bytes; *tree* saves the parse when
    the caller has it. *blocking_in*: of the rules about what blocks alone, and in the functions of
    these qualified names. ``# noqa`` and selection are the door's business. Raises SourceError when
    *data* cannot be decoded or parsed, StubError when a user's stub is broken.
    """
    over = project or Project(settings)

    def found() -> list[Finding]:
        return _findings(path, data, settings, over, tree, blocking_in)

    try:
        return _answered(found, over)
    except (RecursionError, MemoryError) as error:
        over.start_anew()
        raise SourceError(f"{path}: nested too deeply to check") from error


def _answered(work: Callable[[], ResultT], project: Project) -> ResultT:
    """What *work* gives; where a fault of ours ends it, what a second try does with room for all trees.

    What is asked of nodes whose tree has gone meanwhile is the fault that large projects alone show.
    """
    try:
        return run_deep(work, project.start_anew)
    except (AsyncPitfallsError, RecursionError, MemoryError):
        raise
    except Exception:
        if not tries_again:
            raise
    project.start_anew()
    with project.room_for_all():
        return run_deep(work, project.start_anew)


def _findings(
    path: str,
    data: bytes,
    settings: Settings,
    project: Project,
    tree: ast.Module | None,
    blocking_in: Collection[str] | None,
) -> list[Finding]:
    if not is_about_async(data):
        if tree is None:
            parse_module(path, data)
        return []
    if tree is None and not data.isascii():
        decode_source(path, data)
    with collection_off():
        _trim(project)
        source = project.parsed(path, data) or Source(path, data, tree or parse_module(path, data))
        linter = Linter.for_project(project, settings)
        if blocking_in is not None:
            return linter.blocking_in(source, blocking_in)
        return linter.findings(source)


def _trim(project: Project) -> None:
    if project.trim():
        collect_now()


class Part(NamedTuple):
    """The *findings* of one function, whose body stands on the lines from *first* to *last*."""

    first: int
    last: int
    findings: list[Finding]


def lint_part(
    path: str, data: bytes, settings: Settings, project: Project, lines: tuple[int, int]
) -> Part | None:
    """The findings of the function alone that holds all *lines* (first and last, from 1) in its body.

    None where no function does. What else the file has to say may have changed with it: this is for
    editors, which ask for the rest when nobody types. Raises what ``lint_source`` does.
    """

    def part() -> Part | None:
        if not is_about_async(data):
            return None
        with collection_off():
            _trim(project)
            source = project.parsed(path, data) or Source(path, data, parse_module(path, data))
            return Linter.for_project(project, settings).part(source, lines)

    try:
        return _answered(part, project)
    except (RecursionError, MemoryError) as error:
        project.start_anew()
        raise SourceError(f"{path}: nested too deeply to check") from error


def model_of(
    path: str, data: bytes, settings: Settings, project: Project | None = None
) -> SemanticModel:
    """The semantic model of one file, as the checks see it. Raises SourceError as above."""
    project = project or Project(settings)
    linter = Linter.for_project(project, settings)
    return linter.model(Source(path, data, parse_module(path, data)))


class Linter:
    """The checks that *settings* enable, over one project; it keeps what it learns of modules."""

    def __init__(self, project: Project, settings: Settings, rules: Iterable[Rule]) -> None:
        self.project = project
        self.settings = settings
        self.types = Evaluator(project, settings)
        self._rules = [rule for rule in rules if _is_on(rule, settings)]
        self.table = CheckTable(self._rules, settings.stubs)
        self.call_effects = CallEffects(self.types, self._is_silenced)

    def __len__(self) -> int:
        """How many conclusions are known."""
        return len(self.types) + len(self.call_effects)

    def let_go(self, modules: Collection[ModuleFacts]) -> None:
        """Forget what is about *modules* alone and quickly concluded again."""
        self.types.let_go(modules)

    @classmethod
    def for_project(cls, project: Project, settings: Settings) -> Linter:
        """The linter of *project*, made once for it."""
        linter = project.conclusions(_linter)
        return linter if linter.settings == settings else cls(project, settings, all_rules())

    def findings(self, source: Source) -> list[Finding]:
        """The findings of one file, each once, in order of position."""
        model = self.model(source)
        checks = self.table.for_file(source.data)
        try:
            found = (one for scope in model.scopes for one in _check_scope(scope, checks, model))
            return _in_order(self._by_place(found, model))
        finally:
            model.release()

    def blocking_in(self, source: Source, names: Collection[str]) -> list[Finding]:
        """What the rules about what blocks find in the functions of these qualified *names*.

        What is concluded on the way serves all rules.
        """
        model = self.model(source)
        checks = self._blocking.for_file(source.data)
        scopes = (scope for scope in model.scopes if scope.qualified_name in names)
        try:
            found = (
                one
                for scope in scopes
                for inner in scope.walk()
                for one in _check_scope(inner, checks, model)
            )
            return _in_order(self._by_place(found, model))
        finally:
            model.release()

    def part(self, source: Source, lines: tuple[int, int]) -> Part | None:
        """The findings of the function that holds *lines*, if one does."""
        model = self.model(source)
        checks = self.table.for_file(source.data)
        try:
            scope = _function_around(model.scopes, lines)
            if scope is None or scope.parent is None or not isinstance(scope.node, FUNCTION_TYPES):
                return None
            of_definition = _check_scope(scope.parent, checks, model, only=scope.node)
            inside = (one for inner in scope.walk() for one in _check_scope(inner, checks, model))
            first, last = _body_lines(scope.node)
            weighed = self._by_place(chain(of_definition, inside), model)
            found = [one for one in _in_order(weighed) if one.span.line >= first]
            return Part(first, last, found)
        finally:
            model.release()

    def _by_place(self, findings: Iterable[Finding], model: SemanticModel) -> Iterator[Finding]:
        """*findings* as they weigh in a file of tests, if *model* is of one, and as far as proven."""
        findings = as_proven(findings, model)
        if not is_of_tests(model):
            yield from findings
            return
        for finding in findings:
            most = self.table.in_tests.get(finding.code, finding.severity)
            is_lighter = finding.severity.rank < most.rank
            yield replace(finding, severity=most) if is_lighter else finding

    def model(self, source: Source) -> SemanticModel:
        """What *source* means, with what is known of the project already."""
        return SemanticModel(source, self.settings, self.project, self.types, self.call_effects)

    @cached_property
    def _blocking(self) -> CheckTable:
        blocking = (rule for rule in self._rules if rule.code.startswith(BLOCKING))
        return CheckTable(blocking, self.settings.stubs)

    def _is_silenced(self, codes: str, kind: str) -> bool:
        """Whether ``# noqa`` with *codes* on a helper's blocking line silences what reaches it."""
        return any(is_listed(code, codes) for code in self.table.reached_codes(kind))


def _linter(project: Project) -> Linter:
    return Linter(project, project.settings, all_rules())


class CheckTable:
    """Checks by node type and by effect: what the walk over a file looks up."""

    def __init__(self, rules: Iterable[Rule], folders: tuple[str, ...]) -> None:
        """*folders* are the user's stubs, which mark names, too."""
        rules = list(rules)
        self.checks = [check for rule in rules for check in rule.checks]
        self.in_tests = {rule.code: rule.in_tests for rule in rules if rule.in_tests is not None}
        self._folders = folders
        self._mentions = tuple(dict.fromkeys(c.mentions for c in self.checks if c.mentions))
        words = dict.fromkeys(word for words in self._mentions for word in words)
        self._inside_words = tuple(filter(is_inside_word, words))
        self._others = tuple(word for word in words if not is_inside_word(word))
        self._with_mentions = lru_cache(maxsize=256)(self._checks_with)

    def for_file(self, data: bytes) -> FileChecks:
        """The checks that a file with these bytes can need."""
        # Most files lack most words, and many checks share theirs: each is searched for once. A fifth
        # of a text is enough for that, its words, each of them once: it took a thirtieth of a run.
        words = b" ".join(words_of(data))
        there = {word: word in words for word in self._inside_words}
        there.update((word, word in data) for word in self._others)
        return self._with_mentions(
            tuple(any(map(there.__getitem__, words)) for words in self._mentions)
        )

    def _checks_with(self, is_there: tuple[bool, ...]) -> FileChecks:
        """The checks for files that have these of ``_mentions``."""
        needed = {words for words, has in zip(self._mentions, is_there, strict=True) if has}
        checks = [c for c in self.checks if not c.mentions or c.mentions in needed]
        table = FileChecks(checks, self._folders)
        table.in_cells = FileChecks([check for check in checks if check.in_cells], self._folders)
        return table

    def reached_codes(self, kind: str) -> list[str]:
        """The codes that report a blocking call of *kind* that is reached through others."""
        return [c.rule.code for c in self.checks if c.reached and c.effect == kind]


_UNMARKED = "-"
"""Stands for all names that no stub marks."""


class NodeChecks:
    """The checks of one type of node, in order; some are for certain names, or stand in certain nodes.

    Most calls are of names that no stub marks: a look into a dictionary spares them a dozen questions.
    """

    def __init__(self, marked: Mapping[str, frozenset[str]]) -> None:
        self.every: list[CheckFunction] = []
        self.has_marks = False
        self.has_places = False
        self.by_place: dict[type[ast.AST], list[CheckFunction]] = {}
        self._marked = marked
        self._checks: list[Check] = []
        self._names: frozenset[str] = frozenset()
        self._named: dict[str, list[Check]] = {}
        self._chosen: dict[tuple[str, type[ast.AST]], list[CheckFunction]] = {}

    def add(self, check: Check) -> None:
        """Take one more check."""
        self._checks.append(check)
        self.every.append(check.function)
        self.has_places |= bool(check.within)
        if check.marks:
            self.has_marks = True
            found = (self._marked.get(mark, frozenset()) for mark in check.marks)
            self._names = self._names.union(*found)

    def chosen(self, name: str, place: type[ast.AST]) -> list[CheckFunction]:
        """The checks for what is called *name*, '' for anything, and stands in a node of that type."""
        key = (name if not name or name in self._names else _UNMARKED, place)
        found = self._chosen.get(key)
        if found is None:
            named = self._for_name(key[0])
            found = [c.function for c in named if not c.within or place in c.within]
            self._chosen[key] = found
            if not name:
                self.by_place[place] = found
        return found

    def _for_name(self, name: str) -> list[Check]:
        if not name:
            return self._checks
        found = self._named.get(name)
        if found is None:
            found = self._named[name] = [c for c in self._checks if self._is_for(c, name)]
        return found

    def _is_for(self, check: Check, name: str) -> bool:
        return not check.marks or any(name in self._marked.get(m, ()) for m in check.marks)


Table = dict[type[ast.AST], NodeChecks]


class FileChecks:
    """The checks of one file, split by where they apply."""

    def __init__(self, checks: Iterable[Check], folders: tuple[str, ...]) -> None:
        marked = names_by_marker(folders)
        self.anywhere: Table = {}
        self.on_loop: Table = {}
        self.effects: dict[tuple[str, bool], list[Check]] = {}
        self.in_cells: FileChecks | None = None
        for check in checks:
            if check.effect:
                self.effects.setdefault((check.effect, check.reached), []).append(check)
            for node_type in check.node_types:
                table = self.on_loop if check.on_loop else self.anywhere
                if node_type not in table:
                    table[node_type] = NodeChecks(marked)
                table[node_type].add(check)


def _is_on(rule: Rule, settings: Settings) -> bool:
    return not rule.optional or settings.is_enabled(rule.code)


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    """*findings*, each once, in order of position."""
    found = {(finding.sort_key, finding.span): finding for finding in findings}
    return without_conflicts(sorted(found.values(), key=lambda finding: finding.sort_key))


def _function_around(scopes: Iterable[Scope], lines: tuple[int, int]) -> Scope | None:
    """The outermost function whose body, below its first line, holds all *lines*."""
    for scope in scopes:
        node = scope.node
        if isinstance(node, FUNCTION_TYPES) and node.lineno < node.body[0].lineno:
            first, last = _body_lines(node)
            if first <= lines[0] and lines[1] <= last:
                return scope
    return None


def _body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[int, int]:
    return function.body[0].lineno, function.body[-1].end_lineno or 0


def _check_scope(
    scope: Scope, checks: FileChecks, model: SemanticModel, only: ast.AST | None = None
) -> Iterator[Finding]:
    """The findings of the scope's own nodes, or of the one node *only*."""
    model.end_step()
    yield from _check_nodes(scope, checks.anywhere, model, only)
    if not model.execution.runs_on_loop(scope):
        if not model.execution.may_await_in(scope) or checks.in_cells is None:
            return
        checks = checks.in_cells
    yield from _check_nodes(scope, checks.on_loop, model, only)
    for kind in scope.types_of_nodes() if only is None else ():
        for node in scope.of_type(kind) if kind in SITE_NODES else ():
            if model.effects_at(node):
                yield from _check_effects(node, checks, model)


def _check_nodes(
    scope: Scope, table: Table, model: SemanticModel, only: ast.AST | None
) -> Iterator[Finding]:
    parents = model.terms.parents
    for kind in scope.types_of_nodes() if only is None else (type(only),):
        checks = table.get(kind)
        if checks is None:
            continue
        functions = checks.every
        has_marks, has_places = checks.has_marks, checks.has_places
        by_place = checks.by_place
        for node in scope.of_type(kind) if only is None else (only,):
            if has_marks:
                functions = checks.chosen(model.name_for_marks(node), parents[node].__class__)
            elif has_places:
                # As most nodes are: a call for each of them would be more than the look-up.
                place = parents[node].__class__
                functions = by_place[place] if place in by_place else checks.chosen("", place)
            for function in functions:
                yield from function(node, model)


def _check_effects(node: ast.AST, checks: FileChecks, model: SemanticModel) -> Iterator[Finding]:
    for kind, effect in model.effects_at(node).items():
        for check in checks.effects.get((kind, bool(effect.hops)), ()):
            yield from check.function(node, effect, model)
