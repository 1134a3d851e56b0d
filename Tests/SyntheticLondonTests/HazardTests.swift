// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import SyntheticLondon
import Testing

@Suite("Hazards in a London of fifty people")
struct HazardTests {
    private static let london = SyntheticLondon(seed: 3, people: 50, asOf: SampleLondon.asOf)
    private static let people: [SyntheticPerson] = (0..<50).map(london.person)

    @Test("cover every number of the list", arguments: 1...19)
    func numbers(number: Int) {
        #expect(Self.people.contains { person in person.truth.hazards.contains { $0.hazard.number == number } })
    }

    @Test("are all there, each with resources to look at", arguments: SyntheticHazard.allCases)
    func everyHazard(hazard: SyntheticHazard) throws {
        let truths = Self.people.flatMap(\.truth.hazards).filter { $0.hazard == hazard }
        #expect(!truths.isEmpty)
        #expect(truths.allSatisfy { !$0.resources.isEmpty && !$0.hazard.expectation.isEmpty })
    }

    @Test("name resources that really were sent")
    func resources() throws {
        for person in SampleLondon.people {
            let sent = Set(try person.sent().map { TruthReference(node: $0.node, reference: $0.reference) })
            for hazard in person.truth.hazards { #expect(sent.isSuperset(of: hazard.resources), "\(hazard.hazard)") }
            for duplicate in person.truth.duplicates { #expect(sent.isSuperset(of: duplicate.resources)) }
        }
    }

    @Test("play in the same scenarios as documented")
    func scenarios() {
        #expect(SyntheticLondon.scenarios.count == 50)
        #expect(Set(SyntheticLondon.scenarios).count == 50)
        #expect(Self.people.map(\.truth.scenario) == SyntheticLondon.scenarios.map(Optional.some))
        #expect(SampleLondon.people[50].truth.scenario == nil)
    }
}

@Suite("What is built into scenarios")
struct ScenarioTests {
    private func person(_ slug: String) throws -> SyntheticPerson { try SampleLondon.person(slug) }

    @Test("Twins share a birthday, and one hospital record carries the sister's number")
    func twins() throws {
        let first = try person("twin-a")
        let second = try person("twin-b")
        #expect(first.truth.birthDate == second.truth.birthDate)
        let hospital = try #require(second.truth.records.first { $0.number == .siblings })
        #expect(!hospital.isJoinable)
        let patient = try #require(try second.sent().first { $0.reference == "Patient/" + hospital.patient })
        #expect(patient.resource.node.text("identifier", "value") == first.truth.nhsNumber)
    }

    @Test("An old identity is held under another number and name", arguments: ["adopted", "new-identity"])
    func formerIdentity(slug: String) throws {
        let person = try person(slug)
        let former = try #require(person.truth.records.first { $0.number == .otherIdentity })
        let patients = try person.sent().filter { $0.resource.type == "Patient" }
        let old = try #require(patients.first { $0.reference == "Patient/" + former.patient })
        let current = try #require(patients.first { $0.reference != old.reference })
        #expect(old.resource.node.text("identifier", "value") != person.truth.nhsNumber)
        let oldGiven = try #require(old.resource.node.text("name", "given"))
        for bytes in person.records.filter({ $0.feed.id != former.feed }).flatMap(\.resources) {
            #expect(!String(decoding: bytes, as: UTF8.self).contains(oldGiven))
        }
        #expect(current.resource.node.text("name", "given") != oldGiven)
    }

    @Test("Clozapine is only in a feed that has failed")
    func clozapine() throws {
        let person = try person("clozapine")
        let holding = try person.sent().filter {
            $0.resource.node.everything.contains { $0.string?.contains("Clozapine") == true }
        }
        #expect(!holding.isEmpty)
        #expect(holding.allSatisfy { $0.feed.state == .failed && !$0.feed.state.isReceived })
    }

    @Test("Warfarin stands in two strengths")
    func warfarin() throws {
        let names = try person("lead").sent(.warfarinTwoStrengths).map {
            $0.resource.node.text("medicationCodeableConcept", "text")
        }
        #expect(Set(names) == ["Warfarin 1mg tablets", "Warfarin 3mg tablets"])
    }

    @Test("One product has an old id in one source and a new one in the other")
    func supersededID() throws {
        let codes = try person("duplicate-medicine").sent(.sameProductTwoIDs).map {
            $0.resource.node.text("medicationCodeableConcept", "coding", "code")
        }
        #expect(Set(codes) == ["703908001", "42206511000001102"])
    }

    @Test("One product has its id under two systems")
    func twoSystems() throws {
        let systems = try person("duplicate-medicine").sent(.sameProductTwoSystems).map {
            $0.resource.node.text("medicationCodeableConcept", "coding", "system")
        }
        #expect(Set(systems) == ["https://dmd.nhs.uk", "http://snomed.info/sct"])
    }

    @Test("Penicillin allergy stands against no known allergy, and nothing is said in a third source")
    func noKnownAllergy() throws {
        let lead = try person("lead")
        let statements = try lead.sent().filter { $0.resource.type == "AllergyIntolerance" }
        #expect(Set(statements.map { $0.resource.node.text("code", "coding", "code") }) == ["716186003", "373270004"])
        #expect(Set(statements.map(\.feed.id)).count == 2)
        #expect(lead.truth.records.count > 3)
    }

    @Test("An allergy has ended in one source and is active in the other")
    func staleAllergy() throws {
        let states = try person("stale-allergy").sent(.staleAllergy).map {
            $0.resource.node.text("clinicalStatus", "coding", "code")
        }
        #expect(Set(states) == ["resolved", "active"])
    }

    @Test("Instructions are long, have markup and line breaks, and stay whole")
    func doseText() throws {
        let person = try person("dose-text")
        let long = try #require(try person.sent(.longDoseText).first?.resource.node.text("dosageInstruction", "text"))
        #expect(long.utf8.count > 300)
        let marked = try #require(
            try person.sent(.doseTextMarkup).first?.resource.node.text("dosageInstruction", "text"))
        #expect(marked.contains("<") && marked.contains("&") && marked.contains("\n"))
    }

    @Test("A death was notified, then removed")
    func deathRemoved() throws {
        let patients = try person("death-removed").sent().filter { $0.resource.type == "Patient" }
        let codings: [String] = patients.flatMap { (patient: SentResource) -> [String] in patient.resource.node.codings
        }
        let systems = codings.filter { $0.contains("DeathNotificationStatus") }
        #expect(Set(systems.compactMap { $0.last }) == ["1", "U"])
    }

    @Test("A detention has an end, and so has its flag")
    func detention() throws {
        let sent = try person("detention-ended").sent(.endedDetention)
        let stay = try #require(sent.first { $0.resource.type == "Encounter" })
        #expect(try #require(stay.resource.node.text("period", "end")) < SampleLondon.today)
        #expect(sent.first { $0.resource.type == "Flag" }?.resource.node.text("status") == "inactive")
    }

    @Test("Two readings at half past one differ by their offset")
    func clockChange() throws {
        let starts = try person("clock-change").sent(.clockChange).compactMap {
            $0.resource.node.text("period", "start")
        }
        #expect(
            starts.contains { $0.hasSuffix("T01:30:00+01:00") } && starts.contains { $0.hasSuffix("T01:30:00+00:00") })
    }

