// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Synchronization

/// Remembers the ids of tokens that were used, for as long as they would be accepted again.
final class ReplayCache: Sendable {
    private struct State {
        /// Ids by the minute after which they can be forgotten.
        var idsByMinute: [Int64: Set<SecretHash>] = [:]
        var count = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// A cache that holds at most `capacity` ids at once.
    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Notes an id.
    ///
    /// - Throws: a failure with ``SignInFailure/Code/replayed`` where it was used before, with
    ///   ``SignInFailure/Code/overloaded`` where the cache is full: nothing is accepted that cannot be remembered.
    func use(_ id: String, of issuer: String, expires: Timestamp, now: Timestamp) throws(SignInFailure) {
        let hash = SecretHash("\(issuer.utf8.count):\(issuer)\(id)")
        let minute = (expires + TokenTimes.skew).seconds / 60
        let failure: SignInFailure? = state.withLock { state in
            for (past, ids) in state.idsByMinute where past < now.seconds / 60 {
                state.idsByMinute[past] = nil
                state.count -= ids.count
            }
            if state.idsByMinute.values.contains(where: { $0.contains(hash) }) {
                return SignInFailure(.replayed, "The token was used before; ask for a new one.")
            }
            guard state.count < capacity else {
                return SignInFailure(.overloaded, "Too many requests at once; try again in a minute.")
            }
            state.idsByMinute[minute, default: []].insert(hash)
            state.count += 1
            return nil
        }
        if let failure { throw failure }
    }
}
