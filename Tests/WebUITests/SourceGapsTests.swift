// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareRecord
import Exchange
import Testing
import WebUI

@Suite("Sources of which something is missing")
struct SourceGapsTests {
    private static func line(
        _ name: String, _ state: SourceLine.State, isNameSensitive: Bool = false, concernsPerson: Bool = true
    ) -> SourceLine {
        var line = Sample.source(name, state, [.medicines], isNameSensitive: isNameSensitive)
        line.concernsPerson = concernsPerson
        return line
    }

    @Test(
        "A named source stands by itself where it concerns the person, whatever its state",
        arguments: SourceLine.State.allCases)
    func named(state: SourceLine.State) {
        let line = Self.line("Riverside", state)
        let gaps = SourceGaps([line, Self.line("Hillfield", state, concernsPerson: false)])
        #expect(gaps.entries == (state.hasGap ? [.named(line)] : []))
        #expect(gaps.missing == (state.hasGap ? 1 : 0))
        #expect(gaps.asked == 2 && gaps.silent == 0)
    }

    /// States of sources that are not named, and how they are counted.
    static let unnamed: [(states: [SourceLine.State], entries: [SourceGaps.Entry], silent: Int)] = [
        ([.withheld], [], 1), ([.withheld, .withheld], [], 2),
        ([.withheld, .failed, .late], [.unnamed(count: 1, state: .failed), .unnamed(count: 1, state: .late)], 1),
        ([.late, .late, .partial], [.unnamed(count: 1, state: .partial), .unnamed(count: 2, state: .late)], 0),
        ([.ok, .nothingHeld], [], 0),
        ([.notConnected, .recordNotFound], [.unnamed(count: 1, state: .notConnected)], 0),
    ]

    @Test("Sources that are not named are counted by state, the worst first", arguments: unnamed)
    func counted(row: (states: [SourceLine.State], entries: [SourceGaps.Entry], silent: Int)) {
        let gaps = SourceGaps(row.states.map { Self.line("Secret Clinic", $0, isNameSensitive: true) })
        #expect(gaps.entries == row.entries)
        #expect(gaps.silent == row.silent)
        #expect(gaps.asked == row.states.count - row.silent)
    }

    @Test("The worst come first, and named ones before those that are not")
    func order() {
        let gaps = SourceGaps([
            Self.line("B", .late), Self.line("Secret", .failed, isNameSensitive: true), Self.line("A", .late),
            Self.line("C", .failed),
        ])
        let names = gaps.entries.map { entry in
            if case .named(let line) = entry { line.name } else { "unnamed" }
        }
        #expect(names == ["C", "A", "B", "unnamed"])
    }
}
