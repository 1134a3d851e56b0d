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
    /// Clinical terms version 3: old GP codes, kept as sent.
    package static let ctv3 = "http://read.info/ctv3"
    /// Read codes version 2: old GP codes, kept as sent.
    package static let read2 = "http://read.info/readv2"

    /// NHS number.
    package static let nhsNumber = NHSNumber.system.description
    /// Code of an organisation, with the `z` that older feeds write as `s`.
    package static let odsOrganisation = "https://fhir.nhs.uk/Id/ods-organization-code"
    /// Code of a site of an organisation.
    package static let odsSite = "https://fhir.nhs.uk/Id/ods-site-code"
    /// Staff member on the Spine.
    package static let sdsUser = "https://fhir.nhs.uk/Id/sds-user-id"
    /// Role of a staff member on the Spine.
    package static let sdsRoleProfile = "https://fhir.nhs.uk/Id/sds-role-profile-id"
    /// General Medical Council number.
    package static let gmcNumber = "https://fhir.hl7.org.uk/Id/gmc-number"
    /// Nursing and Midwifery Council number.
    package static let nmcNumber = "https://fhir.hl7.org.uk/Id/nmc-number"
    /// General Pharmaceutical Council number.
    package static let gphcNumber = "https://fhir.hl7.org.uk/Id/gphc-number"
    /// Number of a general practitioner.
    package static let gmpNumber = "https://fhir.hl7.org.uk/Id/gmp-number"

    /// Ethnic category.
    package static let ethnicCategory = ukCore + "EthnicCategoryEngland"
    /// How far an NHS number was traced.
    package static let nhsNumberStatus = ukCore + "NHSNumberVerificationStatusEngland"
    /// Why there is no NHS number.
    package static let nhsNumberUnavailableReason = ukCore + "NHSNumberUnavailableReason"
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
    /// Why a list is empty.
    package static let listEmptyReason = ukCore + "ListEmptyReasonCode"
    /// Headings of the Professional Record Standards Body.
    package static let recordHeadings = ukCore + "RecordStandardHeadings"
    /// Main specialty.
    package static let mainSpecialty = ukCore + "PracticeSettingCode"
    /// Confidentiality in `meta.security`.
    package static let confidentiality = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
    /// Result of a trace in the Personal Demographics Service; no public URI is known.
    package static let traceOutcome = "https://fhir.onelondon.example/CodeSystem/trace-outcome"

    private static let ukCore = "https://fhir.hl7.org.uk/CodeSystem/UKCore-"

    /// The one spelling under which codes are compared: dm+d becomes SNOMED CT, versions and old spellings go.
    package static func canonical(_ system: String) -> String {
        if let known = aliases[system] { return known }
        return system.hasPrefix(snomed + "/") ? snomed : system
    }

    private static let aliases: [String: String] = [
        dmd: snomed,
        "http://hl7.org/fhir/sid/icd-10-uk": icd10,
        "https://fhir.nhs.uk/Id/ods-organisation-code": odsOrganisation,
        ukCore + "PracticeSettingCodeEngland": mainSpecialty,
    ]

    /// The systems by the short names that the tables of this module use.
    static let byShortName: [Substring: String] = [
        "sct": snomed, "dmd": dmd, "loinc": loinc, "icd10": icd10, "opcs4": opcs4, "ethnic": ethnicCategory,
        "nhs-number-status": nhsNumberStatus, "death": deathNotification, "legal-status": legalStatus,
        "admission": admissionMethod, "discharge": dischargeMethod, "written-format": writtenFormat,
        "contact": contactMethod, "person-role": relationshipRole, "list-warning": listWarning,
        "heading": recordHeadings, "specialty": mainSpecialty, "pds-trace": traceOutcome,
    ]
}
