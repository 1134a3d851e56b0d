// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Directory
import Testing

func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

func code(_ text: String) throws -> ODSCode { try #require(ODSCode(text)) }
