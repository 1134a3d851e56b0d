#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
#
# Makes a synthetic London and counts what was written. Arguments: people (2000), seed (1).
set -euo pipefail
here=$(dirname "$0")
"$here/machine"
mkdir -p "$here/../.build-bench"
folder=$(mktemp -d "$here/../.build-bench/synth.XXXXXX")
trap 'rm -rf "$folder"' EXIT
people=${1:-2000}
seed=${2:-1}
echo "data: $people people, seed $seed, as of 2026-11-01T09:00:00Z, plain files"
for round in 1 2 3; do
    rm -rf "$folder/london"
    start=$(date +%s.%N)
    "$ONELONDON" synth --people "$people" --seed "$seed" --as-of 2026-11-01T09:00:00Z --plain --out "$folder/london" > /dev/null
    end=$(date +%s.%N)
    resources=$(find "$folder/london" -name '*.ndjson' -exec cat {} + | wc -l)
    bytes=$(find "$folder/london" -type f -printf '%s\n' | awk '{sum += $1} END {print sum}')
    awk -v round="$round" -v start="$start" -v end="$end" -v resources="$resources" -v bytes="$bytes" -v people="$people" 'BEGIN {
        seconds = end - start
        printf "round %d: %d resources, %.0f MB in %.1f s: %.0f resources/s, %.0f MB/s, %.0f people/s\n",
            round, resources, bytes / 1e6, seconds, resources / seconds, bytes / 1e6 / seconds, people / seconds
    }'
done
