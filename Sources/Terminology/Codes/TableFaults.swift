// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Finds what is wrong with a table of named lines.
enum TableFaults {
    /// Lines for which `name` is nil, and names that come twice.
    static func find(in table: String, name: (Substring) -> String?) -> [CareIssue] {
        var seen: Set<String> = []
        return table.split(separator: "\n").compactMap { line in
            guard let name = name(line) else {
                return CareIssue(.codeInvalid, "Line \(line.prefix(40)) cannot be read.")
            }
            return seen.insert(name).inserted ? nil : CareIssue(.codeInvalid, "Line \(name) comes twice.")
        }
    }
}
