// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareRecord
import CareTypes
import Directory
import Exchange
import FHIRModel
import Identity
import Testing

/// A source of the test record.
struct TestSource: Sendable {
    var node: String
    var feed: String
    var code: String
    var name: String
    var content: Set<RecordSection>

    static let gp = TestSource(
        node: "nel", feed: "gp-y99001", code: "Y99001", name: "Marsh Lane Surgery",
        content: RecordSection.all.subtracting([.supportAtHome, .carePlans, .resuscitation]))
    static let hospital = TestSource(
        node: "nel", feed: "epr-r99x1", code: "R99X1", name: "Riverside Hospital",
        content: [.documents, .allergies, .results, .encounters])
    static let pharmacySystem = TestSource(
        node: "nel", feed: "epma-r99x1", code: "R99X1", name: "Riverside Hospital", content: [.medicines])
    static let plans = TestSource(
        node: "swl", feed: "ucp-1", code: "UCP01", name: "Shared care plans", content: [.carePlans, .resuscitation])
    static let council = TestSource(
        node: "nel", feed: "asc-9", code: "E99009", name: "Eastmarsh Council", content: [.supportAtHome, .alerts])
    static let otherHospital = TestSource(
        node: "sel", feed: "epr-r99x2", code: "R99X2", name: "Hillfield Hospital",
        content: [.documents, .allergies, .results, .encounters, .problems, .medicines])

    static let all = [gp, hospital, pharmacySystem, plans, council, otherHospital]
}

/// The moment of the test record: a winter morning in London.
let gatheringTime = "2026-11-23T09:30:00Z"

func timestamp(_ text: String) throws -> Timestamp { try #require(PartialDate(text)).earliest }

func partial(_ text: String) throws -> PartialDate { try #require(PartialDate(text)) }

/// A resource from its type, id and the rest of its members.
func item(
    _ type: String, _ id: String, _ members: String, from source: TestSource = .gp,
    received: String = "2026-11-20T10:00:00Z"
) throws -> RecordItem {
    let json = #"{"resourceType":"\#(type)","id":"\#(id)"\#(members.isEmpty ? "" : ",")\#(members)}"#
    return RecordItem(
        resource: try Resource(Array(json.utf8)), node: source.node, feed: source.feed,
        organisation: ODSCode(source.code), received: try timestamp(received))
}

/// A CodeableConcept of SNOMED CT.
func snomed(_ code: String, _ text: String) -> String {
    #"{"coding":[{"system":"http://snomed.info/sct","code":"\#(code)","display":"\#(text)"}],"text":"\#(text)"}"#
}

/// A status as a CodeableConcept, as conditions and allergies have it.
func coded(_ code: String) -> String { #"{"coding":[{"code":"\#(code)"}]}"# }

/// A line of the completeness contract.
func line(_ source: TestSource, _ state: SourceLine.State, concernsPerson: Bool = true) -> SourceLine {
    SourceLine(
        node: source.node, feed: source.feed, organisation: ODSCode(source.code), name: source.name, state: state,
        concernsPerson: concernsPerson, content: source.content, lastReceived: nil, itemCount: 0)
}

/// What the nodes answered: the items, with every source in order but those in `states`.
func gathered(
    _ items: [RecordItem], context: [RecordItem] = [], states: [String: SourceLine.State] = [:],
    sources: [TestSource] = TestSource.all, at time: String = gatheringTime, born: CivilDate? = nil
) throws -> GatheredRecord {
    let birthDate = try #require(born ?? CivilDate("1948-02-10"))
    return GatheredRecord(
        person: TracedPerson(number: try NHSNumber("999 000 0018"), birthDate: birthDate), items: items,
        context: context,
        sources: sources.map { line($0, states[$0.feed] ?? .ok) }, possibleOtherRecords: 0, hiddenItems: 0,
        gatheredAt: try timestamp(time), correlationID: "request-1")
}

/// The record of some items.
func record(
    _ items: [RecordItem], context: [RecordItem] = [], states: [String: SourceLine.State] = [:],
    sources: [TestSource] = TestSource.all, at time: String = gatheringTime
) throws -> CareRecord {
    CareRecord(
        try gathered(items, context: context, states: states, sources: sources, at: time), directory: testDirectory)
}

/// Kinds of the test organisations.
let testDirectory: DirectorySnapshot = {
    let kinds: [(TestSource, OrganisationKind)] = [
        (.gp, .gpPractice), (.hospital, .acuteTrust), (.council, .council), (.otherHospital, .acuteTrust),
    ]
    return DirectorySnapshot(
        areas: [],
        organisations: kinds.compactMap { source, kind in
            ODSCode(source.code).map { Organisation(code: $0, name: source.name, kind: kind) }
        })
}()
