// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// Codes, identifiers and references.
extension IndexCollector {
    mutating func coding(_ coding: JSONNode, for sink: IndexTrie.Sink, also text: String? = nil) {
        let pair = coding["code"]?.string.flatMap { code in
            code.isEmpty ? nil : IndexEntries.CodePair(system: coding["system"]?.string, code: code)
        }
        if let pair { token(system: pair.system, code: pair.code, for: sink) }
        wording(coding["display"]?.string, of: pair, for: sink)
        if let pair, let text { wording(text, of: pair, for: sink) }
    }

    mutating func concept(_ concept: JSONNode, for sink: IndexTrie.Sink) {
        let text = concept["text"]?.string
        var hasCode = false
        for coding in concept.items("coding") {
            self.coding(coding, for: sink, also: text)
            hasCode = hasCode || coding["code"]?.string?.isEmpty == false
        }
        if !hasCode { wording(text, of: nil, for: sink) }
    }

    mutating func identifier(_ identifier: JSONNode, for sink: IndexTrie.Sink) {
        let value = identifier["value"]?.string
        token(system: identifier["system"]?.string, code: value, for: sink)
        guard let type = identifier["type"] else { return }
        wording(type["text"]?.string, of: nil, for: sink)
        guard let value, !value.isEmpty else { return }
        for coding in type.items("coding") {
            guard let code = coding["code"]?.string, !code.isEmpty else { continue }
            entries.typedIdentifiers.append(
                .init(
                    parameter: sink.parameter, type: .init(system: coding["system"]?.string, code: code), value: value))
        }
    }

    mutating func token(system: String?, code: String?, for sink: IndexTrie.Sink) {
        guard let code, !code.isEmpty else { return }
        let entry = IndexEntries.Token(parameter: sink.parameter, system: system, code: code)
        if sink.holdsIdentifiers { entries.identifiers.append(entry) } else { entries.tokens.append(entry) }
    }

    private mutating func wording(_ text: String?, of code: IndexEntries.CodePair?, for sink: IndexTrie.Sink) {
        guard let text else { return }
        let folded = TextFolding.fold(text)
        guard !folded.isEmpty else { return }
        entries.wordings.append(.init(parameter: sink.parameter, code: code, text: folded))
    }

    mutating func reference(_ reference: JSONNode, for sink: IndexTrie.Sink) {
        target(reference["reference"]?.string, for: sink)
        guard let identifier = reference["identifier"], let value = identifier["value"]?.string, !value.isEmpty else {
            return
        }
        let type = reference["type"]?.string
        if let wanted = sink.path.targetType, let type, wanted != type { return }
        entries.referenceIdentifiers.append(
            .init(parameter: sink.parameter, system: identifier["system"]?.string, value: value, type: type))
    }

    mutating func target(_ text: String?, for sink: IndexTrie.Sink) {
        guard let text, !text.isEmpty else { return }
        let target = ReferenceTarget(text, base: base)
        switch target {
        case .contained: return
        case .local(let id): if let type = sink.path.targetType, id.type != type { return }
        case .external: if sink.path.targetType != nil { return }
        }
        entries.references.append(.init(parameter: sink.parameter, target: target))
    }

    /// A resource within a Bundle, by its own type and id.
    mutating func entry(_ resource: JSONNode, for sink: IndexTrie.Sink) {
        guard let type = resource["resourceType"]?.string, let id = resource["id"]?.string, ResourceID.isValid(id: id)
        else { return }
        target("\(type)/\(id)", for: sink)
    }
}
