// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What a FHIR CodeableConcept says: codes, and the words the sender uses.
struct Concept: Sendable {
    var codings: [SyntheticCode]
    var text: String?

    init(_ codings: SyntheticCode..., text: String? = nil) {
        self.codings = codings
        self.text = text
    }

    init(codings: [SyntheticCode], text: String?) {
        self.codings = codings
        self.text = text
    }

    /// Words only, as many feeds send what they have no code for.
    init(text: String) {
        codings = []
        self.text = text
    }
}
