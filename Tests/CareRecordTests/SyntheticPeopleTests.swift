// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import CareTypes
import Exchange
import FHIRModel
import SyntheticLondon
import Terminology
import Testing

@Suite("The synthetic Londoners")
struct SyntheticPeopleTests {
    @Test("The lead's record shows above the fold what an emergency doctor needs")
    func lead() throws {
        let record = try SyntheticRecord.record(try #require(SyntheticRecord.london.person(playing: "lead")))
        let header = record.header
        #expect(record.person.name.display == "ASHDOWN, Margaret Rose")
        #expect(record.person.age == 78)
        #expect(header.allergies == .known)
        #expect(header.allergyConflicts > 0)
        #expect(header.resuscitation == .recorded)
        #expect(
            header.decisions.contains { $0.meaning == .notForResuscitation && $0.reviewDue != nil && $0.author != nil })
        #expect(!header.isResuscitationConflicting)
        #expect(header.highRiskMedicines.contains { $0.title == "warfarin" })
        #expect(header.potassium?.latest.value.text != nil)
        #expect(header.eGFR?.latest.value.text != nil)
        #expect(header.lastEncounters.count == 3)
        #expect(record.person.practice != nil)
        #expect(record.person.contacts.contains { $0.name == "Helen Ashdown" })
        #expect(record.supportAtHome.current.isEmpty == false)
        let ramipril = try #require(record.medicines.groups.first { $0.title == "ramipril" })
        #expect(ramipril.conflicts.contains { $0.kind == .stoppedButCurrent && $0.reason == "Acute kidney injury" })
        let warfarin = try #require(record.medicines.groups.first { $0.title == "warfarin" })
        #expect(warfarin.products.count == 2)
        #expect(record.results.trend(.potassium)?.results.contains { $0.sources.sourceCount == 2 } == true)
        let parts = record.documents.rows.lazy.flatMap(\.content).compactMap { content in
            if case .parts(let parts) = content { parts } else { nil }
        }
        let titles = parts.first { _ in true }?.map(\.title)
        #expect(titles?.contains("Medications and medical devices") == true)
    }

    @Test("Every item of every person is in the record, whatever it is", arguments: 0..<100)
    func nothingDropped(index: Int) throws {
        let gathered = try SyntheticRecord.gathered(SyntheticRecord.london.person(index))
        guard !gathered.items.isEmpty else { return }
        let record = CareRecord(gathered, directory: SyntheticRecord.directory)
        guard record.person.addressProtection == .none else { return }
        var drawn = Set(record.sourceNotes.map(\.item))
        for document in record.documents.rows {
            for case .file(_, let item, _, _) in document.content { drawn.insert(item) }
        }
        let sent = Set(gathered.items.map { ItemReference(node: $0.node, reference: $0.resource.reference ?? "") })
        #expect(sent.subtracting(drawn).isEmpty)
        #expect(record.otherItems.isEmpty, "\(Set(record.otherItems.flatMap(\.sources).map(\.item.reference)))")
    }

    /// What must hold of the resources in which a hazard shows.
    private struct Places {
        var active: Set<ItemReference>
        var banner: Set<ItemReference>
        var flags: Set<ItemReference>
        var given: Set<ItemReference>
    }

    @Test("Hazards stand where they belong", arguments: 0..<300)
    func hazards(index: Int) throws {
        let person = SyntheticRecord.london.person(index)
        let gathered = try SyntheticRecord.gathered(person)
        let record = CareRecord(gathered, directory: SyntheticRecord.directory)
        let received = Set(gathered.items.map { ItemReference(node: $0.node, reference: $0.resource.reference ?? "") })
        let places = Places(
            active: Set(record.problems.active.flatMap { $0.rows.flatMap(\.sources) }.map(\.item)),
            banner: Set(record.allergies.current.flatMap(\.sources).map(\.item)),
            flags: Set(record.alerts.current.flatMap(\.sources).map(\.item)),
            given: Set(record.vaccinations.given.flatMap(\.sources).map(\.item)))
        for hazard in person.truth.hazards {
            let items = Set(hazard.resources.map { ItemReference(node: $0.node, reference: $0.reference) })
                .intersection(received)
            guard !items.isEmpty else { continue }
            try check(hazard.hazard, items, places, record)
        }
    }

    private func check(
        _ hazard: SyntheticHazard, _ items: Set<ItemReference>, _ places: Places, _ record: CareRecord
    ) throws {
        func rows(_ entry: MedicineEntry) -> Set<ItemReference> { Set(entry.rows.flatMap(\.sources).map(\.item)) }
        let products = record.medicines.groups.flatMap(\.products)
        switch hazard {
        case .familyHistoryAsProblem, .householdFact, .enteredInErrorProblem, .historyOf:
            let statements = Set(
                record.problems.active.flatMap(\.rows).filter { $0.form == .problem }.flatMap(\.sources).map(\.item))
            #expect(statements.isDisjoint(with: items), "\(hazard)")
        case .refutedAllergy: #expect(places.banner.isDisjoint(with: items))
        case .allergyAsProblem, .allergyAsDiagnosis, .allergyInOneSource:
            #expect(items.isSubset(of: places.banner), "\(hazard)")
        case .noKnownAllergyConflict where items.count > 1: #expect(record.allergies.state == .known)
        case .endedDetention:
            #expect(places.flags.isDisjoint(with: items))
            #expect(record.encounters.rows.flatMap(\.legalStatuses).allSatisfy { !$0.isInForce })
        case .childProtectionPlan, .lookedAfterChild, .unbornChildPlan:
            let shown = record.alerts.current.filter { $0.category == .childProtection }
            #expect(items.isSubset(of: Set(shown.flatMap(\.sources).map(\.item))))
            #expect(shown.allSatisfy { $0.isForProfessionalsOnly })
        case .vaccinationNotGiven: #expect(places.given.isDisjoint(with: items))
        case .sameProductTwoIDs, .sameProductTwoSystems:
            #expect(products.contains { items.isSubset(of: Set($0.rows.flatMap(\.sources).map(\.item))) }, "\(hazard)")
        case .warfarinTwoStrengths, .methotrexateStrengths:
            let holding = products.filter { !items.isDisjoint(with: Set($0.rows.flatMap(\.sources).map(\.item))) }
            #expect(holding.count == items.count, "\(hazard)")
            if items.count > 1 { #expect(record.medicines.groups.contains { items.isSubset(of: rows($0)) }) }
        case .stoppedInHospital where items.count > 1:
            #expect(record.medicines.groups.contains { !$0.conflicts.isEmpty && items.isSubset(of: rows($0)) })
        case .notIssuedRecently:
            #expect(
                record.medicines.groups.flatMap(\.rows).contains {
                    $0.isNotIssuedForSixMonths && !items.isDisjoint(with: Set($0.sources.map(\.item)))
                })
        case .doseConflict:
            #expect(record.medicines.groups.flatMap(\.conflicts).contains { $0.kind == .doseTextAndTiming })
        case .testCodeDrift:
            #expect(
                record.results.trends.contains { items.isSubset(of: Set($0.results.flatMap(\.sources).map(\.item))) })
        case .ureaNitrogen:
            #expect(
                !record.results.trends.contains { items.isSubset(of: Set($0.results.flatMap(\.sources).map(\.item))) })
        case .conflictingResuscitation where items.count > 1: #expect(record.resuscitation.isConflicting)
        case .thirdPartyLetter:
            let letters = record.documents.rows.filter { !items.isDisjoint(with: Set($0.sources.map(\.item))) }
            #expect(letters.allSatisfy { $0.isAboutThirdParty })
        default: break
        }
    }
}
