#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
#
# Parses and walks minified NDJSON, one resource a call, on one thread, beside Foundation. Argument: rounds (15).
set -euo pipefail
here=$(dirname "$0")
input=$("$here/synthea-input")
"$here/machine"
echo "data: $input/resources.ndjson, $(sha256sum < "$input/resources.ndjson" | cut -c 1-16)"
"$ONELONDON_BENCH" json "$input/resources.ndjson" "${1:-15}"
