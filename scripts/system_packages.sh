#!/bin/sh
# Fonts and programs that come from the operating system: installed on Debian by root, else named.
# With the word card-readers: what the tests of the device bridge need, and nothing else does.
set -eu

missing=""
need() { # file or program, Debian package
    command -v "$1" >/dev/null 2>&1 || [ -e "$1" ] || missing="$missing $2"
}
if [ "${1:-}" = card-readers ]; then
    need /usr/sbin/pcscd pcscd
    need /usr/lib/pcsc/drivers/serial/libifdvpcd.so vsmartcard-vpcd # a reader in software
    # pyscard has no wheel for Linux: these build it.
    need /usr/include/PCSC/winscard.h libpcsclite-dev
    need swig swig
    need gcc gcc
    need python3-config python3-dev
else
    need /usr/share/fonts/truetype/ipamj/ipamjm.ttf fonts-ipamj-mincho
    need /usr/share/fonts/opentype/ipaexfont-mincho/ipaexm.ttf fonts-ipaexfont
    need pdftoppm poppler-utils
    need npm npm
    need chromium chromium
fi

[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing from Debian:$missing"
    apt-get update -qq
    # shellcheck disable=SC2086 # one word a package
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
else
    echo "Missing on this machine; please have them installed (their Debian names):$missing" >&2
fi
