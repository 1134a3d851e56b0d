// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareTypes
import Directory
import Testing

@Suite("How long a relationship counts")
struct RelationshipTests {
    private func decide(_ kind: CareRelationship.Kind, start: Timestamp, end: Timestamp? = nil) throws -> AccessDecision
    {
        var wanted = try request(.doctor, related: false)
        wanted.relationships = [CareRelationship(kind, try code("X9901"), start: start, end: end)]
        return policy.decide(wanted)
    }

    @Test(
        "After its end it counts for the days of the policy, to the second",
        arguments: [
            (CareRelationship.Kind.registration, 14), (.referral, 28), (.encounter, 90), (.admission, 90),
            (.caseload, 28),
            (.appointment, 28),
        ])
    func afterEnd(kind: CareRelationship.Kind, days: Int) throws {
        let start = daysAgo(800)
        #expect(try decide(kind, start: start, end: now).isAllowed)
        #expect(try decide(kind, start: start, end: daysAgo(days, -1)).isAllowed)
        let over = try decide(kind, start: start, end: daysAgo(days))
        #expect(over.reasons == [.relationshipNotCurrent])
    }

    @Test(
        "Without an end it counts as ended after the days of the policy",
        arguments: [
            (CareRelationship.Kind.referral, 365 + 28), (.encounter, 2 + 90), (.admission, 365 + 90),
            (.caseload, 730 + 28),
            (.appointment, 1 + 28),
        ])
    func withoutEnd(kind: CareRelationship.Kind, days: Int) throws {
        #expect(try decide(kind, start: daysAgo(days, -1)).isAllowed)
        #expect(try !decide(kind, start: daysAgo(days)).isAllowed)
        #expect(try decide(.registration, start: daysAgo(20_000)).isAllowed)
    }

    @Test("Before its start only an appointment counts, for seven days", arguments: CareRelationship.Kind.allCases)
    func beforeStart(kind: CareRelationship.Kind) throws {
        #expect(try decide(kind, start: now).isAllowed)
        #expect(try decide(kind, start: daysAgo(0, -1)).isAllowed == (kind == .appointment))
        #expect(try decide(kind, start: daysAgo(-7)).isAllowed == (kind == .appointment))
        #expect(try !decide(kind, start: daysAgo(-7, -1)).isAllowed)
    }

    @Test("The decision lasts no longer than the relationship, and twelve hours at most")
    func expiry() throws {
        #expect(try decide(.registration, start: daysAgo(1)).expires == now + .seconds(43_200))
        let ending = try decide(.registration, start: daysAgo(100), end: daysAgo(14, -60))
        #expect(ending.expires == now + .seconds(60))
    }

    @Test("Every kind has its own reason, and all that count are named")
    func reasons() throws {
        var wanted = try request(.doctor, related: false)
        wanted.relationships = try CareRelationship.Kind.allCases.map {
            CareRelationship($0, try code("X9901"), start: now)
        }
        #expect(
            policy.decide(wanted).reasons
                == [.registration, .referral, .encounter, .admission, .caseload, .appointment, .labelsHidden])
    }
}

@Suite("Emergency access")
struct EmergencyAccessTests {
    private static let claimants: Set<JobRole> = [
        .doctor, .nurse, .midwife, .paramedic, .pharmacist, .alliedHealthProfessional, .careHomeNurse,
    ]

    @Test("Only clinical roles may open a record without a relationship", arguments: JobRole.allCases)
    func roles(role: JobRole) throws {
        let decision = try policy.decide(request(role, .emergency, related: false, emergency: goodReason))
        #expect(decision.isAllowed == Self.claimants.contains(role))
        if decision.isAllowed {
            #expect(decision.reasons.first == .emergency)
            #expect(decision.obligations == [.audit, .alertPrivacyOfficer, .tellThePerson, .countHiddenItems])
            #expect(decision.expires == now + .seconds(14_400))
            #expect(decision.organisations == [try code("X9901")])
        } else {
            #expect([[.noRelationship, .emergencyNotForRole], [.roleSeesNothing]].contains(decision.reasons))
        }
    }

    @Test("It shows what a relationship alone does not")
    func showsMore() throws {
        let care = try policy.decide(request(.doctor))
        let emergency = try policy.decide(request(.doctor, .emergency, related: false, emergency: goodReason))
        for label in [SensitivityLabels.sexualHealth, .reproductive, .gender, .hiv] {
            #expect(care.hiddenLabels.contains(label))
            #expect(!emergency.hiddenLabels.contains(label))
        }
        #expect(emergency.hiddenLabels == [.protectedAddress])
    }

    @Test(
        "The reason must be long enough and more than one key held down",
        arguments: [
            ("", false), ("emergency", false), ("              a            b c d", false),
            ("aaaaaaaaaaaaaaaaaaaaaa", false),
            ("1234567890123456", false), ("fourteen chars", false), ("unconscious pat", false),
            ("unconscious pati", true),
            ("Collapsed in street", true),
        ])
    func reason(text: String, allowed: Bool) throws {
        let decision = try policy.decide(request(.paramedic, .emergency, related: false, emergency: text))
        #expect(decision.isAllowed == allowed)
        if !allowed { #expect(decision.reasons == [.noRelationship, .emergencyReasonTooShort]) }
    }

    @Test(
        "It ends four hours after it was claimed, and cannot be claimed ahead",
        arguments: [
            (0, true), (14_399, true), (14_400, false), (100_000, false), (-60, true), (-61, false),
        ])
    func timeBox(age: Int, allowed: Bool) throws {
        var wanted = try request(.paramedic, .emergency, related: false)
        wanted.emergency = EmergencyClaim(reason: goodReason, start: now - .seconds(age))
        let decision = policy.decide(wanted)
        #expect(decision.isAllowed == allowed)
        #expect(decision.expires == (allowed ? now - .seconds(age) + .seconds(14_400) : nil))
        if !allowed { #expect(decision.reasons.contains(age > 0 ? .emergencyExpired : .emergencyInFuture)) }
    }

    @Test("A claim without the purpose, or the purpose without a claim, opens nothing")
    func bothNeeded() throws {
        #expect(try !policy.decide(request(.doctor, .directCare, related: false, emergency: goodReason)).isAllowed)
        #expect(try !policy.decide(request(.doctor, .emergency, related: false)).isAllowed)
    }

    @Test("A claim that does not hold leaves what the relationship gives")
    func failedClaim() throws {
        let decision = try policy.decide(request(.socialWorker, .emergency, emergency: goodReason))
        #expect(decision.visibleSections == (try policy.decide(request(.socialWorker))).visibleSections)
        #expect(decision.reasons.contains(.emergencyNotForRole))
        #expect(!decision.obligations.contains(.tellThePerson))
    }

    @Test("The typed reason does not print")
    func hiddenReason() {
        #expect(!"\(EmergencyClaim(reason: goodReason, start: now))".contains("Unconscious"))
    }
}
