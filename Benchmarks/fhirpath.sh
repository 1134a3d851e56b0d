#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
#
# Asks parsed resources the expressions of fhirpath-expressions.tsv on one thread, then, where the tests' Python
# environment has it, fhirpathpy the same of the same resources. Arguments: resources of a type (2,000), rounds (9).
set -euo pipefail
here=$(dirname "$0")
most=${1:-2000}
input=$("$here/synthea-input")
"$here/machine"
echo "data: $input/resources.ndjson, $(sha256sum < "$input/resources.ndjson" | cut -c 1-16)"
ours=$(mktemp)
trap 'rm -f "$ours"' EXIT
"$ONELONDON_BENCH" fhirpath "$input/resources.ndjson" "$here/fhirpath-expressions.tsv" "$most" "${2:-9}" | tee "$ours"
python=$here/../.build-venv/bin/python
if "$python" -c "import fhirpathpy" 2> /dev/null; then
    "$python" "$here/fhirpath_peer.py" "$input/resources.ndjson" "$here/fhirpath-expressions.tsv" "$most" "$ours"
else
    echo "fhirpathpy is not installed here; script/bootstrap brings it"
fi
