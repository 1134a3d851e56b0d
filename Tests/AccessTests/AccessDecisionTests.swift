// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareTypes
import Directory
import Testing

@Suite("Who may see what")
struct AccessDecisionTests {
    private static let clinical: Set<RecordSection> = RecordSection.all.subtracting([
        .person, .contacts, .gp, .appointments,
    ])

    @Test(
        "Clinicians with a relationship see every heading", arguments: [JobRole.doctor, .nurse, .midwife, .paramedic])
    func clinicians(role: JobRole) throws {
        let decision = try policy.decide(request(role))
        #expect(decision.outcome == .allowWithMasks)
        #expect(decision.visibleSections == RecordSection.all)
        #expect(decision.reasons == [.registration, .labelsHidden])
        #expect(decision.organisations == [try code("X9901")])
        #expect(decision.obligations == [.audit, .countHiddenItems])
        #expect(decision.policyVersion == policy.version)
    }

    @Test("A social worker sees a list of headings and nothing else")
    func socialWorker() throws {
        let decision = try policy.decide(request(.socialWorker))
        #expect(
            decision.visibleSections
                == [.person, .contacts, .gp, .alerts, .appointments, .carePlans, .supportAtHome])
        #expect(decision.reasons == [.registration, .sectionsLimited, .labelsHidden])
    }

    @Test("A receptionist sees nothing clinical")
    func receptionist() throws {
        let decision = try policy.decide(request(.receptionist))
        #expect(decision.visibleSections.isDisjoint(with: Self.clinical))
        #expect(decision.visibleSections == [.person, .contacts, .gp, .appointments])
        #expect(decision.hiddenLabels == .everything)
    }

    @Test("Roles that give no care see nothing", arguments: [JobRole.privacyOfficer, .analyst, .other])
    func noCare(role: JobRole) throws {
        for purpose in AccessPurpose.allCases where purpose != .selfAccess {
            let decision = try policy.decide(request(role, purpose, emergency: goodReason))
            #expect(decision.reasons == [.roleSeesNothing])
            #expect(!decision.isAllowed)
        }
    }

    @Test("Without a relationship nobody sees anything", arguments: JobRole.allCases)
    func noRelationship(role: JobRole) throws {
        let decision = try policy.decide(request(role, related: false))
        #expect(decision.outcome == .deny)
        #expect(decision.visibleSections.isEmpty)
        #expect(decision.hiddenLabels == .everything)
        #expect(decision.obligations == [.audit])
        #expect(decision.expires == nil)
        #expect(decision.organisations.isEmpty)
        #expect([[.noRelationship], [.roleSeesNothing]].contains(decision.reasons))
    }

    @Test("A relationship with another organisation is none")
    func otherOrganisation() throws {
        var wanted = try request(.doctor)
        wanted.relationships = [try registration(at: "X8801")]
        #expect(policy.decide(wanted).reasons == [.noRelationship])
    }

    @Test("A relationship with the trust counts for its site and the other way round, but not for a sister site")
    func oneBody() throws {
        let operated = OrganisationRelation(.operatedBy, try code("X99"))
        let directory = DirectorySnapshot(organisations: [
            Organisation(code: try code("X99"), name: "Trust", kind: .acuteTrust),
            Organisation(code: try code("X9901"), name: "Site", kind: .site, relations: [operated]),
            Organisation(code: try code("X9902"), name: "Sister", kind: .site, relations: [operated]),
            Organisation(
                code: try code("X9903"), name: "Clinic", kind: .site, relations: [operated], isNameSensitive: true),
        ])
        func allowed(_ own: String, _ related: String) throws -> Bool {
            let role = StaffRole(id: "r", staffMember: "s", organisation: try code(own), jobRole: .doctor)
            let today = LondonTime.reading(of: now).date
            let reader = ProfessionalReader(userID: "u", role, in: directory, on: today)
            return policy.decide(
                AccessRequest(
                    actor: .professional(reader), purpose: .directCare,
                    relationships: [try registration(at: related)], now: now)
            ).isAllowed
        }
        #expect(try allowed("X9901", "X99"))
        #expect(try allowed("X99", "X9901"))
        #expect(try !allowed("X9901", "X9902"))
        // A visit to the clinic is not everybody's business in the trust; its own staff work for the trust all the same.
        #expect(try !allowed("X99", "X9903"))
        #expect(try allowed("X9903", "X99") && allowed("X9903", "X9903"))
    }

    @Test(
        "Administration gives the headings for running the service, and no labelled item", arguments: JobRole.allCases)
    func administration(role: JobRole) throws {
        let decision = try policy.decide(request(role, .administration))
        #expect(decision.visibleSections.isSubset(of: [.person, .contacts, .gp, .appointments]))
        #expect(decision.hiddenLabels == .everything)
        #expect(decision.isAllowed == ![.privacyOfficer, .analyst, .other].contains(role))
        #expect(try !policy.decide(request(role, .administration, related: false)).isAllowed)
    }

    private static let rolePeriods: [(String?, String?, Bool)] = [
        ("2026-11-24", nil, false), ("2026-11-23", nil, true), (nil, "2026-11-23", true), (nil, "2026-11-22", false),
    ]

    @Test("A role that has not begun or is over gives nothing", arguments: rolePeriods)
    func roleDates(start: String?, end: String?, allowed: Bool) throws {
        var professional = try reader(.doctor)
        professional.roleValidity = try #require(
            DatePeriod(from: start.flatMap { CivilDate($0) }, to: end.flatMap { CivilDate($0) }))
        var wanted = try request(.doctor)
        wanted.actor = .professional(professional)
        #expect(policy.decide(wanted).isAllowed == allowed)
        if !allowed { #expect(policy.decide(wanted).reasons == [.roleEnded]) }
    }

    @Test("Staff cannot use the purpose of Londoners, Londoners and programs not that of staff")
    func purposes() throws {
        #expect(try policy.decide(request(.doctor, .selfAccess)).reasons == [.purposeNotForActor])
        for purpose in AccessPurpose.allCases {
            let person = AccessRequest(actor: .person(account: "a", ownsRecord: true), purpose: purpose, now: now)
            #expect(policy.decide(person).isAllowed == (purpose == .selfAccess))
            let program = AccessRequest(actor: .system(name: "export"), purpose: purpose, now: now)
            #expect(policy.decide(program).isAllowed == (purpose == .administration))
            #expect(policy.decide(program).visibleSections.isDisjoint(with: Self.clinical))
        }
    }

    @Test("What the person keeps from care teams is hidden with a relationship, not in an emergency")
    func withheld() throws {
        var wanted = try request(.doctor, .emergency)
        #expect(!policy.decide(wanted).hiddenLabels.contains(.mentalHealth))
        wanted.withheldByPerson = [.mentalHealth]
        #expect(policy.decide(wanted).hiddenLabels.contains(.mentalHealth))
        wanted.emergency = EmergencyClaim(reason: goodReason, start: now)
        #expect(!policy.decide(wanted).hiddenLabels.contains(.mentalHealth))
    }

    @Test("A protected address closes contacts, GP and places for everyone")
    func protectedAddress() throws {
        let own = AccessRequest(actor: .person(account: "a", ownsRecord: true), purpose: .selfAccess, now: now)
        for original in [
            own, try request(.doctor), try request(.paramedic, .emergency, related: false, emergency: goodReason),
        ] {
            var wanted = original
            wanted.confidentiality = [.protectedAddress]
            let decision = policy.decide(wanted)
            #expect(decision.isAllowed)
            #expect(decision.visibleSections.isDisjoint(with: [.contacts, .gp]))
            #expect(decision.hiddenLabels.contains(.protectedAddress))
            #expect(decision.obligations.contains(.hidePlaces))
            #expect(decision.reasons.contains(.addressProtected))
        }
    }

    @Test("Every access to an extra-protected record is told to the privacy officer")
    func extraProtected() throws {
        var wanted = try request(.doctor)
        #expect(!policy.decide(wanted).obligations.contains(.alertPrivacyOfficer))
        wanted.confidentiality = [.extraProtected]
        #expect(policy.decide(wanted).obligations.contains(.alertPrivacyOfficer))
    }
}

@Suite("A person's own record")
struct OwnRecordTests {
    private func own(_ restrictions: Set<AccessRestriction> = []) -> AccessDecision {
        policy.decide(
            AccessRequest(
                actor: .person(account: "a", ownsRecord: true), purpose: .selfAccess, restrictions: restrictions,
                now: now))
    }

    @Test("The person sees every heading and their own sensitive items")
    func everything() {
        #expect(own().outcome == .allowWithMasks)
        #expect(own().visibleSections == RecordSection.all)
        #expect(own().hiddenLabels == [.professionalsOnly, .safeguarding, .thirdParty])
        #expect(own().reasons == [.ownRecord, .labelsHidden])
        #expect(own().organisations.isEmpty)
    }

    @Test("Hidden items leave no trace: their number is not shown")
    func noTrace() {
        #expect(own().obligations == [.audit])
    }

    @Test("Nobody sees another person's record as a Londoner")
    func notOwn() {
        let other = AccessRequest(actor: .person(account: "a", ownsRecord: false), purpose: .selfAccess, now: now)
        #expect(policy.decide(other).reasons == [.notOwnRecord])
    }

    @Test("A suspended account sees nothing")
    func suspended() {
        #expect(own([.userSuspended]).reasons == [.restricted])
    }
}
