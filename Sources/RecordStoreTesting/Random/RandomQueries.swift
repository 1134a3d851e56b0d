// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
package import FHIRSearch
internal import RecordStore

/// A search as text and as a value, so that a failure can say what was asked.
package struct RandomQuery: Sendable, CustomStringConvertible {
    package let query: SearchQuery
    package let description: String
}

/// Makes random searches from what resources hold, so that most find something.
struct RandomQueries: Sendable {
    private var chance: RandomRecords
    private let records: [PreparedResource]
    private let times: ClosedRange<Int64>

    /// - Parameters:
    ///   - records: where values are taken from.
    ///   - times: when they were recorded, in microseconds since 1970.
    init(seed: UInt64, records: [PreparedResource], times: ClosedRange<Int64>) {
        chance = RandomRecords(seed: seed)
        self.records = records
        self.times = times
    }

    mutating func next() throws -> RandomQuery {
        let model = chance.pick(records)
        let type = model.id.type
        var parameters: [(name: String, value: String)] = []
        for _ in 0..<chance.pick([0, 1, 1, 1, 2, 2, 3]) { parameters.append(condition(type, model)) }
        if let sort = sortKey(type) { parameters.append(("_sort", sort)) }
        parameters.append(("_count", String(Int.random(in: 1...25, using: &chance.random))))
        if chance.oneIn(4) { parameters.append(("_total", "accurate")) }
        let text = "\(type)?" + parameters.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        do {
            return RandomQuery(
                query: try SearchQueryParser().parse(resourceType: type, parameters: parameters), description: text)
        } catch {
            throw ConformanceFailure(message: "\(text) is refused: \(error)", place: "RandomQueries")
        }
    }

    private mutating func sortKey(_ type: String) -> String? {
        guard chance.oneIn(2) else { return nil }
        let dates = ParameterCatalog.r4.parameters(for: type).filter { $0.kind == .date }.map(\.code)
        return chance.pick(["", "-"]) + chance.pick(dates + ["_lastUpdated"])
    }

    private mutating func condition(_ type: String, _ model: PreparedResource) -> (name: String, value: String) {
        if chance.oneIn(12) {
            return (
                "_id", (0..<3).map { _ in "id-\(Int.random(in: 0..<40, using: &chance.random))" }.joined(separator: ",")
            )
        }
        if chance.oneIn(12) {
            return (
                "_lastUpdated", prefix() + Timestamp(microseconds: .random(in: times, using: &chance.random)).instant
            )
        }
        var (name, value) = condition(from: model.entries)
        if chance.oneIn(4), !name.contains(":") {
            // An alternative from another resource of the type.
            let other = chance.pick(records.filter { $0.id.type == type })
            let (otherName, otherValue) = condition(from: other.entries)
            if otherName == name { value += "," + otherValue }
        }
        return (name, value)
    }

    private mutating func condition(from entries: IndexEntries) -> (name: String, value: String) {
        var found: [(name: String, value: String)] = []
        func code(_ ordinal: Int) -> String { ParameterCatalog.r4.parameters[ordinal].code }
        if let token = (entries.tokens + entries.identifiers).randomElement(using: &chance.random) {
            found.append((code(token.parameter), text(token)))
        }
        if let period = entries.periods.randomElement(using: &chance.random) {
            found.append((code(period.parameter), text(period)))
        }
        if let reference = entries.references.randomElement(using: &chance.random) {
            let modifier = chance.oneIn(5) ? reference.target.localType.map { ":\($0)" } ?? "" : ""
            found.append((code(reference.parameter) + modifier, text(reference.target, short: !modifier.isEmpty)))
        }
        if let text = entries.texts.randomElement(using: &chance.random) {
            let exact = chance.oneIn(4)
            let length = exact ? text.folded.count : Int.random(in: 1...text.folded.count, using: &chance.random)
            let part = String(text.folded.prefix(length))
            let written = chance.oneIn(3) ? part.uppercased() : part
            found.append((code(text.parameter) + (exact ? ":exact" : ""), written.escapedForSearch))
        }
        return found.randomElement(using: &chance.random) ?? ("_id", "id-1")
    }

    private mutating func text(_ token: IndexEntries.Token) -> String {
        let code = chance.oneIn(10) ? "unknown" : token.code.escapedForSearch
        guard let system = token.system, !system.isEmpty else { return chance.pick([code, "|" + code]) }
        return chance.pick([code, system.escapedForSearch + "|" + code, system.escapedForSearch + "|", "|" + code])
    }

    private mutating func text(_ period: IndexEntries.Period) -> String {
        // Open ends are in the far past and future; a century covers what is made here.
        let century: UInt64 = 3_155_760_000_000_000
        let anchor = chance.pick(
            [period.low, period.high - 1].filter { $0.magnitude < century } + [1_767_571_200_000_000])
        let near = anchor + chance.pick([0, 0, 0, 1, -1, 43_200, -86_400]) * 1_000_000
        let instant = Timestamp(microseconds: near).instant
        let written =
            switch chance.pick([4, 7, 10, 16, 19, 23]) {
            case let length where length > 10: String(instant.prefix(length)) + chance.pick(["Z", "", "+01:00"])
            case let length: String(instant.prefix(length))
            }
        return prefix() + written
    }

    private mutating func text(_ target: ReferenceTarget, short: Bool) -> String {
        switch target {
        case .local(let id): short || chance.oneIn(3) ? id.id : id.reference
        case .contained(let text), .external(let text): text
        }
    }

    private mutating func prefix() -> String {
        chance.pick([""] + PeriodPattern.Comparison.allCases.map(\.rawValue))
    }
}

extension ReferenceTarget {
    fileprivate var localType: String? { if case .local(let id) = self { id.type } else { nil } }
}

extension String {
    /// The text with the characters that separate search values escaped.
    fileprivate var escapedForSearch: String {
        reduce(into: "") { text, character in
            if "\\,|$".contains(character) { text.append("\\") }
            text.append(character)
        }
    }
}
