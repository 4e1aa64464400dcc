#!/usr/bin/env bash
# Measures speed and memory. Usage: bench/run.sh BUILD_FOLDER
set -euo pipefail
exec "$1/bench/iotsec_bench" "$1/cli/iotsec"
