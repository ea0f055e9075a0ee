"""Certificates by our path against a direct writer, typst, Qt's QPdfWriter and textbook reportlab, in the same run.

    python benchmarks/certificates.py [--pages 1000] [--many 10000] [--rounds 3]

`ours` is the formal layout by the tuned path, `layout` the same page from a layout file (what a station designs
itself).
Every engine draws the same text, nine fields and the same QR bits in a process of its own, after one page that opens
the fonts; rounds alternate and medians are printed. The direct writer is the floor: one content stream a page, one
shared background, one subset of the font, nothing wrapped or checked. The peers draw a frame of 400 segments, much
simpler than ours; typst is installed by the bench into a folder that is thrown away. The textbook is slow, so it draws
fewer pages and its time a page is compared.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import gzip
import importlib.util
import io
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from station_app import proof
from station_app.core import resources
from station_app.documents import qr
from station_app.documents.guilloche import certificate_ground
from station_app.documents.shipped_layouts import shipped_layout
from station_app.features.training.documents import CertificateValues, certificates_pdf, laid_out_pdf

PINS = ("typst==0.14.8",)
FAMILY, FIRST, SECOND = "王李张刘陈杨赵黄周吴徐孙马朱胡", "秀桂玉春红丽淑凤小海", "兰英梅芳霞玲珍华燕琴"
MM = 72 / 25.4
QR_X, QR_Y, QR_SIDE = 43.5, 40.0, 22.0
"""mm from the lower left corner."""
KEY = proof.SigningKey.new()
Engine = Callable[[list[CertificateValues]], bytes]


def values(count: int) -> list[CertificateValues]:
    """Invented people, every name and number another."""
    start, end = dt.date(2023, 2, 15), dt.date(2023, 2, 17)
    made = [
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
    return [dataclasses.replace(person, proof=signed(person)) for person in made]


def signed(person: CertificateValues) -> str:
    """The text of the QR code, as numbering a certificate makes it."""
    course = proof.course_of(person.class_name, "4-03-02-02")
    days = (person.start_date, person.end_date, person.issued_on)
    claims = proof.Claims(person.certificate_no, person.name, person.id_number[-4:], "P", course, 240, *days)
    return proof.text_of(claims, KEY)


def show_codes(people: list[CertificateValues]) -> None:
    """What one code costs: signing when the number is given, encoding at every print."""
    begin = time.perf_counter()
    texts = [signed(person) for person in people]
    signing = time.perf_counter() - begin
    begin = time.perf_counter()
    for text in texts:
        qr.ops(text, 0, 0, 60, qr.strongest(text))
    encoding = time.perf_counter() - begin
    each = 1000 / len(people)
    print(f"one code: signing {signing * each:.3f} ms, QR encoding {encoding * each:.3f} ms (in every engine below)")


def lines(person: CertificateValues) -> list[tuple[str, float, str, float, float]]:
    """(text, points, where its x is: left, centre or right, x and y in mm from the lower left), set by hand."""
    body = (
        f"{person.name}（身份证号：{person.id_number}）于2023年2月",
        "15日至2023年2月17日参加城郊乡社会工作服务站举办的2023年",
        "第一期留守妇女面点技术培训班学习，共24课时，经考核成绩合格，",
        "准予结业。",
        "特发此证。",
    )
    return [
        ("结业证书", 48, "centre", 148.5, 148),
        (f"证书编号：{person.certificate_no}", 11, "right", 253.5, 177),
        *((line, 20.0, "left", 43.5, 124 - 11.3 * number) for number, line in enumerate(body)),
        ("扫码核对证书编号", 8, "centre", QR_X + QR_SIDE / 2, 36),
        (f"发证单位（盖章）：{person.issuer}", 17, "right", 253.5, 52),
        ("2023年2月17日", 17, "right", 230, 40),
    ]


def frame() -> list[tuple[float, ...]]:
    """400 segments in mm: four numbers are a straight line, eight a curve."""
    found: list[tuple[float, ...]] = []
    for number in range(100):
        x = 13.5 + 2.7 * number
        for y in (10, 190):
            found += [(x, y, x + 1, y + 10, x + 2, y + 10, x + 2.7, y), (x, y, x + 2.7, y)]
    return found


def ours(people: list[CertificateValues]) -> bytes:
    """What the program does."""
    return certificates_pdf(people)


def layout(people: list[CertificateValues]) -> bytes:
    """The same through a layout file, as a station's own layouts are drawn."""
    return laid_out_pdf(people, shipped_layout("formal"))


