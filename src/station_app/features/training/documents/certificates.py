"""F06 结业证书 and 参训证明: the wording of the template frozen with the certificate, one page a person."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from station_app.core import codes, dates, resources
from station_app.core.checks import Problem, Refused
from station_app.core.errors import Trouble
from station_app.core.texts import _
from station_app.documents.certificate_page import CertificatePage
from station_app.documents.shipped_layouts import FORMAL
from station_app.features.training.documents.values import CertificateValues

if TYPE_CHECKING:
    from station_app.documents.layout import Layout
    from station_app.documents.layout_draw import Offset
    from station_app.storage.attachments import AttachmentStore

_ID_CLAUSE = "（身份证号：{id_number}）"
_PHOTO, _HANZI_DATE = "photo", "hanzi-date"
"""What may stand behind the wording in a frozen template."""
_ORGANISER_CLAUSE = "{organiser}举办的"


@cache
def _templates() -> dict[str, dict[str, str]]:
    text = resources.path("templates", "certificates.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = json.loads(text)
    return found


def certificates_pdf(
    values: Sequence[CertificateValues],
    layouts: Mapping[str, Layout] | None = None,
    *,
    offset: Offset | None = None,
    on_screen: bool = False,
    photos: Mapping[str, bytes] | None = None,
) -> bytes:
    """Page n is person n; how it is laid out was frozen with the wording and the layout (completion@1 photo, own-1@2).

    `layouts` holds every frozen layout but the formal one, by key, `photos` the pictures by their hash; `offset` is of
    the printer and only moves 套打; `on_screen` shows a background that is on the paper already.
    Raises Refused when there is nothing to print, a template or layout is unknown, a text does not fit, 套打 is among
    others, or a character cannot be printed (named with its code); then nothing is drawn.
    """
    if not values:
        raise Refused(_("没有可以打印的证书：这个班还没有编证书号，或没有人结业。"))
    check_names(values)
    known = layouts or {}
    runs = [(key, list(group)) for key, group in groupby(values, lambda each: each.layout or FORMAL)]
    if len(runs) > 1 and any(not known[key].prints_background for key, _group in runs if key in known):
        raise Refused(_("这些证书里有套打的，也有用别的版式的，纸不一样。请按版式分开打印。"))
    parts = [_run(key, group, known, photos or {}, offset=offset, on_screen=on_screen) for key, group in runs]
    return parts[0] if len(parts) == 1 else _one_after_another(parts)


def print_certificates(
    session: Any, values: Sequence[CertificateValues], *, offset: Offset | None = None, on_screen: bool = False
) -> bytes:
    """The same with the station's layouts; `session` comes from Database.work() or read()."""
    from station_app.features.training.service.layouts import layouts_of  # noqa: PLC0415 - SQLAlchemy

    layouts = layouts_of(session, [each.layout for each in values])
    photos = _photos(session, {each.photo_hash for each in values if has_photo(layouts.get(each.layout))})
    return certificates_pdf(values, layouts, offset=offset, on_screen=on_screen, photos=photos)


def has_photo(layout: Layout | None) -> bool:
    """Whether a layout has a place for the holder's photo."""
    return layout is not None and any(box.kind == "photo" for box in layout.boxes)


def photo_of(session: Any, values: CertificateValues) -> bytes:
    """The photo that a layout with a place for one prints; empty when there is none, or its file is lost."""
    return _photos(session, {values.photo_hash}).get(values.photo_hash, b"")


def _photos(session: Any, hashes: AbstractSet[str]) -> dict[str, bytes]:
    """Pictures by their hash; a lost file, or one of an erased person, leaves the frame to stick one in."""
    store: AttachmentStore = session.info["attachments"]
    found = {}
    for digest in sorted(hashes - {""}):
        try:
            found[digest] = store.read(digest)
        except Trouble:
            continue
    return found


def is_stock(session: Any, values: Sequence[CertificateValues]) -> bool:
    """套打: some of them go on paper that is printed already."""
    from station_app.features.training.service.layouts import layouts_of  # noqa: PLC0415 - SQLAlchemy

    found = layouts_of(session, [each.layout for each in values])
    return any(not layout.prints_background for layout in found.values())


def without_photo(session: Any, values: Sequence[CertificateValues]) -> int:
    """How many would get an empty frame because their layout wants a photo and they have none, for the preview."""
    from station_app.features.training.service.layouts import layouts_of  # noqa: PLC0415 - SQLAlchemy

    layouts = layouts_of(session, [each.layout for each in values])
    wanting = [each.photo_hash for each in values if has_photo(layouts.get(each.layout))]
    known = _photos(session, set(wanting))
    return sum(digest not in known for digest in wanting)


def lacking(session: Any, values: Sequence[CertificateValues]) -> list[str]:
    """What will be missing on the paper although it was there at numbering, a sentence each: asked before printing."""
    from station_app.features.training.service.layouts import layouts_of  # noqa: PLC0415 - SQLAlchemy
    from station_app.storage.erase_words import GONE  # noqa: PLC0415

    layouts = layouts_of(session, [each.layout for each in values])
    held = [each for each in values if each.photo_hash and has_photo(layouts.get(each.layout))]
    known = _photos(session, {each.photo_hash for each in held})
    lost = "、".join(each.name for each in held if each.photo_hash not in known)
    photo = _("{names}的照片找不到了（文件丢失），证书上只留粘贴照片的框。")
    erased = _("证书 {number} 的持证人已按要求删除，印出来没有姓名和号码，不能再发给人。")
    return [
        *([photo.format(names=lost)] if lost else []),
        *(erased.format(number=each.certificate_no) for each in values if each.name == GONE),
    ]


