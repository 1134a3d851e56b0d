// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareTypes
import Directory
import Testing

/// Every combination of the facts a decision can depend on, as far as they are of a kind.
private struct Combinations {
    static let claims: [EmergencyClaim?] = [
        nil, EmergencyClaim(reason: goodReason, start: now), EmergencyClaim(reason: "short", start: now),
        EmergencyClaim(reason: goodReason, start: daysAgo(1)),
    ]
    static let restrictions: [Set<AccessRestriction>] =
        [[]] + AccessRestriction.allCases.map { [$0] } + [[.sharingObjection, .readerExcluded]]
    static let confidentialities: [RecordConfidentiality] = [[], [.protectedAddress], [.extraProtected]]

    static func relationships() throws -> [CareRelationship] {
        [
            try registration(), CareRelationship(.encounter, try code("X9901"), start: daysAgo(200)),
            CareRelationship(.caseload, try code("X8801"), start: daysAgo(3)),
            CareRelationship(.admission, try code("X9901"), start: daysAgo(1)),
        ]
    }

    static func of(_ role: JobRole) throws -> [AccessRequest] {
        let all = try relationships()
        var requests: [AccessRequest] = []
        for purpose in AccessPurpose.allCases {
            for subset in 0..<(1 << all.count) {
                for claim in claims {
                    for restrictions in restrictions {
                        for confidentiality in confidentialities {
                            requests.append(
                                AccessRequest(
                                    actor: .professional(try reader(role)), purpose: purpose,
                                    relationships: all.enumerated().filter { subset >> $0.offset & 1 == 1 }.map(
                                        \.element),
                                    emergency: claim, confidentiality: confidentiality, restrictions: restrictions,
                                    withheldByPerson: subset == 3 ? [.mentalHealth] : [], now: now))
                        }
                    }
                }
            }
        }
        return requests
    }
}

@Suite("What holds for every decision")
struct AccessPropertyTests {
    private func givesNoMore(_ less: AccessDecision, than more: AccessDecision) -> Bool {
        less.visibleSections.isSubset(of: more.visibleSections) && less.hiddenLabels.isSuperset(of: more.hiddenLabels)
            && (!less.isAllowed || more.isAllowed)
    }

    @Test("Taking away a relationship or a claim never gives more", arguments: JobRole.allCases)
    func fewerRights(role: JobRole) throws {
        for wanted in try Combinations.of(role) {
            let decision = policy.decide(wanted)
            for position in wanted.relationships.indices {
                var less = wanted
                less.relationships.remove(at: position)
                #expect(givesNoMore(policy.decide(less), than: decision))
            }
            var less = wanted
            less.emergency = nil
            #expect(givesNoMore(policy.decide(less), than: decision))
        }
    }

    @Test("Adding a restriction never gives more, and one that stands denies all", arguments: JobRole.allCases)
    func restrictions(role: JobRole) throws {
        for wanted in try Combinations.of(role) {
            let decision = policy.decide(wanted)
            for restriction in AccessRestriction.allCases {
                var more = wanted
                more.restrictions.insert(restriction)
                let restricted = policy.decide(more)
                #expect(givesNoMore(restricted, than: decision))
                if restriction != .sharingObjection { #expect(!restricted.isAllowed) }
            }
            if wanted.restrictions == [.sharingObjection] {
                #expect(decision.isAllowed == decision.reasons.contains(.objectionOverridden))
                #expect(!decision.isAllowed || decision.reasons.contains(.emergency))
                #expect(!decision.isAllowed || decision.obligations.contains(.alertPrivacyOfficer))
            }
        }
    }

    @Test("The order of facts does not matter", arguments: JobRole.allCases)
    func order(role: JobRole) throws {
        var random = SeededGenerator(seed: 5)
        for wanted in try Combinations.of(role) {
            var other = wanted
            other.relationships = wanted.relationships.shuffled(using: &random)
            #expect(policy.decide(other) == policy.decide(wanted))
        }
    }

    @Test(
        "Decisions are whole: audited always, empty when denied, reasoned and timed when allowed",
        arguments: JobRole.allCases)
    func shape(role: JobRole) throws {
        for wanted in try Combinations.of(role) {
            let decision = policy.decide(wanted)
            #expect(decision.obligations.contains(.audit))
            #expect(!decision.reasons.isEmpty)
            #expect(Set(decision.reasons).count == decision.reasons.count)
            if decision.isAllowed {
                #expect(!decision.visibleSections.isEmpty)
                #expect(!decision.organisations.isEmpty)
                #expect(try decision.organisations == [code("X9901")])
                let expires = try #require(decision.expires)
                #expect(expires > now && expires <= now + policy.reviewAfter)
            } else {
                #expect(decision.visibleSections.isEmpty)
                #expect(decision.hiddenLabels == .everything)
                #expect(decision.obligations == [.audit])
                #expect(decision.expires == nil)
                #expect(decision.organisations.isEmpty)
            }
        }
    }
}