def direct(people: list[CertificateValues]) -> bytes:
    """A PDF written by hand with the same ground and the same QR bits."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(gzip.decompress(resources.path("fonts", "kai.ttf.gz").read_bytes())), lazy=True)
    drawn = [lines(person) for person in people]
    used = {char for page in drawn for text, *_rest in page for char in text}
    options = Options(retain_gids=True, layout_features=[], notdef_outline=True, glyph_names=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "vhea", "vmtx", "VORG", "BASE"]
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(used))
    cmap, widths, upem = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    gids = {char: font.getGlyphID(cmap[ord(char)]) for char in used}
    advance = {char: widths[cmap[ord(char)]][0] / upem for char in used}
    subsetter.subset(font)
    packed = io.BytesIO()
    font.save(packed)
    hexes = {char: f"{gid:04x}" for char, gid in gids.items()}
    objects: list[bytes] = []

    def add(head: str, stream: bytes | None = None) -> int:
        if stream is None:
            objects.append(head.encode())
        else:
            small = zlib.compress(stream)
            objects.append(
                f"<< {head} /Filter /FlateDecode /Length {len(small)} >>\nstream\n".encode() + small + b"\nendstream"
            )
        return len(objects)

    unicode = "\n".join(
        f"<{hexes[char]}> <{char.encode('utf-16-be').hex()}>" for char in sorted(used, key=gids.__getitem__)
    )
    cmap_text = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def "
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(used)} beginbfchar\n{unicode}\nendbfchar\n"
        "endcmap end end"
    )
    file = add(f"/Length1 {len(packed.getvalue())}", packed.getvalue())
    to_unicode = add("", cmap_text.encode())
    descriptor = add(
        f"<< /Type /FontDescriptor /FontName /AAAAAA+Kai /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
        f"/Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 {file} 0 R >>"
    )
    wide = " ".join(f"{gid} [{round(advance[char] * 1000)}]" for char, gid in gids.items())
    descendant = add(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Kai /CIDToGIDMap /Identity /DW 1000 "
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /W [{wide}] "
        f"/FontDescriptor {descriptor} 0 R >>"
    )
    face = add(
        "<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Kai /Encoding /Identity-H "
        f"/DescendantFonts [{descendant} 0 R] /ToUnicode {to_unicode} 0 R >>"
    )
    ground = add(
        "/Type /XObject /Subtype /Form /BBox [0 0 841.89 595.28]", certificate_ground(297, 210, 13.5, 10).encode()
    )
    shared = add(f"<< /Font << /F {face} 0 R >> /XObject << /G {ground} 0 R >> >>")
    kids, tree = [], len(objects) + 2 * len(people) + 1
    for person, page in zip(people, drawn, strict=True):
        out = ["/G Do BT"]
        for text, size, where, x, y in page:
            left = x * MM
            if where != "left":
                left -= sum([advance[char] for char in text]) * size * (0.5 if where == "centre" else 1)
            shown = "".join([hexes[char] for char in text])
            out.append(f"1 0 0 1 {left:.2f} {y * MM:.2f} Tm /F {size:g} Tf <{shown}> Tj")
        out.append("ET " + qr.ops(person.proof, QR_X * MM, QR_Y * MM, QR_SIDE * MM, qr.strongest(person.proof)))
        content = add("", "\n".join(out).encode())
        kids.append(
            add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 841.89 595.28] /Resources {shared} 0 R "
                f"/Contents {content} 0 R >>"
            )
        )
    add(f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join([f'{kid} 0 R' for kid in kids])}] >>")
    root = add(f"<< /Type /Catalog /Pages {tree} 0 R >>")
    return _written(objects, root)


def _written(objects: list[bytes], root: int) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    begin = out.tell()
    table = "".join([f"{place:010d} 00000 n \n" for place in places])
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root {root} 0 R >>\nstartxref\n{begin}\n%%EOF".encode())
    return out.getvalue()


def textbook(people: list[CertificateValues]) -> bytes:
    """What reportlab's manual shows: every page draws everything again, the QR code is a widget."""
    from reportlab.graphics import renderPDF
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.graphics.shapes import Drawing
    from reportlab.pdfgen.canvas import Canvas

    from station_app.documents import fonts

    fonts.face("kai")
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(297 * MM, 210 * MM))
    for person in people:
        canvas.setStrokeColorRGB(0.66, 0.49, 0.18)
        for segment in frame():
            (canvas.bezier if len(segment) == 8 else canvas.line)(*(each * MM for each in segment))
        for text, size, where, x, y in lines(person):
            canvas.setFont("kai", size)
            draw = {"left": canvas.drawString, "centre": canvas.drawCentredString, "right": canvas.drawRightString}
            draw[where](x * MM, y * MM, text)
        drawing = Drawing(QR_SIDE * MM, QR_SIDE * MM)
        drawing.add(QrCodeWidget(person.proof, barLevel="Q", barWidth=QR_SIDE * MM, barHeight=QR_SIDE * MM))
        renderPDF.draw(drawing, canvas, QR_X * MM, QR_Y * MM)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def qt(people: list[CertificateValues]) -> bytes:
    """Qt's own PDF writer, the frame as one path, the code as a one-bit picture."""
    from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QPointF, QRectF
    from PySide6.QtGui import (
        QColor,
        QFont,
        QFontDatabase,
        QFontMetricsF,
        QGuiApplication,
        QImage,
        QPageLayout,
        QPageSize,
        QPainter,
        QPainterPath,
        QPdfWriter,
        QPen,
    )  # fmt: skip

    keep = QGuiApplication.instance() or QGuiApplication([])
    data = gzip.decompress(resources.path("fonts", "kai.ttf.gz").read_bytes())
    family = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFontFromData(QByteArray(data)))[0]
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(72)
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, QMarginsF(0, 0, 0, 0))
    writer.setPageLayout(layout)
    ornament = QPainterPath()
    for x1, y1, *rest in frame():
        ornament.moveTo(x1 * MM, (210 - y1) * MM)
        points = [QPointF(rest[at] * MM, (210 - rest[at + 1]) * MM) for at in range(0, len(rest), 2)]
        (ornament.cubicTo if len(points) == 3 else ornament.lineTo)(*points)
    fonts = {}
    for size in (48, 11, 20, 8, 17):
        fonts[size] = QFont(family)
        fonts[size].setPixelSize(size)
    metrics = {size: QFontMetricsF(font) for size, font in fonts.items()}
    painter = QPainter(writer)
    for number, person in enumerate(people):
        if number:
            writer.newPage()
        painter.setPen(QPen(QColor.fromRgbF(0.66, 0.49, 0.18), 0.4))
        painter.drawPath(ornament)
        painter.setPen(QColor("black"))
        for text, size, where, x, y in lines(person):
            painter.setFont(fonts[int(size)])
            wide = 0.0 if where == "left" else metrics[int(size)].horizontalAdvance(text)
            painter.drawText(QPointF(x * MM - wide * (0.5 if where == "centre" else 1), (210 - y) * MM), text)
        rows = qr.modules(person.proof, qr.strongest(person.proof))
        code = QImage(len(rows), len(rows), QImage.Format.Format_Mono)
        code.fill(1)
        for row, bits in enumerate(rows):
            for column, bit in enumerate(bits):
                if bit == "1":
                    code.setPixel(column, row, 0)
        side = QR_SIDE * MM
        painter.drawImage(QRectF(QR_X * MM, (210 - QR_Y) * MM - side, side, side), code)
    painter.end()
    del keep
    return bytes(buffer.data().data())


