#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
#
# The whole record of people about the median, 16 connections on one thread of wrk.
#
# Arguments: sqlite, postgres or both (both); --smoke, --seconds, --clients and --resources, see --help.
exec python3 "$(dirname "$0")/workload" everything "$@"
