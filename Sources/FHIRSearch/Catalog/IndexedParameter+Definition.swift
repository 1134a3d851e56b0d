// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRPath

extension IndexedParameter {
    /// A parameter as its definition has it for a type; nil where it selects nothing that can be compared.
    init?(_ definition: R4.SearchParameter, for type: String, ordinal: Int) {
        guard let text = definition.expression(for: type) else { return nil }
        let resolved = IndexExpression(text, for: type)
        let paths =
            resolved?.paths.filter {
                IndexValueForm(
                    kind: definition.kind, usage: definition.usage, type: $0.type, asPresence: $0.asPresence) != nil
            } ?? []
        var expression: FHIRPathExpression?
        if resolved == nil {
            guard let read = try? FHIRPathExpression(Self.standard(text)) else { return nil }
            expression = read
        } else if paths.isEmpty {
            return nil
        }
        self.init(
            ordinal: ordinal, resourceType: type, code: definition.code, kind: definition.kind,
            usage: definition.usage, targets: definition.targets,
            definitionHash: Self.hash("\(Self.version(of: paths))|\(definition.kind)|\(text)"),
            holdsIdentifiers: definition.kind == .token && paths.contains { $0.type == "Identifier" },
            url: definition.url, components: [], sources: [Source(ordinal: ordinal, targetType: nil)],
            paths: resolved?.paths ?? [], expression: expression)
    }

    /// The version of the way values are taken from what these paths lead to: a Timing makes one row since version 3.
    private static func version(of paths: [IndexExpression.Path]) -> UInt64 {
        paths.contains { $0.type == "Timing" } ? 3 : ParameterCatalog.extractorVersion
    }

    /// A parameter of a store's own; it keeps rows of its own, whatever others look at.
    init(_ custom: CustomParameter, for type: String, definedBy id: String, ordinal: Int) throws(CareIssue) {
        let text = custom.expression(for: type)
        let resolved = IndexExpression(text, for: type)
        var expression: FHIRPathExpression?
        if resolved == nil {
            do {
                expression = try FHIRPathExpression(text)
            } catch {
                throw CustomParameter.fault(.value, "expression", error.description)
            }
        }
        self.init(
            ordinal: ordinal, resourceType: type, code: custom.code, kind: custom.kind, usage: .normal,
            targets: custom.targets,
            definitionHash: Self.hash(
                "\(Self.version(of: resolved?.paths ?? []))|\(custom.kind)|\(text)|\(custom.url)|"
                    + custom.targets.joined(separator: ",")),
            holdsIdentifiers: custom.kind == .token && resolved?.paths.contains { $0.type == "Identifier" } ?? false,
            url: custom.url, components: [], sources: [Source(ordinal: ordinal, targetType: nil)],
            paths: resolved?.paths ?? [], expression: expression, definedBy: id)
    }

    /// A composite, whose parts are compared as others of the type are.
    init?(composite definition: R4.SearchParameter, for type: String, ordinal: Int, among others: [IndexedParameter]) {
        guard let text = definition.expression(for: type), let roots = IndexExpression(text, for: type) else {
            return nil
        }
        var components: [Component] = []
        for part in definition.components {
            guard let parameter = others.first(where: { $0.url == part.definition }) else { return nil }
            let ofResource = part.expression.hasPrefix("%resource.")
            let bases = ofResource ? [type] : roots.paths.map(\.type)
            let relative = ofResource ? String(part.expression.dropFirst("%resource.".count)) : part.expression
            let paths = bases.flatMap { IndexExpression(relative, from: $0)?.paths ?? [] }.withoutRepetitions
            guard !paths.isEmpty else { return nil }
            components.append(Component(ordinal: parameter.ordinal, paths: paths, isOfResource: ofResource))
        }
        let parts = definition.components.map { "\($0.definition) \($0.expression)" }.joined(separator: ",")
        self.init(
            ordinal: ordinal, resourceType: type, code: definition.code, kind: .composite, usage: .normal, targets: [],
            definitionHash: Self.hash("\(ParameterCatalog.extractorVersion)|composite|\(text)|\(parts)"),
            holdsIdentifiers: false, url: definition.url, components: components,
            sources: [Source(ordinal: ordinal, targetType: nil)], paths: roots.paths, expression: nil)
    }

    /// The times of resources with a code, by the code.
    init(joining code: IndexedParameter, with time: IndexedParameter, ordinal: Int) {
        let components = [code, time].map {
            Component(ordinal: $0.ordinal, paths: $0.paths, isOfResource: true)
        }
        self.init(
            ordinal: ordinal, resourceType: code.resourceType, code: "\(code.code)+\(time.code)", kind: .composite,
            usage: .normal, targets: [],
            definitionHash: Self.hash("joined|\(code.definitionHash)|\(time.definitionHash)"),
            holdsIdentifiers: false, url: "", components: components,
            sources: [Source(ordinal: ordinal, targetType: nil)], paths: [], expression: nil)
        isJoined = true
    }

    /// R4 writes `hasExtension(…)` in one parameter, which FHIRPath does not have.
    private static func standard(_ expression: String) -> String {
        guard let call = expression.firstRange(of: "hasExtension("),
            let end = expression[call.upperBound...].firstIndex(of: ")")
        else { return expression }
        return expression[..<call.lowerBound] + "extension(" + expression[call.upperBound...end] + ".exists()"
            + standard(String(expression[expression.index(after: end)...]))
    }

    /// FNV-1a: stable from run to run.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}

extension Array where Element: Equatable {
    fileprivate var withoutRepetitions: [Element] {
        reduce(into: []) { kept, element in if !kept.contains(element) { kept.append(element) } }
    }
}