def typst(people: list[CertificateValues]) -> bytes:
    """One typst document, the frame an SVG that it stores once, each code an SVG of one path."""
    import typst as engine

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        font = gzip.decompress(resources.path("fonts", "kai.ttf.gz").read_bytes())
        (root / "kai.ttf").write_bytes(font)
        family = "Station Kai"
        path = " ".join(
            f"M{s[0]} {210 - s[1]} " + (f"L{s[2]} {210 - s[3]}" if len(s) == 4 else
            f"C{s[2]} {210 - s[3]} {s[4]} {210 - s[5]} {s[6]} {210 - s[7]}")
            for s in frame()
        )  # fmt: skip
        (root / "frame.svg").write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" viewBox="0 0 297 210">'
            f'<path d="{path}" fill="none" stroke="#a87d2e" stroke-width="0.15"/></svg>'
        )
        data = [
            {"lines": lines(person), "qr": _svg(qr.modules(person.proof, qr.strongest(person.proof)))}
            for person in people
        ]
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False))
        (root / "main.typ").write_text(_TYPST.replace("FAMILY", family))
        made = engine.compile(root / "main.typ", root=root, font_paths=[root], ignore_system_fonts=True)
        return bytes(made)


_TYPST = """
#set page(width: 297mm, height: 210mm, margin: 0mm, background: image("frame.svg", width: 297mm))
#set text(font: "FAMILY", top-edge: "baseline", bottom-edge: "baseline")
#for person in json("data.json") {
  for (said, size, where, x, y) in person.lines {
    let line = text(size: size * 1pt, said)
    if where == "left" { place(top + left, dx: x * 1mm, dy: (210 - y) * 1mm, line) }
    else if where == "centre" { place(top + center, dx: (x - 148.5) * 1mm, dy: (210 - y) * 1mm, line) }
    else { place(top + right, dx: (x - 297) * 1mm, dy: (210 - y) * 1mm, line) }
  }
  place(top + left, dx: 43.5mm, dy: 148mm, image(bytes(person.qr), format: "svg", width: 22mm))
  pagebreak(weak: true)
}
"""


