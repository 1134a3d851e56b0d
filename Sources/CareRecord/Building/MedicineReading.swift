// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Exchange
internal import FHIRModel
internal import Terminology

/// One medicine resource of one source, before entries and issues are put together.
struct MedicineItem {
    let item: RecordItem
    let row: MedicineRow
    let group: MedicineGroup?
    let product: MedicineProduct?
    /// Codes of the medicine, for products that are not listed.
    let codes: [CodeKey]
    /// The medicine resource this one belongs to, as an issue belongs to a repeat.
    let parent: ItemReference?
    let event: MedicineEvent

    init(_ item: RecordItem, _ index: RecordIndex) {
        self.item = item
        let node = item.resource.node
        let concept =
            node["medicationCodeableConcept"] ?? index.target(node.reference("medicationReference"), of: item)?["code"]
            ?? (item.resource.type == "Condition" || item.resource.type == "Observation" ? node["code"] : nil)
        codes = concept.map { CodeKey.codings(of: $0) } ?? []
        group = MedicineGroup.of(codes)
        product = MedicineProduct.lookup(codes)
        let title = concept?.conceptWords ?? node.display("medicationReference") ?? "Medicine without a name"
        parent = Self.parents(node).lazy
            .map { ItemReference(node: item.node, reference: $0) }
            .first { index.item($0.reference, node: item.node) != nil }
        var row = Self.row(item, title, index)
        Self.readDose(node, &row)
        row.isTransferDegraded = codes.contains { ConditionMeaning.kind($0) == .degradedMedicine }
        let happened = Self.eventDate(node)
        row.source = index.note(
            item, title, concept: concept, happened: happened,
            recorded: node.date("authoredOn") ?? node.date("dateAsserted") ?? node.date("recordedDate"),
            author: index.staff(node["requester"] ?? node["informationSource"] ?? node.performer, of: item))
        event = MedicineEvent(
            kind: Self.kind(item.resource.type, row.status, node), status: row.status, date: happened,
            statusAsSent: node["status"]?.string, doseTexts: row.doseTexts, quantity: row.quantity, source: row.source)
        self.row = row
    }

    private static func row(_ item: RecordItem, _ title: String, _ index: RecordIndex) -> MedicineRow {
        let node = item.resource.node
        let status = MedicineStatusReading.status(item)
        var row = MedicineRow(
            id: "", title: title, status: status, isCurrent: MedicineStatusReading.isCurrent(item, at: index.now),
            source: index.note(item, title))
        let effective = node.period("effectivePeriod")
        let repeats = node.extensions("MedicationRepeatInformation").first
        row.isRepeat = repeats != nil || status == .authorisedRepeat
        row.authorised = item.resource.type == "MedicationRequest" ? node.date("authoredOn") : nil
        row.start = effective.start ?? node.date("effectiveDateTime") ?? row.authorised
        let change = (node.extensions("MedicationStatusReason") + node.extensions("MedicationStatusReason-1")).first
        row.stop = change?.extensionValue("statusChangeDate")?.string.flatMap { PartialDate($0) } ?? effective.end
        row.reasonStopped =
            [.stopped, .cancelled, .suspended, .notTaken].contains(status)
            ? node["statusReason"]?.itemsOfSelf.compactMap(\.conceptWords).first
                ?? change?.extensionValue("statusReason")?.conceptWords : nil
        row.authorisedUntil =
            (repeats?.extensionValue("authorisationExpiryDate") ?? repeats?.extensionValue("authorisation-expiry-date"))?
            .string.flatMap { PartialDate($0) } ?? node["dispenseRequest"]?.period("validityPeriod").end
        row.numberOfIssues = repeats?.extensionValue("numberOfPrescriptionsIssued")?.numberText.flatMap { Int($0) }
        row.lastIssued = node.extensionValue("LastIssueDate")?.string.flatMap { PartialDate($0) }
        row.quantity =
            node["dispenseRequest"]?["quantity"]?.quantityWords ?? node["quantity"]?.quantityWords
        row.reasons = node.words("reasonCode")
        row.notes = node.annotations
        return row
    }

    /// Dose texts verbatim, and whether the structured timing says something else.
    private static func readDose(_ node: JSONNode, _ row: inout MedicineRow) {
        let list = ["dosageInstruction", "dosage"].lazy.compactMap { node[dynamic: $0] }.first { _ in true }
        let dosages = list.map { Array($0.itemsOfSelf) } ?? []
        row.doseTexts = dosages.flatMap { dosage in
            [dosage["text"]?.string, dosage["patientInstruction"]?.string].compactMap(\.self)
        }
        let timings = dosages.compactMap { $0["timing"]?.timingWords }
        row.structuredDose = timings.isEmpty ? nil : timings.joined(separator: "; ")
        row.route = dosages.lazy.compactMap { $0["route"]?.conceptWords }.first { _ in true }
        row.hasDoseConflict = dosages.contains { dosage in
            guard let timing = dosage["timing"].flatMap({ DoseFrequency(timing: $0) }),
                let text = dosage["text"]?.string.flatMap({ DoseFrequency(text: $0) })
            else { return false }
            return !text.agrees(with: timing)
        }
    }

    /// What a resource may belong to, the nearest first.
    ///
    /// The prescription that one renews is none of these: each stands for itself.
    private static func parents(_ node: JSONNode) -> [String] {
        let lists = [node.items("basedOn"), node.items("authorizingPrescription"), node.items("partOf")]
            .flatMap { $0.compactMap { $0["reference"]?.string } }
        let single = [node.reference("request")].compactMap(\.self)
        return (lists + single + node.items("derivedFrom").compactMap { $0["reference"]?.string })
            .filter { $0.hasPrefix("Medication") }
    }

    private static func eventDate(_ node: JSONNode) -> PartialDate? {
        node.date("whenHandedOver") ?? node.date("whenPrepared") ?? node.date("authoredOn")
            ?? node.date("effectiveDateTime") ?? node.period("effectivePeriod").start ?? node.date("dateAsserted")
    }

    private static func kind(_ type: String, _ status: MedicineRow.Status, _ node: JSONNode) -> MedicineEvent.Kind {
        switch type {
        case "MedicationDispense": .dispensed
        case "MedicationAdministration": .administered
        case "MedicationStatement": .listed
        default: status == .authorisedRepeat || node["intent"]?.equals("plan") ?? false ? .authorised : .issued
        }
    }
}

extension JSONNode {
    fileprivate var performer: JSONNode? { items("performer").lazy.compactMap { $0["actor"] }.first { _ in true } }
}
