"""Certificates on a layout: text and place; what does not fit is refused by name; the printer's offset moves all."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace

import pytest

from station_app.core.checks import Refused
from station_app.documents.layout import MOST_BOXES, Background, Box
from station_app.documents.layout_draw import Offset, check_pictures, overflows
from station_app.documents.shipped_layouts import shipped_layout, shipped_layouts
from station_app.features.training.documents.certificate_variables import VARIABLES
from station_app.features.training.documents.certificates import laid_out_pdf, shown_values
from tests.documents import printed
from tests.documents.invented_class import LONG_NAME, certificate
from tests.documents.test_layout_files import png

NAMES = ("formal", "portrait", "stock")


def body(pdf: bytes, page: int = 0) -> str:
    return "".join(printed.page_texts(pdf)[page].split())


def test_three_layouts_are_shipped() -> None:
    assert tuple(each.name for each in shipped_layouts()) == NAMES
    with pytest.raises(Refused, match="现有：formal、portrait、stock"):
        shipped_layout("../secret")


@pytest.mark.parametrize("name", NAMES)
def test_page_n_is_person_n_on_every_shipped_layout(name: str) -> None:
    layout = shipped_layout(name)
    pdf = laid_out_pdf([certificate(number) for number in range(1, 6)], layout)
    assert set(printed.page_sizes(pdf)) == {(layout.width_mm, layout.height_mm)}
    assert printed.unembedded_fonts(pdf) == []
    for page, number in enumerate(range(1, 6)):
        wanted = certificate(number)
        for said in (wanted.name, wanted.certificate_no, wanted.id_number, wanted.issuer):
            assert said in body(pdf, page)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_values_give_the_same_bytes(name: str) -> None:
    layout = shipped_layout(name)
    assert laid_out_pdf([certificate(3)], layout) == laid_out_pdf([certificate(3)], layout)


@pytest.mark.parametrize("name", NAMES)
def test_the_longest_samples_fit_every_shipped_layout(name: str) -> None:
    assert overflows(shipped_layout(name), VARIABLES.samples(longest=True)) == ()


def test_a_long_name_is_set_smaller_and_stays_whole() -> None:
    assert LONG_NAME in body(laid_out_pdf([certificate(name=LONG_NAME)], shipped_layout("portrait")))


def test_what_does_not_fit_is_refused_with_number_name_box_and_how_much() -> None:
    layout = shipped_layout("formal")
    small = replace(layout, boxes=tuple(replace(b, height=9) if b.id == "正文" else b for b in layout.boxes))
    wanted = certificate(2)
    with pytest.raises(Refused) as refused:
        laid_out_pdf([wanted], small)
    assert refused.value.problems[0].field == "正文"
    said = refused.value.problems[0].text
    assert wanted.certificate_no in said
    assert wanted.name in said
    assert "多出" in said


def test_a_variable_that_there_is_not_is_refused() -> None:
    strange = replace(shipped_layout("formal"), boxes=(Box("b", "text", 20, 20, 100, 20, "{salary}"),))
    with pytest.raises(Refused, match="salary"):
        laid_out_pdf([certificate()], strange)


def test_what_a_name_says_is_never_a_variable() -> None:
    assert "{id_number}" in body(laid_out_pdf([certificate(name="{id_number}")], shipped_layout("stock")))


def test_the_background_of_preprinted_stock_shows_on_the_screen_only() -> None:
    stock = replace(shipped_layout("stock"), background=Background(image=png(40, 30)))
    paper, screen = laid_out_pdf([certificate()], stock), laid_out_pdf([certificate()], stock, on_screen=True)
    assert b"/Subtype /Image" not in paper
    assert b"/Subtype /Image" in screen


def test_the_printers_offset_moves_the_text() -> None:
    values, stock = [certificate()], shipped_layout("stock")
    here = printed.pdfium_text(laid_out_pdf(values, stock))
    assert printed.pdfium_text(laid_out_pdf(values, stock, offset=Offset(1.5, -2.0))) == here
    assert Offset(1.5, -2.0).matrix(210) == "1.0000 0 0 1.0000 4.25 5.67 cm"
    assert Offset().matrix(210) == ""


@pytest.mark.parametrize("picture", [png(20, 20, b"x"), png(200, 200)[:60]])
def test_a_picture_that_is_damaged_behind_its_head_ends_with_a_sentence(picture: bytes) -> None:
    layout = replace(shipped_layout("formal"), background=Background(image=picture))
    with pytest.raises(Refused, match="底图的图片坏了"):
        laid_out_pdf([certificate()], layout)
    in_a_box = replace(layout, background=None, boxes=(Box("图", "image", 10, 10, 20, 20, image=picture),))
    with pytest.raises(Refused, match="框“图”的图片坏了"):
        check_pictures(in_a_box)


def test_texts_that_never_fit_are_refused_within_seconds() -> None:
    endless = tuple(Box(f"b{at}", "text", 10, 10, 5, 5, "字" * 100, size=200, min_size=4) for at in range(MOST_BOXES))
    begin = time.monotonic()
    with pytest.raises(Refused, match="装不下"):
        laid_out_pdf([certificate()], replace(shipped_layout("formal"), boxes=endless))
    assert time.monotonic() - begin < 10


def test_a_code_that_cannot_hold_its_words_is_refused_by_its_box() -> None:
    box = Box("码", "qr", 10, 10, 30, 30, "字" * 800)
    with pytest.raises(Refused, match="框“码”的二维码装不下"):
        laid_out_pdf([certificate()], replace(shipped_layout("formal"), boxes=(box,)))


def test_every_variable_of_the_registry_says_something_of_a_certificate() -> None:
    born = dt.date(1980, 5, 6)
    values = certificate(
        sex="2",
        birth_date=born,
        trade="4-03-02-02",
        skill_level="5",
        theory_score="86",
        practice_score="91.5",
        reissued=True,
    )
    said = shown_values(values)
    assert set(said) == {each.name for each in VARIABLES.all}
    assert all(said.values())
    assert (said["sex"], said["birth_month"], said["start"]) == ("女", "1980年5月", "2023年2月15日")
