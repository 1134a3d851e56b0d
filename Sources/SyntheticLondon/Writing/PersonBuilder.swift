// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// Writes one person's records as each organisation would send them, and keeps
/// the truth beside them.
///
/// A class, because the sections of a record all add to one and the same
/// output; it lives for one person only.
final class PersonBuilder {
    /// An organisation's own record of the person.
    struct HeldRecord {
        let organisation: SyntheticOrganisation
        let feed: SyntheticFeed
        let patientID: String
        var truth: HeldRecordTruth
        var reference: String { "Patient/" + patientID }
    }

    /// What two resources have in common when they state the same fact.
    struct Fact: Hashable {
        enum Kind: String {
            case problem, medicine, allergy, result, vaccination, visit, document
        }
        let kind: Kind
        let code: String
        let day: Int
    }

    let london: SyntheticLondon
    let plan: PersonPlan
    var random: SeededGenerator
    private var ids: SeededGenerator
    private(set) var records: [HeldRecord] = []
    private(set) var output: [SourceRecord] = []
    private var facts: [Fact: [TruthReference]] = [:]
    private var factOrder: [Fact] = []
    var hazards: [HazardTruth] = []
    /// Factors of this person's usual values, one for each analyte's name.
    var ownLevels: [String: Double] = [:]
    /// What the person takes, with the dose as the GP record has it.
    var medicines: [HeldMedicine] = []

    init(london: SyntheticLondon, plan: PersonPlan) {
        self.london = london
        self.plan = plan
        random = SeededGenerator(seed: london.seed &+ 1, stream: UInt64(plan.index))
        ids = SeededGenerator(seed: london.seed &+ 2, stream: UInt64(plan.index))
    }

    /// Today, as days since 1970-01-01.
    var today: Int { london.today }
    /// The last day on which something can have happened.
    var lastDay: Int { plan.lastDay(london.today) }

    /// A new resource id.
    func makeID() -> String { ids.opaqueText() }

    /// Remembers an organisation's record, whose Patient resource has been written.
    func append(_ record: HeldRecord) { records.append(record) }

    /// The record that an organisation holds; nil where it holds none.
    func record(at organisation: Int) -> HeldRecord? {
        records.first { $0.organisation.index == organisation }
    }

    /// The GP record.
    var gp: HeldRecord? { record(at: plan.practice) }

    /// Writes one resource to a feed and returns its reference.
    ///
    /// - Parameters:
    ///   - profile: the UK Core profile it claims, such as `UKCore-Condition`.
    ///   - labels: labels beyond those that everything of the feed has.
    ///   - fact: what it states, where another source may state the same.
    @discardableResult
    func add(
        _ type: String, to feed: SyntheticFeed, id: String? = nil, profile: String? = nil,
        labels: SensitivityLabels = [],
        isRestricted: Bool = false, fact: Fact? = nil, _ body: (inout JSONWriter) -> Void
    ) -> String {
        let id = id ?? makeID()
        var writer = JSONWriter(capacity: 1_024)
        writer.object { resource in
            resource.member("resourceType", type)
            resource.member("id", id)
            resource.object("meta") { meta in
                meta.member("source", "urn:onelondon:feed:" + feed.id)
                if let profile {
                    meta.array("profile") { $0.string("https://fhir.hl7.org.uk/StructureDefinition/" + profile) }
                }
                Self.security(&meta, labels.union(feed.labels), isRestricted: isRestricted)
            }
            body(&resource)
        }
        let reference = type + "/" + id
        append(writer.bytes, to: feed)
        if let fact { state(fact, TruthReference(node: feed.node, reference: reference)) }
        return reference
    }

    /// Notes that a resource states a fact.
    func state(_ fact: Fact, _ reference: TruthReference) {
        if facts[fact] == nil { factOrder.append(fact) }
        facts[fact, default: []].append(reference)
    }

    /// Facts that more than one resource states.
    var duplicates: [DuplicateTruth] {
        factOrder.compactMap { fact in
            guard let references = facts[fact], references.count > 1 else { return nil }
            return DuplicateTruth(kind: fact.kind.rawValue, person: plan.index, resources: references)
        }
    }

    private func append(_ bytes: [UInt8], to feed: SyntheticFeed) {
        if let place = output.firstIndex(where: { $0.feed.id == feed.id }) {
            output[place].resources.append(bytes)
        } else {
            output.append(SourceRecord(node: feed.node, feed: feed, resources: [bytes]))
        }
    }

    private static func security(_ meta: inout JSONWriter, _ labels: SensitivityLabels, isRestricted: Bool) {
        guard isRestricted || !labels.isEmpty else { return }
        meta.array("security") { security in
            if isRestricted { security.coding(SyntheticCodes.code(.confidentiality, "R")) }
            for (label, code) in SensitivityLabels.codes where labels.contains(label) {
                security.coding(SyntheticCodes.code(.sensitivity, code))
            }
        }
    }
}

/// A medicine someone takes, from when, until when and what for.
struct HeldMedicine {
    let medicine: Medicine
    let start: Int
    var end: Int?
    let problem: Problem?

    /// Whether it is taken on a day.
    func isTaken(on day: Int) -> Bool { start <= day && end.map { day < $0 } ?? true }
}
