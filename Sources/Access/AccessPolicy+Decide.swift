// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import Directory

extension AccessPolicy {
    /// Decides a request.
    ///
    /// Pure: the same request under the same policy always gives the same decision, in whatever order its facts are
    /// listed.
    ///
    /// Nothing is allowed unless a rule gives it. Each rule that applies gives
    /// some headings and hides some labels; together they give what any of them
    /// gives, so one fact less never gives more. A restriction overrides them all.
    package func decide(_ request: AccessRequest) -> AccessDecision {
        var findings = AccessFindings()
        switch request.actor {
        case .person(_, let ownsRecord): considerPerson(ownsRecord, request, &findings)
        case .system: considerSystem(request, &findings)
        case .professional(let reader): considerProfessional(reader, request, &findings)
        }
        let inEmergency = findings.reasons.contains(.emergency)
        let standing = request.restrictions.filter { !(inEmergency && liftedInEmergency.contains($0)) }
        if !standing.isEmpty {
            findings.deny(.restricted)
        } else if !request.restrictions.isEmpty {
            findings.reasons.insert(.objectionOverridden)
            findings.obligations.insert(.alertPrivacyOfficer)
        }
        return decision(request, findings)
    }

    private func considerPerson(_ ownsRecord: Bool, _ request: AccessRequest, _ findings: inout AccessFindings) {
        guard request.purpose == .selfAccess else { return findings.deny(.purposeNotForActor) }
        guard ownsRecord else { return findings.deny(.notOwnRecord) }
        findings.give(
            personSections, hiding: hiddenFromPerson, until: request.now + reviewAfter, because: .ownRecord)
    }

    private func considerSystem(_ request: AccessRequest, _ findings: inout AccessFindings) {
        guard request.purpose == .administration else { return findings.deny(.purposeNotForActor) }
        findings.give(
            systemSections, hiding: .everything, until: request.now + reviewAfter, because: .platformTask)
    }

    private func considerProfessional(
        _ reader: ProfessionalReader, _ request: AccessRequest, _ findings: inout AccessFindings
    ) {
        guard request.purpose != .selfAccess else { return findings.deny(.purposeNotForActor) }
        guard reader.roleValidity.contains(LondonTime.reading(of: request.now).date) else {
            return findings.deny(.roleEnded)
        }
        guard let rule = roles[reader.role], !rule.emergency.isEmpty else { return findings.deny(.roleSeesNothing) }
        let isCare = request.purpose != .administration
        let headings = isCare ? rule.care : rule.care.intersection(administrationSections)
        let hidden = isCare ? rule.hiddenInCare.union(request.withheldByPerson) : .everything
        for relationship in request.relationships where reader.sameBody.contains(relationship.organisation) {
            guard let ends = counts(relationship, at: request.now) else {
                findings.against.insert(.relationshipNotCurrent)
                continue
            }
            findings.give(
                headings, hiding: hidden, until: min(ends, request.now + reviewAfter),
                because: AccessReason(relationship.kind), relationship.organisation)
        }
        if request.purpose == .emergency { considerEmergency(rule, reader, request, &findings) }
        if findings.grantedUntil == nil, !findings.against.contains(.relationshipNotCurrent) {
            findings.against.insert(.noRelationship)
        }
        if request.confidentiality.contains(.extraProtected) { findings.obligations.insert(.alertPrivacyOfficer) }
        findings.obligations.insert(.countHiddenItems)
    }

    private func considerEmergency(
        _ rule: RoleRule, _ reader: ProfessionalReader, _ request: AccessRequest, _ findings: inout AccessFindings
    ) {
        guard let claim = request.emergency else { return }
        guard rule.mayClaimEmergency else { return findings.note(.emergencyNotForRole) }
        guard isSufficient(claim.reason.value) else { return findings.note(.emergencyReasonTooShort) }
        // Clocks of two machines may differ by a minute.
        guard claim.start <= request.now + .seconds(60) else { return findings.note(.emergencyInFuture) }
        let ends = claim.start + emergencyDuration
        guard request.now < ends else { return findings.note(.emergencyExpired) }
        findings.give(
            rule.emergency, hiding: rule.hiddenInEmergency, until: ends, because: .emergency, reader.organisation)
        findings.grantedUntil = ends
        findings.obligations.formUnion([.alertPrivacyOfficer, .tellThePerson])
    }

