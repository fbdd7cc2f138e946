#!/bin/sh
# Sees to it that there is a Chromium for the tests that look at pages: Debian's and Ubuntu's own, installed by apt where we may.
# Where it cannot be had the tests that need it fail and say so; SAYSO_CHROMIUM names one that stands elsewhere.
set -eu
for candidate in "${SAYSO_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1; then
        exit 0
    fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing chromium, for the tests that look at pages" >&2
    apt-get update -qq >/dev/null
    if DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core >/dev/null; then
        exit 0
    fi
fi
echo "There is no Chromium here, and it could not be installed: install it (Debian: apt-get install chromium), or name one with SAYSO_CHROMIUM. The tests in tests/browser will fail without it." >&2
exit 0