def _run(
    key: str,
    values: Sequence[CertificateValues],
    layouts: Mapping[str, Layout],
    photos: Mapping[str, bytes],
    *,
    offset: Offset | None,
    on_screen: bool,
) -> bytes:
    if key == FORMAL:
        from station_app.documents.certificate import draw_certificates  # noqa: PLC0415 - reportlab, not before printing

        return draw_certificates([_page(each) for each in values])
    if key not in layouts:
        text = _("证书 {number} 的版式“{key}”本站没有，不能打印。").format(number=values[0].certificate_no, key=key)
        raise Refused([Problem("layout", text, "NO_LAYOUT")])
    layout = layouts[key]
    moved = None if layout.prints_background else offset
    return laid_out_pdf(values, layout, offset=moved, on_screen=on_screen, photos=photos)


def _one_after_another(parts: Sequence[bytes]) -> bytes:
    from station_app.documents.joined import one_after_another  # noqa: PLC0415 - pypdf

    return one_after_another(parts)


def laid_out_pdf(
    values: Sequence[CertificateValues],
    layout: Layout,
    *,
    offset: Offset | None = None,
    on_screen: bool = False,
    photos: Mapping[str, bytes] | None = None,
) -> bytes:
    """Certificates on one layout, page n is person n; Refused as above."""
    from station_app.documents.layout_draw import LayoutPage, draw_layout  # noqa: PLC0415 - reportlab
    from station_app.features.training.documents.certificate_variables import (  # noqa: PLC0415
        VARIABLES,
        CertificateText,
    )

    if not values:
        raise Refused(_("没有可以打印的证书：这个班还没有编证书号，或没有人结业。"))
    check_names(values)
    VARIABLES.check(layout)
    texts = [CertificateText(each, _page(each), _slots(each)) for each in values]
    known = photos or {}
    pages = [
        LayoutPage(
            f"{one.values.certificate_no} {one.values.name}",
            VARIABLES.values(layout, one),
            known.get(one.values.photo_hash, b""),
        )
        for one in texts
    ]
    return draw_layout(layout, pages, texts[0].page.title, offset=offset, on_screen=on_screen)


def shown_values(values: CertificateValues) -> dict[str, str]:
    """What every variable of a layout says for one certificate: the layout editor shows it while a box is moved."""
    from station_app.features.training.documents.certificate_variables import (  # noqa: PLC0415
        VARIABLES,
        CertificateText,
    )

    one = CertificateText(values, _page(values), _slots(values))
    return {each.name: each.evaluate(one) for each in VARIABLES.all}


def check_names(values: Sequence[CertificateValues]) -> None:
    """Refuse names with a character that no font has, with person, number, character and its code (F72)."""
    from station_app.documents import coverage  # noqa: PLC0415 - not before printing
    from station_app.documents.fonts import CERTIFICATE  # noqa: PLC0415

    text = _("{number} 号{name}的名字里，{char}字库里没有，打不出来。{advice}")
    problems = [
        Problem(
            "name",
            text.format(
                number=each.certificate_no,
                name=coverage.recognisable(each.name),
                char=coverage.describe(char),
                advice=coverage.advice(char),
            ),
            "NO_GLYPH",
        )
        for each in values
        for char in CERTIFICATE.missing(each.name)
    ]
    if problems:
        raise Refused(problems)


def _page(values: CertificateValues) -> CertificatePage:
    wording, *layout = values.template.split()
    template = _templates().get(wording)
    if template is None or set(layout) - {_PHOTO, _HANZI_DATE}:
        sentence = _("证书 {number} 的版式“{template}”这个程序没有，不能打印。请用新一点的版本。")
        text = sentence.format(number=values.certificate_no, template=values.template)
        raise Refused([Problem("template", text, "NO_TEMPLATE")])
    before, after = template["body"].split("{name}")
    if not values.id_number:
        after = after.replace(_ID_CLAUSE, "")
    if not values.organiser:
        after = after.replace(_ORGANISER_CLAUSE, "")
    return CertificatePage(
        number=values.certificate_no,
        number_line=_("证书编号：{number}").format(number=values.certificate_no),
        title=template["title"],
        before_name=before,
        name=values.name,
        after_name=after.format_map(_slots(values)),
        issuer_line=_("发证单位（盖章）：{issuer}").format(issuer=values.issuer),
        date_line=(dates.hanzi_date if _HANZI_DATE in layout else dates.long_date)(values.issued_on),
        mark=_("补发") if values.reissued else "",
        qr_note=_("防伪校验码") if values.proof else _("扫码核对证书编号"),
        proof=values.proof,
        photo_place=_PHOTO in layout,
    )


def _slots(values: CertificateValues) -> dict[str, str]:
    born = values.birth_date
    return {
        "id_number": values.id_number,
        "class_name": values.class_name,
        "organiser": values.organiser,
        "start": dates.long_date(values.start_date),
        "end": dates.long_date(values.end_date),
        "hours": values.hours,
        "sex": codes.table("sex").label(values.sex),
        "birth_month": _("{year}年{month}月").format(year=born.year, month=born.month) if born else "",
        "trade": codes.table("training_trade").label(values.trade),
        "skill_level": codes.table("skill_level").label(values.skill_level),
        "theory_score": values.theory_score,
        "practice_score": values.practice_score,
    }
