#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
#
# Imports the bundles of independent people into a new SQLite store, indexed and durable: the rate of all, and of each
# tenth of the resources as the progress bar shows them.
set -euo pipefail
here=$(dirname "$0")
input=$("$here/synthea-input")
"$here/machine"
echo "data: $input/bundles, $(find -L "$input/bundles" -name '*.json' | wc -l) files," \
    "$(du -smL "$input/bundles" | cut -f 1) MB"
mkdir -p "$here/../.build-bench"
folder=$(mktemp -d "$here/../.build-bench/import.XXXXXX")
trap 'rm -rf "$folder"' EXIT
python3 "$here/import-by-tenths" "$ONELONDON" import --store "sqlite:$folder/store.sqlite" "$input"/bundles/*.json
stored=$(stat -c %s "$folder"/store.sqlite* | awk '{sum += $1} END {printf "%.0f", sum / 1000000}')
echo "store: $stored MB"
