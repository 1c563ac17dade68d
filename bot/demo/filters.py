"""$filter: parsed with odata-query, checked against the table of documented operators, compiled to a predicate.

Semantics follow Graph: report and directory strings compare without case (directoryAudits' startswith with case,
all of provisioning with case), a null equals nothing but null, lambdas are any(...) only. Whatever the table does not
list is refused, as the service refuses it.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from odata_query import ast
from odata_query.exceptions import ODataException
from odata_query.grammar import ODataLexer, ODataParser

from bot.demo.filter_table import Filterable
from bot.demo.filter_values import BadLiteralError, fold_literal, literal, reader

Predicate = Callable[[Any], bool]

COMPARATORS: dict[type[Any], tuple[str, Callable[[Any, Any], bool]]] = {
    ast.Eq: ("eq", operator.eq),
    ast.NotEq: ("ne", operator.ne),
    ast.GtE: ("ge", operator.ge),
    ast.LtE: ("le", operator.le),
    ast.Gt: ("gt", operator.gt),
    ast.Lt: ("lt", operator.lt),
}
FUNCTIONS: dict[str, Callable[[str, str], bool]] = {
    "startswith": str.startswith,
    "endswith": str.endswith,
    "contains": operator.contains,
}
_PIECES = re.compile(r"('(?:[^']|'')*')")
_FUNCTION = re.compile(r"\b(startswith|endswith|contains)\s*\(", re.I)
_OPENS_LIST = re.compile(r"\bin\s*\(\s*$", re.I)
_IN = re.compile(r"\bin\(", re.I)
_ONE_PLAIN = re.compile(r"(\bin\s*\(\s*[^\s(),]+)\s*\)", re.I)
USER_KINDS = frozenset({"interactiveuser", "noninteractiveuser"})


class FilterError(ValueError):
    """A $filter that Graph refuses: broken, not of the right type, or not documented for `property`."""

    def __init__(self, message: str, name: str = "") -> None:
        super().__init__(message)
        self.property = name


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one collection reads a $filter."""

    table: dict[str, Filterable]
    fold: bool = True
    fold_prefix: bool = True
    lenient: bool = False
    advanced: bool = False
    nulls: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A compiled $filter. `starts` are the lower bounds of times; `event_types` the sign-in kinds named in it."""

    matches: Predicate
    starts: tuple[str, ...] = ()
    event_types: frozenset[str] = frozenset()


def _normal(text: str) -> str:
    """Function names in lower case and one-item lists as the parser wants them; literals stay as they are."""
    pieces = _PIECES.split(text.strip())
    for index in range(0, len(pieces), 2):
        text = _FUNCTION.sub(lambda match: match[1].lower() + "(", pieces[index])
        pieces[index] = _ONE_PLAIN.sub(r"\1,)", _IN.sub("in (", text))
    for index in range(2, len(pieces), 2):
        if _OPENS_LIST.search(pieces[index - 2]) and pieces[index].lstrip().startswith(")"):
            pieces[index] = "," + pieces[index].lstrip()
    return "".join(pieces)


@cache
def _lexer_and_parser() -> tuple[Any, Any]:
    return ODataLexer(), ODataParser()


def parse(text: str) -> Any:
    """The syntax tree of a $filter; raises FilterError when it is none."""
    lexer, parser = _lexer_and_parser()
    try:
        tree = parser.parse(lexer.tokenize(_normal(text)))
    except (ODataException, AttributeError, IndexError, NotImplementedError, RecursionError) as error:
        raise FilterError(str(error)) from error
    if tree is None:
        raise FilterError("empty")
    return tree


def compile_filter(text: str, dialect: Dialect) -> Filter:
    """The predicate of a $filter in a collection's dialect; raises FilterError for all that Graph refuses."""
    compiler = _Compiler(dialect)
    try:
        matches = compiler.predicate(parse(text))
    except (BadLiteralError, RecursionError) as error:
        raise FilterError(str(error)) from error
    if compiler.event_types & USER_KINDS and compiler.event_types - USER_KINDS:
        raise FilterError("user kinds and workload kinds do not mix in one filter")
    return Filter(matches, tuple(compiler.starts), frozenset(compiler.event_types))


