// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// A search that is to name one resource: of a conditional change or a conditional reference.
///
/// Two are the same where they have the same parameters in any order, however they are escaped.
struct Condition: Hashable {
    /// The type that is searched.
    let type: String
    /// The parameters, in order of their names.
    let text: String

    init(type: String, text: String) {
        self.type = type
        let parameters = FormText.pairs(in: text.hasPrefix("?") ? text.dropFirst() : text[...])
        self.text = FormParameters.queryText(parameters.sorted { ($0.name, $0.value) < ($1.name, $1.value) })
    }

    /// The condition of a reference such as `Patient?identifier=…`; nil where it is none.
    init?(reference: Substring) {
        guard let mark = reference.firstIndex(of: "?") else { return nil }
        let type = String(reference[..<mark])
        guard R4.isResourceType(type) else { return nil }
        self.init(type: type, text: String(reference[mark...]))
    }
}
