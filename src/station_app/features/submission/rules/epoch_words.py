"""What a clerk is told when the numbering of packages begins anew, by the word that the file keeps of it."""

from __future__ import annotations

from typing import NamedTuple

from station_app.core.texts import _


class Told(NamedTuple):
    """A sentence for the page 上报, and a few words for 今日."""

    sentence: str
    short: str


_GO_ON = _("下次上报会自动另起一段编号，已报的不会重复；县里多出来的记录会随回执退回来。")
WORDS = {
    "restored": Told(_("这台电脑上的数据是从较早的安全副本恢复的。") + _GO_ON, _("数据是从安全副本恢复的")),
    "behind": Told(_("这台电脑上的数据比上次上报时还早，像是换回了较早的文件。") + _GO_ON, _("数据比上次上报时还早")),
    "unknown": Told(_("这台电脑上的数据是从别处拷来的，或者整份换过。") + _GO_ON, _("数据是从别处拷来的")),
    "no_mark": Told(
        _("这台电脑上没有上次上报的记号，可能是换了电脑，或被清理软件删了。") + _GO_ON, _("没有上次上报的记号")
    ),
    "fork": Told(
        _("县里发现另一台电脑也在用同一份数据上报，这台电脑已改为单独上报。") + _GO_ON, _("另一台电脑也在上报")
    ),
    "other_computer": Told(
        _("这台电脑还没有在县里登记，登记以前做的包县里不收；登记后会自动改好。"), _("这台电脑还没有登记")
    ),
}


def sentence_of(told: str) -> str:
    """The sentence; '' for nothing."""
    return WORDS[told].sentence if told in WORDS else ""
