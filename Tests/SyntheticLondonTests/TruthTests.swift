// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import SyntheticLondon
import Testing

@Suite("The truth about records")
struct TruthTests {
    @Test("says joinable where, and only where, number and date of birth are right")
    func joinable() throws {
        for person in SampleLondon.people {
            for sent in try person.sent() where sent.resource.type == "Patient" {
                let truth = try #require(person.truth.record(patient: sent.reference))
                let number = sent.resource.node.items("identifier").compactMap { identifier in
                    identifier["system"]?.string == "https://fhir.nhs.uk/Id/nhs-number"
                        ? identifier["value"]?.string : nil
                }.first
                let isRight =
                    number == person.truth.nhsNumber && sent.resource.node.text("birthDate") == person.truth.birthDate
                #expect(truth.isJoinable == isRight, "\(truth.number) of person \(person.index)")
                expectNumber(number, truth.number, person.truth.nhsNumber)
                #expect(truth.feed == sent.feed.id && truth.node == sent.node)
                #expect(truth.isReceived == sent.feed.state.isReceived)
            }
        }
    }

    private func expectNumber(_ number: String?, _ held: HeldRecordTruth.Number, _ right: String) {
        switch held {
        case .correct: #expect(number == right)
        case .missing: #expect(number == nil)
        case .mistyped: #expect(throws: NHSNumber.Fault.checkDigit) { try NHSNumber(number ?? "") }
        case .placeholder: #expect(throws: NHSNumber.Fault.self) { try NHSNumber(number ?? "") }
        case .siblings, .otherIdentity:
            #expect(number != right)
            #expect((try? NHSNumber(number ?? "")) != nil)
        }
    }

    @Test("lists every number in a range that is never issued")
    func ranges() throws {
        var numbers = 0
        for person in SampleLondon.people {
            for sent in try person.sent() where sent.resource.type == "Patient" {
                for value in sent.resource.node.items("identifier").compactMap({ $0["value"]?.string }) {
                    guard let number = try? NHSNumber(value) else { continue }
                    numbers += 1
                    #expect(number.digits.hasPrefix("9"))
                }
            }
        }
        #expect(numbers > SampleLondon.people.count)
    }

    @Test("groups only resources that state the same")
    func duplicates() throws {
        var groups = 0
        for person in SampleLondon.people.prefix(120) {
            let byReference = Dictionary(
                try person.sent().map { (TruthReference(node: $0.node, reference: $0.reference), $0.resource) },
                uniquingKeysWith: { first, _ in first })
            for group in person.truth.duplicates where group.kind == "result" {
                let results = group.resources.compactMap { byReference[$0] }
                groups += results.count > 1 ? 1 : 0
                #expect(Set(results.map { $0.node.text("effectiveDateTime") }).count == 1)
                #expect(Set(results.map { $0.node["valueQuantity"]?["value"]?.numberText }).count == 1)
            }
        }
        #expect(groups > 10)
    }
}
