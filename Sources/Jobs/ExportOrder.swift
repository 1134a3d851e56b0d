// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What an export is to hold.
package struct ExportOrder: Codable, Sendable, Equatable {
    /// All resources of a type, or those that any of its filters finds.
    package struct TypePart: Codable, Sendable, Equatable {
        package var type: String
        /// Searches by the parameters of the type, such as `status=active&date=ge2026`.
        package var filters: [String]

        /// A part; see the members.
        package init(type: String, filters: [String] = []) {
            self.type = type
            self.filters = filters
        }
    }

    /// Parts that are read type by type.
    package var parts: [TypePart]
    /// Patient ids of those who are read one by one, and the types of theirs.
    package var people: [String]
    package var typesOfPeople: [String]
    /// Whose information is exported; nil for everyone's that may be seen, and what concerns nobody.
    package var onlyPeople: [String]?
    /// Whether what concerns nobody is left out.
    package var needsPerson: Bool
    /// Only what was recorded at this moment or later, and before the other; in microseconds since 1970.
    package var since: Int64?
    package var until: Int64?

    /// An order; see the members.
    package init(
        parts: [TypePart], people: [String] = [], typesOfPeople: [String] = [], onlyPeople: [String]? = nil,
        needsPerson: Bool = false, since: Int64? = nil, until: Int64? = nil
    ) {
        self.parts = parts
        self.people = people
        self.typesOfPeople = typesOfPeople
        self.onlyPeople = onlyPeople
        self.needsPerson = needsPerson
        self.since = since
        self.until = until
    }

    /// How many steps the export takes, the listing of deletions left out.
    var stepCount: Int { parts.count + people.count }

    /// Whether the time of recording is one that is asked for.
    func holds(_ recorded: Int64) -> Bool {
        (since.map { recorded >= $0 } ?? true) && (until.map { recorded < $0 } ?? true)
    }
}

/// How far an export is.
struct ExportCursor: Codable, Sendable, Equatable {
    /// The state of the store that all files show; nil before the export began.
    var epoch: Int64?
    var version: Int64 = 0
    var step = 0
    /// Behind which resource of the step it goes on; nil at its beginning.
    var key: Int64?
    var resources = 0
}
