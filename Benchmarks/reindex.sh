#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
#
# A new search parameter over a full store while the search mix runs; says so where the store takes none.
#
# Arguments: sqlite, postgres or both (both); --smoke, --seconds, --clients and --resources, see --help.
exec python3 "$(dirname "$0")/workload" reindex "$@"
