// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A typical interval of an adult's results, for making data.
///
/// A page shows the interval that came with the result.
package struct TypicalInterval: Hashable, Sendable {
    /// Whose interval it is.
    package enum Who: String, Hashable, Sendable {
        case everyone = "all"
        case men
        case women
    }

    /// Whose interval it is.
    package let who: Who
    /// The lower bound as decimal text; nil if there is none.
    package let low: String?
    /// The upper bound as decimal text; nil if there is none.
    package let high: String?

    /// Reads `men:59..104`, `all:..21` or `women:1.2..`.
    init?(_ text: Substring) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let who = Who(rawValue: String(parts[0])),
            let dots = parts[1].firstRange(of: "..")
        else { return nil }
        self.who = who
        let bounds = [parts[1][..<dots.lowerBound], parts[1][dots.upperBound...]]
        guard bounds.contains(where: { !$0.isEmpty }), bounds.allSatisfy({ $0.isEmpty || Double($0) != nil }) else {
            return nil
        }
        low = bounds[0].isEmpty ? nil : String(bounds[0])
        high = bounds[1].isEmpty ? nil : String(bounds[1])
    }
}
