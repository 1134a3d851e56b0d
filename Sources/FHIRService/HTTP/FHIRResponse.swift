// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
package import FHIRModel

/// The answer to a ``FHIRRequest``.
package struct FHIRResponse: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// What is sent in place of a body, piece by piece.
    package var file: File?
    /// The body in the forms it was asked for, where it is the same for many.
    var keptForms: KeptForms?
    /// What the answer tells or did, for the audit that must be durable before the answer leaves.
    package var disclosure: Disclosure

    /// An answer; see the members.
    package init(
        status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = [], disclosure: Disclosure = .init()
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.disclosure = disclosure
    }

    /// A file whose content is an answer.
    package struct File: Sendable, Equatable {
        package var path: String
        package var byteCount: Int

        /// A file; see the members.
        package init(path: String, byteCount: Int) {
            self.path = path
            self.byteCount = byteCount
        }
    }

    /// How long the body is that a HEAD leaves out.
    package private(set) var lengthOfBody: Int?

    /// Answers a HEAD: everything but the body.
    mutating func leaveOutBody() {
        lengthOfBody = file?.byteCount ?? body.count
        body = []
        file = nil
    }

    /// The value of a header.
    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// Whose information an answer holds and which resources it touched.
package struct Disclosure: Sendable {
    /// Patient ids of everyone concerned.
    package var people: Set<String> = []
    /// How many resources of each type.
    package var counts: [String: Int] = [:]
    /// Which resources were changed.
    package var changed: [ResourceID] = []

    /// Nothing.
    package init() {}

    mutating func note(_ id: ResourceID, person: String?) {
        counts[id.type, default: 0] += 1
        if let person { people.insert(person) }
    }

    mutating func merge(_ other: Disclosure) {
        people.formUnion(other.people)
        counts.merge(other.counts, uniquingKeysWith: +)
        changed += other.changed
    }
}
