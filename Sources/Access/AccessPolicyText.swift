// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Directory

/// What is wrong with the text of a policy, and where.
package struct AccessPolicyFault: Error, Sendable, Equatable {
    /// The line, from 1; 0 where something is missing altogether.
    package var line: Int
    /// What is wrong.
    package var message: String
}

extension AccessPolicy {
    /// Reads a policy in the form of ``standardText``.
    ///
    /// Nothing may be missing, named twice or unknown: a role, label, tie or restriction without a rule is a fault, not
    /// a default.
    package init(text: String) throws(AccessPolicyFault) {
        let rows = try PolicyRows(text)
        let labels = try rows.labels()
        var roles: [JobRole: RoleRule] = [:]
        for row in rows.of("roles") {
            let rule = try rows.role(row, labels)
            guard roles.updateValue(rule.rule, forKey: rule.role) == nil else {
                throw row.fault("The role is here twice.")
            }
        }
        try rows.requireAll(JobRole.allCases, in: roles.keys, "role")
        let relationships = try rows.relationships()
        let hours = try rows.number("limits", "emergency access in hours")
        let review = try rows.number("limits", "decision made anew after hours")
        self.init(
            version: rows.version, roles: roles, relationships: relationships,
            liftedInEmergency: try rows.liftedInEmergency(),
            personSections: try rows.sections("others", "the person"),
            hiddenFromPerson: SensitivityLabels(labels.filter { !$0.toPerson }.map(\.label)),
            administrationSections: try rows.sections("others", "administration"),
            systemSections: try rows.sections("others", "programs"),
            emergencyDuration: .seconds(hours * 3_600),
            emergencyReasonLength: try rows.number("limits", "shortest emergency reason"),
            reviewAfter: .seconds(review * 3_600))
    }
}

/// One line of a table.
private struct PolicyRow {
    var line: Int
    var cells: [String]

    func fault(_ message: String) -> AccessPolicyFault { AccessPolicyFault(line: line, message: message) }

    func words(_ column: Int) -> [String] {
        cells[column] == "-" ? [] : cells[column].split(separator: " ").map(String.init)
    }

    func yes(_ column: Int) throws(AccessPolicyFault) -> Bool {
        guard ["yes", "no"].contains(cells[column]) else { throw fault("Say yes or no.") }
        return cells[column] == "yes"
    }

    func number(_ column: Int) throws(AccessPolicyFault) -> Int {
        guard let number = Int(cells[column]), (0...100_000).contains(number) else {
            throw fault("A number is needed.")
        }
        return number
    }

    func values<Value: RawRepresentable & CaseIterable & Hashable>(
        _ column: Int, _: Value.Type
    ) throws(AccessPolicyFault) -> Set<Value> where Value.RawValue == String {
        if cells[column] == "*" { return Set(Value.allCases) }
        var values: Set<Value> = []
        for word in words(column) {
            guard let value = Value(rawValue: word) else { throw fault("\(word) is not known.") }
            values.insert(value)
        }
        return values
    }
}

private struct PolicyLabel {
    var label: SensitivityLabels
    var inCare: Set<JobRole>
    var moreInEmergency: Set<JobRole>
    var toPerson: Bool
}

/// The tables of a policy's text.
private struct PolicyRows {
    private static let columns = [
        "limits": 2, "relationships": 4, "roles": 4, "labels": 4, "restrictions": 2, "others": 2,
    ]

    let version: String
    private var tables: [String: [PolicyRow]] = [:]

