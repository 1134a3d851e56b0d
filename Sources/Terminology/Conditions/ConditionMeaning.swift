// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What a code says when it arrives as a condition.
///
/// Most codes name a problem; the listed others must not become one.
package enum ConditionMeaning: Hashable, Sendable {
    /// The person has, or with an end date had, this condition.
    case problem
    /// One episode of a condition that is a problem in its own right, as a sickle cell crisis is.
    case episode(of: ConditionFamily)
    /// Conditions that this code ends.
    ///
    /// Both stay visible; the condition moves to the past.
    case resolves([ConditionFamily])
    /// The person had this.
    case historyOf([ConditionFamily])
    /// It is about allergies and belongs there, too: an allergy, a reaction, "none known", a lost entry.
    case allergy(AllergyFact)
    /// A relative has this.
    case familyHistory([ConditionFamily])
    /// Relatives have nothing of note.
    case noFamilyHistory
    /// Somebody thought of this.
    case suspected([ConditionFamily])
    /// A fact about someone else, such as a member of the household.
    case aboutSomeoneElse
    /// No medicines are known: an assertion, unlike an empty list.
    case noKnownMedicines
    /// A medicine got lost but for its text when the record moved.
    case degradedMedicine
    /// A fact that hospitals send as a diagnosis and that is no disease.
    case status
    /// A listed code of another kind, such as a flag, a decision or a procedure.
    case listedAs(ListedCode.Group)
    /// A code nobody here knows, or whose meaning is not confirmed: shown as sent.
    case unknownMeaning

    /// Where a condition with this code is shown.
    package enum Place: Hashable, Sendable {
        /// Among the problems; status and end date of the record decide whether active or past.
        case problems
        /// Among the past problems, whatever the record's status says.
        case pastProblems
        /// Not among the problems, nor in registers and cohorts.
        case elsewhere
    }

    /// Where a condition with this code is shown.
    ///
    /// An unknown code stays among the problems: hiding is the greater risk.
    package var place: Place {
        switch self {
        case .problem, .unknownMeaning: .problems
        case .resolves, .historyOf: .pastProblems
        case .episode, .allergy, .familyHistory, .noFamilyHistory, .suspected, .aboutSomeoneElse, .noKnownMedicines,
            .degradedMedicine, .status, .listedAs:
            .elsewhere
        }
    }

    /// What a code says when it arrives as a condition.
    package static func kind(system: String, code: String) -> ConditionMeaning {
        kind(CodeKey(system: system, code: code))
    }

    /// What a code says when it arrives as a condition.
    package static func kind(_ key: CodeKey) -> ConditionMeaning {
        guard let row = ListedCodes.confirmed(key) else {
            return PersonFlag.lookup(key) == nil ? .unknownMeaning : .listedAs(.flag)
        }
        if row.tags["kind"] != nil, let fact = AllergyFact.lookup(key) { return .allergy(fact) }
        if let family = row.tags["event-of"] { return .episode(of: ConditionFamily(name: family)) }
        let families = row.list("of").map { ConditionFamily(name: $0) }
        switch row.tags["kind"] {
        case "resolves": return .resolves(families)
        case "history": return .historyOf(families)
        case "family-history": return .familyHistory(families)
        case "no-family-history": return .noFamilyHistory
        case "suspected": return .suspected(families)
        case "someone-else": return .aboutSomeoneElse
        case "no-known-medicines": return .noKnownMedicines
        case "degraded-medicine": return .degradedMedicine
        case "status": return .status
        default: return listed(row)
        }
    }

    /// Whether the condition ends by itself, as a pregnancy does, so that an old entry without an end date is no
    /// present fact.
    package static func isTimeLimited(system: String, code: String) -> Bool {
        ListedCodes.confirmed(CodeKey(system: system, code: code))?.tags["time-limited"] != nil
    }

    private static func listed(_ row: ListedCode) -> ConditionMeaning {
        if row.groups.contains(.condition) || row.groups.contains(.diagnosis) { return .problem }
        return row.groups.first.map { .listedAs($0) } ?? .unknownMeaning
    }
}
