// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
package import FHIRSearch
package import RecordStore

/// A search as text and as a value, so that a failure can say what was asked.
package struct RandomQuery: Sendable, CustomStringConvertible {
    package let query: SearchQuery
    package let description: String
}

/// Makes random searches from what resources hold, so that most find something.
package struct RandomQueries: Sendable {
    private var chance: RandomRecords
    private let records: [PreparedResource]
    private let times: ClosedRange<Int64>

    /// Random searches; the same seed makes the same ones.
    ///
    /// - Parameters:
    ///   - records: where values are taken from.
    ///   - times: when they were recorded, in microseconds since 1970.
    package init(seed: UInt64, records: [PreparedResource], times: ClosedRange<Int64>) {
        chance = RandomRecords(seed: seed)
        self.records = records
        self.times = times
    }

    /// Four sets that between them hold all codes there are.
    private var codeSets: CodeSetSource {
        let codes = Set(
            records.flatMap { $0.entries.tokens.map { IndexEntries.CodePair(system: $0.system, code: $0.code) } })
        return { name in
            guard case .members(let text) = name, let number = text.last?.wholeNumberValue else {
                return SearchQueryParser.noCodeSets(name)
            }
            return .success(codes.filter { $0.code.utf8.reduce(0) { $0 + Int($1) } % 4 == number })
        }
    }

    /// The next search.
    package mutating func next() throws -> RandomQuery {
        let model = chance.pick(records)
        let type = model.id.type
        var parameters: [(name: String, value: String)] = []
        for _ in 0..<chance.pick([0, 1, 1, 1, 2, 2, 3]) { parameters.append(condition(type, model)) }
        if chance.oneIn(5) { parameters += codeInTime(model) }
        if let sort = sortKey(type) { parameters.append(("_sort", sort)) }
        parameters.append(("_count", String(Int.random(in: 1...25, using: &chance.random))))
        if chance.oneIn(4) { parameters.append(("_total", "accurate")) }
        let text = "\(type)?" + parameters.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        do {
            return RandomQuery(
                query: try SearchQueryParser(codeSets: codeSets).parse(resourceType: type, parameters: parameters),
                description: text)
        } catch {
            throw ConformanceFailure(message: "\(text) is refused: \(error)", place: "RandomQueries")
        }
    }

    /// A code that the store keeps together with times, mostly with a time; none where the model has not both.
    private mutating func codeInTime(_ model: PreparedResource) -> [(name: String, value: String)] {
        let joined = model.entries.composites.first { ParameterCatalog.r4.parameters[$0.parameter].isJoined }
        guard let joined, let token = joined.parts[0].tokens.randomElement(using: &chance.random),
            let period = joined.parts[1].periods.first
        else { return [] }
        let code = (ParameterCatalog.r4.parameters[token.parameter].code, text(token))
        let time = (ParameterCatalog.r4.parameters[period.parameter].code, text(period))
        return chance.oneIn(4) ? [code] : [code, time]
    }

    private mutating func sortKey(_ type: String) -> String? {
        guard chance.oneIn(2) else { return nil }
        let known = ParameterCatalog.r4.parameters(for: type).filter(\.isSortable)
        let dates = known.filter { $0.kind == .date }.map(\.code)
        let keys = (0..<chance.pick([1, 1, 1, 2, 3])).map { _ in
            chance.pick(["", "-"])
                + chance.pick(dates + ["_lastUpdated", "_id", chance.pick(known).code, chance.pick(known).code])
        }
        return keys.joined(separator: ",")
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
        if chance.oneIn(8), let link = linked(type, model) { return link }
        if chance.oneIn(12) {
            let parameter = chance.pick(ParameterCatalog.r4.parameters(for: type))
            return (parameter.code + ":missing", chance.pick(["true", "false"]))
        }
        if chance.oneIn(14) { return ("_filter", filter(type, model)) }
        if chance.oneIn(10), let words = words(of: model) { return words }
        var (name, value) = condition(from: model.entries)
        if chance.oneIn(4), !name.contains(":") {
            // An alternative from another resource of the type.
            let other = chance.pick(records.filter { $0.id.type == type })
            let (otherName, otherValue) = condition(from: other.entries)
            if otherName == name { value += "," + otherValue }
        }
        return (name, value)
    }

    /// A chain to a resource that the model refers to, or from one that refers to its type.
    private mutating func linked(_ type: String, _ model: PreparedResource) -> (name: String, value: String)? {
        if chance.oneIn(2) {
            let links = model.entries.references.filter {
                $0.target.localType.map(RandomRecords.types.contains) ?? false
            }
            guard let link = links.randomElement(using: &chance.random), let target = link.target.localType,
                let other = records.filter({ $0.id.type == target }).randomElement(using: &chance.random)
            else { return nil }
            let (name, value) = condition(from: other.entries)
            let code = ParameterCatalog.r4.parameters[link.parameter].code
            return (chance.oneIn(3) && name != "_id" ? "\(code).\(name)" : "\(code):\(target).\(name)", value)
        }
        let other = chance.pick(records)
        let links = ParameterCatalog.r4.parameters(for: other.id.type).filter {
            $0.kind == .reference && $0.targets.contains(type)
        }
        guard let link = links.randomElement(using: &chance.random) else { return nil }
        let (name, value) = condition(from: other.entries)
        return ("_has:\(other.id.type):\(link.code):\(name)", value)
    }

    /// Words, and phrases of two, that the model has in its texts.
    private mutating func words(of model: PreparedResource) -> (name: String, value: String)? {
        let words = ResourceWords(try? model.body.resource())
        let isNarrative = chance.oneIn(2)
        let all = (isNarrative ? words.narrative : words.others).text.split(separator: " ").map(String.init)
        guard let first = all.randomElement(using: &chance.random) else { return nil }
        let start = Int.random(in: 0..<all.count, using: &chance.random)
        let phrase = all[start..<min(start + 2, all.count)].joined(separator: " ")
        let value = chance.pick([
            first, first.uppercased(), "\"\(phrase)\"", "\(first) AND \"\(phrase)\"", "NOT \(first)",
            "\(first) NOT headache", "(\(first) OR chronic) NOT \"\(phrase)\"", "\(first),\"\(phrase)\"",
            "\"\(first) headache\"",
        ])
        return (isNarrative && !chance.oneIn(4) ? "_text" : "_content", value)
    }

    private mutating func filter(_ type: String, _ model: PreparedResource) -> String {
        let texts = model.entries.texts.map { text in
            let word = text.folded.split(separator: " ").first.map(String.init) ?? "a"
            return
                "\(ParameterCatalog.r4.parameters[text.parameter].code) \(chance.pick(["co", "sw", "eq", "ew"])) \"\(word.replacing("\"", with: ""))\""
        }
        let dates = model.entries.periods.filter { $0.low.magnitude < 3_155_760_000_000_000 }.map { period in
            let day = Timestamp(microseconds: period.low).instant.prefix(10)
            return
                "\(ParameterCatalog.r4.parameters[period.parameter].code) \(chance.pick(["ge", "lt", "po", "eq"])) \(day)"
        }
        let terms = (texts + dates + ["_id eq id-3", "_id ne id-4"]).shuffled(using: &chance.random).prefix(3)
        let joined = terms.joined(separator: chance.pick([" and ", " or "]))
        return chance.oneIn(3) ? "not (\(joined))" : joined
    }

    private mutating func condition(from entries: IndexEntries) -> (name: String, value: String) {
        var found: [(name: String, value: String)] = []
        func code(_ ordinal: Int) -> String { ParameterCatalog.r4.parameters[ordinal].code }
        if let token = (entries.tokens + entries.identifiers).randomElement(using: &chance.random) {
            found.append(condition(on: token))
        }
        if let identifier = entries.typedIdentifiers.randomElement(using: &chance.random) {
            let system = chance.oneIn(2) ? identifier.type.system?.escapedForSearch ?? "" : ""
            found.append(
                (
                    code(identifier.parameter) + ":of-type",
                    "\(system)|\(identifier.type.code)|\(identifier.value.escapedForSearch)"
                ))
        }
        if let wording = entries.wordings.randomElement(using: &chance.random) {
            let word = wording.text.split(separator: " ").randomElement(using: &chance.random).map(String.init) ?? "a"
            found.append((code(wording.parameter) + ":text", word.escapedForSearch))
        }
        if let period = entries.periods.randomElement(using: &chance.random) {
            found.append((code(period.parameter), text(period)))
        }
        if let reference = entries.references.randomElement(using: &chance.random) {
            let modifier = chance.oneIn(5) ? reference.target.localType.map { ":\($0)" } ?? "" : ""
            found.append((code(reference.parameter) + modifier, text(reference.target, short: !modifier.isEmpty)))
        }
        if let identifier = entries.referenceIdentifiers.randomElement(using: &chance.random) {
            found.append((code(identifier.parameter) + ":identifier", identifier.value))
        }
        if let text = entries.texts.randomElement(using: &chance.random) { found.append(condition(on: text)) }
        if let number = entries.numbers.randomElement(using: &chance.random) {
            found.append((code(number.parameter), prefix() + written(number.low.isFinite ? number.low : number.high)))
        }
        if let quantity = entries.quantities.randomElement(using: &chance.random) {
            found.append((code(quantity.parameter), text(quantity.measure)))
        }
        if let position = entries.positions.randomElement(using: &chance.random) {
            let distance = chance.pick(["", "|30|km", "|200|km", "|1|m"])
            found.append((code(position.parameter), "\(position.latitude)|\(position.longitude)" + distance))
        }
        let composites = entries.composites.filter { !ParameterCatalog.r4.parameters[$0.parameter].isJoined }
        if let composite = composites.randomElement(using: &chance.random) {
            let first = composite.parts[0].tokens.randomElement(using: &chance.random).map { text($0) } ?? "x"
            let second = composite.parts[1]
            let value =
                second.quantities.first.map { text($0.measure) } ?? second.tokens.first.map { text($0) }
                ?? second.periods.first.map { text($0) } ?? second.texts.first.map { $0.folded.escapedForSearch } ?? "x"
            found.append((code(composite.parameter), first + "$" + value))
        }
        return found.randomElement(using: &chance.random) ?? ("_id", "id-1")
    }

    private mutating func condition(on token: IndexEntries.Token) -> (name: String, value: String) {
        let parameter = ParameterCatalog.r4.parameters[token.parameter]
        guard parameter.kind == .uri else {
            if parameter.holdsCodes, chance.oneIn(5) {
                return (parameter.code + chance.pick([":in", ":not-in"]), "set-\(chance.pick([0, 1, 2, 3]))")
            }
            return (parameter.code + chance.pick(["", "", "", ":not"]), text(token))
        }
        return (parameter.code + chance.pick(["", ":below", ":above"]), token.code.escapedForSearch)
    }

    private mutating func condition(on text: IndexEntries.Text) -> (name: String, value: String) {
        let code = ParameterCatalog.r4.parameters[text.parameter].code
        guard ParameterCatalog.r4.parameters[text.parameter].usage == .normal else { return (code, "Robert") }
        if chance.oneIn(4) { return (code + ":exact", (chance.oneIn(4) ? text.folded : text.exact).escapedForSearch) }
        if chance.oneIn(4), text.folded.count > 1 {
            return (code + ":contains", String(text.folded.dropFirst(chance.pick([0, 1])).prefix(3)).escapedForSearch)
        }
        let part = String(text.folded.prefix(Int.random(in: 1...text.folded.count, using: &chance.random)))
        return (code, (chance.oneIn(3) ? part.uppercased() : part).escapedForSearch)
    }

    private mutating func text(_ measure: Measure) -> String {
        let number = prefix() + written(measure.low.isFinite ? measure.low : measure.high)
        let unit = measure.code ?? measure.unit ?? ""
        return chance.pick([
            number, number + "||" + unit.escapedForSearch,
            number + "|" + (measure.system ?? "") + "|" + (measure.code ?? ""),
            number + "|http://unitsofmeasure.org|mg", number + "|http://unitsofmeasure.org|kg",
        ])
    }

    private mutating func written(_ number: Double) -> String {
        let near = number + chance.pick([0, 0, 0, 0.01, -0.5])
        return chance.pick(["\(near)", "\(near)0", "\(Int(near))"])
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
        chance.pick([""] + SearchComparison.allCases.map(\.rawValue))
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
