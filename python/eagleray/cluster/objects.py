"""The objects folder of a node, and how objects come from one node to another.

Where a node sees the client's catalog, that is its folder, and nothing has to be moved. Else it is a folder of the cluster's session on that node,
and the driver brings over what is needed elsewhere.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Mapping, Optional

from eagleray.cluster import compat, locate, versions
from eagleray.cluster.failures import NodeFailed, failure
from eagleray.cluster.lines import Lines
from eagleray.cluster.references import references_in
from eagleray.cluster.spec import Spec

PIECE = 16 << 20
"""How many bytes at once go from node to node."""

FETCH_SECONDS = 120


@dataclass(frozen=True)
class Place:
    """Where an object lies: the node, its folder, and whether that is the client's own catalog."""

    node: str
    folder: str
    shared: bool

    def path(self, sha256: str) -> str:
        """The file of an object, there or not."""
        return os.path.join(self.folder, sha256[:2], sha256[2:])

    def has(self, sha256: str) -> bool:
        """Whether the object is in this folder; only for a place on this node."""
        return os.path.isfile(self.path(sha256))


def here(spec: Spec) -> Place:
    """This node's place for objects, with those that the job brought along."""
    node = compat.node_id()
    if _sees_probe(spec):
        return Place(node, spec.objects.folder, True)
    folder = os.path.join(compat.session_folder(), "eagleray", spec.run.uuid, "objects")
    os.makedirs(folder, exist_ok=True)
    place = Place(node, folder, False)
    _seed(place)
    return place


def _sees_probe(spec: Spec) -> bool:
    if not spec.objects.folder or not spec.objects.probe:
        return False
    try:
        with open(os.path.join(spec.objects.folder, spec.objects.probe), encoding="utf-8") as file:
            return file.read().strip() == spec.nonce
    except (OSError, ValueError):
        return False


def _seed(place: Place) -> None:
    job = locate.package("eagleray_job")
    source = os.path.join(job, "objects") if job else ""
    if not os.path.isdir(source):
        return
    for prefix in os.listdir(source):
        for rest in os.listdir(os.path.join(source, prefix)):
            if not place.has(prefix + rest):
                _copy_in(place, prefix + rest, os.path.join(source, prefix, rest))


def _copy_in(place: Place, sha256: str, source: str) -> None:
    target = place.path(sha256)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    temporary = os.path.join(place.folder, f".tmp-{os.getpid()}-{sha256[:16]}")
    shutil.copyfile(source, temporary)
    os.chmod(temporary, 0o444)
    os.replace(temporary, target)


def take_in(place: Place, sha256: str, source: str) -> None:
    """Puts a file that holds an object into this node's folder, unless it is there."""
    if not place.has(sha256):
        _copy_in(place, sha256, source)


def _read_piece(path: str, offset: int, length: int) -> Optional[bytes]:
    """Runs on the node that has the object."""
    try:
        with open(path, "rb") as file:
            file.seek(offset)
            return file.read(length)
    except FileNotFoundError:
        return None


def fetch(reference: Mapping[str, Any], source: Place, target: Place) -> bool:
    """Brings an object from another node's folder into this node's; false where it cannot be had."""
    sha256 = reference["sha256"]
    if target.has(sha256):
        return True
    if source.node == target.node:
        if not source.has(sha256):
            return False
        _copy_in(target, sha256, source.path(sha256))
        return True
    return fetch_pieces(reference, source, target)


def fetch_pieces(reference: Mapping[str, Any], source: Place, target: Place) -> bool:
    """Has a task on the object's node read it piece by piece; false where that fails, or the bytes are not the object's."""
    import ray

    sha256, size = reference["sha256"], int(reference["size"])
    read = ray.remote(num_cpus=0, max_retries=1)(_read_piece).options(scheduling_strategy=compat.on_node(source.node))
    temporary = os.path.join(target.folder, f".tmp-{os.getpid()}-{sha256[:16]}")
    digest = hashlib.sha256()
    try:
        with open(temporary, "wb") as file:
            for offset in range(0, max(size, 1), PIECE):
                data = ray.get(read.remote(source.path(sha256), offset, PIECE), timeout=FETCH_SECONDS)
                if data is None:
                    return False
                digest.update(data)
                file.write(data)
        if digest.hexdigest() != sha256:
            return False
        os.chmod(temporary, 0o444)
        os.makedirs(os.path.dirname(target.path(sha256)), exist_ok=True)
        os.replace(temporary, target.path(sha256))
        return True
    except (ray.exceptions.RayError, OSError):
        return False
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)


