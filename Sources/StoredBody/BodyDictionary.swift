// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Synchronization

/// A dictionary that bodies are compressed with; their rows name it for ever.
package enum BodyDictionary: Sendable, CaseIterable {
    case v1, v2

    var bytes: [UInt8] {
        switch self {
        case .v1: BodyDictionaryV1.bytes
        case .v2: BodyDictionaryV2.bytes
        }
    }
}

/// Chooses the dictionary that has made bodies smaller of late: what is written at one time mostly looks alike.
package final class DictionaryChoice: Sendable {
    private struct State {
        var count = 0
        /// By how much of their size version 2 made recent bodies smaller than version 1.
        var lead = 0.0
    }

    /// One body of so many is tried with each.
    private static let tried = 32

    private let state = Mutex(State())

    /// A choice that has seen nothing yet.
    package init() {}

    /// The dictionary for the next body; nil where each is to be tried.
    package func next() -> BodyDictionary? {
        state.withLock { state in
            defer { state.count += 1 }
            if state.count < 4 || state.count % Self.tried == 0 { return nil }
            return state.lead >= 0 ? .v2 : .v1
        }
    }

    /// Takes note of how large a body became with each.
    package func note(v1: Int, v2: Int) {
        let lead = Double(v1 - v2) / Double(max(v1, v2, 1))
        state.withLock { $0.lead = 0.5 * $0.lead + lead }
    }
}
