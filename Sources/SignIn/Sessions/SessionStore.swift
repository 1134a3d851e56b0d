// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import Synchronization

/// The sessions of a server, in memory.
///
/// A session's id is a secret of 256 random bits that only the browser holds; here only its hash is kept.
/// Signing in and choosing a role make a new id, so that an id somebody planted is worth nothing.
///
/// Memory is bounded, and what is over is forgotten as the store is used: see ``sweep()``.
package final class SessionStore<Payload: Sendable>: Sendable {
    struct State {
        var sessions: [SecretHash: Session<Payload>] = [:]
        var pending: [SecretHash: PendingSignIn] = [:]
        /// Sessions that are over and whose browsers have not been told; nothing else of them is kept.
        var ended: [SecretHash: EndedSession] = [:]
        var sweptAt: Timestamp?
    }

    let clock: any WallClock
    let random: SecretSource
    let state = Mutex(State())
    private let professionals: SessionLimits
    private let londoners: SessionLimits
    private let pendingCapacity: Int
    let capacity: Int

    /// A session and the new id that the browser has to be given.
    package struct Opened: Sendable {
        /// The value of the session cookie.
        package let id: Redacted<String>
        package let session: Session<Payload>
    }

    /// What became of the session a browser names.
    package enum Answer: Sendable {
        case open(Session<Payload>)
        /// It is over; told once, and for an hour.
        case ended(SessionEnd)
        /// There is none, or it was ended by signing out.
        case none

        /// The session, where it is open.
        package var session: Session<Payload>? {
            if case .open(let session) = self { session } else { nil }
        }
    }

    /// A store without sessions.
    ///
    /// - Parameters:
    ///   - pendingCapacity: how many people may be in the middle of signing in; beyond, the oldest attempts are forgotten.
    ///   - capacity: how many sessions there may be; beyond, the ones without a sign of life for longest end.
    package init(
        professionals: SessionLimits = .professional, londoners: SessionLimits = .londoner, clock: any WallClock,
        random: SecretSource = .system, pendingCapacity: Int = 10_000, capacity: Int = 200_000
    ) {
        self.professionals = professionals
        self.londoners = londoners
        self.clock = clock
        self.random = random
        self.pendingCapacity = pendingCapacity
        self.capacity = max(capacity, 1)
    }

    /// Number of sessions that are kept, those not swept away yet included.
    package var count: Int { state.withLock { $0.sessions.count } }

    // MARK: Signing in

    /// Keeps what is pending while the browser is with the issuer.
    ///
    /// - Returns: the value of the sign-in cookie.
    package func keep(_ pending: PendingSignIn) -> Redacted<String> {
        let id = random.secret()
        let now = clock.now()
        state.withLock { state in
            state.sweepWhenDue(at: now)
            if state.pending.count >= pendingCapacity {
                state.pending = state.pending.filter { now - $0.value.began <= PendingSignIn.lifetime }
                let surplus = state.pending.count - pendingCapacity * 9 / 10
                for (hash, _) in state.pending.sorted(by: { $0.value.began < $1.value.began }).prefix(max(surplus, 0)) {
                    state.pending[hash] = nil
                }
            }
            state.pending[SecretHash(id)] = pending
        }
        return Redacted(id)
    }

    /// What was pending, once.
    package func takePending(_ cookie: String) -> PendingSignIn? {
        state.withLock { $0.pending.removeValue(forKey: SecretHash(cookie)) }
    }

    /// Begins a session.
    ///
    /// - Parameter cookie: the session cookie the browser came with; that session ends.
    package func signIn(_ user: SignedInUser, replacing cookie: String?) -> Opened {
        let limits =
            switch user {
            case .professional: professionals
            case .londoner: londoners
            }
        let now = clock.now()
        let session = Session<Payload>(user: user, formToken: random.secret(), created: now, limits: limits)
        let id = random.secret()
        state.withLock { state in
            state.sweepWhenDue(at: now)
            if state.sessions.count >= capacity { state.makeRoom(in: capacity, at: now) }
            if let cookie { state.sessions[SecretHash(cookie)] = nil }
            state.sessions[SecretHash(id)] = session
        }
        return Opened(id: Redacted(id), session: session)
    }

    /// Changes the role a professional works in; records opened in another role are closed.
    ///
    /// - Returns: the session under a new id; nil where there is no such session or role.
    package func chooseRole(_ roleID: String, for cookie: String) -> Opened? {
        let id = random.secret()
        let now = clock.now()
        return state.withLock { state in
            let hash = SecretHash(cookie)
            guard var session = state.sessions[hash], session.isOpen(at: now),
                case .professional(let identity) = session.user,
                let role = identity.roles.first(where: { $0.id == roleID })
            else { return nil }
            session.role = role
            session.openedRecords = [:]
            session.lastSeen = now
            state.sessions[hash] = nil
            state.sessions[SecretHash(id)] = session
            return Opened(id: Redacted(id), session: session)
        }
    }

    // MARK: Looking up

    /// The session of a browser.
    ///
    /// - Parameter isActivity: whether the request is a sign of life, as opposed to a page asking how much time is left.
    package func session(_ cookie: String, isActivity: Bool) -> Answer {
        let now = clock.now()
        return state.withLock { state in
            state.sweepWhenDue(at: now)
            let hash = SecretHash(cookie)
            guard var session = state.sessions[hash] else {
                return state.ended.removeValue(forKey: hash).map { .ended($0.end) } ?? .none
            }
            if case .ended(let end) = session.state(at: now) {
                state.sessions[hash] = nil
                return .ended(end)
            }
            // A clock that was set back must not shorten the session.
            if isActivity, now > session.lastSeen {
                session.lastSeen = now
                state.sessions[hash] = session
            }
            return .open(session)
        }
    }

    /// Whether a form was made for this session; checked in constant time.
    package func isGenuine(formToken: String, for cookie: String) -> Bool {
        guard let session = session(cookie, isActivity: false).session else { return false }
        return isSameSecret(formToken, session.formToken.value)
    }
}

extension Session {
    /// Whether it is not over.
    func isOpen(at now: Timestamp) -> Bool {
        if case .ended = state(at: now) { false } else { true }
    }
}