def _svg(rows: list[str]) -> str:
    path = "".join(
        f"M{column} {row}h1v1h-1z" for row, bits in enumerate(rows) for column, bit in enumerate(bits) if bit == "1"
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(rows)} {len(rows)}"><path d="{path}"/></svg>'


ENGINES: dict[str, Engine] = {
    "ours": ours,
    "layout": layout,
    "direct": direct,
    "typst": typst,
    "qt": qt,
    "textbook": textbook,
}


def run_alone(engine: str, pages: int, out: str) -> None:
    """In a process of its own: warm up, draw, print seconds, bytes and peak memory."""
    draw, people = ENGINES[engine], values(pages)
    draw(people[:1])
    begin = time.perf_counter()
    made = draw(people)
    taken = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    if out:
        Path(out).write_bytes(made)
    print(json.dumps({"seconds": taken, "bytes": len(made), "peak": peak}))


def measured(engine: str, pages: int, packages: str, out: str = "") -> dict[str, float]:
    """One engine, drawn in another process."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": packages}
    command = [sys.executable, __file__, "--engine", engine, "--pages", str(pages), "--out", out]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise SystemExit(f"{engine}: {done.stderr.strip().splitlines()[-1]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def install(folder: str) -> bool:
    """The peers that the program itself does not use, as pinned; False when this machine cannot get them."""
    if importlib.util.find_spec("typst") is not None:
        return True
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder, *PINS]
    return subprocess.run(command, check=False).returncode == 0


def compare(engines: list[str], pages: dict[str, int], rounds: int, packages: str) -> dict[str, dict[str, float]]:
    """Median seconds a page, KB a page and the highest peak of each engine, rounds alternating."""
    taken: dict[str, list[dict[str, float]]] = {engine: [] for engine in engines}
    for _round in range(rounds):
        for engine in engines:
            taken[engine].append(measured(engine, pages[engine], packages))
    return {
        engine: {
            "ms": statistics.median(one["seconds"] for one in found) / pages[engine] * 1000,
            "kb": found[0]["bytes"] / pages[engine] / 1024,
            "peak": max(one["peak"] for one in found),
        }
        for engine, found in taken.items()
    }


def show(heading: str, found: dict[str, dict[str, float]], floor: str) -> None:
    """A table; ratios are our time over theirs, so that below 1 is ahead."""
    print(heading)
    for engine, one in found.items():
        ratio = found["ours"]["ms"] / one["ms"]
        said = "" if engine == "ours" else f"ours / {engine} = {ratio:.3f}" + (" (floor)" if engine == floor else "")
        print(f"  {engine:9} {one['ms']:8.3f} ms/page {one['kb']:6.2f} KB/page {one['peak']:6.0f} MB  {said}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--many", type=int, default=10_000)
    parser.add_argument("--textbook-pages", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engine", choices=sorted(ENGINES), help="draw by this one alone (what the bench starts)")
    parser.add_argument("--out", default="")
    args = parser.parse_args()
    if args.engine:
        run_alone(args.engine, args.pages, args.out)
        return
    show_codes(values(args.pages))
    with tempfile.TemporaryDirectory() as packages:
        engines = list(ENGINES) if install(packages) else [engine for engine in ENGINES if engine != "typst"]
        pages = {engine: args.textbook_pages if engine == "textbook" else args.pages for engine in engines}
        show(f"{args.pages} pages:", compare(engines, pages, args.rounds, packages), "direct")
        both = ["ours", "layout", "direct"]
        many = compare(both, dict.fromkeys(both, args.many), args.rounds, packages)
        show(f"{args.many} pages (aim: <= 1.3 of direct, <= 200 MB, <= 2.2 KB a page):", many, "direct")


if __name__ == "__main__":
    main()
