// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareTypes
import Directory
import Testing

let now = Timestamp(seconds: 1_795_426_200)
let policy = AccessPolicy.standard
let goodReason = "Unconscious at scene, needs allergies and medicines"

func code(_ text: String) throws -> ODSCode { try #require(ODSCode(text)) }

func daysAgo(_ days: Int, _ seconds: Int = 0) -> Timestamp { now - .seconds(days * 86_400 + seconds) }

func reader(_ role: JobRole, at organisation: String = "X9901") throws -> ProfessionalReader {
    ProfessionalReader(userID: "u1", role: role, organisation: try code(organisation))
}

func registration(at organisation: String = "X9901") throws -> CareRelationship {
    CareRelationship(.registration, try code(organisation), start: daysAgo(100))
}

func request(
    _ role: JobRole, _ purpose: AccessPurpose = .directCare, related: Bool = true, emergency reason: String? = nil,
    restrictions: Set<AccessRestriction> = []
) throws -> AccessRequest {
    AccessRequest(
        actor: .professional(try reader(role)), purpose: purpose, relationships: related ? [try registration()] : [],
        emergency: reason.map { EmergencyClaim(reason: $0, start: now) }, restrictions: restrictions, now: now)
}
