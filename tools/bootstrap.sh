#!/bin/sh
# Sets up .venv from nothing: finds Python 3.11 or newer, makes the environment, brings uv into it, installs what
# requirements.lock pins (by hash), and installs Sayso itself, which compiles the gazetteer.
set -eu
cd "$(dirname "$0")/.."

for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "${python:-}" ]; then
    echo "Sayso needs Python 3.11 or newer; install it (Debian, Ubuntu: apt-get install python3 python3-venv)." >&2
    exit 1
fi

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    # Debian and Ubuntu keep ensurepip in a package of its own.
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
            echo "installing python3-venv" >&2
            apt-get update -qq >/dev/null
            DEBIAN_FRONTEND=noninteractive apt-get install -qq -y python3-venv >/dev/null
        else
            echo "Python's venv module is incomplete here; install it first: apt-get install python3-venv" >&2
            exit 1
        fi
    fi
    rm -rf .venv
    "$python" -m venv .venv
fi

uv_version=0.13.9
if [ "$(.venv/bin/uv --version 2>/dev/null | cut -d ' ' -f 2)" != "$uv_version" ]; then
    .venv/bin/python -m pip install --quiet "uv==$uv_version"
fi
VIRTUAL_ENV=$PWD/.venv
export VIRTUAL_ENV
.venv/bin/uv pip sync --quiet --require-hashes requirements.lock
.venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
.venv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
touch .venv/ready
