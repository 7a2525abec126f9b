"""What the launcher changes inside MiniStack, and the check that it still can.

A seam replaces a function of MiniStack by one that calls it. Its names are private, so a new
release may drop them: `require` and `replace` then stop the start instead of leaving a seam that
does nothing.
"""

from collections.abc import Callable
from importlib.metadata import version
from types import ModuleType


class SeamGone(Exception):
    """A name or text that a seam holds on to is missing in the installed MiniStack."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"MiniStack {version('ministack')} has no {what}. The local cloud was built for the release in "
            "sandbox/requirements.txt; review sandbox/launcher/ before moving to another."
        )


def require(owner: ModuleType, *names: str) -> None:
    """Stops the start when `owner` lacks a name that a seam uses."""
    for name in names:
        if not hasattr(owner, name):
            raise SeamGone(f"{owner.__name__}.{name}")


def replace(owner: ModuleType | type, name: str, wrap: Callable[[Callable], Callable]) -> None:
    """Puts `wrap(original)` in the place of `owner.name`."""
    original = getattr(owner, name, None)
    if original is None:
        raise SeamGone(f"{owner.__name__}.{name}")
    setattr(owner, name, wrap(original))


def replace_item(owner: ModuleType, table: str, key: str, wrap: Callable[[Callable], Callable]) -> None:
    """Puts `wrap(original)` in the place of `owner.table[key]`."""
    original = getattr(owner, table, {}).get(key)
    if original is None:
        raise SeamGone(f"{owner.__name__}.{table}[{key!r}]")
    getattr(owner, table)[key] = wrap(original)
