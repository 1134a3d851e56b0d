// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension JSONNode {
    /// A HumanName in its parts.
    var personName: PersonName {
        let given = items("given").compactMap(\.string).filter { !$0.isEmpty }
        let title = items("prefix").compactMap(\.string).first.map { String($0.filter { $0 != "." }) }
        return PersonName(family: self["family"]?.string, given: given, title: title, text: self["text"]?.string)
    }

    /// A HumanName in the order in which it is said.
    var spokenName: String? {
        if let text = self["text"]?.string, !text.isEmpty { return text }
        let parts = items("prefix").compactMap(\.string) + items("given").compactMap(\.string)
        let name = (parts + [self["family"]?.string].compactMap(\.self)).joined(separator: " ")
        return name.isEmpty ? nil : name
    }

    /// The lines of an Address with town and district, as sent.
    var addressLines: [String] {
        let lines = items("line").compactMap(\.string) + [self["city"], self["district"]].compactMap { $0?.string }
        return lines.isEmpty ? [self["text"]?.string].compactMap(\.self) : lines
    }

    /// The labels in a resource's `meta.security`.
    var sensitivityLabels: SensitivityLabels {
        guard let security = self["meta"]?["security"] else { return [] }
        return security.itemsOfSelf.reduce(into: []) { labels, coding in
            guard let code = coding["code"]?.string else { return }
            labels.formUnion(SensitivityLabels.codes.first { $0.code == code }?.label ?? [])
        }
    }

    /// Whether a resource is marked restricted or very restricted.
    var isRestricted: Bool {
        self["meta"]?.items("security").contains {
            $0["code"]?.equals("R") ?? false || $0["code"]?.equals("V") ?? false
        }
            ?? false
    }
}
