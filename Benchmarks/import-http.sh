#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
#
# Transaction Bundles of independent people, posted by 20 clients: the rate of all and of each tenth.
#
# Arguments: sqlite, postgres or both (both); --smoke, --seconds, --clients and --resources, see --help.
exec python3 "$(dirname "$0")/workload" import-http "$@"
