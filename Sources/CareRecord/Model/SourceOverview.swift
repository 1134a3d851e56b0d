// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Exchange

/// The sources of a record in the groups a page tells of; those that are not named are one group, told in one line.
package struct SourceOverview: Sendable, Equatable {
    /// Named sources of which something of this person is, or may be, missing; whole nodes included.
    package var missing: [SourceLine]
    /// Named sources that did not answer in full and had never told of this person: said, and no gap in this record.
    package var unanswered: [SourceLine]
    /// Named sources that answered in full.
    package var answered: [SourceLine]
    /// All sources that are counted and not named; nil where there are none.
    package var unnamed: UnnamedSources?

    /// Groups the lines of the completeness contract.
    package init(_ lines: [SourceLine]) {
        let named = lines.filter { !$0.isNameSensitive }
        missing = named.filter(\.isGap)
        unanswered = named.filter { $0.state.hasGap && !$0.concernsPerson }
        answered = named.filter { !$0.state.hasGap }
        unnamed = UnnamedSources(lines)
    }

    /// How many lines a page shows: one for each named source, and one for all that are not named.
    package var lineCount: Int { missing.count + unanswered.count + answered.count + (unnamed == nil ? 0 : 1) }

    /// How many of those lines tell of something that is, or may be, missing from this record.
    package var gapCount: Int { missing.count + ((unnamed?.withGap ?? 0) > 0 ? 1 : 0) }

    /// Whether nothing of this person is known to be missing.
    package var isWhole: Bool { gapCount == 0 }
}

/// Sources whose names would tell something sensitive, or where someone lives: counted together, never one by one.
package struct UnnamedSources: Sendable, Equatable {
    /// How many there are.
    package var count: Int
    /// How many of them did not give all they have; those that keep back by rule, for everyone, are not among them.
    package var withGap: Int
    /// The worst state among them.
    package var worst: SourceLine.State

    /// The unnamed ones among these lines; nil where all have names.
    package init?(_ lines: [SourceLine]) {
        let unnamed = lines.filter(\.isNameSensitive)
        guard let worst = unnamed.map(\.state).max(by: { $0.severity < $1.severity }) else { return nil }
        count = unnamed.count
        withGap = unnamed.count(where: \.isGap)
        self.worst = worst
    }

    /// Whether asking again can change the answer of one of them.
    package var mayAnswerNextTime: Bool { [.failed, .partial, .late].contains(worst) }
}

extension CareRecord {
    /// The sources in the groups a page tells of.
    package var sourceOverview: SourceOverview { SourceOverview(sources) }
}

extension SectionCoverage {
    /// The sources of this section in the groups a page tells of.
    package var overview: SourceOverview { SourceOverview(lines) }
}
