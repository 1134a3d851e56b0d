// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

#include <zdict.h>
#include <zstd.h>
