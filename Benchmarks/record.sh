#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
#
# The record page under load: 2,000 people, five nodes and the exchange as processes, ten clinicians, audit on.
#
#   script/bench record                     the bars of docs/performance/record.md
#   script/bench record -- 500     with fewer people
set -euo pipefail
cd "$(dirname "$0")/.."
swift build -c release --product onelondon-bench
.build/release/onelondon-bench record "$@"
