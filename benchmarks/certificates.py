"""1,000 certificates by our path against textbook reportlab (background redrawn, QrCodeWidget) in the same run.

    python benchmarks/certificates.py [--pages 1000] [--textbook-pages 100]

The textbook is slow, so it draws fewer pages and its time a page is compared. Rounds alternate; medians are printed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import resource
import statistics
import sys
import time
from collections.abc import Callable

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from station_app.documents import certificate, fonts, qr
from station_app.documents.guilloche import certificate_ground
from station_app.features.training.documents import CertificateValues, certificates_pdf

FAMILY, FIRST, SECOND = "王李张刘陈杨赵黄周吴徐孙马朱胡", "秀桂玉春红丽淑凤小海", "兰英梅芳霞玲珍华燕琴"


def values(count: int) -> list[CertificateValues]:
    start = dt.date(2023, 2, 15)
    end = dt.date(2023, 2, 17)
    return [
        CertificateValues(
            certificate_no=f"419901300-2023-{number // 999 + 1:03d}-{number % 999 + 1:03d}",
            name=FAMILY[number % 15] + FIRST[number // 15 % 10] + SECOND[number // 150 % 10],
            id_number=f"4199011980{number % 12 + 1:02d}{number % 28 + 1:02d}{number % 1000:03d}X",
            class_name="2023年第一期留守妇女面点技术培训班",
            organiser="城郊乡社会工作服务站",
            start_date=start,
            end_date=end,
            hours="24",
            issuer="城郊乡社会工作服务站",
            issued_on=end,
        )
        for number in range(count)
    ]


def textbook(people: list[CertificateValues]) -> bytes:
    """What the manual shows: every page draws everything again, the QR code is a widget."""
    fonts.face("kai")
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(297 * mm, 210 * mm))
    for person in people:
        _redrawn_ground(canvas)
        canvas.setFont("kai", 48)
        canvas.drawCentredString(148.5 * mm, 148 * mm, "结业证书")
        canvas.setFont("kai", 20)
        lines = (
            f"{person.name}（身份证号：{person.id_number}）于2023年2月",
            "15日至2023年2月17日参加城郊乡社会工作服务站举办的2023年",
            "第一期留守妇女面点技术培训班学习，共24课时，经考核成绩合格，",
            "准予结业。",
            "特发此证。",
        )
        for number, line in enumerate(lines):
            canvas.drawString(43.5 * mm, (124 - 11.3 * number) * mm, line)
        canvas.setFont("kai", 17)
        canvas.drawRightString(253.5 * mm, 52 * mm, f"发证单位（盖章）：{person.issuer}")
        canvas.drawRightString(230 * mm, 40 * mm, "2023年2月17日")
        canvas.setFont("kai", 11)
        canvas.drawRightString(253.5 * mm, 177 * mm, f"证书编号：{person.certificate_no}")
        drawing = Drawing(22 * mm, 22 * mm)
        drawing.add(QrCodeWidget(person.certificate_no, barWidth=22 * mm, barHeight=22 * mm))
        renderPDF.draw(drawing, canvas, 43.5 * mm, 40 * mm)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _redrawn_ground(canvas: Canvas) -> None:
    """A frame of 400 segments, much simpler than the one we store once."""
    canvas.setStrokeColorRGB(0.66, 0.49, 0.18)
    for number in range(100):
        x = (13.5 + 2.7 * number) * mm
        for y in (10 * mm, 190 * mm):
            canvas.bezier(x, y, x + 1 * mm, y + 10 * mm, x + 2 * mm, y + 10 * mm, x + 2.7 * mm, y)
            canvas.line(x, y, x + 2.7 * mm, y)


def seconds(work: Callable[[], bytes]) -> tuple[float, bytes]:
    begin = time.perf_counter()
    made = work()
    return time.perf_counter() - begin, made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--textbook-pages", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    people, few = values(args.pages), values(args.textbook_pages)
    cold, _made = seconds(lambda: certificates_pdf(people[:1]))
    ours, theirs = [], []
    made = simple = b""
    for _round in range(args.rounds):
        taken, made = seconds(lambda: certificates_pdf(people))
        ours.append(taken / args.pages)
        taken, simple = seconds(lambda: textbook(few))
        theirs.append(taken / args.textbook_pages)
    codes, _none = seconds(lambda: b"".join(qr.ops(p.certificate_no, 0, 0, 60).encode() for p in people))
    ground = len(certificate_ground(297, 210, certificate.FRAME_X, certificate.FRAME_Y))
    a_page, textbook_page = statistics.median(ours), statistics.median(theirs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    size, simple_size = len(made) / args.pages / 1024, len(simple) / args.textbook_pages / 1024
    print(f"first, fonts opened:     {cold * 1000:8.1f} ms")
    print(f"ours, {args.pages} pages:        {a_page * 1000:8.3f} ms/page  {size:.2f} KB/page")
    print(f"  of which QR codes:     {codes / args.pages * 1000:8.3f} ms/page")
    print(f"textbook, {args.textbook_pages} pages:     {textbook_page * 1000:8.3f} ms/page  {simple_size:.2f} KB/page")
    print(f"ratio ours / textbook:   {a_page / textbook_page:8.4f}   (aim 0.02–0.05)")
    print(f"ground stored once: {ground / 1024:.0f} KB of operators before packing; peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