    @Test("Two sources contradict each other about resuscitation, in two nodes")
    func resuscitation() throws {
        let sent = try person("conflicting-resuscitation").sent(.conflictingResuscitation)
        #expect(Set(sent.map { $0.resource.node.text("code", "coding", "code") }) == ["450476008", "450475007"])
        #expect(Set(sent.map(\.node)).count == 2)
    }

    @Test("A protected address marks every Patient resource as restricted")
    func protectedAddress() throws {
        let patients = try person("protected-address").sent().filter { $0.resource.type == "Patient" }
        #expect(patients.count > 1)
        for patient in patients {
            let codes = patient.resource.node["meta"]?.codings ?? []
            #expect(
                codes.contains { $0.hasSuffix("v3-Confidentiality|R") }
                    && codes.contains { $0.hasSuffix("protected-address") })
        }
    }

    @Test(
        "Flags for children are for professionals only", arguments: ["child-protection", "unborn-plan", "looked-after"])
    func childFlags(slug: String) throws {
        let flags = try person(slug).sent().filter { $0.feed.kind == .csc }
        #expect(!flags.isEmpty)
        for flag in flags {
            let codes = flag.resource.node["meta"]?.codings ?? []
            #expect(
                codes.contains { $0.hasSuffix("|professionals-only") }
                    && codes.contains { $0.hasSuffix("|safeguarding") })
        }
    }

    @Test("The lead story has what a page needs")
    func lead() throws {
        let lead = try person("lead")
        let sent = try lead.sent()
        #expect(Set(lead.truth.records.map(\.node)).count >= 3)
        #expect(Set(sent.map(\.feed.kind)).isSuperset(of: [.gp, .pas, .lab, .epr, .epma, .asc, .las, .ucp]))
        let creatinine = sent.filter { $0.resource.node.text("code", "text") == "Serum creatinine level" }
        #expect(creatinine.count > 20)
        let stopped = try lead.sent(.stoppedInHospital)
        #expect(Set(stopped.map { $0.resource.node.text("status") }) == ["active", "stopped"])
        #expect(stopped.contains { $0.resource.node.text("statusReason", "text") == "Acute kidney injury" })
        #expect(sent.contains { $0.resource.node.text("type", "coding", "code") == "1382601000000107" })
        #expect(lead.truth.records.filter { !$0.isJoinable }.isEmpty)
    }
}
