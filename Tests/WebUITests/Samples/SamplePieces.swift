// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareRecord
import CareTypes
import Exchange
import WebUI

/// Made-up pieces of records.
enum Sample {
    /// 23 November 2026, 03:05 in London.
    static let now = LondonTime.moment(day("2026-11-23"), secondsOfDay: 3 * 3_600 + 300)
    static let today = day("2026-11-23")

    static func day(_ text: String) -> CivilDate {
        CivilDate(text) ?? CivilDate(daysSinceEpoch: 0)
    }

    static func date(_ text: String) -> PartialDate? { PartialDate(text) }

    static func minutesAgo(_ minutes: Int) -> Timestamp { now - .seconds(minutes * 60) }

    static let staffSession = PageSession(
        .staff(name: "Dr Ada Mensah", role: "Doctor", organisation: "Royal London Hospital"), csrf: "c5rf-t0ken",
        isDemonstration: true)
    static let londonerSession = PageSession(.londoner(name: "Grace"), csrf: "c5rf-t0ken", isDemonstration: true)
    static let visitorSession = PageSession(.nobody, csrf: "c5rf-t0ken", isDemonstration: true)

    static func note(
        _ name: String, _ recorded: String? = "2025-03-12", as text: String = "", state: SourceLine.State? = .ok,
        minutes: Int = 35, author: StaffNote? = nil, codes: [RecordedCode] = [], item: String = "Observation/1"
    ) -> SourceNote {
        SourceNote(
            item: ItemReference(node: "nel-node-secret", reference: item), feed: name, name: name, asRecorded: text,
            codes: codes, happened: nil, recorded: recorded.flatMap { PartialDate($0) }, received: minutesAgo(minutes),
            feedState: state, author: author)
    }

    static let practice = "Lea Bridge Surgery"
    static let hospital = "Royal London Hospital"
    static let homerton = "Homerton University Hospital"
    static let trust = "East London NHS Foundation Trust"

    static func source(
        _ name: String, _ state: SourceLine.State, _ content: Set<RecordSection>, minutes: Int? = 35, items: Int = 12,
        isNameSensitive: Bool = false
    ) -> SourceLine {
        SourceLine(
            node: "nel-node-secret", feed: name, organisation: nil, name: name, isNameSensitive: isNameSensitive,
            state: state, content: content, lastReceived: minutes.map(minutesAgo), itemCount: items)
    }

    static let clinical: Set<RecordSection> = [
        .allergies, .problems, .medicines, .results, .encounters, .documents, .resuscitation, .alerts,
    ]

    static let sources: [SourceLine] = [
        source(practice, .ok, RecordSection.all, items: 214),
        source(hospital, .ok, clinical, minutes: 4, items: 61),
        source(homerton, .failed, [.medicines, .results, .encounters, .documents], minutes: 640, items: 0),
        source(trust, .late, [.encounters, .carePlans, .alerts], minutes: 1_300, items: 6),
        source("London Ambulance Service", .ok, [.encounters], minutes: 12, items: 2),
        source("London Borough of Hackney", .nothingHeld, [.supportAtHome], minutes: 300, items: 0),
        source("St Joseph’s Hospice", .notConnected, [.carePlans, .resuscitation], minutes: nil, items: 0),
        source("Clinic", .ok, [.encounters], minutes: 20, items: 1, isNameSensitive: true),
    ]

    /// Coverage of a section by the sources above.
    static func coverage(
        _ section: RecordSection, _ state: SectionCoverage.State? = nil, lines: [SourceLine] = sources
    ) -> SectionCoverage {
        let own = lines.filter { $0.content.contains(section) }
        let ordered = own.filter(\.state.hasGap) + own.filter { !$0.state.hasGap }
        return SectionCoverage(
            section: section, lines: ordered,
            state: state ?? (ordered.contains(where: \.state.hasGap) ? .incomplete : .complete))
    }

    static let person = PersonSection(
        name: PersonName(family: "Okafor", given: ["Grace", "Adaeze"], title: "Mrs", preferred: "Gracie"),
        number: number, birthDate: day("1948-02-29"), age: 78, gender: .female,
        death: DeathStatement(state: .notRecorded),
        communicationNeeds: [
            CommunicationNeed(
                kind: .adjustment, text: "Hard of hearing: face her when speaking", sources: [note(practice)])
        ],
        addresses: [
            AddressRow(
                id: "a1", lines: ["Flat 4", "12 Chatsworth Road"], postcode: "E5 0LP", use: "home", isCurrent: true,
                sources: [note(practice)])
        ],
        telecoms: [
            TelecomRow(id: "t1", system: "phone", use: "home", value: "020 7946 0123", sources: [note(practice)])
        ],
        contacts: [
            ContactRow(
                id: "c1", name: "Ngozi Okafor", relationship: "Daughter, main carer", isNextOfKin: true, rank: 1,
                telecoms: ["07700 900123"], sources: [note(practice)])
        ],
        practice: PracticeStatement(name: practice, since: date("2009-04-01"), source: note(practice)),
        differences: [
            DemographicDifference(
                field: .address,
                answers: [
                    .init(text: "Flat 4, 12 Chatsworth Road, E5 0LP", source: note(practice)),
                    .init(text: "3 Mare Street, E8 4RP", source: note(homerton)),
                ])
        ],
        addressProtection: .none, chosenFrom: note(practice), sources: [note(practice), note(hospital)])

    /// A valid number of the range that is never issued.
    static let number: NHSNumber = {
        for last in 0...99 {
            if let number = try? NHSNumber("99912345\(last < 10 ? "0" : "")\(last)") { return number }
        }
        preconditionFailure("Some check digit fits.")
    }()
}
