#!/usr/bin/env bash
# A walk through the project: what `./dev demo` shows. Usage: examples/demo.sh PATH-OF-IOTSEC
set -euo pipefail
iotsec="$(realpath "$1")"
cd "$(dirname "$0")/contoso-factory"

step() { printf '\n== %s\n\n' "$*"; }
# Shows a command, runs it, and goes on whatever verdict it ends with (1: findings, 4: undecided).
show() {
    echo "\$ iotsec $*"
    local code=0
    "$iotsec" "$@" || code=$?
    if [ "$code" -ne 0 ] && [ "$code" -ne 1 ] && [ "$code" -ne 4 ]; then exit "$code"; fi
}

step "The tests that stand beside the requirements"
show test

step "From the requirements to Azure"
show build

step "A hub template as it was: some requirements are broken, some cannot be decided from it"
show check infra/hub-before.json

step "The same hub as it should be"
show check infra/hub.json --parameters infra/hub.parameters.json

step "Where things are, and what the verdicts mean"
cat <<TEXT
$PWD/out/azure-policy   policy definitions and the initiative, one JSON file each
$PWD/out/deploy         Bicep and ARM JSON that deploy them
$PWD/out/hardened       for each resource type, the smallest body that keeps every requirement
$PWD/out/rules          the rules as data, for checks on machines without these sources

violation       the template, deployed as it is, breaks the requirement
compliant       it cannot
unknown         what decides it is not in the template; the report says what is missing
not applicable  the requirement is about something else
TEXT
