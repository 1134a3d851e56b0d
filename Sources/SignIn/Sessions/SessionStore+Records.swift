// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Synchronization

extension SessionStore {
    /// Records that one session can keep open; the one opened first is closed for a further one.
    package static var mostOpenedRecords: Int { 50 }

    /// Notes that a record was opened.
    ///
    /// - Returns: the handle by which pages name it; nil where the session is over.
    package func open(_ payload: Payload, for cookie: String) -> RecordHandle? {
        guard let handle = RecordHandle(random.identifier()) else { return nil }
        let now = clock.now()
        return change(cookie) { session in
            if session.openedRecords.count >= Self.mostOpenedRecords,
                let oldest = session.openedRecords.min(by: { $0.value.opened < $1.value.opened })
            {
                session.openedRecords[oldest.key] = nil
            }
            session.openedRecords[handle] = OpenedRecord(payload: payload, opened: now)
            return handle
        }
    }

    /// The record behind a handle of this session.
    package func record(_ handle: RecordHandle, for cookie: String) -> OpenedRecord<Payload>? {
        change(cookie) { $0.openedRecords[handle] }
    }

    /// Closes a record, as after "wrong person".
    package func close(_ handle: RecordHandle, for cookie: String) {
        _ = change(cookie) { $0.openedRecords.removeValue(forKey: handle) }
    }

    // MARK: Ending

    /// Ends a session: signing out.
    package func end(_ cookie: String) {
        state.withLock { state in
            state.sessions[SecretHash(cookie)] = nil
            state.ended[SecretHash(cookie)] = nil
        }
    }

    /// Ends every session of somebody: the issuer said so, or the account was suspended.
    ///
    /// - Returns: how many there were.
    @discardableResult
    package func endAll(of account: String, _ population: ClientRegistration.Population) -> Int {
        state.withLock { state in
            let others = state.sessions.filter { !$0.value.user.isAccount(account, population) }
            defer { state.sessions = others }
            return state.sessions.count - others.count
        }
    }

    /// Forgets sessions that are over and sign-ins that were given up.
    ///
    /// Using the store does so by itself once a minute; nobody has to call this.
    package func sweep() {
        let now = clock.now()
        state.withLock { $0.sweep(at: now) }
    }

    private func change<Result: Sendable>(
        _ cookie: String, _ body: (inout Session<Payload>) -> Result?
    ) -> Result? {
        let now = clock.now()
        return state.withLock { state in
            let hash = SecretHash(cookie)
            guard var session = state.sessions[hash], session.isOpen(at: now) else { return nil }
            defer { state.sessions[hash] = session }
            return body(&session)
        }
    }
}

extension SignedInUser {
    fileprivate func isAccount(_ account: String, _ population: ClientRegistration.Population) -> Bool {
        switch self {
        case .professional: population == .professionals && self.account == account
        case .londoner: population == .londoners && self.account == account
        }
    }
}
