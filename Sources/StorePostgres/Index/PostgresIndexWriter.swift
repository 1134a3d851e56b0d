// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch

/// Makes the rows by which searches find versions: the one place that knows what is in the index tables.
///
/// ``GroupWriter`` hands it every version it writes, in the transaction of the version, and writes the rows in that
/// transaction. On a purge the rows of a version are made again from its body.
struct PostgresIndexWriter {
    /// What is to be indexed of one version.
    struct Entry {
        var type: String
        var person: Int64
        var version: Int64
        var entries: IndexEntries
    }

    let names: PostgresNames
    let book: IndexNameBook
    var catalog = ParameterCatalog.r4

    /// The number under which a parameter's words without codes are, apart from its identifiers.
    static func wordings(of parameter: Int64) -> Int64 { PeriodClass.longByStart(parameter) }

    /// The rows of versions; names that have no number yet are given one, all of them together.
    func rows(of versions: [Entry], on connection: PostgresConnection) throws -> PostgresIndexRows {
        var rows = PostgresIndexRows()
        var left = versions
        while !left.isEmpty {
            // A name may belong to another, so a version may have to wait for numbers more than once.
            var incomplete: [Entry] = []
            for entry in left {
                if let own = self.rows(of: entry) { rows.append(own) } else { incomplete.append(entry) }
            }
            if book.isWanting { try book.resolve(on: connection) }
            left = incomplete
        }
        rows.sort()
        return rows
    }

    /// The rows of one version; nil where numbers are missing, which ``IndexNameBook`` knows then.
    private func rows(of entry: Entry) -> PostgresIndexRows? {
        var collector = IndexRowCollector(names: names, book: book, catalog: catalog, entry: entry)
        collector.collectAll()
        return collector.isComplete ? collector.rows : nil
    }
}

/// Makes the rows of one version.
private struct IndexRowCollector {
    let names: PostgresNames
    let book: IndexNameBook
    let catalog: ParameterCatalog
    let entry: PostgresIndexWriter.Entry
    var rows = PostgresIndexRows()
    /// Whether every name had its number.
    var isComplete = true

    init(names: PostgresNames, book: IndexNameBook, catalog: ParameterCatalog, entry: PostgresIndexWriter.Entry) {
        self.names = names
        self.book = book
        self.catalog = catalog
        self.entry = entry
    }

    mutating func collectAll() {
        let entries = entry.entries
        let parameters = names.parameters
        collect(entries) { parameters[$0] }
        for wording in entries.wordings { note(wording) }
        for identifier in entries.referenceIdentifiers {
            text(identifier.value.cutForName, identifier.system, under: names.parameters[identifier.parameter])
        }
        for position in entries.positions {
            number(position.latitude, position.longitude, under: names.parameters[position.parameter])
        }
        for composite in entries.composites where names.parameters[composite.parameter] > 0 { collect(composite) }
        let shape = IndexName(.shape, owner: names.number(ofType: entry.type), members)
        token(book.number(shape), under: PostgresNames.shapeParameter)
    }

    /// The parameters that the resource has values of, between commas, so that `:missing` needs one row.
    private var members: String {
        let rows = entry.entries.parametersWithRows
        var found: Set<Int64> = []
        for ordinal in catalog.ordinals(for: entry.type) {
            let parameter = catalog.parameters[ordinal]
            guard parameter.sources.contains(where: { rows.contains($0.ordinal) }) else { continue }
            // Of rows that are shared some may not count.
            guard parameter.keepsRows || entry.entries.hasValue(of: parameter) else { continue }
            found.insert(names.parameters[ordinal])
        }
        return "," + found.sorted().map { "\($0)" }.joined(separator: ",") + ","
    }

    /// Rows of plain values, under the numbers that `parameter` gives.
    private mutating func collect(_ entries: IndexEntries, parameter: (Int) -> Int64) {
        for token in entries.tokens {
            self.token(book.token(system: token.system, code: token.code), under: parameter(token.parameter))
        }
        for identifier in entries.identifiers {
            let number = parameter(identifier.parameter)
            text(identifier.code.cutForName, identifier.system, under: number)
            // For searches by the system alone.
            token(book.system(identifier.system), under: number)
        }
        for reference in entries.references {
            guard let target = needed(book.target(reference.target)) else { continue }
            rows.targets.append(
                .init(
                    parameter: parameter(reference.parameter), value: target, person: entry.person,
                    version: entry.version))
        }
        for period in entries.periods {
            rows.append(
                period: .init(
                    parameter: parameter(period.parameter), low: period.low, high: period.high, person: entry.person,
                    version: entry.version))
        }
        for text in entries.texts { self.text(text.folded, under: parameter(text.parameter)) }
        for number in entries.numbers { span(number.low, number.high, under: parameter(number.parameter)) }
        for quantity in entries.quantities {
            let (number, measure) = (parameter(quantity.parameter), quantity.measure)
            if let unit = needed(book.number(IndexName(.unit, UnitName(measure).text))) {
                span(measure.low, measure.high, unit: unit, under: number)
            }
            guard let canonical = measure.canonical else { continue }
            if let amount = needed(book.number(IndexName(.amount, owner: number, canonical.dimensions))) {
                span(canonical.low, canonical.high, under: amount)
            }
        }
    }

    /// Words beside a code lead to the code; words without one stand in the index themselves.
    private mutating func note(_ wording: IndexEntries.Wording) {
        if let code = wording.code, !catalog.parameters[wording.parameter].holdsIdentifiers {
            guard let token = needed(book.token(system: code.system, code: code.code)) else { return }
            return book.note(wording.text, of: token)
        }
        for suffix in WordStart.suffixes(of: wording.text) {
            text(String(suffix), under: PostgresIndexWriter.wordings(of: names.parameters[wording.parameter]))
        }
    }

    /// The second values of a composite, under the number of each first value.
    private mutating func collect(_ composite: IndexEntries.Composite) {
        guard composite.parts.count == 2 else { return }
        let own = names.parameters[composite.parameter]
        var firsts: [String] = []
        for token in composite.parts[0].tokens {
            if let number = needed(book.token(system: token.system, code: token.code)) { firsts.append("t\(number)") }
        }
        for reference in composite.parts[0].references {
            if let number = needed(book.target(reference.target)) { firsts.append("r\(number)") }
        }
        for first in firsts {
            guard let number = needed(book.number(IndexName(.composite, owner: own, first))) else { continue }
            collect(composite.parts[1]) { _ in number }
        }
    }

    // MARK: Rows

    private mutating func needed(_ number: Int64?) -> Int64? {
        if number == nil { isComplete = false }
        return number
    }

    private mutating func token(_ token: Int64?, under parameter: Int64) {
        guard let token = needed(token) else { return }
        rows.tokens.append(.init(parameter: parameter, value: token, person: entry.person, version: entry.version))
    }

    private mutating func text(_ text: String, _ system: String? = nil, under parameter: Int64) {
        guard let system = needed(book.system(system)) else { return }
        rows.texts.append(
            .init(
                parameter: parameter, value: text.cutForIndex, system: system, person: entry.person,
                version: entry.version))
    }

    private mutating func span(_ low: Double, _ high: Double, unit: Int64 = 0, under parameter: Int64) {
        rows.append(
            number: .init(
                parameter: parameter, low: low, high: high, unit: unit, person: entry.person, version: entry.version))
    }

    private mutating func number(_ low: Double, _ high: Double, under parameter: Int64) {
        rows.numbers.append(
            .init(parameter: parameter, low: low, high: high, person: entry.person, version: entry.version))
    }
}
