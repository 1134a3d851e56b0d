// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareTypes
import FHIRModel
import Testing

/// A CodeableConcept with one coding; the short name of a UK Core system, or a whole address.
private func concept(_ system: String, _ code: String) -> String {
    let address = system.contains(":") ? system : "https://fhir.hl7.org.uk/CodeSystem/UKCore-" + system
    return "{'coding':[{'system':'\(address)','code':'\(code)'}]}"
}

private let snomed = "http://snomed.info/sct"
private let security = "'security':[{'system':'\(Labelling.system)','code':'gender'}]"

@Suite("Labelling")
struct LabellingTests {
    private func labels(_ json: String) throws -> SensitivityLabels {
        Labelling.labels(of: try Resource(json.replacing("'", with: "\"").utf8))
    }

    @Test(
        "The name of a service, clinic or kind of visit labels what carries it, with a code or without",
        arguments: [
            ("Encounter", "'serviceType':{'text':'Sexual Health Clinic'}", .sexualHealth),
            ("Encounter", "'serviceType':{'coding':[{'display':'Community mental health'}]}", .mentalHealth),
            ("Encounter", "'type':[{'text':'Outpatient'},{'text':'GUM clinic'}]", .sexualHealth),
            (
                "Encounter", "'type':[{'coding':[{'system':'http://x','code':'1','display':'IVF cycle'}]}]",
                .reproductive
            ),
            ("Encounter", "'reasonCode':[{'text':'Termination of pregnancy'}]", .reproductive),
            ("Encounter", "'serviceProvider':{'display':'Riverside CAMHS'}", .mentalHealth),
            (
                "Encounter", "'location':[{'location':{'reference':'Location/1','display':'HIV day unit'}}]",
                [.hiv, .sexualHealth]
            ),
            ("Appointment", "'specialty':[{'text':'Genitourinary medicine'}]", .sexualHealth),
            ("Appointment", "'appointmentType':{'text':'Addictions review'}", .substanceMisuse),
            ("Appointment", "'serviceCategory':[{'text':'Gender identity'}]", .gender),
            ("Appointment", "'description':'Family planning follow-up'", .sexualHealth),
            ("Appointment", "'participant':[{'actor':{'display':'Infertility clinic'}}]", .reproductive),
            ("EpisodeOfCare", "'type':[{'text':'Eating disorders service'}]", .mentalHealth),
            ("CarePlan", "'category':[{'text':'Adult social care'}]", .socialCare),
            ("CarePlan", "'title':'Suicide safety plan'", .selfHarm),
            ("ServiceRequest", "'code':{'text':'Referral to drug and alcohol team'}", .substanceMisuse),
            ("Flag", "'code':{'text':'MARAC'}", [.safeguarding, .professionalsOnly]),
            ("DocumentReference", "'context':{'practiceSetting':{'text':'Psychiatry'}}", .mentalHealth),
            ("DocumentReference", "'type':{'text':'Child protection report'}", [.safeguarding, .professionalsOnly]),
            ("DocumentReference", "'description':'Domestic abuse notes'", .safeguarding),
            ("DocumentReference", "'content':[{'attachment':{'title':'HIV clinic letter'}}]", [.hiv, .sexualHealth]),
            ("DiagnosticReport", "'presentedForm':[{'title':'Sexual health screen'}]", .sexualHealth),
            ("HealthcareService", "'name':'Abortion advice'", .reproductive),
            ("Location", "'name':'Needle exchange'", .substanceMisuse),
        ] as [(String, String, SensitivityLabels)])
    func namesOfServices(type: String, members: String, expected: SensitivityLabels) throws {
        #expect(try labels("{'resourceType':'\(type)',\(members)}") == expected)
    }

