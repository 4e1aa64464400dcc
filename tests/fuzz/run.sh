#!/usr/bin/env bash
# run.sh BUILD_DIR SECONDS: runs each fuzz target for SECONDS, beginning with its seeds; fails on a crash. What
# was found stays in BUILD_DIR/fuzz.
set -euo pipefail
build="$(realpath "${1:?the folder that the preset fuzz was built in}")"
seconds="${2:-60}"
here="$(cd "$(dirname "$0")" && pwd)"

failed=0
ran=0
for program in "$build"/tests/fuzz/fuzz_*; do
    [ -x "$program" ] && [ -f "$program" ] || continue
    target="${program##*/fuzz_}"
    [ "$target" != tests ] || continue
    found="$build/fuzz/$target"
    mkdir -p "$found/corpus"
    echo "== $target, $seconds seconds"
    "$program" -max_total_time="$seconds" -max_len=16384 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -verbosity=0 -artifact_prefix="$found/" "$found/corpus" "$here/seeds/$target" || failed=1
    ran=$((ran + 1))
done
if [ "$ran" = 0 ]; then
    echo "run.sh: no fuzz target in $build" >&2
    exit 1
fi
exit "$failed"
