"""What a receipt says of one package, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping

from station_app.core.texts import _
from station_app.exchange.faults import WORDS

_KINDS = {
    "created": _("新增 {n:,}"),
    "changed": _("更新 {n:,}"),
    "conflict": _("两边不同 {n:,}"),
    "rejected": _("没收下 {n:,}"),
}


def receipt_sentence(seq: int, status: str, code: str, counts: Mapping[str, int]) -> str:
    """第 3 号包县里已收下：新增 12，更新 3。"""
    if status == "applied":
        told = "，".join(words.format(n=counts[name]) for name, words in _KINDS.items() if counts.get(name))
        return _("第 {n} 号包县里已收下{told}。").format(n=seq, told=f"：{told}" if told else "")
    if status == "duplicate":
        return _("第 {n} 号包县里以前已收下，没有重复计算。").format(n=seq)
    why = WORDS[code].what if code in WORDS else ""
    if status == "held":
        return _("第 {n} 号包县里先留着，还没有合并：{why}").format(n=seq, why=why or _("前面还缺数据包。"))
    if status == "fork":
        return _("第 {n} 号包县里没有合并：{why}").format(n=seq, why=why or WORDS["E_FORK"].what)
    return _("第 {n} 号包县里没有收：{why}请把它再写一次。").format(n=seq, why=why)


def notice_words(code: str) -> tuple[str, str]:
    """What is the matter with one record, and what to do."""
    words = WORDS.get(code)
    if words is None:
        return _("县里没有收下这条记录（{code}）。").format(code=code), _("请核对这条记录，改好后再上报。")
    return words.what, words.next_step
