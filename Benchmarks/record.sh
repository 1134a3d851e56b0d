#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
#
# The record page under load: 2,000 people, five nodes and the exchange as processes, ten clinicians, audit on; then the
# FHIR form of the same records, then the page again with one node stalled.
#
#   script/bench record              as above
#   script/bench record -- 500       with fewer people
set -euo pipefail
here=$(dirname "$0")
"$here/machine"
"$ONELONDON_BENCH" record "$@"
