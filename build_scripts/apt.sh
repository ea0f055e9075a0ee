# Sourced by setup.sh and system_libs.sh: `apt_install PACKAGE…` installs where that is possible without guessing.
# Returns 2 when this is not an apt system, 3 when nobody here may install, 1 when apt itself failed.

apt_install() {
    command -v apt-get >/dev/null 2>&1 || return 2
    local -a as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || return 3
        if ! sudo -n true 2>/dev/null; then
            [ -t 0 ] || return 3
            echo "安装系统软件包需要管理员密码：$* / Installing system packages needs your password (sudo)."
        fi
        as_root=(sudo)
    fi
    local -a apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
    "${apt[@]}" update -qq || echo "apt-get update 没有完全成功，继续尝试安装 / apt-get update had errors, going on."
    "${apt[@]}" install -y -qq --no-install-recommends "$@" </dev/null || return 1
}

# why_not_installed CODE PACKAGE…: one sentence for what apt_install returned.
why_not_installed() {
    local code=$1
    shift
    case "$code" in
        2) echo "这台机器没有 apt，请用本机的软件包管理器安装与下列 Debian 包相当的软件包：$*" ;;
        3) echo "没有权限安装系统软件包，请让管理员运行：apt-get install $*" ;;
        *) echo "apt 安装没有成功（见上面的输出），请检查软件源后运行：apt-get install $*" ;;
    esac
    case "$code" in
        2) echo "No apt here: install what matches these Debian packages with your own package manager: $*" ;;
        3) echo "Not permitted to install system packages: ask an administrator to run: apt-get install $*" ;;
        *) echo "apt did not succeed (see above): check its sources, then run: apt-get install $*" ;;
    esac
}
