// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Directory
import SignIn
import Testing

@Suite("Sessions")
struct SessionTests {
    let clock = ManualClock(monday)
    let store: SessionStore<String>

    init() {
        store = SessionStore(clock: clock, random: countingSecrets())
    }

    private static func professional(_ roles: [String] = ["a"], userID: String = "555") throws -> SignedInUser {
        let organisation = try #require(ODSCode("RZA"))
        return .professional(
            ProfessionalIdentity(
                userID: userID, displayName: "Ngozi Eze",
                roles: roles.map { RoleProfile(id: $0, organisation: organisation, jobRole: .nurse) }))
    }

    private static func londoner() throws -> SignedInUser {
        .londoner(
            LondonerIdentity(
                account: "555", displayName: "Margaret", nhsNumber: try NHSNumber("9990000018"),
                dateOfBirth: try #require(CivilDate("1948-08-10"))))
    }

    private func isOpen(_ id: Redacted<String>) -> Bool {
        store.session(id.value, isActivity: false).session != nil
    }

    @Test("A session is found by its id and by nothing else")
    func lookUp() throws {
        let opened = store.signIn(try Self.professional(), replacing: nil)
        #expect(store.session(opened.id.value, isActivity: true).session?.user == opened.session.user)
        for wrong in ["", "AAAA", opened.id.value + "A", String(opened.id.value.dropLast()), "\(opened.id)"] {
            #expect(store.session(wrong, isActivity: true).session == nil)
        }
        #expect(Base64URL.decode(opened.id.value)?.count == 32)
    }

    @Test(
        "Without activity a session ends: 15 minutes for staff, 20 for Londoners",
        arguments: [(false, 900), (true, 1_200)] as [(Bool, Int64)])
    func idle(isLondoner: Bool, limit: Int64) throws {
        let opened = store.signIn(try isLondoner ? Self.londoner() : Self.professional(), replacing: nil)
        clock.advance(by: .seconds(limit - 1))
        #expect(isOpen(opened.id))
        clock.advance(by: .seconds(1))
        guard case .ended(.idle) = store.session(opened.id.value, isActivity: true) else { throw WrongTurn() }
        guard case .none = store.session(opened.id.value, isActivity: true) else { throw WrongTurn() }
    }

    @Test("The person is warned two minutes before, and a sign of life extends without loss")
    func warning() throws {
        let opened = store.signIn(try Self.professional(), replacing: nil)
        let handle = try #require(store.open("record", for: opened.id.value))
        #expect(opened.session.state(at: clock.now()) == .active(warnAt: monday + .seconds(780)))
        clock.advance(by: .seconds(780))
        let session = try #require(store.session(opened.id.value, isActivity: false).session)
        #expect(session.state(at: clock.now()) == .warning(endsAt: monday + .seconds(900), canExtend: true))
        let extended = try #require(store.session(opened.id.value, isActivity: true).session)
        #expect(extended.state(at: clock.now()) == .active(warnAt: monday + .seconds(1_560)))
        clock.advance(by: .seconds(899))
        #expect(store.record(handle, for: opened.id.value)?.payload == "record")
        #expect(store.isGenuine(formToken: opened.session.formToken.value, for: opened.id.value))
    }

    @Test("A page that asks how much time is left does not extend the session")
    func polling() throws {
        let opened = store.signIn(try Self.professional(), replacing: nil)
        for _ in 0..<30 {
            clock.advance(by: .seconds(30))
            _ = store.session(opened.id.value, isActivity: false)
            _ = store.isGenuine(formToken: "x", for: opened.id.value)
        }
        #expect(!isOpen(opened.id))
    }

    @Test("However active, a session ends after ten hours, and the warning says that it cannot be extended")
    func absolute() throws {
        let opened = store.signIn(try Self.professional(), replacing: nil)
        for _ in 0..<(36_000 / 600 - 1) {
            clock.advance(by: .seconds(600))
            #expect(store.session(opened.id.value, isActivity: true).session != nil)
        }
        clock.advance(by: .seconds(599))
        let last = try #require(store.session(opened.id.value, isActivity: true).session)
        #expect(last.state(at: clock.now()) == .warning(endsAt: monday + .seconds(36_000), canExtend: false))
        clock.advance(by: .seconds(1))
        guard case .ended(.absolute) = store.session(opened.id.value, isActivity: true) else { throw WrongTurn() }
    }

    @Test("Signing in makes a new id and ends the session the browser came with")
    func fixation() throws {
        let planted = store.signIn(try Self.professional(userID: "attacker"), replacing: nil)
        let own = store.signIn(try Self.professional(), replacing: planted.id.value)
        #expect(own.id != planted.id)
        #expect(!isOpen(planted.id))
        #expect(store.session(own.id.value, isActivity: true).session?.user.account == "555")
        #expect(own.session.formToken != planted.session.formToken)
    }

    @Test("Choosing a role makes a new id and closes records opened in another role")
    func role() throws {
        let opened = store.signIn(try Self.professional(["a", "b"]), replacing: nil)
        #expect(opened.session.role == nil)
        let handle = try #require(store.open("record", for: opened.id.value))
        #expect(store.chooseRole("c", for: opened.id.value) == nil)
        #expect(isOpen(opened.id))
        let chosen = try #require(store.chooseRole("b", for: opened.id.value))
        #expect(chosen.session.role?.id == "b")
        #expect(chosen.session.created == opened.session.created)
        #expect(!isOpen(opened.id))
        #expect(store.record(handle, for: chosen.id.value) == nil)
    }

    @Test("Who has one role need not choose it; a Londoner has none")
    func onlyRole() throws {
        #expect(store.signIn(try Self.professional(["a"]), replacing: nil).session.role?.id == "a")
        let londoner = store.signIn(try Self.londoner(), replacing: nil)
        #expect(londoner.session.role == nil)
        #expect(store.chooseRole("a", for: londoner.id.value) == nil)
    }

    @Test("Signing out ends one session, suspending an account ends all of that person's")
    func ending() throws {
        let first = store.signIn(try Self.professional(), replacing: nil)
        let second = store.signIn(try Self.professional(), replacing: nil)
        let third = store.signIn(try Self.professional(), replacing: nil)
        let colleague = store.signIn(try Self.professional(userID: "556"), replacing: nil)
        let londoner = store.signIn(try Self.londoner(), replacing: nil)
        store.end(first.id.value)
        #expect(!isOpen(first.id))
        #expect(isOpen(second.id))
        #expect(store.endAll(of: "556", .londoners) == 0)
        #expect(store.endAll(of: "555", .professionals) == 2)
        #expect(!isOpen(second.id) && !isOpen(third.id))
        #expect(isOpen(colleague.id))
        #expect(isOpen(londoner.id))
    }

    @Test("A form counts only with the session's own token")
    func formToken() throws {
        let mine = store.signIn(try Self.professional(), replacing: nil)
        let other = store.signIn(try Self.professional(), replacing: nil)
        #expect(store.isGenuine(formToken: mine.session.formToken.value, for: mine.id.value))
        for wrong in ["", "x", other.session.formToken.value, mine.session.formToken.value + "A", mine.id.value] {
            #expect(!store.isGenuine(formToken: wrong, for: mine.id.value))
        }
        store.end(mine.id.value)
        #expect(!store.isGenuine(formToken: mine.session.formToken.value, for: mine.id.value))
    }

    @Test("A record's handle works in its own session only, until it is closed")
    func handles() throws {
        let mine = store.signIn(try Self.professional(), replacing: nil)
        let other = store.signIn(try Self.professional(), replacing: nil)
        let handle = try #require(store.open("record", for: mine.id.value))
        #expect(RecordHandle(handle.text) == handle)
        #expect(store.record(handle, for: mine.id.value)?.payload == "record")
        #expect(store.record(handle, for: mine.id.value)?.opened == monday)
        #expect(store.record(handle, for: other.id.value) == nil)
        store.close(handle, for: mine.id.value)
        #expect(store.record(handle, for: mine.id.value) == nil)
        for wrong in ["", "9990000018", handle.text + "A", "../../etc"] { #expect(RecordHandle(wrong) == nil) }
    }

    @Test("A session keeps fifty records; the one opened first makes room")
    func manyRecords() throws {
        let opened = store.signIn(try Self.professional(), replacing: nil)
        let handles = try (0...50).map { number in
            clock.advance(by: .seconds(1))
            return try #require(store.open("record \(number)", for: opened.id.value))
        }
        #expect(store.record(handles[0], for: opened.id.value) == nil)
        #expect(store.record(handles[1], for: opened.id.value)?.payload == "record 1")
        #expect(store.session(opened.id.value, isActivity: false).session?.openedRecords.count == 50)
    }

    @Test("Nothing can be opened in a session that is over")
    func overAndOut() throws {
        let opened = store.signIn(try Self.professional(["a", "b"]), replacing: nil)
        let handle = try #require(store.open("record", for: opened.id.value))
        clock.advance(by: .seconds(900))
        #expect(store.record(handle, for: opened.id.value) == nil)
        #expect(store.open("record", for: opened.id.value) == nil)
        #expect(store.chooseRole("a", for: opened.id.value) == nil)
    }

    @Test("Sweeping forgets what is over and nothing else")
    func sweep() throws {
        let old = store.signIn(try Self.professional(), replacing: nil)
        clock.advance(by: .seconds(600))
        let young = store.signIn(try Self.professional(), replacing: nil)
        clock.advance(by: .seconds(300))
        #expect(store.count == 2)
        store.sweep()
        #expect(store.count == 1)
        #expect(!isOpen(old.id))
        #expect(isOpen(young.id))
    }

    @Test("What is over is forgotten as the store is used, opened records first, and its browser is told once")
    func sweepsByItself() throws {
        let old = store.signIn(try Self.professional(), replacing: nil)
        let handle = try #require(store.open("mine", for: old.id.value))
        let silent = store.signIn(try Self.professional(), replacing: nil)
        clock.advance(by: .seconds(901))
        let young = store.signIn(try Self.professional(), replacing: nil)
        #expect(store.count == 1)
        #expect(store.record(handle, for: old.id.value) == nil)
        guard case .ended(.idle) = store.session(old.id.value, isActivity: true) else {
            Issue.record("the browser was not told")
            return
        }
        guard case .none = store.session(old.id.value, isActivity: true) else {
            Issue.record("the browser was told twice")
            return
        }
        // An hour later nobody is told any more.
        for _ in 0..<5 {
            clock.advance(by: .seconds(800))
            #expect(store.session(young.id.value, isActivity: true).session != nil)
        }
        guard case .none = store.session(silent.id.value, isActivity: true) else {
            Issue.record("an end was remembered for more than an hour")
            return
        }
    }

    @Test("A flood of sessions takes no more than its share of memory, and those in use stay")
    func sessionFlood() throws {
        let store = SessionStore<String>(clock: clock, random: countingSecrets(), capacity: 20)
        let used = store.signIn(try Self.professional(), replacing: nil)
        let unused = store.signIn(try Self.professional(), replacing: nil)
        for _ in 0..<100 {
            clock.advance(by: .milliseconds(10))
            #expect(store.session(used.id.value, isActivity: true).session != nil)
            let fresh = store.signIn(try Self.professional(), replacing: nil)
            #expect(store.session(fresh.id.value, isActivity: false).session != nil)
            #expect(store.count <= 20)
        }
        #expect(store.session(unused.id.value, isActivity: false).session == nil)
    }

    @Test("A pending sign-in is given out once, to the browser that began it")
    func pending() throws {
        let (_, start) = try beginWithPuppet()
        let cookie = store.keep(start.pending)
        #expect(store.takePending("AAAA") == nil)
        #expect(store.takePending(cookie.value)?.returnTo == "/")
        #expect(store.takePending(cookie.value) == nil)
    }

    @Test("A flood of sign-ins that are never finished takes no more than its share of memory")
    func pendingFlood() throws {
        let store = SessionStore<String>(clock: clock, random: countingSecrets(), pendingCapacity: 100)
        let first = store.keep(try beginWithPuppet(clock: clock).1.pending)
        var last = first
        for _ in 0..<100 {
            clock.advance(by: .milliseconds(1))
            last = store.keep(try beginWithPuppet(clock: clock).1.pending)
        }
        #expect(store.takePending(first.value) == nil)
        #expect(store.takePending(last.value) != nil)
    }

    @Test("Sign-ins and looks from many tasks at once lose nothing")
    func concurrent() async throws {
        let user = try Self.professional()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    let opened = store.signIn(user, replacing: nil)
                    let handle = store.open("mine", for: opened.id.value)
                    #expect(handle.flatMap { store.record($0, for: opened.id.value) }?.payload == "mine")
                }
            }
        }
        #expect(store.count == 50)
    }
}
