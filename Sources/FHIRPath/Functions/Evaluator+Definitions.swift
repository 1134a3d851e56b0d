// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

extension Evaluator {
    /// Functions that need definitions, value sets or code systems; false where the function is none of them.
    mutating func performByDefinitions(_ call: Call, _ scope: Scope) throws(FHIRPathFailure) -> Bool {
        switch call.function {
        case .memberOf:
            guard let item = try single(call.input, call.expression),
                let valueSet = try string(call.arguments[0], call.focus, scope)
            else { break }
            try membership(of: item, valueSet, call)
        case .subsumes, .subsumedBy:
            guard let own = try single(call.input, call.expression),
                let given = try item(call.arguments[0], call.focus, scope)
            else { break }
            let isAbove = call.function == .subsumes
            try subsumption(of: isAbove ? given : own, under: isAbove ? own : given, call)
        case .conformsTo:
            guard let item = try single(call.input, call.expression),
                let url = try string(call.arguments[0], call.focus, scope)
            else { break }
            let type = try baseType(url, call).name
            if case .node(let node) = item { push(node.type.isKind(of: type)) } else { push(false) }
        case .slice:
            guard let url = try string(call.arguments[0], call.focus, scope),
                let name = try string(call.arguments[1], call.focus, scope)
            else { break }
            // The definitions of R4 itself have no slices; profiles have.
            let type = try baseType(url, call).name
            throw failure("\(type) has no slice “\(name)”", call)
        case .elementDefinition:
            for place in call.input {
                guard case .node(let node) = stack[place] else { continue }
                try spend(100, call.expression)
                if let definition = node.definition { push(.node(definition)) }
            }
        case .htmlChecks:
            for place in call.input {
                guard case .node(let node) = stack[place], node.type.name == "xhtml" else { continue }
                push(NarrativeMarkupFault.first(in: node.json?.string ?? "") == nil)
            }
        default: return false
        }
        return true
    }

    private func failure(_ text: String, _ call: Call) -> FHIRPathFailure {
        FHIRPathFailure(.execution, text, at: call.expression.offset)
    }

    /// The type of R4 that a structure's url names.
    private func baseType(_ url: String, _ call: Call) throws(FHIRPathFailure) -> FHIRType {
        let base = "http://hl7.org/fhir/StructureDefinition/"
        guard url.hasPrefix(base), let type = FHIRType.named(String(url.dropFirst(base.count))) else {
            throw failure("The profile “\(url)” is not known here", call)
        }
        return type
    }

    // MARK: Codes

    private struct Coding {
        var code: String
        var system: String?

        init?(_ json: JSONNode) {
            guard let code = json["code"]?.string, !code.isEmpty else { return nil }
            self.code = code
            system = json["system"]?.string
        }

        init(code: String) { self.code = code }
    }

    /// What is coded in a code, a Coding or a CodeableConcept.
    private func codings(of item: PathItem, _ call: Call) throws(FHIRPathFailure) -> [Coding] {
        if let code = item.string { return [Coding(code: code)] }
        if case .node(let node) = item, let json = node.json {
            if node.type.isKind(of: "Coding") { return [Coding(json)].compactMap(\.self) }
            if node.type.isKind(of: "CodeableConcept") { return json.items("coding").compactMap { Coding($0) } }
        }
        throw failure("A code, a Coding or a CodeableConcept is needed here", call)
    }

    private mutating func membership(of item: PathItem, _ valueSet: String, _ call: Call) throws(FHIRPathFailure) {
        let codings = try codings(of: item, call)
        try spend(10 * (1 + codings.count), call.expression)
        var isKnown = true
        for coding in codings {
            switch environment.isMember(coding.code, coding.system, valueSet) {
            case true?: return push(true)
            case nil: isKnown = false
            case false?: break
            }
        }
        guard isKnown else { throw failure("The value set “\(valueSet)” is not known here", call) }
        push(false)
    }

    /// Whether any coding is another's equal or stands below it.
    private mutating func subsumption(
        of lower: PathItem, under upper: PathItem, _ call: Call
    ) throws(FHIRPathFailure) {
        let (below, above) = (try codings(of: lower, call), try codings(of: upper, call))
        try spend(10 * (1 + below.count * above.count), call.expression)
        var unknown: String?
        for ancestor in above {
            for code in below where ancestor.system == code.system {
                if ancestor.code == code.code { return push(true) }
                switch environment.subsumes(ancestor.code, code.code, code.system ?? "") {
                case true?: return push(true)
                case nil: unknown = "The hierarchy of “\(code.system ?? "a code without a system")” is not known here"
                case false?: break
                }
            }
        }
        if above.count == 1, below.count == 1, above[0].system != below[0].system {
            unknown = "Codes of two systems cannot be compared"
        }
        if let unknown { throw failure(unknown, call) }
        push(false)
    }
}