    @Test(
        "A medicine is known by its name wherever it stands",
        arguments: [
            ("MedicationRequest", "'medicationCodeableConcept':{'text':'Dolutegravir 50mg tablets'}"),
            ("MedicationRequest", "'medicationCodeableConcept':{'coding':[{'display':'Bictegravir 50mg tablets'}]}"),
            (
                "MedicationStatement",
                "'medicationCodeableConcept':{'coding':[{'system':'\(snomed)','code':'1','display':'Efavirenz'}]}"
            ),
            ("MedicationStatement", "'medicationReference':{'reference':'#m','display':'Nevirapine 200mg'}"),
            (
                "MedicationRequest",
                "'contained':[{'resourceType':'Medication','id':'m','code':{'text':'Raltegravir 400mg'}}]"
            ),
            ("Medication", "'code':{'coding':[{'display':'Abacavir 300mg'}]}"),
            ("Medication", "'ingredient':[{'itemCodeableConcept':{'text':'Darunavir'}}]"),
            ("List", "'entry':[{'item':{'reference':'MedicationStatement/1','display':'Rilpivirine 25mg'}}]"),
        ])
    func namesOfMedicines(type: String, members: String) throws {
        #expect(try labels("{'resourceType':'\(type)',\(members)}") == [.hiv, .sexualHealth])
    }

    @Test(
        "A code labels at any depth, in extensions too",
        arguments: [
            (
                "Encounter",
                "'extension':[{'url':'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-LegalStatus',"
                    + "'extension':[{'url':'legalStatus',"
                    + "'valueCodeableConcept':\(concept("LegalStatusClassificationEngland", "02"))}]}]",
                .mentalHealth
            ),
            (
                "Encounter",
                "'hospitalization':{'extension':[{'valueCodeableConcept':\(concept("AdmissionMethodEngland", "25"))}]}",
                .mentalHealth
            ),
            ("Encounter", "'diagnosis':[{'use':\(concept(snomed, "66590003"))}]", .substanceMisuse),
            ("Encounter", "'serviceType':{'coding':[{'code':'360'}]}", .sexualHealth),
            ("Appointment", "'specialty':[\(concept("PracticeSettingCode", "711"))]", .mentalHealth),
            ("Observation", "'valueCodeableConcept':\(concept(snomed, "86406008"))", [.hiv, .sexualHealth]),
            ("FamilyMemberHistory", "'condition':[{'code':\(concept(snomed, "58214004"))}]", .mentalHealth),
            ("Condition", "'code':\(concept("http://hl7.org/fhir/sid/icd-10", "O98.7"))", [.hiv, .sexualHealth]),
            ("Bundle", "'entry':[{'resource':{'resourceType':'Flag','meta':{\(security)}}}]", .gender),
            ("Bundle", "'entry':[{'resource':{'resourceType':'Flag','code':{'text':'CAMHS'}}}]", .mentalHealth),
        ] as [(String, String, SensitivityLabels)])
    func codes(type: String, members: String, expected: SensitivityLabels) throws {
        #expect(try labels("{'resourceType':'\(type)',\(members)}") == expected)
    }

    @Test(
        "What only looks alike, and words of findings, give no label",
        arguments: [
            ("Encounter", "'serviceType':{'text':'Cardiology'},'class':{'code':'AMB','display':'ambulatory'}"),
            ("Encounter", "'text':{'status':'generated','div':'<div>HIV clinic</div>'}"),
            ("Encounter", "'serviceType':{'coding':[{'system':'http://local.example','code':'360'}]}"),
            ("Observation", "'code':{'text':'Suicide risk: none','coding':[{'display':'No safeguarding concern'}]}"),
            ("Condition", "'code':{'coding':[{'code':'360'}]},'note':[{'text':'HIV'}]"),
            ("AllergyIntolerance", "'code':{'text':'Nevirapine'}"),
            ("MedicationRequest", "'medicationCodeableConcept':{'text':'Oral contraceptive pill'}"),
            ("Condition", "'meta':{'tag':[{'system':'\(snomed)','code':'86406008'}]}"),
            ("Organization", "'name':'Thames Mental Health Trust'"),
            ("Patient", "'managingOrganization':{'display':'Thames Mental Health Trust'}"),
            ("Patient", "'contact':[{'relationship':[\(concept(snomed, "86406008"))]}]"),
            ("Encounter", "'serviceType':{'text':7},'type':'HIV','specialty':[null]"),
        ])
    func lookAlikes(type: String, members: String) throws {
        #expect(try labels("{'resourceType':'\(type)',\(members)}") == [])
    }

    @Test("What the source states counts beside what is found", arguments: ["Patient", "Encounter"])
    func stated(type: String) throws {
        let json = "{'resourceType':'\(type)','meta':{\(security)},'type':[{'text':'CAMHS'}]}"
        #expect(try labels(json) == (type == "Patient" ? .gender : [.gender, .mentalHealth]))
    }
}
