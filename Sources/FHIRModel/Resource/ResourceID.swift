// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The identity of a resource on one server: its type and its logical id.
package struct ResourceID: Hashable, Sendable, CustomStringConvertible {
    /// The kind of resource, such as `Patient`.
    package let type: String
    /// The logical id: 1 to 64 letters, digits, dashes and dots.
    package let id: String

    /// The identity of `type/id`; the parts are not checked.
    package init(_ type: String, _ id: String) {
        self.type = type
        self.id = id
    }

    /// Reads `Type/id`; nil where the type is unknown or the id is not a FHIR id.
    package init?(reference: some StringProtocol) {
        let parts = reference.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, R4.isResourceType(String(parts[0])), Self.isValid(id: parts[1]) else { return nil }
        self.init(String(parts[0]), String(parts[1]))
    }

    /// `Type/id`.
    package var reference: String { "\(type)/\(id)" }

    package var description: String { reference }

    /// Whether a text is a FHIR id: `[A-Za-z0-9\-\.]{1,64}`.
    package static func isValid(id: some StringProtocol) -> Bool {
        (1...64).contains(id.utf8.count)
            && id.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
                    || $0 == UInt8(ascii: ".")
            }
    }
}
