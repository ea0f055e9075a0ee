#!/usr/bin/env bash
# Makes .venv with the program, its pinned dependencies and the tools of the tests; run by `make setup`.
# Needs Python 3.11 or newer and the network; venv, ensurepip, root and apt may all be missing.
set -euo pipefail
cd "$(dirname "$0")/.."
. build_scripts/apt.sh

say() { printf '%s\n' "$@"; }
fail() {
    say "$@" >&2
    exit 1
}

find_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

works() {
    .venv/bin/python -m pip --version >/dev/null 2>&1
}

# The ordinary way; says nothing, because Debian's own advice names commands that may not be permitted here.
with_venv() {
    "$python" -m venv --clear .venv >/dev/null 2>&1 && works
}

with_virtualenv() {
    rm -rf .venv
    if "$python" -m virtualenv --quiet .venv 2>/dev/null && works; then return 0; fi
    if command -v virtualenv >/dev/null 2>&1 && virtualenv --quiet --python "$python" .venv && works; then return 0; fi
    "$python" -m pip --version >/dev/null 2>&1 || return 1
    # Into a folder of this clone: nothing is left in the user's home, and a managed Python allows it.
    local tool
    tool=$(mktemp -d)
    "$python" -m pip install --quiet --disable-pip-version-check --target "$tool" virtualenv &&
        PYTHONPATH="$tool" "$python" -m virtualenv --quiet .venv
    rm -rf "$tool"
    works
}

python=$(find_python) || fail \
    "没有找到 Python 3.11 或更新的版本。请先安装（Debian/Ubuntu：apt-get install python3），或用 PYTHON=/路径/python3 make setup 指定。" \
    "No Python 3.11 or newer found: install it, or name it: PYTHON=/path/to/python3 make setup"

if ! works; then
    say "建立虚拟环境 / virtual environment: .venv ($("$python" --version))"
    code=0
    if ! with_venv; then
        version=$("$python" -c 'import sys; print("python{}.{}-venv".format(*sys.version_info))')
        if ! with_virtualenv; then
            say "缺少 venv / venv is missing: apt-get install $version"
            apt_install "$version" || code=$?
            if ! with_venv; then
                rm -rf .venv
                fail "无法建立虚拟环境：这个 Python 没有 ensurepip，也没有 pip 可以代替。" \
                    "Cannot make a virtual environment: this Python has neither ensurepip nor pip." \
                    "$(why_not_installed "$code" "$version")"
            fi
        fi
    fi
fi

say "安装依赖（首次约 430 MB）/ dependencies (about 430 MB the first time)"
# The same pins for what builds the package itself; older pip reads the first name, newer pip the second.
PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
    -c constraints.txt -e '.[dev]' || fail \
    "依赖没有装上。请检查网络后再运行一次 make setup，已下载的部分会接着用。" \
    "Dependencies were not installed: check the network and run make setup again."

bash build_scripts/system_libs.sh
say "就绪 / ready: .venv/bin/station-app"
