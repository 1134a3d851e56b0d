// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access
package import Exchange

/// How far a section can be trusted to be whole: what its sources answered.
///
/// Every section has one, so that an empty list never passes for "there is none".
package struct SectionCoverage: Sendable, Equatable {
    /// How much of what is normally sent has come.
    package enum State: String, Sendable, CaseIterable {
        /// Every source that normally sends this answered in full.
        case complete
        /// Some answered; at least one that may know the person did not, is late, or gave a part only.
        case incomplete
        /// No source that normally sends this answered.
        case notReceived = "not-received"
        /// No source is known to send this.
        case noSource = "no-source"
        /// The section is not for this reader; nothing is said of its content.
        case notShown = "not-shown"
    }

    /// What it means that a list of this section is empty.
    package enum Emptiness: Sendable, Equatable {
        /// The sources, which all answered, have recorded none.
        case noneRecorded
        /// Those that answered have recorded none; these sources may hold some.
        case noneRecordedButMissing([SourceLine])
        /// Nothing is known: these sources did not answer.
        case notReceived([SourceLine])
        /// No source sends this.
        case noSource
        /// Not for this reader.
        case notShown
    }

    package var section: RecordSection
    /// The lines of the completeness contract that speak of this section, the ones with gaps first.
    package var lines: [SourceLine]
    package var state: State

    /// See the members.
    package init(section: RecordSection, lines: [SourceLine], state: State) {
        self.section = section
        self.lines = lines
        self.state = state
    }

    /// Sources of which something of this person is, or may be, missing.
    ///
    /// Those that are not named stand here one by one; a page counts them, one line for each state.
    package var missing: [SourceLine] { lines.filter(\.isGap) }

    /// How many sources are counted, not named, and keep back for everyone whether they hold anything.
    ///
    /// They tell nothing about this person, so they make no section incomplete; a page says that there are some.
    package var unnamedSources: Int { lines.count(where: \.isSilent) }

    /// What an empty list of this section means.
    package var emptiness: Emptiness {
        switch state {
        case .complete: .noneRecorded
        case .incomplete: .noneRecordedButMissing(missing)
        case .notReceived: .notReceived(missing)
        case .noSource: .noSource
        case .notShown: .notShown
        }
    }
}

extension SourceLine {
    /// Whether the line keeps back by rule whether its source holds anything about anyone.
    package var isSilent: Bool { isNameSensitive && state == .withheld }

    /// Whether something of this person is, or may be, missing: the source did not give all it has, and has told of
    /// the person before or cannot say.
    package var isGap: Bool { state.hasGap && concernsPerson && !isSilent }
}

extension SourceLine.State {
    /// Whether something of the source is, or may be, missing from the answer.
    package var hasGap: Bool {
        switch self {
        case .ok, .nothingHeld, .recordNotFound: false
        case .partial, .late, .withheld, .failed, .notConnected: true
        }
    }

    /// Whether the source gave what it has, at least as it stood some time ago.
    package var hasAnswered: Bool {
        switch self {
        case .ok, .nothingHeld, .recordNotFound, .partial, .late: true
        case .withheld, .failed, .notConnected: false
        }
    }

    /// How bad the state is for who relies on the record; the worst has the highest number.
    package var severity: Int {
        switch self {
        case .failed: 7
        case .partial: 6
        case .late: 5
        case .withheld: 4
        case .notConnected: 3
        case .recordNotFound: 2
        case .nothingHeld: 1
        case .ok: 0
        }
    }
}
