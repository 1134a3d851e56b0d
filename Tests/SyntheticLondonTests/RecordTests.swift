// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import SyntheticLondon
import Testing

@Suite("What sources send")
struct RecordTests {
    /// Everything a node lists in its directory.
    private static let directories: [String: Set<String>] = Dictionary(
        uniqueKeysWithValues: London.nodes.map { node in
            let references = SampleLondon.london.directory(of: node.id).compactMap { try? Resource($0).reference }
            return (node.id, Set(references))
        })

    @Test("parses, says which feed it is of, and refers only to what the same node has")
    func references() throws {
        for person in SampleLondon.people {
            let sent = try person.sent()
            var held = Self.directories
            for item in sent where item.feed.state.isReceived { held[item.node]?.insert(item.reference) }
            for item in sent {
                #expect(item.resource.node.text("meta", "source") == "urn:onelondon:feed:\(item.feed.id)")
                guard item.feed.state.isReceived else { continue }
                let references = item.resource.node.everything.compactMap { $0["reference"]?.string }
                let unknown = references.filter { held[item.node]?.contains($0) != true }
                #expect(unknown.isEmpty, "\(item.reference) of \(item.feed.id)")
            }
        }
    }

    @Test("has ids that are unique, opaque and hold no NHS number")
    func ids() throws {
        var seen: Set<String> = []
        for person in SampleLondon.people {
            for item in try person.sent() {
                let id = try #require(item.resource.id)
                #expect(seen.insert(id).inserted)
                #expect(id.utf8.count == 24 && !id.contains(person.truth.nhsNumber))
            }
        }
    }

    @Test("comes with one Patient for each organisation that knows the person")
    func patients() throws {
        for person in SampleLondon.people {
            let patients = try person.sent().filter { $0.resource.type == "Patient" }
            #expect(Set(patients.map(\.reference)) == Set(person.truth.records.map { "Patient/" + $0.patient }))
            #expect(patients.allSatisfy { $0.resource.node["managingOrganization"]?["reference"] != nil })
        }
    }

    @Test("tells of nothing before birth, nothing to come but appointments, and nothing after death but the intended")
    func dates() throws {
        for person in SampleLondon.people {
            let intended = Set(person.truth.hazards.filter { $0.hazard == .eventAfterDeath }.flatMap(\.resources))
            for item in try person.sent()
            where !intended.contains(TruthReference(node: item.node, reference: item.reference)) {
                for day in eventDays(item.resource) {
                    #expect(day >= person.truth.birthDate, "\(item.resource.type) of person \(person.index)")
                    if item.resource.type != "Appointment" { #expect(day < SampleLondon.today) }
                    if let death = person.truth.deathDate, item.resource.type != "DocumentReference" {
                        #expect(day <= death, "\(item.resource.type) of person \(person.index)")
                    }
                }
            }
        }
    }

    private func eventDays(_ resource: Resource) -> [String] {
        let members = [
            "effectiveDateTime", "onsetDateTime", "recordedDate", "authoredOn", "occurrenceDateTime", "date", "start",
            "performedDateTime", "created", "startDate", "whenHandedOver",
        ]
        let single = members.compactMap { resource.node[dynamic: $0]?.string }
        let period =
            resource.type == "Encounter" ? ["start", "end"].compactMap { resource.node.text("period", $0) } : []
        return (single + period).map { String($0.prefix(10)) }
    }

    @Test("gives London times with the offset of their season")
    func offsets() throws {
        for person in SampleLondon.people.prefix(150) {
            let repeated = Set(
                person.truth.hazards.filter { $0.hazard == .clockChange }.flatMap(\.resources).map(\.reference))
            for item in try person.sent() where !repeated.contains(item.reference) {
                for text in item.resource.node.everything.compactMap(\.string) where text.utf8.count == 25 {
                    guard let date = PartialDate(text), let offset = date.offset else { continue }
                    #expect(offset == LondonTime.offset(at: date.earliest), "\(text)")
                }
            }
        }
    }

    @Test("carries the labels of its feed")
    func labels() throws {
        for person in SampleLondon.people {
            for item in try person.sent() where !item.feed.labels.isEmpty {
                let codes = item.resource.node["meta"]?.codings ?? []
                for (label, code) in SensitivityLabels.codes where item.feed.labels.contains(label) {
                    #expect(codes.contains("\(SyntheticCodeSystem.sensitivity.rawValue)|\(code)"))
                }
            }
        }
    }

    @Test(
        "has a code that the check of R4 codes accepts for each status", arguments: ["Condition", "AllergyIntolerance"])
    func statusRules(type: String) throws {
        for person in SampleLondon.people {
            for item in try person.sent() where item.resource.type == type {
                let isMistake = item.resource.node.text("verificationStatus", "coding", "code") == "entered-in-error"
                #expect((item.resource["clinicalStatus"] == nil) == isMistake, "\(item.reference)")
            }
        }
    }

    @Test("never prescribes what someone is allergic to, or what blood thinners forbid")
    func safePrescribing() throws {
        for person in SampleLondon.people where person.truth.hazards.allSatisfy({ $0.hazard.number != 6 }) {
            let sent = try person.sent()
            let names = Set(
                sent.filter { $0.resource.type == "MedicationRequest" }.compactMap {
                    $0.resource.node.text("medicationCodeableConcept", "text")
                })
            let isAllergic = sent.contains {
                $0.resource.type == "AllergyIntolerance"
                    && ["373270004", "372687004"].contains($0.resource.node.text("code", "coding", "code") ?? "")
            }
            if isAllergic {
                #expect(names.isDisjoint(with: ["Amoxicillin 500mg capsules", "Flucloxacillin 500mg capsules"]))
            }
            let thinners = names.filter {
                $0.hasPrefix("Apixaban") || $0.hasPrefix("Rivaroxaban") || $0.hasPrefix("Warfarin")
            }
            if !thinners.isEmpty {
                #expect(names.isDisjoint(with: ["Naproxen 500mg tablets", "Ibuprofen 400mg tablets"]))
            }
        }
    }
}
