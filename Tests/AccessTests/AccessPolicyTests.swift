// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareTypes
import Directory
import Foundation
import Testing

@Suite("The access policy as data")
struct AccessPolicyTests {
    @Test("The standard policy is a policy and not the fallback")
    func standard() throws {
        #expect(policy.version == "2026-11-01")
        #expect(try AccessPolicy(text: AccessPolicy.standardText).version == policy.version)
        #expect(Set(policy.roles.keys) == Set(JobRole.allCases))
        #expect(policy.emergencyDuration == .seconds(14_400))
        #expect(policy.emergencyReasonLength == 15)
        #expect(policy.liftedInEmergency == [.sharingObjection])
        #expect(policy.hiddenFromPerson == [.professionalsOnly, .safeguarding, .thirdParty])
        #expect(policy.personSections == RecordSection.all)
    }

    @Test("In an emergency a role sees no less and nothing more is hidden", arguments: JobRole.allCases)
    func emergencyIsMore(role: JobRole) throws {
        let rule = try #require(policy.roles[role])
        #expect(rule.emergency.isSuperset(of: rule.care))
        #expect(rule.hiddenInCare.isSuperset(of: rule.hiddenInEmergency))
        if !rule.mayClaimEmergency { #expect(rule.emergency == rule.care) }
    }

    @Test("The fallback denies everyone", arguments: JobRole.allCases)
    func fallback(role: JobRole) throws {
        let denying = AccessPolicy.denyingEverything
        #expect(try !denying.decide(request(role)).isAllowed)
        #expect(try !denying.decide(request(role, .emergency, emergency: goodReason)).isAllowed)
        let own = AccessRequest(actor: .person(account: "a", ownsRecord: true), purpose: .selfAccess, now: now)
        #expect(!denying.decide(own).isAllowed)
    }

    private static let doctor = "doctor                    | yes | * | -"

    /// A part of the standard text, what stands there instead, and how many lines further down the fault
    /// shows; nil where something is missing altogether.
    private static let faults: [(part: String, replacement: String, further: Int?)] = [
        (doctor, "", nil),
        (doctor, "docter | yes | * | -", 0),
        (doctor, "doctor | maybe | * | -", 0),
        (doctor, "doctor | yes | * dreams | -", 0),
        (doctor, "doctor | yes | *", 0),
        (doctor, "doctor | yes |  | -", 0),
        (doctor, "doctor | yes | * | -\nnurse | yes | * | -", 2),
        ("receptionist              | no  | person contacts gp appointments | -", "receptionist | no | person | gp", 0),
        ("hiv                | -", "flu | -", 0),
        ("gender             | -", "sexual-health | -", 0),
        ("user-suspended          | no", "", nil),
        ("user-suspended          | no", "user-suspended | perhaps", 0),
        ("encounter     | 0 ", "encounter | x ", 0),
        ("encounter     | 0 ", "meeting | 0 ", 0),
        ("emergency access in hours         | 4", "emergency access in hours | 0", 0),
        ("emergency access in hours         | 4", "", nil),
        ("[others]", "[other]", 0),
        ("[others]", "[roles]", 0),
        ("version 2026-11-01", "", nil),
    ]

    @Test("A policy with a fault is refused, with the line", arguments: faults)
    func refused(part: String, replacement: String, further: Int?) throws {
        let standard = AccessPolicy.standardText
        let place = try #require(standard.range(of: part))
        let line = standard[..<place.lowerBound].count { $0 == "\n" } + 1
        let text = standard.replacingCharacters(in: place, with: replacement)
        let fault = #expect(throws: AccessPolicyFault.self) { try AccessPolicy(text: text) }
        #expect(fault?.line == further.map { line + $0 } ?? 0, "\(fault?.message ?? "")")
    }

    @Test("A role that may not claim an emergency is not given more in one")
    func noClaimNoMore() throws {
        let text = AccessPolicy.standardText.replacing(
            "gender             | - | doctor", with: "gender | - | receptionist doctor")
        #expect(text != AccessPolicy.standardText)
        #expect(throws: AccessPolicyFault.self) { try AccessPolicy(text: text) }
        let given = AccessPolicy.standardText.replacing("gender             | - |", with: "gender | receptionist |")
        #expect(try AccessPolicy(text: given).roles[.receptionist]?.hiddenInCare.contains(.gender) == false)
    }

    @Test("Comments, empty lines and Windows line ends do not matter")
    func layout() throws {
        let text = "# ours\r\n\r\n" + AccessPolicy.standardText.replacing("\n", with: "\r\n")
        #expect(try AccessPolicy(text: text).roles == policy.roles)
    }
}
