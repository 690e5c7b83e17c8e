"""What a lock says, and whether that is whole: installed as it stands, with nothing resolved."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from typing import Any

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

#: The Pythons that are supported; two of 3.11, as a pin is for the oldest of them alone.
PYTHONS = ("3.11.2", "3.11.15", "3.12.8", "3.13.5")


@dataclass(frozen=True)
class Needs:
    """What the metadata of one version of a package asks for."""

    requires: tuple[str, ...]
    python: str
    extras: tuple[str, ...]

    @classmethod
    def of(cls, message: Any) -> "Needs":
        """Read the core metadata of a distribution or a wheel."""
        return cls(
            tuple(message.get_all("Requires-Dist") or ()),
            message.get("Requires-Python") or "",
            tuple(message.get_all("Provides-Extra") or ()),
        )


def pins(text: str) -> list[Requirement]:
    """Return the pins of a lock; raise ValueError for one without a hash or a version of its own."""
    found = []
    for line in text.replace("\\\n", " ").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        pin, *hashes = line.split(" --hash=")
        requirement = Requirement(pin)
        operators = [clause.operator for clause in requirement.specifier]
        if not hashes or operators != ["=="]:
            raise ValueError(f"{pin.strip()} is no pin: it needs == and a hash")
        found.append(requirement)
    return found


def version(pin: Requirement) -> str:
    (clause,) = pin.specifier
    return clause.version


def key(pin: Requirement) -> str:
    return f"{canonicalize_name(pin.name)}=={version(pin)}"


def platform(python: str) -> dict[str, str]:
    """Return the environment of markers on Linux, under that Python."""
    return {
        **{name: str(value) for name, value in default_environment().items()},
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
        "implementation_version": python,
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
    }


def applies(requirement: Requirement, python: str, extras: Collection[str] = ()) -> bool:
    """Tell whether a requirement counts under that Python, asked for with any of those extras."""
    if requirement.marker is None:
        return True
    where = platform(python)
    return any(requirement.marker.evaluate({**where, "extra": extra}) for extra in ("", *extras))


def installed(pin: Requirement) -> Needs | None:
    """Return the metadata of a pin where exactly that version is installed."""
    try:
        message = metadata(pin.name)
    except PackageNotFoundError:
        return None
    return Needs.of(message) if message["Version"] == version(pin) else None


def complaints(
    lock: str, asked: Iterable[str], python: str, recorded: Mapping[str, Needs]
) -> list[str]:
    """Return what a lock lacks, or has too much, for what is asked under that Python.

    `recorded` is the metadata of the pins that this Python does not install.
    """
    names = [canonicalize_name(pin.name) for pin in pins(lock) if applies(pin, python)]
    chosen = {canonicalize_name(pin.name): pin for pin in pins(lock) if applies(pin, python)}
    said = [f"{name} is pinned twice" for name in chosen if names.count(name) > 1]
    queue = [("the project", Requirement(text)) for text in asked]
    queue = [(who, requirement) for who, requirement in queue if applies(requirement, python)]
    done: set[tuple[str, str]] = set()
    while queue:
        who, requirement = queue.pop()
        name = canonicalize_name(requirement.name)
        said += _unmet(who, requirement, chosen.get(name))
        fresh = [extra for extra in ("", *requirement.extras) if (name, extra) not in done]
        done |= {(name, extra) for extra in fresh}
        if fresh and (pin := chosen.get(name)):
            if needs := installed(pin) or recorded.get(key(pin)):
                said += _wrong_python(pin, needs, python)
                queue += [(key(pin), more) for more in _asked_by(needs, fresh, python)]
            else:
                said.append(f"the metadata of {key(pin)} is not known: run make locks")
    unneeded = chosen.keys() - {name for name, _ in done}
    return said + [f"nothing needs {name}" for name in sorted(unneeded)]


def _unmet(who: str, requirement: Requirement, pin: Requirement | None) -> Iterator[str]:
    if pin is None:
        yield f"{who} needs {requirement}, which is not there"
        return
    if not requirement.specifier.contains(version(pin), prereleases=True):
        yield f"{who} needs {requirement}, but {version(pin)} is pinned"
    if missing := requirement.extras - pin.extras:
        yield f"{who} needs {requirement}, but {pin.name} is pinned without {', '.join(missing)}"


def _wrong_python(pin: Requirement, needs: Needs, python: str) -> Iterator[str]:
    if not Requirement(f"python{needs.python}").specifier.contains(python):
        yield f"{key(pin)} needs Python {needs.python}, which {python} is not"


def _asked_by(needs: Needs, extras: list[str], python: str) -> Iterator[Requirement]:
    for text in needs.requires:
        requirement = Requirement(text)
        if applies(requirement, python, extras):
            yield requirement
