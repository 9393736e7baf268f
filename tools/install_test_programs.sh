#!/bin/sh
# Brings the programs that the tests drive: a browser with fonts for Hindi, and PostgreSQL's server.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
ls /usr/share/fonts/truetype/noto/NotoSansDevanagari-*.ttf >/dev/null 2>&1 || missing="$missing fonts-noto-core"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need these packages: apt install$missing" >&2
    exit 1
fi
echo "Installing for the tests:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086  # one word a package
apt-get install -y -qq $missing >/dev/null
