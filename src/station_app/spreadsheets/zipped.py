"""Looking into a zipped workbook without trusting it: sizes are counted while reading, document types are refused."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from station_app.core.texts import _
from station_app.spreadsheets import limits

_STEP = 1 << 20


class Zipped:
    """The parts of a zipped workbook, each read at most once for checking."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
            raise limits.damaged(_("压缩包不完整")) from None
        if len(entries) > limits.ENTRIES:
            raise limits.too_large(_("里面有 {n} 个部件").format(n=len(entries)))
        if sum(entry.file_size for entry in entries) > limits.UNPACKED_BYTES:
            raise limits.too_large(_("解压后超过 200 MB"))
        if any(entry.flag_bits & 1 for entry in entries):
            raise limits.locked()
        self._entries = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in entries}
        if len(self._entries) < len(entries):  # two readers would see two different files
            raise limits.damaged(_("有两个同名的部件"))
        self._counted = 0

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def names(self) -> list[str]:
        """Lower-case names of all parts."""
        return list(self._entries)

    def read(self, name: str, *, keep: bool = True, most_tags: int | None = None) -> bytes:
        """One part; the bytes really unpacked count, not what the archive claims. `keep` False only counts."""
        kept: list[bytes] = []
        tags = 0
        if most_tags is None and name.lower().endswith("sharedstrings.xml"):
            most_tags = limits.TAGS_OF_WORDS
        tail = b""
        is_xml = name.lower().endswith((".xml", ".rels", ".vml"))
        try:
            with self._archive.open(self._entries[name.lower()]) as part:
                while block := part.read(_STEP):
                    self._counted += len(block)
                    if self._counted > limits.UNPACKED_BYTES:
                        raise limits.too_large(_("解压后超过 200 MB"))
                    if is_xml and b"<!" in block and any(mark in tail + block for mark in (b"<!DOCTYPE", b"<!ENTITY")):
                        raise limits.damaged(_("含有不允许的文档类型定义"))
                    if most_tags is not None:
                        tags += block.count(b"<")
                        if tags > most_tags:
                            raise limits.too_large(_("{part} 有太多内容").format(part=name))
                    tail = block[-16:]
                    if keep:
                        kept.append(block)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
            raise limits.damaged(_("压缩包不完整")) from None
        except KeyError:
            raise limits.damaged(_("缺少 {part}").format(part=name)) from None
        return b"".join(kept)

    def tree(self, name: str) -> Element:
        """A small part as an element tree; no entities, no document type."""
        try:
            root: Element = fromstring(self.read(name, most_tags=limits.TAGS_OF_TREE), forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError):
            raise limits.damaged(_("{part} 有错").format(part=name)) from None
        return root
