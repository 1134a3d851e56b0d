// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// What is kept of a session that is over, until its browser has been told.
struct EndedSession: Sendable {
    /// How long a browser can be told why.
    static let remembered: Duration = .seconds(3_600)

    var end: SessionEnd
    var noticed: Timestamp
}

extension SessionStore.State {
    /// How often what is over is looked for.
    private static var interval: Duration { .seconds(60) }

    /// Sweeps once a minute; at once where the clock was set back.
    mutating func sweepWhenDue(at now: Timestamp) {
        if let sweptAt, now >= sweptAt, now - sweptAt < Self.interval { return }
        sweep(at: now)
    }

    /// Forgets what is over, opened records and all; only why it ended is kept for a while.
    mutating func sweep(at now: Timestamp) {
        sweptAt = now
        for (hash, session) in sessions {
            guard case .ended(let end) = session.state(at: now) else { continue }
            sessions[hash] = nil
            ended[hash] = EndedSession(end: end, noticed: now)
        }
        ended = ended.filter { now - $0.value.noticed <= EndedSession.remembered }
        pending = pending.filter { now - $0.value.began <= PendingSignIn.lifetime }
    }

    /// Ends the tenth of the sessions that was idle for longest, so that a further one finds room.
    mutating func makeRoom(in capacity: Int, at now: Timestamp) {
        sweep(at: now)
        let surplus = sessions.count - capacity * 9 / 10
        guard sessions.count >= capacity else { return }
        for (hash, _) in sessions.sorted(by: { $0.value.lastSeen < $1.value.lastSeen }).prefix(surplus) {
            sessions[hash] = nil
            ended[hash] = EndedSession(end: .idle, noticed: now)
        }
        // Who is told nothing signs in again without a word: better than no end to what is kept.
        if ended.count > capacity { ended = [:] }
    }
}
