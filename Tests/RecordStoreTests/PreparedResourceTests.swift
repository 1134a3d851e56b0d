// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import FHIRSearch
import RecordStore
import Testing

@Suite("A prepared resource")
struct PreparedResourceTests {
    @Test(
        "concerns the right person",
        arguments: [
            ("Patient", "", "x"), ("Observation", #""subject":{"reference":"Patient/1"}"#, "1"),
            ("Observation", #""subject":{"reference":"https://here.example/Patient/1"}"#, "1"),
            ("Observation", #""subject":{"reference":"Patient/1/_history/2"}"#, "1"),
            ("Observation", #""subject":{"reference":"Group/1"}"#, nil),
            ("Observation", #""subject":{"reference":"Device/1"},"performer":[{"reference":"Patient/2"}]"#, nil),
            ("Observation", #""performer":[{"reference":"Patient/2"}]"#, "2"),
            ("Observation", #""subject":{"reference":"Patient/1"},"performer":[{"reference":"Patient/2"}]"#, "1"),
            ("Encounter", #""subject":{"reference":"Patient/1"}"#, "1"),
            ("Immunization", #""patient":{"reference":"Patient/1"}"#, "1"),
            ("AllergyIntolerance", #""patient":{"reference":"Patient/1"},"asserter":{"reference":"Patient/2"}"#, "1"),
            (
                "AllergyIntolerance",
                #""patient":{"identifier":{"value":"9"}},"asserter":{"reference":"Patient/mother"}"#, nil
            ),
            (
                "AllergyIntolerance",
                #""patient":{"reference":"https://far.example/Patient/1"},"recorder":{"reference":"Patient/2"}"#, nil
            ),
            (
                "Condition", #""subject":{"reference":"urn:uuid:1"},"asserter":{"reference":"Patient/mother"}"#, nil
            ),
            ("DocumentReference", ##""subject":{"reference":"#p"},"author":[{"reference":"Patient/2"}]"##, nil),
            ("DocumentReference", #""subject":{"display":"A child"},"author":[{"reference":"Patient/2"}]"#, nil),
            ("Account", #""subject":[{"reference":"Device/1"},{"reference":"Patient/1"}]"#, "1"),
            (
                "Task", #""for":{"identifier":{"value":"9"}},"requester":{"reference":"Patient/2"}"#, nil
            ), ("Task", #""for":{"reference":"Patient/1"}"#, "1"),
            ("Device", #""patient":{"reference":"Patient/1"}"#, "1"),
            (
                "Appointment",
                #""participant":[{"actor":{"reference":"Practitioner/1"}},{"actor":{"reference":"Patient/2"}}]"#, "2"
            ),
            ("Binary", #""securityContext":{"reference":"Patient/1"}"#, "1"),
            ("Binary", #""securityContext":{"reference":"https://here.example/Patient/1"}"#, "1"),
            ("Binary", #""securityContext":{"reference":"https://far.example/Patient/1"}"#, nil),
            ("Binary", #""securityContext":{"reference":"Organization/1"}"#, nil),
            ("Coverage", #""beneficiary":{"reference":"Patient/1"}"#, "1"),
            ("RelatedPerson", #""patient":{"reference":"Patient/1"}"#, "1"), ("Organization", #""name":"x""#, nil),
            ("Practitioner", "", nil), ("Location", "", nil), ("Medication", "", nil),
        ] as [(String, String, String?)])
    func person(type: String, members: String, wanted: String?) throws {
        let more = members.isEmpty ? "" : "," + members
        let resource = try Resource(#"{"resourceType":"\#(type)"\#(more)}"#.utf8)
        let extractor = IndexExtractor(base: "https://here.example")
        #expect(try PreparedResource(resource, id: "x", labels: [], extractor: extractor).person == wanted)
    }

    @Test("is refused where R4 has no such type")
    func refusesUnknownTypes() throws {
        let resource = try Resource(#"{"resourceType":"Nonsense"}"#.utf8)
        #expect(throws: ResourceFailure.noResourceType) {
            _ = try PreparedResource(resource, id: "x", labels: [], extractor: IndexExtractor())
        }
    }
}

@Suite("The order of results")
struct SearchOrderTests {
    @Test(
        "puts results without a value last and follows one direction",
        arguments: [
            (1 as Int64?, 1 as Int64, 2 as Int64?, 1 as Int64, true, false), (1, 2, 1, 1, false, true),
            (1, 1, 1, 2, true, false),
            (1, 1, nil, 9, true, true), (nil, 1, 1, 9, false, false), (nil, 1, nil, 2, true, false),
            (1, 1, 1, 1, false, false),
        ])
    func order(left: Int64?, leftKey: Int64, right: Int64?, rightKey: Int64, ascending: Bool, descending: Bool) {
        func place(_ value: Int64?, _ key: Int64) -> SearchPlace {
            SearchPlace(values: [value.map { .integer($0) }], key: key)
        }
        for (isDescending, wanted) in [(false, ascending), (true, descending)] {
            let order = SearchOrder([SortKey(.lastUpdated, descending: isDescending)])
            #expect(order.precedes(place(left, leftKey), place(right, rightKey)) == wanted)
        }
    }

    @Test("asks a further key where the first is the same, each in its own direction")
    func furtherKeys() {
        let order = SearchOrder([SortKey(.id, descending: true), SortKey(.lastUpdated, descending: false)])
        func place(_ text: String?, _ number: Int64?, _ key: Int64) -> SearchPlace {
            SearchPlace(values: [text.map { .text($0) }, number.map { .integer($0) }], key: key)
        }
        let wanted = [
            place("b", 1, 1), place("b", 2, 5), place("b", 2, 4), place("b", nil, 9), place("a", 0, 8),
            place(nil, 3, 3),
            place(nil, nil, 2),
        ]
        #expect(wanted.shuffled().sorted { order.precedes($0, $1) } == wanted)
    }

    @Test("compares texts by their bytes")
    func texts() {
        #expect(SortValue.text("Z") < .text("a"))
        #expect(SortValue.text("z") < .text("\u{E9}"))
        #expect(SortValue.text("e\u{301}") != .text("\u{E9}"))
        #expect(SortValue.number(9) < .number(10))
    }
}
