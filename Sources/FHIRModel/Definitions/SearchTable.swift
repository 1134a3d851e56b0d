// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The search parameter table in memory, indexed by resource type and by id.
struct SearchTable: Sendable {
    /// Every parameter once, by code and then by id.
    let parameters: [R4.SearchParameter]

    /// Positions in `parameters` for each concrete resource type, in the order of their codes.
    private let positions: [String: [Int]]

    private let positionsByID: [String: Int]

    /// Gives the parameters of a resource type and of the types it extends, by code.
    func parameters(for resourceType: String) -> [R4.SearchParameter] {
        (positions[resourceType] ?? []).map { parameters[$0] }
    }

    /// Finds the parameter of a resource type with this code.
    func parameter(_ code: String, for resourceType: String) -> R4.SearchParameter? {
        guard let positions = positions[resourceType] else { return nil }
        return positions.first { parameters[$0].code == code }.map { parameters[$0] }
    }

    /// Finds a parameter by its canonical url.
    func parameter(url: String) -> R4.SearchParameter? {
        let url = R4.canonical(url)
        guard url.hasPrefix(R4.SearchParameter.urlPrefix) else { return nil }
        let id = String(url.dropFirst(R4.SearchParameter.urlPrefix.count))
        return positionsByID[id].map { parameters[$0] }
    }

    /// Reads the table; the structures say which types extend `Resource` and `DomainResource`.
    init(text: String, structures: StructureTable) {
        let everyTarget = structures.resourceTypes.filter { $0 != "Parameters" }
        var parameters: [R4.SearchParameter] = []
        var byBase: [String: [Int]] = [:]
        TableText.forEachBlock(text) { header, lines in
            guard let parameter = Self.read(header: header, lines: lines, everyTarget: everyTarget) else { return }
            for base in parameter.bases { byBase[base, default: []].append(parameters.count) }
            parameters.append(parameter)
        }
        var positions: [String: [Int]] = [:]
        for resourceType in structures.resourceTypes {
            // The parameters are in the order of their codes, so their positions are too.
            positions[resourceType] = structures.lineage(of: resourceType).flatMap { byBase[$0] ?? [] }.sorted()
        }
        self.parameters = parameters
        self.positions = positions
        self.positionsByID = Dictionary(uniqueKeysWithValues: parameters.lazy.map(\.id).enumerated().map { ($1, $0) })
    }

    /// Reads one block of the table; the form is described in `script/generate-r4-tables`.
    private static func read(
        header: TableText.Field, lines: ArraySlice<TableText.Field>, everyTarget: [String]
    ) -> R4.SearchParameter? {
        var header = header
        let code = TableText.string(TableText.take(&header))
        let kindName = TableText.string(TableText.take(&header))
        guard let kind = R4.SearchParameter.Kind(rawValue: kindName) else { return nil }
        let id = TableText.string(TableText.take(&header))
        let bases = TableText.list(TableText.take(&header))
        let targets = header.elementsEqual([UInt8(ascii: "*")]) ? everyTarget : TableText.list(header)
        var expression: String?
        var expressionsByBase: [String: String] = [:]
        var components: [R4.SearchParameter.Component] = []
        var comparators: [String] = []
        var modifiers: [String] = []
        var usage = R4.SearchParameter.Usage.normal
        for line in lines {
            var value = line.dropFirst(2)
            switch line.first.map({ Unicode.Scalar($0) }) {
            case "x":
                expression = TableText.string(value)
            case "p":
                let base = TableText.string(TableText.take(&value))
                expressionsByBase[base] = TableText.string(value)
            case "k":
                let definition = R4.SearchParameter.urlPrefix + TableText.string(TableText.take(&value))
                let path = TableText.string(value)
                components.append(R4.SearchParameter.Component(definition: definition, expression: path))
            case "c":
                comparators = TableText.list(value)
            case "m":
                modifiers = TableText.list(value)
            case "u":
                usage = R4.SearchParameter.Usage(rawValue: TableText.string(value)) ?? .normal
            default:
                break
            }
        }
        return R4.SearchParameter(
            id: id, code: code, kind: kind, bases: bases, targets: targets, expression: expression,
            components: components, comparators: comparators, modifiers: modifiers, usage: usage,
            expressionsByBase: expressionsByBase)
    }
}
