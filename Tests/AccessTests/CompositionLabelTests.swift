// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareTypes
import FHIRModel
import Testing

@Suite("Labels of structured documents")
struct CompositionLabelTests {
    private static func labels(_ members: String) throws -> SensitivityLabels {
        Labelling.labels(of: try Resource(Array(#"{"resourceType":"Composition","id":"1",\#(members)}"#.utf8)))
    }

    @Test(
        "A title or code that asks for a label asks for it wherever in the document it stands",
        arguments: [
            #""title":"Sexual health clinic letter""#, #""type":{"text":"Sexual health clinic letter"}"#,
            #""section":[{"title":"Plan"},{"title":"Sexual health"}]"#,
            #""section":[{"title":"A","section":[{"title":"B","section":[{"title":"Sexual health"}]}]}]"#,
            #""section":[{"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"A50"}]}}]"#,
        ])
    func titles(_ members: String) throws {
        #expect(try Self.labels(members).contains(.sexualHealth))
    }

    @Test("Other titles ask for none")
    func otherTitles() throws {
        #expect(try Self.labels(#""title":"Discharge summary","section":[{"title":"Allergies"},{}]"#) == [])
    }
}
