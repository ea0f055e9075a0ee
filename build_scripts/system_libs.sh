#!/usr/bin/env bash
# Installs the system libraries that Qt needs, only when the linker cannot find them. Run by setup.sh.
# Without those of the offscreen platform neither tests nor window can run: exit 1 with a sentence.
# Those of a screen, and a Chinese font, are only asked for: exit 0.
set -euo pipefail
cd "$(dirname "$0")/.."
. build_scripts/apt.sh

[ "$(uname -s)" = Linux ] || exit 0

basic=(libegl1 libgl1 libopengl0 libglx0 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libx11-6)
screen=(libx11-xcb1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
    libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0
    libxcb-xinerama0 libxcb-xkb1)
fonts=(fontconfig fonts-noto-cjk)

qt=$(.venv/bin/python -c 'import importlib.util as u; print(u.find_spec("PySide6").submodule_search_locations[0])')

# missing FILE…: shared libraries that the linker does not find for these files
missing() {
    ldd "$@" 2>/dev/null | awk '/not found/ {print $1}' | sort -u
}
missing_basic() {
    missing "$qt"/Qt/plugins/platforms/libqoffscreen.so "$qt"/Qt{Core,Gui,Widgets,Svg,PrintSupport}.abi3.so
}
missing_screen() {
    missing "$qt"/Qt/plugins/platforms/libqxcb.so
}
has_chinese_font() {
    if command -v fc-list >/dev/null 2>&1; then
        [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ]
    else
        find /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts" -type f 2>/dev/null |
            grep -qiE 'cjk|wqy|sourcehan|simsun|msyh|droidsansfallback|wenkai|uming|ukai'
    fi
}

wanted=()
[ -z "$(missing_basic)" ] || wanted+=("${basic[@]}")
[ -z "$(missing_screen)" ] || wanted+=("${screen[@]}")
has_chinese_font || wanted+=("${fonts[@]}")
if [ ${#wanted[@]} -eq 0 ]; then
    echo "系统库：齐全 / system libraries: all there"
    exit 0
fi

echo "安装系统库 / installing system libraries: ${wanted[*]}"
code=0
apt_install "${wanted[@]}" || code=$?

if [ -n "$(missing_basic)" ]; then
    echo "缺少 Qt 必需的系统库 / system libraries that Qt cannot do without: $(missing_basic | tr '\n' ' ')" >&2
    why_not_installed "$code" "${wanted[@]}" >&2
    exit 1
fi
if [ -n "$(missing_screen)" ]; then
    echo "测试可以运行，但窗口可能打不开 / tests can run, the window may not open: $(missing_screen | tr '\n' ' ')" >&2
    why_not_installed "$code" "${screen[@]}" >&2
fi
if ! has_chinese_font; then
    echo "没有中文字体，屏幕上的汉字会显示成方框 / no Chinese font: the screen would show boxes" >&2
    why_not_installed "$code" "${fonts[@]}" >&2
fi
exit 0