    /// Of ties of one kind to one organisation the one that counts for longest, else the newest: of many visits, one.
    ///
    /// The decision is the same as on all of them.
    package func telling(_ relationships: [CareRelationship], at now: Timestamp) -> [CareRelationship] {
        let never = Timestamp(microseconds: .min)
        let groups = Dictionary(grouping: relationships) { "\($0.kind.rawValue) \($0.organisation.text)" }
        return groups.sorted { $0.key < $1.key }.compactMap { _, ties in
            ties.max { (counts($0, at: now) ?? never, $0.start) < (counts($1, at: now) ?? never, $1.start) }
        }
    }

    /// When a tie stops counting; nil where it does not count now.
    private func counts(_ relationship: CareRelationship, at now: Timestamp) -> Timestamp? {
        guard let rule = relationships[relationship.kind] else { return nil }
        let window = rule.window(relationship)
        let end = window.end ?? now + reviewAfter
        return window.start <= now && now < end ? end : nil
    }

    /// Long enough, and more than one key held down.
    private func isSufficient(_ reason: String) -> Bool {
        let letters = reason.filter { !$0.isWhitespace }
        return letters.count >= emergencyReasonLength && Set(letters.lowercased().filter(\.isLetter)).count >= 4
    }

    private func decision(_ request: AccessRequest, _ findings: AccessFindings) -> AccessDecision {
        guard let until = findings.grantedUntil, findings.denials.isEmpty, !findings.sections.isEmpty else {
            return denial(findings)
        }
        var reasons = findings.reasons.union(findings.notes)
        var sections = findings.sections
        var hidden = findings.hidden
        var obligations = findings.obligations.union([.audit])
        if request.confidentiality.contains(.protectedAddress) {
            sections.subtract([.contacts, .gp])
            hidden.insert(.protectedAddress)
            obligations.insert(.hidePlaces)
            reasons.insert(.addressProtected)
        }
        if sections != RecordSection.all { reasons.insert(.sectionsLimited) }
        if !hidden.isEmpty { reasons.insert(.labelsHidden) }
        let isMasked = sections != RecordSection.all || !hidden.isEmpty
        return AccessDecision(
            outcome: isMasked ? .allowWithMasks : .allow, reasons: Self.sorted(reasons),
            organisations: findings.organisations.sorted { $0.text < $1.text }, visibleSections: sections,
            hiddenLabels: hidden, obligations: obligations, expires: until, policyVersion: version)
    }

    private func denial(_ findings: AccessFindings) -> AccessDecision {
        var reasons = findings.denials.isEmpty ? findings.against : findings.denials
        // A rule applied, but gave this role no heading.
        if findings.grantedUntil != nil, findings.denials.isEmpty { reasons.insert(.roleSeesNothing) }
        return AccessDecision(
            outcome: .deny, reasons: Self.sorted(reasons), organisations: [], visibleSections: [],
            hiddenLabels: .everything, obligations: [.audit], expires: nil, policyVersion: version)
    }

    private static func sorted(_ reasons: Set<AccessReason>) -> [AccessReason] {
        AccessReason.allCases.filter(reasons.contains)
    }
}

/// What the rules found while a request was decided.
private struct AccessFindings {
    /// Why access is given.
    var reasons: Set<AccessReason> = []
    /// Why a rule did not apply; the reasons of a denial when none did.
    var against: Set<AccessReason> = []
    /// What is worth saying although access is given.
    var notes: Set<AccessReason> = []
    /// Why access is denied whatever speaks for it.
    var denials: Set<AccessReason> = []
    var organisations: Set<ODSCode> = []
    var sections: Set<RecordSection> = []
    var hidden = SensitivityLabels.everything
    var obligations: Set<AccessObligation> = []
    var grantedUntil: Timestamp?

    mutating func give(
        _ sections: Set<RecordSection>, hiding labels: SensitivityLabels, until end: Timestamp,
        because reason: AccessReason, _ organisation: ODSCode? = nil
    ) {
        self.sections.formUnion(sections)
        hidden.formIntersection(labels)
        reasons.insert(reason)
        if let organisation { organisations.insert(organisation) }
        grantedUntil = max(grantedUntil ?? end, end)
    }

    mutating func deny(_ reason: AccessReason) {
        denials.insert(reason)
    }

    /// A claim that did not hold: the reason where nothing else gives access, a remark where something does.
    mutating func note(_ reason: AccessReason) {
        against.insert(reason)
        notes.insert(reason)
    }
}
