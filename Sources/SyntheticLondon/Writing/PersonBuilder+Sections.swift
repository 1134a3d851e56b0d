// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

extension PersonBuilder {
    /// Writes every record of the person.
    func writeAll() {
        openRecords()
        writeGPRecord()
        writePastPractice()
        writeHospitals()
        writeServices()
        writeLeadStory()
        writeHazards()
    }

    /// Opens a record at every organisation that knows the person.
    private func openRecords() {
        let all = london.organisations.all
        open(at: all[plan.practice], differences(at: all[plan.practice]))
        if let past = plan.pastRegistration {
            open(at: all[past.practice], differences(at: all[past.practice]))
        }
        for hospital in plan.hospitals { open(at: all[hospital], differences(at: all[hospital])) }
        for service in plan.services { open(at: all[service], differences(at: all[service])) }
    }

    /// How a record differs on purpose: by the hazards of the person.
    private func differences(at organisation: SyntheticOrganisation) -> RecordDifferences {
        var differences = RecordDifferences()
        for hazard in plan.hazards { hazard.differ(self, organisation, &differences) }
        if plan.scenario != nil {
            if differences.number == nil { differences.number = .correct }
            if differences.birthDay == nil { differences.birthDay = plan.birthDay }
        }
        return differences
    }

    /// How this practice states medicines: older records have superseded ids.
    func gpStyle(_ medicine: Medicine, since day: Int) -> Medicine.Style {
        if day < today - 900 { return .superseded }
        return plan.practice % 3 == 0 ? .underSNOMED : .current
    }

    /// How a hospital states medicines.
    func hospitalStyle(_ organisation: SyntheticOrganisation) -> Medicine.Style {
        [.current, .underSNOMED, .wordsOnly][organisation.index % 3]
    }
}
