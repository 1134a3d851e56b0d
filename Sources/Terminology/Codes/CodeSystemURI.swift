// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// The URIs of the code and identifier systems in use, and which spellings mean the same system.
package enum CodeSystemURI {
    /// SNOMED CT.
    package static let snomed = "http://snomed.info/sct"
    /// dm+d.
    ///
    /// Its ids are SNOMED CT ids and equal to those for grouping; a sender's choice is kept as sent.
    package static let dmd = "https://dmd.nhs.uk"
    /// LOINC.
    package static let loinc = "http://loinc.org"
    /// UCUM units.
    package static let ucum = "http://unitsofmeasure.org"
    /// ICD-10.
    package static let icd10 = "http://hl7.org/fhir/sid/icd-10"
    /// OPCS-4 operations and procedures.
    package static let opcs4 = "https://fhir.hl7.org.uk/CodeSystem/OPCS-4"

    /// Code of an organisation; ``ODSCode/systems`` has the older spelling.
    package static let odsOrganisation = ODSCode.system

    /// Ethnic category.
    package static let ethnicCategory = ukCore + "EthnicCategoryEngland"
    /// How far an NHS number was traced.
    package static let nhsNumberStatus = ukCore + "NHSNumberVerificationStatusEngland"
    /// Who notified a death, or that the notice was removed.
    package static let deathNotification = ukCore + "DeathNotificationStatus"
    /// Mental Health Act status.
    package static let legalStatus = ukCore + "LegalStatusClassificationEngland"
    /// How someone came to be admitted.
    package static let admissionMethod = ukCore + "AdmissionMethodEngland"
    /// How someone came to be discharged.
    package static let dischargeMethod = ukCore + "DischargeMethodEngland"
    /// Large print, braille, audio.
    package static let writtenFormat = ukCore + "PreferredWrittenCommunicationFormat"
    /// Preferred way of contact.
    package static let contactMethod = ukCore + "PreferredContactMethod"
    /// What a related person is to the patient.
    package static let relationshipRole = ukCore + "AdditionalPersonRelationshipRole"
    /// What is missing from a list.
    package static let listWarning = ukCore + "ListWarningCode"
    /// Headings of the Professional Record Standards Body.
    package static let recordHeadings = ukCore + "RecordStandardHeadings"
    /// Main specialty.
    package static let mainSpecialty = ukCore + "PracticeSettingCode"
    /// Result of a trace in the Personal Demographics Service; no public URI is known.
    package static let traceOutcome = "https://fhir.onelondon.example/CodeSystem/trace-outcome"

    private static let ukCore = "https://fhir.hl7.org.uk/CodeSystem/UKCore-"

    /// The one spelling under which codes are compared: dm+d becomes SNOMED CT, versions and old spellings go.
    package static func canonical(_ system: String) -> String {
        if let known = aliases[system] { return known }
        return system.hasPrefix(snomed + "/") ? snomed : system
    }

    private static let aliases: [String: String] = {
        var aliases = [
            dmd: snomed,
            "http://hl7.org/fhir/sid/icd-10-uk": icd10,
            ukCore + "PracticeSettingCodeEngland": mainSpecialty,
        ]
        for spelling in ODSCode.systems { aliases[spelling] = odsOrganisation }
        return aliases
    }()

    /// The systems by the short names that the tables of this module use.
    static let byShortName: [Substring: String] = [
        "sct": snomed, "dmd": dmd, "loinc": loinc, "icd10": icd10, "opcs4": opcs4, "ethnic": ethnicCategory,
        "nhs-number-status": nhsNumberStatus, "death": deathNotification, "legal-status": legalStatus,
        "admission": admissionMethod, "discharge": dischargeMethod, "written-format": writtenFormat,
        "contact": contactMethod, "person-role": relationshipRole, "list-warning": listWarning,
        "heading": recordHeadings, "specialty": mainSpecialty, "pds-trace": traceOutcome,
    ]
}
