// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension ListedCodeTables {
    /// UK code lists of persons, stays and headings.
    static let administration = """
        A ethnicCategory A White - British
        A ethnicCategory B White - Irish
        A ethnicCategory C White - Any other White background
        A ethnicCategory D Mixed - White and Black Caribbean
        A ethnicCategory E Mixed - White and Black African
        A ethnicCategory F Mixed - White and Asian
        A ethnicCategory G Mixed - Any other mixed background
        A ethnicCategory H Asian or Asian British - Indian
        A ethnicCategory J Asian or Asian British - Pakistani
        A ethnicCategory K Asian or Asian British - Bangladeshi
        A ethnicCategory L Asian or Asian British - Any other Asian background
        A ethnicCategory M Black or Black British - Caribbean
        A ethnicCategory N Black or Black British - African
        A ethnicCategory P Black or Black British - Any other Black background
        A ethnicCategory R Other Ethnic Groups - Chinese
        A ethnicCategory S Other Ethnic Groups - Any other ethnic group
        A ethnicCategory Z Not stated
        A ethnicCategory 99 Not known
        A numberStatus 01 Number present and verified
        A numberStatus 02 Number present but not traced
        A numberStatus 03 Trace required
        A numberStatus 04 Trace attempted - No match or multiple match found
        A numberStatus 05 Trace needs to be resolved - (NHS number or patient detail conflict)
        A numberStatus 06 Trace in progress
        A numberStatus 08 Trace postponed (baby under six weeks old)
        A numberUnavailable nhs-number-not-known NHS number not known
        A numberUnavailable overseas-patient Overseas patient
        A deathNotification 1 Informal - death notice received via an update from a local NHS Organisation such as GP or Trust
        A deathNotification 2 Formal - death notice received from Registrar of Deaths
        A deathNotification U Removed
        A legalStatus 01 Informal
        A legalStatus 02 Formally detained under Mental Health Act Section 2
        A legalStatus 03 Formally detained under Mental Health Act Section 3
        A legalStatus 20 Formally detained under Mental Health Act Section 136
        A legalContext admission Admission
        A legalContext discharge Discharge
        A admissionMethod 11 Elective Admission: Waiting list
        A admissionMethod 12 Elective Admission: Booked
        A admissionMethod 13 Elective Admission: Planned
        A admissionMethod 21 Emergency Admission: Emergency Care Department or dental casualty department of the Health Care Provider
        A admissionMethod 25 Emergency Admission: Admission via Mental Health Crisis Resolution Team
        A admissionMethod 31 Maternity Admission: Admitted ante partum
        A admissionMethod 82 Other Admission: The birth of a baby in this Health Care Provider
        A dischargeMethod 1 Patient discharged on clinical advice or with clinical consent
        A dischargeMethod 4 Patient died
        A dischargeMethod 6 Patient discharged him/herself
        A recordHeading safety-alerts Safety alerts
        A recordHeading reasonable-adjustments-for-health-and-care-access Reasonable adjustments for health and care access
        A recordHeading individual-requirements Individual requirements
        A recordHeading risks-to-self Risks to self
        A recordHeading risks-to-others Risks to others
        A recordHeading risk-from-others Risk from others
        A recordHeading safeguarding-issues Safeguarding issues
        A recordHeading services-and-care Services and care
        A recordHeading social-context Social context
        A recordHeading patient-and-carer-concerns-expectations-and-wishes Patient and carer concerns, expectations and wishes
        A writtenFormat 11 Large print
        A writtenFormat 12 Braille
        A writtenFormat 13 Audio tape
        A confidentiality R restricted
        A identifierType MR Medical record number
        C snomed 1726491000006101 Local code of one GP system supplier
        """

    /// Codes that FHIR itself and this project define.
    static let framework = """
        A sensitivity sexual-health Sexual health
        A sensitivity reproductive Reproductive health
        A sensitivity gender Gender identity
        A sensitivity mental-health Mental health
        A sensitivity hiv HIV
        A sensitivity substance-misuse Alcohol and drugs
        A sensitivity self-harm Self-harm
        A sensitivity safeguarding Safeguarding
        A sensitivity social-care Support from a council
        A sensitivity protected-address Protected address
        A sensitivity third-party Names or tells of someone else
        A sensitivity professionals-only For professionals only
        A conditionClinical active Active
        A conditionClinical inactive Inactive
        A conditionClinical resolved Resolved
        A conditionVerification confirmed Confirmed
        A conditionVerification provisional Provisional
        A conditionVerification refuted Refuted
        A conditionVerification entered-in-error Entered in Error
        A conditionCategory problem-list-item Problem List Item
        A conditionCategory encounter-diagnosis Encounter Diagnosis
        A allergyClinical active Active
        A allergyClinical resolved Resolved
        A allergyVerification unconfirmed Unconfirmed
        A allergyVerification confirmed Confirmed
        A allergyVerification refuted Refuted
        A allergyVerification entered-in-error Entered in Error
        A observationCategory laboratory Laboratory
        A observationCategory vital-signs Vital Signs
        A observationCategory social-history Social History
        A observationCategory survey Survey
        A observationCategory exam Exam
        A interpretation H High
        A interpretation L Low
        A interpretation N Normal
        A absentReason error Error
        A act AMB ambulatory
        A act EMER emergency
        A act IMP inpatient encounter
        A act HH home health
        A act VR virtual
        A reportSection LAB Laboratory
        A contactRole N Next-of-Kin
        A contactRole C Emergency Contact
        A organisationType prov Healthcare Provider
        A organisationType govt Government
        A connectionType hl7-fhir-rest HL7 FHIR
        A medicineCategory outpatient Outpatient
        A medicineCategory discharge Discharge
        A medicineCategory inpatient Inpatient
        A medicineCategory community Community
        A flagCategory clinical Clinical
        A flagCategory safety Safety
        A flagCategory admin Administrative
        A organisationKind gp-practice GP practice
        A organisationKind acute-trust Acute trust
        A organisationKind mental-health-trust Mental health trust
        A organisationKind community-trust Community trust
        A organisationKind ambulance-trust Ambulance trust
        A organisationKind site Site of a trust
        A organisationKind urgent-care Urgent care
        A organisationKind council Council
        A organisationKind hospice Hospice
        A organisationKind pharmacy Pharmacy
        A organisationKind other Other
        A jobRole doctor Doctor
        A jobRole nurse Nurse
        A jobRole pharmacist Pharmacist
        A jobRole paramedic Paramedic
        A jobRole allied-health-professional Allied health professional
        A jobRole healthcare-assistant Healthcare assistant
        A jobRole social-worker Social worker
        A jobRole receptionist Receptionist
        A jobRole privacy-officer Privacy officer
        A jobRole analyst Analyst
        A language en English
        A language bn Bengali
        A language pl Polish
        A language so Somali
        A language pt Portuguese
        A language ur Urdu
        A language gu Gujarati
        A language ar Arabic
        A language tr Turkish
        A language es Spanish
        A language ro Romanian
        A language zh Chinese
        A language pa Panjabi
        A language ta Tamil
        A language yo Yoruba
        A language bfi British Sign Language
        """
}
