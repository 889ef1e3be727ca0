"""The objects of the catalog: values that JSON cannot hold, stored once under the SHA-256 of their bytes."""

from __future__ import annotations

import errno
import os
import pickle
import stat
from pathlib import Path, PurePath
from typing import Any, BinaryIO, Callable, Optional

from eagleray.worker.standard import Late, standard_module

hashlib = Late("hashlib")

PICKLE, FILE, BYTES = "python/pickle", "file", "bytes"

_CHUNK = 1 << 20

_DISK_FAULTS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO)


class ObjectError(Exception):
    """An object cannot be read from the catalog, or stored there."""


class ObjectReference(dict):
    """The reference of an object that Python cannot read: a map that may be passed on, and is written back as it came."""


class ObjectStore:
    """A folder of objects, ``ab/cdef…`` by their SHA-256. Copies of files that it hands out live until ``close``."""

    def __init__(self, folder: Optional[str]):
        # Made absolute at once: user code may change the working directory.
        self._folder = os.path.abspath(folder) if folder else None
        self._copies: Optional[str] = None
        self._count = 0

    def close(self) -> None:
        """Removes the copies of files."""
        if self._copies is not None:
            standard_module("shutil").rmtree(self._copies, ignore_errors=True)
            self._copies = None

    # Storing

    def put(self, value: Any) -> dict:
        """Stores any value and returns what goes under ``$eagleray.object``. Raises what pickling raises."""
        if isinstance(value, PurePath) and os.path.isfile(value):
            return self._put(lambda out: _copy(value, out), FILE, os.path.basename(value))
        if type(value) is bytes:
            return self._put(lambda out: out.write(value), BYTES, "bytes")
        return self._put(lambda out: _pickle(value, out), PICKLE, type_name(type(value)))

    def _put(self, write: Callable[[Any], Any], format: str, type: str) -> dict:
        if self._folder is None:
            raise ObjectError("there is no folder for objects: the engine has named none")
        os.makedirs(self._folder, exist_ok=True)
        self._count += 1
        temporary = os.path.join(self._folder, f".tmp-{os.getpid()}-{id(self):x}-{self._count}")
        try:
            with open(temporary, "wb") as file:
                out = _HashingWriter(file)
                write(out)
            os.chmod(temporary, 0o444)
            digest = out.hash.hexdigest()
            target = self._path(digest)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            if os.path.exists(target):
                os.unlink(temporary)  # it keeps its age: what an earlier run has stored is not this one's to delete
            else:
                os.replace(temporary, target)
        except BaseException as error:
            try:
                os.unlink(temporary)
            except OSError:
                pass
            if isinstance(error, OSError) and error.errno in _DISK_FAULTS:
                raise ObjectError(f"an object cannot be stored in {self._folder}: {os.strerror(error.errno)}") from None
            raise
        return {"sha256": digest, "format": format, "type": type, "size": out.size}

    # Loading

    def get(self, reference: Any) -> Any:
        """The object of a reference, after its hash matched; the reference itself where its format is not for Python."""
        try:
            digest, format = reference["sha256"], reference["format"]
        except (TypeError, KeyError):
            raise ObjectError(f"not the reference of an object: {reference!r}") from None
        if format == FILE:
            return self._copied(digest, str(reference.get("type") or "file"))
        if format not in (PICKLE, BYTES):
            return ObjectReference({"$eagleray.object": reference})
        with self._opened(digest) as file:
            data = file.read()
        _check(digest, hashlib.sha256(data).hexdigest())
        return data if format == BYTES else pickle.loads(data)

    def _copied(self, digest: str, name: str) -> Path:
        if self._copies is None:
            self._copies = standard_module("tempfile").mkdtemp(prefix="eagleray-")
        self._count += 1
        folder = os.path.join(self._copies, str(self._count))
        os.mkdir(folder)
        path = os.path.join(folder, os.path.basename(name) or "file")
        with self._opened(digest) as file, open(path, "wb") as copy:
            out = _HashingWriter(copy)
            _pump(file, out)
        _check(digest, out.hash.hexdigest())
        os.chmod(path, stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
        return Path(path)

    def _opened(self, digest: str) -> BinaryIO:
        if self._folder is None:
            raise ObjectError("there is no folder for objects: the engine has named none")
        try:
            return open(self._path(digest), "rb")
        except FileNotFoundError:
            raise ObjectError(f"the object {digest} is not in the catalog ({self._folder})") from None

    def _path(self, digest: str) -> str:
        if len(digest) != 64 or not digest.isalnum():
            raise ObjectError(f"not a SHA-256: {digest!r}")
        return os.path.join(self._folder or "", digest[:2], digest[2:])


class _HashingWriter:
    """A binary file that hashes what it writes, so that a big object is never held twice."""

    def __init__(self, file: BinaryIO):
        self._file = file
        self.hash = hashlib.sha256()
        self.size = 0

    def write(self, data: Any) -> int:
        self.hash.update(data)
        count = memoryview(data).nbytes
        self.size += count
        self._file.write(data)
        return count


def type_name(type: type) -> str:
    """The name of a type as users know it: ``sklearn.svm.SVC`` for ``sklearn.svm._classes.SVC``, ``dict`` for a builtin."""
    module = type.__module__
    if module in ("builtins", None):
        return type.__qualname__
    parts = [part for part in str(module).split(".") if not part.startswith("_")]
    return ".".join((parts or [str(module)]) + [type.__qualname__])


def _pickle(value: Any, out: _HashingWriter) -> None:
    try:
        import cloudpickle
    except ImportError:
        pickle.Pickler(out, protocol=pickle.HIGHEST_PROTOCOL).dump(value)
    else:
        cloudpickle.CloudPickler(out, protocol=pickle.HIGHEST_PROTOCOL).dump(value)


def _copy(path: PurePath, out: _HashingWriter) -> None:
    with open(path, "rb") as file:
        _pump(file, out)


def _pump(file: BinaryIO, out: _HashingWriter) -> None:
    while chunk := file.read(_CHUNK):
        out.write(chunk)


def _check(expected: str, found: str) -> None:
    if found != expected:
        raise ObjectError(f"the object {expected} is damaged: its bytes have the SHA-256 {found}")
