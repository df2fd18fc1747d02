#!/usr/bin/env bash
# Installs by name the Debian packages the build needs; instant when none is missing.
# usage: tools/setup.sh [build|all]
#   build  compiler, build system and libraries: what `make build`, `make demo`, `make test` need
#   all    also the second compiler, the sanitizers' runtimes, valgrind and the formatter (default)
set -euo pipefail

build_packages=(
    gcc g++ make meson ninja-build pkg-config python3 libc6-dev
    libcmocka-dev libexpat1-dev libjansson-dev libyaml-dev libzstd-dev libarchive-dev zlib1g-dev
    libcurl4-openssl-dev libssl-dev libxxhash-dev libsqlite3-dev libicu-dev iso-codes xz-utils
)
more_packages=(clang clang-format libclang-rt-14-dev valgrind)

say() { printf 'setup: %s\n' "$*" >&2; }

case "${1:-all}" in
build) packages=("${build_packages[@]}") ;;
all) packages=("${build_packages[@]}" "${more_packages[@]}") ;;
*) say "usage: tools/setup.sh [build|all]"; exit 2 ;;
esac

if ! command -v dpkg-query >/dev/null 2>&1; then
    say "this is not a Debian system; install what these packages hold by your own means:"
    say "  ${packages[*]}"
    exit 0
fi

missing() {
    local have
    have=$(dpkg-query -W -f='${binary:Package} ${db:Status-Status}\n' "${packages[@]}" 2>/dev/null |
        sed -n 's/^\([^: ]*\)[^ ]* installed$/\1/p') || true
    printf '%s\n' "${packages[@]}" | grep -vxF -f <(printf '%s\n' "$have") || true
}

wanted=$(missing)
[ -n "$wanted" ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        say "these packages are missing and neither root nor sudo is at hand; ask for:"
        say "  apt-get install --no-install-recommends" $wanted
        exit 1
    fi
    as_root=(sudo)
fi

log=$(mktemp "${TMPDIR:-/tmp}/interdict-setup.XXXXXX")
trap 'rm -f "$log"' EXIT

install() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 \
        install -y --no-install-recommends $wanted >"$log" 2>&1
}

say "installing" $wanted
# The package index of a fresh image is empty and that of an old one stale: refresh it when the
# first try fails, and only then.
if ! install; then
    say "refreshing the package index"
    "${as_root[@]}" apt-get -qq update >"$log" 2>&1 ||
        say "apt-get update failed; trying with the old index"
    if ! install; then
        tail -n 20 "$log" >&2
        say "apt could not install:" $wanted
        say "check the network and /etc/apt/sources.list, then run this again"
        exit 1
    fi
fi

left=$(missing)
if [ -n "$left" ]; then
    say "still missing after the installation:" $left
    exit 1
fi
