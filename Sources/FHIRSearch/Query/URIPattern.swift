// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// An address from a query.
package struct URIPattern: Sendable, Equatable {
    /// Which addresses match.
    package enum Relation: Sendable, Equatable {
        /// Only the address itself.
        case exactly
        /// The address, and all that go on from it with a further path.
        case below
        /// The address, and all that it goes on from.
        case above
    }

    package var uri: String
    package var relation: Relation

    /// A pattern; see the members.
    package init(_ uri: String, _ relation: Relation) {
        self.uri = uri
        self.relation = relation
    }

    /// Whether an address matches.
    package func matches(_ other: String) -> Bool {
        switch relation {
        case .exactly: other == uri
        case .below: other == uri || other.utf8.starts(with: Self.folder(uri).utf8)
        case .above: other == uri || uri.utf8.starts(with: Self.folder(other).utf8)
        }
    }

    /// All addresses that `above` finds.
    package var ancestors: [String] {
        var found = [uri]
        for index in uri.indices where uri[index] == "/" {
            let upTo = String(uri[..<index])
            found += [upTo, upTo + "/"]
        }
        return found.filter { !$0.isEmpty && matches($0) }
    }

    /// With which the addresses below begin.
    package static func folder(_ uri: String) -> String { uri.hasSuffix("/") ? uri : uri + "/" }
}
