#!/bin/sh
# Makes the environment in .venv: a real Python 3.13 (or 3.12, 3.14) and the hashed requirements.
# Called by the Makefile; run again, it does nothing unless the requirements changed.
#   deploy/environment.sh        what the site runs on
#   deploy/environment.sh dev    and what tests and lint need on top
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

find_uv() {
    if [ -x .uv/bin/uv ]; then echo "$PWD/.uv/bin/uv"; return; fi
    if command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1; then command -v uv; return; fi
    for python in python3 python; do
        if "$python" -m pip --version >/dev/null 2>&1; then
            say "Installing uv into .uv ..."
            "$python" -m pip install --quiet --disable-pip-version-check --target .uv "uv>=0.9" >&2
            echo "$PWD/.uv/bin/uv"
            return
        fi
    done
    say "Neither uv nor pip was found. Install pip for Python 3 (on Debian: apt-get install python3-pip)."
    exit 1
}

# A candidate counts only if it really runs and is the version it says: version managers put
# scripts of that name on PATH that stop with an error.
works() { [ "$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$2" ]; }

find_python() {
    for version in 3.13 3.12 3.14; do
        for candidate in "${PYTHON:-}" "python$version" "$HOME/.pyenv/versions/$version".*/bin/python python3 \
            "/usr/bin/python$version" "/usr/local/bin/python$version" "/opt/homebrew/bin/python$version"; do
            [ -n "$candidate" ] || continue
            if works "$candidate" "$version"; then command -v "$candidate"; return; fi
        done
        if found=$("$uv" python find "$version" 2>/dev/null) && works "$found" "$version"; then echo "$found"; return; fi
    done
    if "$uv" python install 3.13 >&2 2>/dev/null && found=$("$uv" python find --managed-python 3.13 2>/dev/null); then
        echo "$found"
        return
    fi
    say "No Python 3.12, 3.13 or 3.14 was found, and none could be downloaded. Install one, or name it: make serve PYTHON=/path/to/python3.13"
    exit 1
}

sum() { cat "$@" | cksum | tr ' ' '-'; }

files="requirements.txt"
[ "${1:-}" = dev ] && files="requirements.txt requirements-dev.txt"
# shellcheck disable=SC2086
stamp=".venv/.made-${1:-site}-$(sum $files)"
[ -e "$stamp" ] && [ -x .venv/bin/python ] && exit 0

uv=$(find_uv)
if ! [ -x .venv/bin/python ] || ! .venv/bin/python -c '' 2>/dev/null; then
    python=$(find_python)
    say "Making .venv with $("$python" --version) ..."
    "$uv" venv --quiet --clear --python "$python" .venv
fi
say "Installing requirements ..."
for file in $files; do
    "$uv" pip install --quiet --python .venv/bin/python --require-hashes --requirements "$file"
done
rm -f ".venv/.made-${1:-site}-"*
touch "$stamp"
