"""What a function asks for: read once, used for every call."""

from __future__ import annotations

import inspect
import sys
import typing
from typing import Any, Callable, Optional

from eagleray.worker.convert import ArgumentError, Converter, converter_for
from eagleray.worker.plain import is_plain
from eagleray.worker.standard import Late

argparse = Late("argparse")

_UNKNOWN = inspect.Parameter.empty


class Parameter:
    """One parameter: its name, whether it must be given, and how a value is made to fit."""

    __slots__ = ("name", "positional", "required", "type", "hint", "convert", "nullable")

    def __init__(self, parameter: inspect.Parameter, hint: Any):
        self.name = parameter.name
        self.positional = parameter.kind is parameter.POSITIONAL_ONLY
        self.required = parameter.default is parameter.empty
        self.type = None if parameter.annotation is parameter.empty else annotation_text(parameter.annotation)
        self.hint = hint
        self.convert: Optional[Converter] = None if hint is _UNKNOWN else converter_for(hint)
        self.nullable = parameter.default is None  # "rate: float = None" means an optional float


class Signature:
    """The parameters of a function. One annotated ``argparse.Namespace`` receives, as attributes, what no other one asks for."""

    def __init__(
        self,
        function: Callable,
        parameters: list[Parameter],
        keywords: Optional[Converter],
        takes_keywords: bool,
        namespace: Optional[str] = None,
    ):
        self.parameters = parameters
        self.takes_keywords = takes_keywords
        self._keywords = keywords
        self._namespace = namespace
        plain = inspect.unwrap(function)
        self.generator = inspect.isgeneratorfunction(plain) or inspect.isasyncgenfunction(plain)
        self.names = frozenset(parameter.name for parameter in parameters)

    def described(self) -> dict:
        """The fields of a ``signature`` message."""
        arguments = []
        for parameter in self.parameters:
            argument = {"name": parameter.name, "required": parameter.required}
            if parameter.type is not None:
                argument["type"] = parameter.type
            arguments.append(argument)
        return {"arguments": arguments, "keywords": self.takes_keywords or self._namespace is not None, "generator": self.generator}

    def misfits(self, given: dict) -> dict[str, str]:
        """What is wrong with values of JSON, by the name of the parameter. Runs nothing of the user's, so it may not know all of it."""
        wrong = {}
        for parameter in self.parameters:
            if parameter.name not in given or parameter.convert is None or not is_plain(parameter.hint):
                continue
            value = given[parameter.name]
            if value is None and parameter.nullable:
                continue
            try:
                parameter.convert(value)
            except ArgumentError as problem:
                wrong[parameter.name] = f"(declared {parameter.type}) {problem}"
        return wrong

    def bind(self, given: dict) -> tuple[list, dict]:
        """Positional and keyword arguments for a call, each converted. A name that the function does not take is left out."""
        positional: list[Any] = []
        named: dict[str, Any] = {}
        missing = []
        skipped = False
        for parameter in self.parameters:
            name = parameter.name
            if name not in given:
                if parameter.required:
                    missing.append(name)
                skipped = skipped or parameter.positional
                continue
            value = given[name]
            if parameter.convert is not None and not (value is None and parameter.nullable):
                value = _converted(parameter.convert, value, name, parameter.type)
            if not parameter.positional:
                named[name] = value
            elif skipped:
                raise ArgumentError(f'the argument "{name}" is given by position, so those before it must be given too')
            else:
                positional.append(value)
        if missing:
            raise ArgumentError(_missing(missing))
        if self.takes_keywords:
            for name, value in given.items():
                if name not in self.names:
                    convert = self._keywords
                    named[name] = value if convert is None else _converted(convert, value, name, None)
        if self._namespace is not None:
            named[self._namespace] = argparse.Namespace(**{name: value for name, value in given.items() if name not in self.names})
        return positional, named


def signature_of(function: Callable) -> Signature:
    """Reads a function's parameters. A builtin without a signature takes anything by name."""
    try:
        read = inspect.signature(function)
    except NameError:  # Python 3.14 evaluates annotations late; one may name what only a type checker imports
        import annotationlib

        read = inspect.signature(function, annotation_format=annotationlib.Format.FORWARDREF)
    except (ValueError, TypeError):
        return Signature(function, [], None, True)
    hints = _hints(function, read)
    parameters = []
    keywords: Optional[Converter] = None
    takes_keywords = False
    namespace = None
    for parameter in read.parameters.values():
        hint = hints.get(parameter.name, _UNKNOWN)
        if parameter.kind is parameter.VAR_KEYWORD:
            takes_keywords = True
            keywords = None if hint is _UNKNOWN else converter_for(hint)
        elif _is_namespace(hint) and parameter.kind is not parameter.POSITIONAL_ONLY:
            namespace = parameter.name
        elif parameter.kind is not parameter.VAR_POSITIONAL:
            parameters.append(Parameter(parameter, hint))
    return Signature(function, parameters, keywords, takes_keywords, namespace)


def _is_namespace(hint: Any) -> bool:
    """Whether a hint is ``argparse.Namespace``, which only code that has imported it can name."""
    taken = sys.modules.get("argparse")
    return taken is not None and hint is getattr(taken, "Namespace", taken)


def annotation_text(annotation: Any) -> str:
    """An annotation as it stands in the source, nearly: ``float``, ``list[int]``, ``Optional[str]``."""
    return annotation if isinstance(annotation, str) else inspect.formatannotation(annotation).replace("typing.", "")


def _hints(function: Callable, read: inspect.Signature) -> dict[str, Any]:
    target: Any = inspect.unwrap(function)
    if isinstance(target, type):
        target = target.__init__
    elif not hasattr(target, "__annotations__") and hasattr(target, "__call__"):
        target = getattr(target, "func", None) or type(target).__call__  # functools.partial, or an object that can be called
    try:
        return typing.get_type_hints(target)
    except Exception:  # one name that cannot be resolved must not lose the others
        names = getattr(target, "__globals__", {})
        hints = {}
        for parameter in read.parameters.values():
            annotation = parameter.annotation
            if isinstance(annotation, str):
                try:
                    annotation = typing.get_type_hints(_holder(parameter.name, annotation), names)[parameter.name]
                except Exception:
                    continue
            if annotation is not _UNKNOWN:
                hints[parameter.name] = annotation
        return hints


def _holder(name: str, annotation: str) -> Any:
    return type("_Holder", (), {"__annotations__": {name: annotation}, "__module__": __name__})


def _converted(convert: Converter, value: Any, name: str, type_text: Optional[str]) -> Any:
    try:
        return convert(value)
    except ArgumentError as problem:
        declared = f" (declared {type_text})" if type_text else ""
        raise ArgumentError(f'the argument "{name}"{declared} {problem}') from None


def _missing(names: list[str]) -> str:
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"the argument {quoted} is missing" if len(names) == 1 else f"the arguments {quoted} are missing"
