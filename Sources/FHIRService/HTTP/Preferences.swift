// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What is to become of search parameters that are not known here (`Prefer: handling=…`).
package enum PreferredHandling: String, Sendable {
    /// They are refused.
    case strict
    /// They are left out, and the answer's own link shows what was used.
    case lenient
}

extension FHIRHeaders {
    /// What is to become of search parameters that are not known here; strict where nothing is said.
    package var handling: PreferredHandling {
        prefer.flatMap { Preferences.value(of: "handling", in: $0) }.flatMap { PreferredHandling(rawValue: $0) }
            ?? .strict
    }
}

extension FHIRHeaders {
    /// Whether the answer may come later (`Prefer: respond-async`).
    var wantsAsync: Bool { prefer.map { Preferences.isStated("respond-async", in: $0) } ?? false }
}

/// What `Prefer: return=…` asks for.
enum ReturnPreference: String {
    case minimal, representation
    case outcome = "operationoutcome"

    init(_ header: String?) { self = Self.stated(in: header) ?? .representation }

    /// What is asked for; nil where nothing is.
    static func stated(in header: String?) -> ReturnPreference? {
        header.flatMap { Preferences.value(of: "return", in: $0) }.flatMap { ReturnPreference(rawValue: $0) }
    }
}

/// Reads `Prefer` headers, such as `respond-async, return=minimal; wait=10, handling="lenient"`.
private enum Preferences {
    /// Whether a preference stands there, with or without parameters.
    static func isStated(_ name: String, in header: String) -> Bool {
        header.lowercased().split(separator: ",").contains { preference in
            preference.prefix { $0 != ";" && $0 != "=" }.filter { !$0.isWhitespace } == name
        }
    }

    /// The value of a preference in small letters, of the first one where several are stated.
    static func value(of name: String, in header: String) -> String? {
        for preference in header.lowercased().split(separator: ",") {
            let parts = preference.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map { part in
                String(part.filter { !$0.isWhitespace && $0 != "\"" })
            }
            if parts.count == 2, parts[0] == name { return parts[1] }
        }
        return nil
    }
}
