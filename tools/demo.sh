#!/usr/bin/env bash
# Loads the example lists into a temporary home and screens a name: what `make demo` runs.
# usage: tools/demo.sh PROGRAM
set -euo pipefail
cd "$(dirname "$0")/.."

program=${1:-build/interdict}
INTERDICT_HOME=$(mktemp -d "${TMPDIR:-/tmp}/interdict-demo.XXXXXX")
export INTERDICT_HOME
trap 'rm -rf "$INTERDICT_HOME"' EXIT

bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    bold=$'\033[1m' plain=$'\033[0m'
fi

# run ARGUMENT...: show the command, then run it. A finding (exit status 1) is not a failure here.
run() {
    local status=0 shown='' word
    for word in "$@"; do
        case $word in
        *[!A-Za-z0-9_./:=-]*) shown+=" '$word'" ;;
        *) shown+=" $word" ;;
        esac
    done
    printf '%s$ interdict%s%s\n' "$bold" "$shown" "$plain"
    "$program" "$@" || status=$?
    printf '\n'
    [ "$status" -le 1 ]
}

run lists add ofac_sdn_csv examples/june-2024/sdn.csv --published 2024-06-21
run lists add ofac_sdn_csv examples/april-2026/sdn.csv --published 2026-04-23
run screen 'Andrei Tikhonov'
