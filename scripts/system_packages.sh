#!/bin/sh
# Fonts and programs that come from the operating system: installed on Debian by root, else named.
set -eu

missing=""
need() { # file or program, Debian package
    command -v "$1" >/dev/null 2>&1 || [ -e "$1" ] || missing="$missing $2"
}
need /usr/share/fonts/truetype/ipamj/ipamjm.ttf fonts-ipamj-mincho
need /usr/share/fonts/opentype/ipaexfont-mincho/ipaexm.ttf fonts-ipaexfont
need pdftoppm poppler-utils
need npm npm
need chromium chromium

[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing from Debian:$missing"
    apt-get update -qq
    # shellcheck disable=SC2086 # one word a package
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
else
    echo "Missing on this machine; please have them installed (their Debian names):$missing" >&2
fi
