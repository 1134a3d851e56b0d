#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
#
# Asks parsed resources the expressions of fhirpath-expressions.tsv on one thread, then, where the tests' Python
# environment has it, fhirpathpy the same of the same resources. Arguments: resources of a type (2,000), rounds (9);
# or --smoke, for few resources of a synthetic London.
set -euo pipefail
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ "${1:-}" = --smoke ]; then
    "$ONELONDON" synth --people 5 --seed 7 --as-of 2026-11-01T09:00:00Z --plain --out "$work/london" > "$work/log"
    cat "$work"/london/nodes/*/*.ndjson > "$work/resources.ndjson"
    data=$work/resources.ndjson
    set -- 20 3
else
    data=$("$here/synthea-input")/resources.ndjson
fi
most=${1:-2000}
"$here/machine"
echo "data: $data, $(sha256sum < "$data" | cut -c 1-16)"
"$ONELONDON_BENCH" fhirpath "$data" "$here/fhirpath-expressions.tsv" "$most" "${2:-9}" | tee "$work/ours"
python=$here/../.build-venv/bin/python
if "$python" -c "import fhirpathpy" 2> /dev/null; then
    "$python" "$here/fhirpath_peer.py" "$data" "$here/fhirpath-expressions.tsv" "$most" "$work/ours"
else
    echo "fhirpathpy is not installed here; script/bootstrap brings it"
fi
