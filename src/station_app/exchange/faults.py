"""What can be wrong with a package: stable codes, and for each what it is, what it means for the data, what to do."""

from __future__ import annotations

from typing import NamedTuple

from station_app.core.errors import Trouble
from station_app.core.texts import _


class Words(NamedTuple):
    """The sentences of one code."""

    what: str
    effect: str
    next_step: str


_NOTHING = _("里面的数据一条也没有收，原有数据没有变化。")
_HELD = _("这个包已经留下，数据还没有合并，原有数据没有变化。")

WORDS: dict[str, Words] = {
    "E_TRUNC": Words(_("数据包不完整，像是没有复制完。"), _NOTHING, _("请从原来的电脑或 U 盘重新复制一次。")),
    "E_DAMAGED": Words(
        _("数据包已损坏，或者不是数据包。"), _NOTHING, _("请重新复制一次；还不行，请对方重新写出同一个包。")
    ),
    "E_NOT_FOR_ME": Words(_("这个数据包不是发给本单位的。"), _NOTHING, _("请核对文件，把它交给该收的单位。")),
    "E_TYPE": Words(_("这个数据包不是这里能收的那一种。"), _NOTHING, _("请核对文件：站的包给县里收，回执给站里收。")),
    "E_UNKNOWN_KEY": Words(
        _("数据包的签名单位不在名单里，不知道是谁发的。"), _NOTHING, _("请先办理登记；已经登记过的，请向对方核实。")
    ),
    "E_SIG": Words(_("数据包的签名对不上，内容被改动过或是伪造的。"), _NOTHING, _("请不要使用它，并向对方电话核实。")),
    "E_MANIFEST": Words(_("数据包的说明部分不合规定。"), _NOTHING, _("请对方升级程序后重新写出，或请维护的人查看。")),
    "E_OUTER_MISMATCH": Words(
        _("数据包外面写的和里面签名的不一致。"), _NOTHING, _("请重新复制一次；还不行，请向对方电话核实。")
    ),
    "E_NEWER_FORMAT": Words(_("数据包是更新的程序写的，这个版本还读不懂。"), _NOTHING, _("请先升级程序，再收这个包。")),
    "E_BODY": Words(_("数据包的内容部分已损坏。"), _NOTHING, _("请对方重新写出，或请维护的人查看。")),
    "E_TOO_BIG": Words(_("数据包展开以后大得不正常。"), _NOTHING, _("请不要使用它，并向对方电话核实。")),
    "E_LINE": Words(_("数据包里有一行内容不合规定。"), _NOTHING, _("请对方升级程序后重新写出，或请维护的人查看。")),
    "E_REVOKED": Words(
        _("写这个数据包的电脑已被县里停用。"), _NOTHING, _("请向县民政局核实；电脑换了的，请重新办理登记。")
    ),
    "E_STATION_KEY": Words(
        _("签名的电脑不属于数据包里写的那个站。"), _NOTHING, _("请不要使用它，并向发包的站电话核实。")
    ),
    "E_FORK": Words(
        _("同一个编号出现了两份不同的数据包，像是有两台电脑在用同一份数据。"),
        _HELD,
        _("请给这个站打电话，弄清哪台电脑在用，再决定收哪一份。"),
    ),
    "E_GAP": Words(_("前面还缺数据包。"), _HELD, _("请让对方把缺的包再发一次，到了会自动合并。")),
    "E_STALE_TRUST": Words(
        _("这份单位名单比现在用的旧。"), _("名单没有换，原有数据没有变化。"), _("请向县里要最新的名单。")
    ),
    "E_TRUST": Words(
        _("单位名单的县级密钥没有经过县里的根密钥证明。"),
        _("名单没有换，原有数据没有变化。"),
        _("请不要使用它，并向县民政局电话核实。"),
    ),
    "E_VALUE": Words(
        _("这条记录有一个值不合规定。"), _("这条记录没有收，其他记录不受影响。"), _("请在站里改正后再上报。")
    ),
    "E_CONFLICT": Words(
        _("两边都改了同一个内容。"), _("两边的值都留着，等人来定。"), _("请打开待处理的冲突，看清两边的值再选。")
    ),
    "E_REFERENCE": Words(
        _("这条记录指向一条没有收到的记录。"),
        _("这条记录先留着，没有计入统计。"),
        _("请让这个站把全部数据重新上报一次。"),
    ),
    "E_DIGEST": Words(
        _("两边的数据核对下来不一致。"),
        _("数据都还在，但县里和站里的数可能对不上。"),
        _("请让这个站把全部数据重新上报一次。"),
    ),
    "E_SUPERSEDED": Words(
        _("这个更正针对的值后来已经改过。"),
        _("没有自动更正，两边的值都留着。"),
        _("请打开待处理的冲突，看清两边的值再选。"),
    ),
    "E_ERASED": Words(_("这条记录的当事人已经要求删除个人信息。"), _("删除的内容没有重新收进来。"), _("不用处理。")),
}
"""Complete: every code that this package raises or puts into a receipt (tests/exchange)."""


class PackageFault(Trouble):
    """A package was refused, or held; `why` is for the log and for those who write packages, without any value."""

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(code, *WORDS[code])
        self.why = why
