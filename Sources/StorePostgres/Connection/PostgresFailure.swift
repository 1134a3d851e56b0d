// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import RecordStore

/// What went wrong on a connection.
///
/// The server's own words on a statement are left out: they may hold values of rows.
enum PostgresFailure: Error, Equatable {
    /// The server takes no connection, in libpq's words.
    case unreachable(String)
    /// The connection ended; what was under way may have happened or not.
    case connectionLost
    /// The server refused a statement, with this SQLSTATE.
    case refused(state: String)

    /// Whether another connection may do better.
    var isOfConnection: Bool {
        switch self {
        case .unreachable, .connectionLost: true
        case .refused: false
        }
    }

    /// Whether the same transaction may succeed if it is begun again: a deadlock, or a lock that came too late.
    var isPassing: Bool {
        guard case .refused(let state) = self else { return false }
        return ["40001", "40P01", "55P03"].contains(state)
    }

    /// Whether one batch of several may be to blame, and not the state of the server: its values, or the time that
    /// its searches take.
    var mayBeOfOneBatch: Bool {
        guard case .refused(let state) = self else { return false }
        return state == "57014" || ["21", "22", "23", "54"].contains(state.prefix(2))
    }

    /// The same for those who use the store.
    var storeFailure: StoreFailure {
        switch self {
        case .unreachable(let words): .unavailable("the PostgreSQL server cannot be reached: \(words)")
        case .connectionLost: .unavailable("the connection to the PostgreSQL server was lost")
        case .refused("57014"): .tooCostly
        case .refused(let state): .unavailable("PostgreSQL refused a statement with SQLSTATE \(state)")
        }
    }
}
