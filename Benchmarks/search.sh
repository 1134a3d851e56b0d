#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
#
# Searches of nine families with values drawn from the data, 30 clients (k6), pages of 20; some held against a scan.
#
# Arguments: sqlite, postgres or both (both); --smoke, --seconds, --clients and --resources, see --help.
exec python3 "$(dirname "$0")/workload" search "$@"