    init(_ text: String) throws(AccessPolicyFault) {
        var version: String?
        var table: String?
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace)
            let content = words.joined(separator: " ")
            let fault = { (message: String) in AccessPolicyFault(line: number + 1, message: message) }
            if content.isEmpty || content.hasPrefix("#") { continue }
            if words[0] == "version", words.count == 2, table == nil, version == nil {
                version = String(words[1])
            } else if content.hasPrefix("[") {
                let name = String(content.dropFirst().dropLast())
                guard Self.columns[name] != nil, tables[name] == nil else { throw fault("\(content) is no new table.") }
                tables[name] = []
                table = name
            } else {
                let cells = content.split(separator: "|", omittingEmptySubsequences: false).map { cell in
                    cell.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                }
                guard let table, cells.count == Self.columns[table], !cells.contains("") else {
                    throw fault("The line does not fit its table.")
                }
                tables[table]?.append(PolicyRow(line: number + 1, cells: cells))
            }
        }
        guard let version else { throw AccessPolicyFault(line: 0, message: "The policy names no version.") }
        self.version = version
    }

    func of(_ table: String) -> [PolicyRow] { tables[table] ?? [] }

    func requireAll<Value: Hashable & RawRepresentable>(
        _ all: [Value], in found: some Collection<Value>, _ what: String
    ) throws(AccessPolicyFault) {
        if let missing = all.first(where: { !found.contains($0) }) {
            throw AccessPolicyFault(line: 0, message: "The \(what) \(missing.rawValue) has no rule.")
        }
    }

    func number(_ table: String, _ name: String) throws(AccessPolicyFault) -> Int {
        let row = try only(table, name)
        let number = try row.number(1)
        guard number > 0 else { throw row.fault("A number above zero is needed.") }
        return number
    }

    func sections(_ table: String, _ name: String) throws(AccessPolicyFault) -> Set<RecordSection> {
        try only(table, name).values(1, RecordSection.self)
    }

    func labels() throws(AccessPolicyFault) -> [PolicyLabel] {
        var labels: [PolicyLabel] = []
        for row in of("labels") {
            guard let label = SensitivityLabels.codes.first(where: { $0.code == row.cells[0] })?.label,
                !labels.contains(where: { $0.label == label })
            else { throw row.fault("The label is not known or is here twice.") }
            labels.append(
                PolicyLabel(
                    label: label, inCare: try row.values(1, JobRole.self),
                    moreInEmergency: try row.values(2, JobRole.self),
                    toPerson: try row.yes(3)))
        }
        if let missing = SensitivityLabels.codes.first(where: { code in !labels.contains { $0.label == code.label } }) {
            throw AccessPolicyFault(line: 0, message: "The label \(missing.code) has no rule.")
        }
        return labels
    }

    func role(
        _ row: PolicyRow, _ labels: [PolicyLabel]
    ) throws(AccessPolicyFault) -> (role: JobRole, rule: AccessPolicy.RoleRule) {
        guard let role = JobRole(rawValue: row.cells[0]) else { throw row.fault("The role is not known.") }
        let mayClaim = try row.yes(1)
        let care = try row.values(2, RecordSection.self)
        let more = try row.values(3, RecordSection.self)
        guard mayClaim || more.isEmpty && !labels.contains(where: { $0.moreInEmergency.contains(role) }) else {
            throw row.fault("A role that may not claim an emergency gets nothing more in one.")
        }
        let hiddenInCare = labels.filter { !$0.inCare.contains(role) }
        let hiddenInEmergency = hiddenInCare.filter { !$0.moreInEmergency.contains(role) }
        return (
            role,
            AccessPolicy.RoleRule(
                care: care, emergency: care.union(more), mayClaimEmergency: mayClaim,
                hiddenInCare: SensitivityLabels(hiddenInCare.map(\.label)),
                hiddenInEmergency: SensitivityLabels(hiddenInEmergency.map(\.label)))
        )
    }

    func relationships() throws(AccessPolicyFault) -> [CareRelationship.Kind: AccessPolicy.RelationshipRule] {
        var rules: [CareRelationship.Kind: AccessPolicy.RelationshipRule] = [:]
        for row in of("relationships") {
            guard let kind = CareRelationship.Kind(rawValue: row.cells[0]), rules[kind] == nil else {
                throw row.fault("The tie is not known or is here twice.")
            }
            rules[kind] = AccessPolicy.RelationshipRule(
                daysBefore: try row.number(1), daysAfter: try row.number(2),
                longestOpen: row.cells[3] == "-" ? nil : try row.number(3))
        }
        try requireAll(CareRelationship.Kind.allCases, in: rules.keys, "tie")
        return rules
    }

    func liftedInEmergency() throws(AccessPolicyFault) -> Set<AccessRestriction> {
        var rules: [AccessRestriction: Bool] = [:]
        for row in of("restrictions") {
            guard let restriction = AccessRestriction(rawValue: row.cells[0]), rules[restriction] == nil else {
                throw row.fault("The restriction is not known or is here twice.")
            }
            rules[restriction] = try row.yes(1)
        }
        try requireAll(AccessRestriction.allCases, in: rules.keys, "restriction")
        return Set(rules.filter(\.value).keys)
    }

    private func only(_ table: String, _ name: String) throws(AccessPolicyFault) -> PolicyRow {
        let rows = of(table).filter { $0.cells[0] == name }
        guard rows.count == 1 else {
            throw AccessPolicyFault(line: rows.last?.line ?? 0, message: "The line \(name) is needed once.")
        }
        return rows[0]
    }
}
