#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
#
# One PostgreSQL store on a server of its own: batches of 500, durable single writes from 32 clients and from two
# programs, reads by id. Argument: resources (50000). ONELONDON_POSTGRES_PLACE names a folder on the disk to measure.
set -euo pipefail
here=$(dirname "$0")
input=$("$here/synthea-input")
"$here/machine"
echo "data: $input/resources.ndjson, $(sha256sum < "$input/resources.ndjson" | cut -c 1-16)"
"$ONELONDON_BENCH" postgres "$input/resources.ndjson" "${ONELONDON_POSTGRES_PLACE:-/var/tmp}" "${1:-50000}"
