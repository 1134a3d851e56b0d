// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension IndexEntries {
    /// Adds a joined parameter, of codes and times that are there already.
    mutating func join(_ joined: ExtractionPlan.Joined) {
        var parts = [IndexEntries(), IndexEntries()]
        parts[0].tokens = tokens.filter { joined.codes.contains($0.parameter) }
        parts[1].periods = periods.filter { joined.times.contains($0.parameter) }
        guard !parts[0].tokens.isEmpty, !parts[1].periods.isEmpty else { return }
        composites.append(Composite(parameter: joined.parameter, parts: parts))
    }
}
