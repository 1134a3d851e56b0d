// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
import FHIRModel
internal import NIOHTTP1
import ProcessTesting
import Testing

@Suite("People from an independent generator, sent to two nodes over HTTP")
struct IndependentPatientTests {
    private static let clinical = [
        "AllergyIntolerance", "CarePlan", "Condition", "DiagnosticReport", "DocumentReference", "Encounter",
        "Immunization", "MedicationRequest", "Observation", "Procedure",
    ]

    @Test("Twenty are opened through the exchange with everything that was sent, from both nodes where both know them")
    func openedWhole() async throws {
        let london = try await TrialLondon(people: 0, auth: "open")
        let patients = try await IndependentPatient.twenty()
        #expect(patients.count == 20)
        for (position, patient) in patients.enumerated() {
            for node in Self.nodes(of: position) {
                let sender = FHIRSender(address: "http://127.0.0.1:\(london.ports[node] ?? 0)/fhir")
                let (status, text) = try await sender.send(.POST, "", patient.bundle)
                #expect(status == 200, "\(text.prefix(500))")
            }
        }
        // What an area told more than five seconds ago about whom it holds is not used: from then on all is found.
        try await Task.sleep(for: .seconds(6))
        let doctor = Visitor(site: london.site)
        try await doctor.signIn(as: "ed-doctor")
        for (position, patient) in patients.enumerated() {
            let born = patient.birthDate
            let found = try await doctor.find(patient.number.digits, born: (born.day, born.month, born.year))
            let page = try await doctor.openInEmergency(
                found, reason: "Brought in after a fall, cannot speak for herself")
            #expect(page.words.contains(patient.family.uppercased()), "\(page.words.prefix(400))")
            let form = try await RecordForm.settled(doctor, page)
            #expect(Set(form.items.keys) == Set(Self.nodes(of: position)))
            for type in Self.clinical {
                let sent = (patient.counts[type] ?? 0) * Self.nodes(of: position).count
                #expect(form.types[type, default: 0] == sent, "\(type) of person \(position)")
            }
        }
    }

    /// The first ten go to one node, the others to another, five of them to both.
    private static func nodes(of position: Int) -> [String] {
        position < 10 ? ["ncl"] : position < 15 ? ["ncl", "nel"] : ["nel"]
    }
}
