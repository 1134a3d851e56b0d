// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access
internal import CareTypes
package import Directory
package import Exchange
internal import FHIRModel
internal import Terminology

extension CareRecord {
    /// Arranges a gathered record for reading.
    ///
    /// A pure function: no clock, no input or output; the order of items does not matter.
    ///
    /// - Parameters:
    ///   - gathered: what the nodes answered.
    ///   - directory: names and kinds of organisations; without it codes stand in for names, and a source counts as a
    ///     hospital unless it is known to be something else.
    ///   - visibleSections: the headings this reader may see.
    package init(
        _ gathered: GatheredRecord, directory: DirectorySnapshot = DirectorySnapshot(areas: []),
        visibleSections: Set<RecordSection> = RecordSection.all
    ) {
        let protection = gathered.addressProtection
        let index = RecordIndex(
            gathered.protected(protection, directory).withSensitiveNamesReplaced(),
            directory: protection == .protected ? DirectorySnapshot(areas: []) : directory,
            visible: visibleSections, protection: protection)
        self.init(index)
    }

    private init(_ index: RecordIndex) {
        let routed = RoutedItems(index)
        let encounters = index.encounterSection()
        let documents = index.documentSection(encounters: encounters.rows)
        let plans = CarePlans(index)
        let records = index.patientRecords
        let address = index.addresses(records).first { $0.isCurrent }
        let alerts = index.alertSection(routed, addressSince: address?.start, encounters: encounters.rows)
        self.init(
            person: index.personSection(alerts.current), alerts: alerts,
            resuscitation: index.resuscitationSection(routed, documents: documents.rows),
            allergies: index.allergySection(routed), problems: index.problemSection(routed),
            medicines: index.medicineSection(routed), results: index.resultSection(routed),
            encounters: encounters, documents: documents, appointments: index.appointmentSection(),
            carePlans: plans.carePlanSection(), supportAtHome: plans.supportSection(),
            vaccinations: index.vaccinationSection(routed), procedures: index.procedureSection(routed),
            sources: index.gathered.sources.map(index.shown),
            visibleSections: index.visible,
            possibleOtherRecords: index.gathered.possibleOtherRecords, hiddenItems: index.gathered.hiddenItems,
            gatheredAt: index.gathered.gatheredAt, correlationID: index.gathered.correlationID)
        linkDocuments()
        let hasAllSections = visibleSections == RecordSection.all
        if hasAllSections { otherItems = index.itemsDrawn(nowhereIn: self) } else { hideSections(index) }
    }

    /// Tells each encounter of its documents.
    private mutating func linkDocuments() {
        let byEncounter = Dictionary(grouping: documents.rows.filter { $0.encounter != nil }) { $0.encounter ?? "" }
        for place in encounters.rows.indices {
            encounters.rows[place].documents = byEncounter[encounters.rows[place].id]?.map(\.id) ?? []
        }
    }
}

extension RecordIndex {
    /// Items that no section shows, as rows in the words of their source.
    func itemsDrawn(nowhereIn record: CareRecord) -> [StatementRow] {
        let drawn = Set(record.sourceNotes.map(\.item)).union(record.attachedItems)
        return types.flatMap { items($0) }
            .filter {
                !drawn.contains(ItemReference(node: $0.node, reference: $0.resource.reference ?? $0.resource.type))
            }
            .map { statement($0, .other) }.numbered("other", \.id)
    }
}

extension GatheredRecord {
    /// Whether a source marks the person as restricted, or any item as telling of a protected address; not known while a
    /// node is silent that might.
    var addressProtection: AddressProtection {
        let isMarked = items.contains { item in
            guard item.resource.node["meta"]?["security"] != nil else { return false }
            return item.resource.node.sensitivityLabels.contains(.protectedAddress)
                || item.resource.type == "Patient" && item.resource.node.isRestricted
        }
        if isMarked { return .protected }
        return sources.contains(where: \.isSilentNode) ? .notKnown : .none
    }

    /// The record without what that protection keeps back.
    func protected(_ protection: AddressProtection, _ directory: DirectorySnapshot) -> GatheredRecord {
        switch protection {
        case .none: self
        case .protected: PlaceFreeCopy(self, directory: directory).record()
        case .notKnown: AddressFreeCopy(self).record()
        }
    }

    /// The record with lines that must be counted and not named brought under a neutral name.
    func withSensitiveNamesReplaced() -> GatheredRecord {
        var record = self
        record.sources = sources.map { line in
            // Where items of the source are shown, its reader may know the source; the line still does not name it.
            guard line.isNameSensitive else { return line }
            var line = line
            line.name = "A source that is not named"
            line.organisation = nil
            return line
        }
        return record
    }
}

extension SourceLine {
    /// Whether it is the line of a whole node that told nothing, so that a mark it may hold is not known.
    ///
    /// A line of a source that is not named has no feed either, and speaks for no node.
    var isSilentNode: Bool { feed == nil && !isNameSensitive && (state == .failed || state == .withheld) }
}