class Collection:
    """The driver's objects: what trials have made, brought to the driver's node, and through the log to a client that shares no folder."""

    def __init__(self, spec: Spec, lines: Lines, place: Place):
        self._spec = spec
        self._through = spec.objects.through
        self._lines = lines
        self.place = place
        self._sent: set = set()
        self._noted = False

    def bring(self, value: Any, source: Optional[Place]) -> List[Mapping[str, Any]]:
        """Brings all objects that a value names to the driver's node; returns those that could not be had."""
        lacking = []
        for reference in references_in(value):
            if not self.place.has(reference["sha256"]) and (source is None or not fetch(reference, source, self.place)):
                lacking.append(reference)
        return lacking

    def bring_from_anywhere(self, value: Any) -> List[Mapping[str, Any]]:
        """As ``bring``, from whichever node has them: an earlier submission may have left them there."""
        lacking = [reference for reference in references_in(value) if not self.place.has(reference["sha256"])]
        if not lacking:
            return []
        nodes = [node["NodeID"] for node in compat.alive_nodes() if node["NodeID"] != self.place.node]
        return obtain(lacking, self.place, [Place(node, self.place.folder, False) for node in nodes])

    def keep(self, value: Any, source: Optional[Place], whose: str) -> None:
        """Makes the objects in a value durable before the event that names them. Raises NodeFailed where one cannot be."""
        references = references_in(value)
        if not references:
            return
        self._note_version(value, whose)
        if not self.place.shared:
            for reference in references:
                self._check_size(reference, whose)
        lacking = self.bring(value, source)
        if lacking:
            raise NodeFailed(failure("object", f"{_what(lacking[0], whose)} is gone: the node that it was on was lost"))
        if not self.place.shared:
            for reference in references:
                self._send(reference)

    def _note_version(self, value: Any, whose: str) -> None:
        note = None if self._noted else versions.note_on_returned(self._spec, value, whose)
        if note is not None:
            self._noted = True
            self._lines.note(note)

    def _check_size(self, reference: Mapping[str, Any], whose: str) -> None:
        size = int(reference["size"])
        if size > self._through:
            raise NodeFailed(
                failure(
                    "object",
                    f"{_what(reference, whose)} is {_bytes(size)}; through a cluster that shares no folder with this machine at most "
                    f"{_bytes(self._through)} can come back: share the state folder, or return a path that both sides reach",
                )
            )

    def _send(self, reference: Mapping[str, Any]) -> None:
        if reference["sha256"] in self._sent:
            return
        self._sent.add(reference["sha256"])
        with open(self.place.path(reference["sha256"]), "rb") as source:
            self._lines.object(reference, source)


def _what(reference: Mapping[str, Any], whose: str) -> str:
    return f"the object of type {reference.get('type')} of {whose}"


def _bytes(size: int) -> str:
    for unit, factor in (("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)):
        if size >= factor:
            return f"{size / factor:.3g} {unit}"
    return f"{size} bytes"


def obtain(references: Iterable[Mapping[str, Any]], place: Place, others: Iterable[Place]) -> List[Mapping[str, Any]]:
    """Brings objects into this node's folder from whichever of the places has them; returns those that none has."""
    sources = list(others)
    return [reference for reference in references if not place.has(reference["sha256"]) and not any(fetch(reference, s, place) for s in sources)]


def as_json(place: Place) -> Dict[str, Any]:
    """A place as it travels."""
    return {"node": place.node, "folder": place.folder, "shared": place.shared}


def from_json(raw: Optional[Mapping[str, Any]]) -> Optional[Place]:
    """A place that has travelled."""
    return None if raw is None else Place(raw["node"], raw["folder"], bool(raw["shared"]))
