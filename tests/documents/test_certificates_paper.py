"""F06: one page a graduate, names whole, numbers read back from the QR code."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from station_app.core.checks import Refused
from station_app.documents.certificate import name_size
from station_app.documents.fonts import CERTIFICATE
from station_app.features.training.documents import certificates_pdf
from tests.documents import printed
from tests.documents.invented_class import CLASS_NAME, LONG_NAME, SPECIAL, STATION, certificate, id_of

INSIDE = (23.5, 20.0, 273.5, 190.0)  # the frame leaves 250 × 170 mm


def body(text: str) -> str:
    return "".join(text.split())


def test_page_n_is_person_n_with_number_name_and_title_as_plain_words() -> None:
    numbers = list(range(1, 43))
    pdf = certificates_pdf([certificate(number) for number in numbers])
    pages = printed.page_texts(pdf)
    assert len(pages) == 42
    assert set(printed.page_sizes(pdf)) == {(297, 210)}
    for number, page in zip(numbers, pages, strict=True):
        wanted = certificate(number)
        assert page.splitlines()[0] == "结业证书"
        assert wanted.name in page
        assert f"证书编号：{wanted.certificate_no}" in page.splitlines()
        assert wanted.id_number in page


@pytest.mark.parametrize("name", [*SPECIAL.values(), "王並㐆𠀃兰"])
def test_every_kind_of_name_reads_back_unbroken_in_two_readers(name: str) -> None:
    pdf = certificates_pdf([certificate(name=name)])
    assert name in printed.page_texts(pdf)[0]
    assert name in printed.pdfium_text(pdf)


_BLOCKS = {
    "A": (0x3400, 0x4DBF),
    "B": (0x20000, 0x2A6DF),
    "C": (0x2A700, 0x2B739),
    "D": (0x2B740, 0x2B81D),
    "E": (0x2B820, 0x2CEA1),
    "F": (0x2CEB0, 0x2EBE0),
    "G": (0x30000, 0x3134A),
}


def _sample(block: str, step: int) -> tuple[list[str], list[str]]:
    """Every so many characters of an extension: those that a font has, and those that none has."""
    first, last = _BLOCKS[block]
    chars = [chr(code) for code in range(first, last + 1, step)]
    return [c for c in chars if CERTIFICATE.find(c)], [c for c in chars if not CERTIFICATE.find(c)]


def test_names_of_1_to_50_characters_from_extensions_a_to_g_read_back_whole() -> None:
    pools = [_sample(block, 11)[0] for block in _BLOCKS]
    assert all(pools)
    every = [char for chars in zip(*(pool * 60 for pool in pools), strict=False) for char in chars]
    names = []
    for length in range(1, 51):
        start = length * 29
        plain = "".join(every[start : start + length])
        names += [plain, f"{plain[: length // 2]}·{plain[length // 2 + 1 :]}"] if length > 2 else [plain]
    pdf = certificates_pdf([certificate(number % 900, name=name) for number, name in enumerate(names, start=1)])
    assert printed.unembedded_fonts(pdf) == []
    texts = printed.page_texts(pdf)
    assert [name for name, text in zip(names, texts, strict=True) if name not in "".join(text.split())] == []
    assert [
        name for at, name in enumerate(names[::9]) if name not in "".join(printed.pdfium_text(pdf, 9 * at).split())
    ] == []


@pytest.mark.parametrize("block", _BLOCKS)
def test_each_character_of_an_extension_is_printed_or_refused_with_person_and_code(block: str) -> None:
    drawn, lacking = _sample(block, 61)
    pdf = certificates_pdf([certificate(at % 900 + 1, name=f"王{char}兰") for at, char in enumerate(drawn)])
    for char, text in zip(drawn, printed.page_texts(pdf), strict=True):
        assert f"王{char}兰" in text
    if not lacking:
        return
    with pytest.raises(Refused) as refusal:
        certificates_pdf([certificate(at % 900 + 1, name=f"李{char}英") for at, char in enumerate(lacking)])
    for at, (char, problem) in enumerate(zip(lacking, refusal.value.problems, strict=True)):
        assert f"U+{ord(char):04X}" in problem.text
        assert certificate(at % 900 + 1).certificate_no in problem.text
        assert "李" in problem.text


def test_pages_planned_by_shape_look_like_pages_planned_alone() -> None:
    people = [certificate(number, name=name) for number, name in enumerate(("王秀兰", "李玉梅", "赵红霞", "欧阳丽"), 1)]
    together = printed.contents(certificates_pdf(people))
    assert [printed.shape(page) for page in together] == [
        printed.shape(printed.contents(certificates_pdf([person]))[0]) for person in people
    ]


def test_the_wording_is_template_a_with_long_dates() -> None:
    text = body(printed.page_texts(certificates_pdf([certificate()]))[0])
    assert (
        f"（身份证号：{id_of(12)}）于2023年2月15日至2023年2月17日参加{STATION}举办的{CLASS_NAME}学习，"
        "共24课时，经考核成绩合格，准予结业。特发此证。"
    ) in text
    assert f"发证单位（盖章）：{STATION}2023年2月17日" in text


def test_the_title_is_48_pt_and_in_the_middle() -> None:
    box = printed.box(certificates_pdf([certificate()]), "结业证书")
    assert box.middle == pytest.approx(148.5, abs=1)
    assert (box.right - box.left) * printed.MM == pytest.approx(4 * 48, abs=12)


def test_the_body_is_indented_by_two_characters_and_its_lines_are_32_pt_apart() -> None:
    pdf = certificates_pdf([certificate(name="王秀兰")])
    first, last = printed.box(pdf, "王秀兰"), printed.box(pdf, "特发此证")
    assert first.left == pytest.approx(43.5 + 40 / printed.MM, abs=1)
    assert last.left == pytest.approx(first.left, abs=1)
    lines = printed.page_texts(pdf)[0].splitlines()
    distance = lines.index("特发此证。") - next(n for n, line in enumerate(lines) if line.startswith("王秀兰"))
    assert last.top - first.top == pytest.approx(distance * 32 / printed.MM, abs=0.6)


def test_names_up_to_eight_characters_have_full_size_and_longer_ones_shrink_but_stay_whole() -> None:
    assert name_size("买买提·艾力") == 20
    assert name_size("一" * 8) == 20
    assert name_size("一" * 9) < 20
    sizes = [name_size("一" * count) for count in range(1, 51)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] >= 10
    box = printed.box(certificates_pdf([certificate(name=LONG_NAME)]), LONG_NAME)
    assert box.left >= 43
    assert box.right <= 254


@pytest.mark.parametrize("name", ["王秀兰", "一" * 50, LONG_NAME])
@pytest.mark.parametrize(
    "class_name", [CLASS_NAME, "二〇二三年度第一期农村留守妇女和困难家庭妇女中式面点与家政服务技能提升培训班" * 2]
)
@pytest.mark.parametrize("photo_place", [False, True])
def test_nothing_leaves_the_frame_or_runs_into_the_signature(name: str, class_name: str, photo_place: bool) -> None:
    template = "completion@1 photo" if photo_place else "completion@1"
    pdf = certificates_pdf([certificate(name=name, class_name=class_name, organiser="测试县" * 20, template=template)])
    assert printed.page_count(pdf) == 1
    text = body(printed.page_texts(pdf)[0])
    assert class_name in text
    assert "准予结业。特发此证。" in text
    assert printed.box(pdf, "特发此证").bottom < printed.box(pdf, "发证单位").top
    assert printed.decoded(pdf) == certificate().certificate_no


def test_a_long_issuer_is_set_smaller_and_stays_in_the_frame() -> None:
    issuer = "某某省某某市某某县某某街道办事处社会工作和志愿服务指导中心培训工作领导小组办公室"
    box = printed.box(certificates_pdf([certificate(issuer=issuer)]), issuer)
    assert box.right <= 254
    assert box.left > 43.5 + 22


def test_the_qr_code_of_every_page_holds_that_pages_number() -> None:
    numbers = [1, 9, 17, 42]
    pdf = certificates_pdf([certificate(number) for number in numbers])
    assert [printed.decoded(pdf, page) for page in range(4)] == [certificate(n).certificate_no for n in numbers]


def test_a_reissue_says_so_below_its_number() -> None:
    again = certificate(certificate_no="419901300-2023-003-012-B1", reissued=True)
    pdf = certificates_pdf([certificate(), again])
    first, second = printed.page_texts(pdf)
    assert "补发" not in first
    assert "补发" in second.splitlines()
    assert printed.box(pdf, "补发", 1).top > printed.box(pdf, "证书编号：", 1).bottom
    assert printed.decoded(pdf, 1) == "419901300-2023-003-012-B1"


def test_without_id_number_or_organiser_the_sentence_still_reads_well() -> None:
    text = body(printed.page_texts(certificates_pdf([certificate(name="王秀兰", id_number="", organiser="")]))[0])
    assert f"王秀兰于2023年2月15日至2023年2月17日参加{CLASS_NAME}学习" in text


def test_an_attendance_statement_has_its_own_title_and_words() -> None:
    text = printed.page_texts(certificates_pdf([certificate(name="王秀兰", template="attendance@1", hours="16")]))[0]
    assert text.splitlines()[0] == "参训证明"
    assert f"兹证明王秀兰（身份证号：{id_of(12)}）" in body(text)
    assert "实际学习16课时。特此证明。" in body(text)


def test_the_trade_certificate_names_trade_level_and_scores() -> None:
    import datetime as dt

    values = certificate(
        name="王秀兰",
        template="qualified@1",
        sex="2",
        birth_date=dt.date(1985, 6, 3),
        trade="4-03-02-02",
        skill_level="5",
        theory_score="82",
        practice_score="91.5",
    )
    text = body(printed.page_texts(certificates_pdf([values]))[0])
    assert "王秀兰，性别女，1985年6月生，于2023年2月15日至2023年2月17日在本站参加中式面点师（" in text
    assert "理论成绩82分，实操成绩91.5分，考核合格。" in text


def test_an_unknown_template_is_refused_by_number() -> None:
    with pytest.raises(Refused, match=r"419901300-2023-003-012.*wedding@7"):
        certificates_pdf([certificate(template="wedding@7")])


def test_nothing_to_print_is_refused() -> None:
    with pytest.raises(Refused, match="没有可以打印的证书"):
        certificates_pdf([])


def test_one_unprintable_name_stops_the_whole_run_and_is_named() -> None:
    with pytest.raises(Refused, match=r"王\?兰.*U\+E81E"):
        certificates_pdf([certificate(1), certificate(2, name="王\ue81e兰"), certificate(3)])


def test_the_ground_is_stored_once_and_a_page_costs_little() -> None:
    few, many = certificates_pdf([certificate(1)] * 10), certificates_pdf([certificate(1)] * 110)
    assert (len(many) - len(few)) / 100 < 1500
    assert len(re.findall(rb"/Subtype /Form", many)) == 1


def test_every_font_is_embedded() -> None:
    pdf = certificates_pdf([certificate(number) for number in range(1, 8)])
    assert printed.unembedded_fonts(pdf) == []
    assert b"Helvetica" not in pdf


def test_the_same_values_give_the_same_bytes() -> None:
    values = [certificate(number) for number in range(1, 11)]
    assert certificates_pdf(values) == certificates_pdf(list(values))


def test_names_that_look_like_markup_are_printed_and_open_no_file() -> None:
    opened: list[str] = []
    watching = [True]

    def watch(event: str, args: tuple[object, ...]) -> None:
        if watching[0] and event == "open":
            opened.append(str(args[0]))

    certificates_pdf([certificate()])  # fonts are open now
    sys.addaudithook(watch)
    try:
        tricks = (
            '<img src="file:///etc/hostname"/>',
            "<b>王</b>",
            "[[[<font color='[]'>",
            "{id_number}",
            "%s%n",
            "(\\)",
        )
        pdf = certificates_pdf([certificate(name=trick) for trick in tricks])
    finally:
        watching[0] = False
    assert [path for path in opened if "host" in path or "etc" in Path(path).parts] == []
    for trick, page in zip(tricks, printed.page_texts(pdf), strict=True):
        assert trick in page


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not on this machine; two other readers are")
def test_poppler_sees_no_space_inside_names_and_sentences(tmp_path: Path) -> None:
    names = [*SPECIAL.values(), *("一" * count for count in range(2, 51, 4))]
    paper = tmp_path / "certificates.pdf"
    paper.write_bytes(certificates_pdf([certificate(name=name) for name in names]))
    text = subprocess.run(["pdftotext", paper, "-"], capture_output=True, check=True).stdout.decode()
    pages = text.split("\f")[:-1]
    assert [name for name, page in zip(names, pages, strict=True) if name not in page or " " in page] == []
