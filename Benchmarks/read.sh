#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
#
# Reads by id of resources of all types, 64 connections on one thread of wrk.
#
# Arguments: sqlite, postgres or both (both); --smoke, --seconds, --clients and --resources, see --help.
exec python3 "$(dirname "$0")/workload" read "$@"
