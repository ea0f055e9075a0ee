"""Pages that differ in their text only: packed as soon as they are drawn, everything else stored once.

reportlab builds every page from a dozen dictionaries and keeps its text until the end; for ten thousand certificates
that is most of the time and of the memory. These objects join its document instead. It has no public way to do so;
pyproject pins its version, and the certificates' tests read what comes out with three other programs.
"""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc


def stamp_of(drawing: str) -> str:
    """The operator that shows a defined drawing; '' for none."""
    return f" /{pdfdoc.xObjectName(drawing)} Do" if drawing else ""


class SharedPages:
    """Adds pages of one size on top of one stored drawing to a document of reportlab."""

    def __init__(
        self, document: Any, size: tuple[float, float], drawing: str, moved: str = "", further: tuple[str, ...] = ()
    ) -> None:
        """`size` in points; `drawing` is the name under which the ground was defined, `moved` an operator before it.

        `further` are drawings that single pages show by stamp_of().
        """
        self._document = document
        resources = pdfdoc.PDFResourceDictionary()
        resources.basicFonts()
        resources.basicProcs()
        resources.XObject = document.xobjDict([drawing, *further])
        self._resources = document.Reference(_AtTop(resources))
        self._box = f"[0 0 {size[0]:.4f} {size[1]:.4f}]"
        self._stamp = f"{moved}{stamp_of(drawing)} ".lstrip()

    def add(self, operators: str) -> None:
        """One page: the drawing, then operators."""
        document = self._document
        packed = zlib.compress((self._stamp + operators).encode("ascii"))
        head = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
        content = document.Reference(_Ready(head + packed + b"\nendstream"))
        document.addPage(_Sheet(self._box, self._resources, content))


class _AtTop(pdfdoc.PDFObject):  # type: ignore[misc]
    """A dictionary as an object of its own, so that pages can refer to it."""

    __RefOnly__ = 1

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def format(self, document: Any) -> bytes:
        found: bytes = self._inner.format(document)
        return found


class _Ready(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object whose bytes are known."""

    __RefOnly__ = 1

    def __init__(self, content: bytes) -> None:
        self._content = content

    def format(self, _document: Any) -> bytes:
        return self._content


class _Sheet(pdfdoc.PDFObject):  # type: ignore[misc]
    """One page of the tree."""

    __RefOnly__ = 1

    def __init__(self, box: str, resources: Any, content: Any) -> None:
        self._box, self._resources, self._content = box, resources, content

    def format(self, document: Any) -> bytes:
        """Its numbers are only known when the document is written."""
        parent, resources, content = [
            "{} {} R".format(*document.idToObjectNumberAndVersion[reference.name])
            for reference in (document.Reference(document.Pages), self._resources, self._content)
        ]
        return (
            f"<< /Type /Page /Parent {parent} /MediaBox {self._box} /Resources {resources} /Contents {content} >>"
        ).encode("ascii")
