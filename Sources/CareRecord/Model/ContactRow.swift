// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// Someone to call.
package struct ContactRow: Sendable, Equatable, Identifiable {
    package var id: String
    package var name: String
    /// What they are to the person, such as `Daughter, main carer`.
    package var relationship: String?
    package var isNextOfKin: Bool
    /// 1 is called first.
    package var rank: Int?
    package var telecoms: [String]
    /// Whether the source has them as somebody to call now: not ended, not put out of use.
    package var isCurrent: Bool
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, name: String, relationship: String? = nil, isNextOfKin: Bool = false, rank: Int? = nil,
        telecoms: [String] = [], isCurrent: Bool = true, sources: [SourceNote]
    ) {
        self.id = id
        self.name = name
        self.relationship = relationship
        self.isNextOfKin = isNextOfKin
        self.rank = rank
        self.telecoms = telecoms
        self.isCurrent = isCurrent
        self.sources = sources
    }
}

/// One address with the sources that give it.
package struct AddressRow: Sendable, Equatable, Identifiable {
    package var id: String
    package var lines: [String]
    package var postcode: String?
    /// `home`, `temp`, `old`, as sent.
    package var use: String?
    package var start: PartialDate?
    package var end: PartialDate?
    package var isCurrent: Bool
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, lines: [String], postcode: String? = nil, use: String? = nil, start: PartialDate? = nil,
        end: PartialDate? = nil, isCurrent: Bool, sources: [SourceNote]
    ) {
        self.id = id
        self.lines = lines
        self.postcode = postcode
        self.use = use
        self.start = start
        self.end = end
        self.isCurrent = isCurrent
        self.sources = sources
    }
}

/// A telephone number or e-mail address with the sources that give it.
package struct TelecomRow: Sendable, Equatable, Identifiable {
    package var id: String
    /// `phone`, `email`, as sent.
    package var system: String?
    package var use: String?
    package var value: String
    package var sources: [SourceNote]

    /// See the members.
    package init(id: String, system: String? = nil, use: String? = nil, value: String, sources: [SourceNote]) {
        self.id = id
        self.system = system
        self.use = use
        self.value = value
        self.sources = sources
    }
}
