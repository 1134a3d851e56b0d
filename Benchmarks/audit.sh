#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
#
# Appends events to an audit log from 1, 8, 64 and 256 clients, each waiting for the disk. Argument: events (100000).
set -euo pipefail
here=$(dirname "$0")
"$here/machine"
mkdir -p "$here/../.build-bench"
folder=$(mktemp -d "$here/../.build-bench/audit.XXXXXX")
trap 'rm -rf "$folder"' EXIT
"$ONELONDON_BENCH" audit "$folder" "${1:-100000}"
