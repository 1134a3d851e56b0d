#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
#
# One SQLite store, 64 clients: durable writes, reads by id, searches of one person's observations. Argument:
# resources (50000).
set -euo pipefail
here=$(dirname "$0")
input=$("$here/synthea-input")
"$here/machine"
echo "data: $input/resources.ndjson, $(sha256sum < "$input/resources.ndjson" | cut -c 1-16)"
mkdir -p "$here/../.build-bench"
folder=$(mktemp -d "$here/../.build-bench/store.XXXXXX")
trap 'rm -rf "$folder"' EXIT
"$ONELONDON_BENCH" store "$input/resources.ndjson" "$folder" "${1:-50000}"