def _path(node: Any) -> tuple[str, ...]:
    if isinstance(node, ast.Identifier):
        return (".".join((*node.namespace, node.name)),)
    if isinstance(node, ast.Attribute):
        return (*_path(node.owner), str(node.attr))
    raise FilterError("not a property")


class _Compiler:
    """Turns nodes into predicates; collects time bounds and sign-in kinds on the way."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.starts: list[str] = []
        self.event_types: set[str] = set()
        self.scope: tuple[str, tuple[str, ...]] | None = None

    def predicate(self, node: Any) -> Predicate:
        if isinstance(node, ast.BoolOp):
            left, right = self.predicate(node.left), self.predicate(node.right)
            if isinstance(node.op, ast.And):
                return lambda row: left(row) and right(row)
            return lambda row: left(row) or right(row)
        if isinstance(node, ast.Compare):
            return self._compare(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.CollectionLambda):
            return self._any(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) and self.dialect.advanced:
            inner = self.predicate(node.operand)
            return lambda row: not inner(row)
        raise FilterError("not a condition")

    def _property(self, node: Any, name: str) -> tuple[tuple[str, ...], Filterable]:
        """Where the property is in the row (or in the item of a lambda), once the table allows the operator."""
        path, full = _path(node), _path(node)
        if self.scope is not None:
            variable, owner = self.scope
            if path[0] != variable:
                raise FilterError("a lambda speaks of its own variable")
            path, full = path[1:], (*owner, *path[1:])
        rule = self.dialect.table.get("/".join(full))
        inside = self.scope is not None
        if rule is None or rule.any is not inside:
            raise FilterError("cannot be filtered this way", "/".join(full))
        if not rule.allows(name, lenient=self.dialect.lenient, advanced=self.dialect.advanced):
            raise FilterError(f"{name} is not supported", "/".join(full))
        return path, rule

    def _compare(self, node: Any) -> Predicate:
        if isinstance(node.comparator, ast.In):
            return self._in(node)
        name, test = COMPARATORS[type(node.comparator)]
        path, rule = self._property(node.left, name)
        value = literal(node.right, rule.kind)
        if value is None and not (self.dialect.nulls and name in ("eq", "ne")):
            raise FilterError("null")
        self._note(rule, path, name, value)
        fold = self.dialect.fold
        read, wanted = reader(path, rule.kind, fold=fold), fold_literal(value, rule.kind, fold=fold)
        if name in ("eq", "ne"):
            return lambda row: test(read(row), wanted)
        return lambda row: (found := read(row)) is not None and test(found, wanted)

    def _note(self, rule: Filterable, path: tuple[str, ...], name: str, value: Any) -> None:
        if rule.kind == "time" and name in ("ge", "gt", "eq"):
            self.starts.append(value)
        if self.scope is not None and self.scope[1] == ("signInEventTypes",):
            self.event_types.add(str(value).casefold())

    def _in(self, node: Any) -> Predicate:
        path, rule = self._property(node.left, "in")
        fold = self.dialect.fold
        wanted = [fold_literal(literal(each, rule.kind), rule.kind, fold=fold) for each in node.right.val]
        read = reader(path, rule.kind, fold=fold)
        return lambda row: read(row) in wanted

    def _call(self, node: Any) -> Predicate:
        name = node.func.full_name()
        test = FUNCTIONS.get(name)
        if test is None or len(node.args) != 2:
            raise FilterError(f"unknown function {name}")
        path, rule = self._property(node.args[0], name)
        value = literal(node.args[1], "string")
        if rule.kind != "string" or value is None:
            raise FilterError("only texts have parts")
        fold = self.dialect.fold_prefix
        read, wanted = reader(path, "string", fold=fold), fold_literal(value, "string", fold=fold)
        return lambda row: isinstance(found := read(row), str) and test(found, wanted)

    def _any(self, node: Any) -> Predicate:
        if self.scope is not None or not isinstance(node.operator, ast.Any) or node.lambda_ is None:
            raise FilterError("any(x: ...) is the only lambda")
        owner = _path(node.owner)
        self.scope = (node.lambda_.identifier.full_name(), owner)
        inner = self.predicate(node.lambda_.expression)
        self.scope = None
        items = reader(owner, "string", fold=False)
        return lambda row: isinstance(found := items(row), list) and any(inner(item) for item in found)
