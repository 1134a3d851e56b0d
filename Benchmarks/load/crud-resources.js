// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
//
// One resource of each of nine types, about as large as records of care are. `made` has the addresses of those before.

function coding(system, code, display) {
    return { coding: [{ system, code, display }], text: display };
}

const pounds = (value) => ({ value, currency: 'GBP' });
const period = { start: '2026-03-02T09:10:00+00:00', end: '2026-03-02T09:25:00+00:00' };

export const resources = {
    Patient: (made, number) => ({
        resourceType: 'Patient',
        meta: { profile: ['https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patient'] },
        extension: [{
            url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory',
            valueCodeableConcept: coding(
                'https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland', 'A', 'British, Mixed British'),
        }],
        identifier: [{ system: 'https://fhir.onelondon.example/Id/load', value: number }],
        active: true,
        name: [{ use: 'official', family: 'Ashworth', given: ['Imani', `Load${number}`], prefix: ['Ms'] }],
        telecom: [
            { system: 'phone', value: '07700 900123', use: 'mobile' },
            { system: 'email', value: `person-${number}@example.com` },
        ],
        gender: 'female',
        birthDate: '1984-07-19',
        address: [{
            use: 'home', line: ['Flat 3, 18 Kestrel Row'], city: 'London', district: 'Camden', postalCode: 'NW1 4QB',
        }],
        contact: [{
            relationship: [coding('http://terminology.hl7.org/CodeSystem/v2-0131', 'N', 'Next-of-Kin')],
            name: { text: 'Jude Ashworth' }, telecom: [{ system: 'phone', value: '07700 900124' }],
        }],
        communication: [{ language: coding('urn:ietf:bcp:47', 'en', 'English'), preferred: true }],
        maritalStatus: coding('http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', 'M', 'Married'),
    }),
    Location: (made, number) => ({
        resourceType: 'Location',
        identifier: [{ system: 'https://fhir.onelondon.example/Id/load', value: `ward-${number}` }],
        status: 'active', name: `Ward ${number}`, mode: 'instance', description: 'Acute medicine, north wing',
        type: [coding('http://terminology.hl7.org/CodeSystem/v3-RoleCode', 'HU', 'Hospital unit')],
        telecom: [{ system: 'phone', value: '020 7946 0123' }],
        address: { line: ['1 Invented Street'], city: 'London', postalCode: 'SE1 9ZZ', country: 'GB' },
        position: { longitude: -0.0876, latitude: 51.5033 },
    }),
    Organization: (made, number) => ({
        resourceType: 'Organization',
        identifier: [{ system: 'https://fhir.onelondon.example/Id/load', value: `trust-${number}` }],
        active: true, name: `Load Test Trust ${number}`, alias: ['LTT'],
        type: [coding('http://terminology.hl7.org/CodeSystem/organization-type', 'prov', 'Healthcare Provider')],
        telecom: [{ system: 'phone', value: '020 7946 0199' }],
        address: [{ line: ['1 Invented Street'], city: 'London', postalCode: 'SE1 9ZZ', country: 'GB' }],
    }),
    Practitioner: (made, number) => ({
        resourceType: 'Practitioner',
        identifier: [{ system: 'https://fhir.onelondon.example/Id/load', value: `staff-${number}` }],
        active: true,
        name: [{ use: 'official', family: 'Okafor', given: ['Theo'], prefix: ['Dr'] }],
        telecom: [{ system: 'email', value: `staff-${number}@example.com`, use: 'work' }],
        gender: 'male',
        qualification: [{ code: coding('http://terminology.hl7.org/CodeSystem/v2-0360', 'MD', 'Doctor of Medicine') }],
    }),
    Encounter: (made, number) => ({
        resourceType: 'Encounter',
        identifier: [{ system: 'https://fhir.onelondon.example/Id/load', value: `visit-${number}` }],
        status: 'finished',
        class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
        type: [coding('http://snomed.info/sct', '185349003', 'Encounter for check up')],
        subject: { reference: made.Patient, display: 'Imani Ashworth' },
        participant: [{ individual: { reference: made.Practitioner, display: 'Dr Theo Okafor' }, period }],
        period,
        reasonCode: [coding('http://snomed.info/sct', '25064002', 'Headache')],
        location: [{ location: { reference: made.Location } }],
        serviceProvider: { reference: made.Organization },
    }),
    Observation: (made, number) => ({
        resourceType: 'Observation',
        identifier: [{ system: 'https://fhir.onelondon.example/Id/load', value: `result-${number}` }],
        status: 'final',
        category: [coding('http://terminology.hl7.org/CodeSystem/observation-category', 'vital-signs', 'Vital Signs')],
        code: coding('http://loinc.org', '85354-9', 'Blood pressure panel'),
        subject: { reference: made.Patient }, encounter: { reference: made.Encounter },
        effectiveDateTime: period.start, issued: '2026-03-02T09:12:00.000+00:00',
        performer: [{ reference: made.Practitioner }],
        component: [['8480-6', 'Systolic blood pressure', 128], ['8462-4', 'Diastolic blood pressure', 81]].map(
            ([code, display, value]) => ({
                code: coding('http://loinc.org', code, display),
                valueQuantity: { value, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
            })),
    }),
    MedicationRequest: (made, number) => ({
        resourceType: 'MedicationRequest',
        identifier: [{ system: 'https://fhir.onelondon.example/Id/load', value: `order-${number}` }],
        status: 'active', intent: 'order',
        medicationCodeableConcept: coding('http://snomed.info/sct', '322236009', 'Paracetamol 500mg tablets'),
        subject: { reference: made.Patient }, encounter: { reference: made.Encounter },
        authoredOn: '2026-03-02T09:20:00+00:00', requester: { reference: made.Practitioner },
        dosageInstruction: [{ text: 'TWO to be taken up to four times a day', timing: { repeat: { frequency: 4 } } }],
        dispenseRequest: { quantity: { value: 32, unit: 'tablet' } },
    }),
    Claim: (made, number) => ({
        resourceType: 'Claim',
        identifier: [{ system: 'https://fhir.onelondon.example/Id/load', value: `claim-${number}` }],
        status: 'active', use: 'claim', created: '2026-03-02T09:30:00+00:00', billablePeriod: period,
        type: coding('http://terminology.hl7.org/CodeSystem/claim-type', 'professional', 'Professional'),
        patient: { reference: made.Patient }, provider: { reference: made.Organization },
        priority: coding('http://terminology.hl7.org/CodeSystem/processpriority', 'normal', 'Normal'),
        insurance: [{ sequence: 1, focal: true, coverage: { display: 'Public' } }],
        prescription: { reference: made.MedicationRequest },
        item: [{
            sequence: 1, encounter: [{ reference: made.Encounter }], net: pounds(42.5),
            productOrService: coding('http://snomed.info/sct', '185349003', 'Encounter for check up'),
        }],
        total: pounds(42.5),
    }),
    ExplanationOfBenefit: (made, number) => ({
        resourceType: 'ExplanationOfBenefit',
        identifier: [{ system: 'https://fhir.onelondon.example/Id/load', value: `benefit-${number}` }],
        status: 'active', use: 'claim', outcome: 'complete', created: '2026-03-02T09:40:00+00:00',
        billablePeriod: period,
        type: coding('http://terminology.hl7.org/CodeSystem/claim-type', 'professional', 'Professional'),
        patient: { reference: made.Patient }, claim: { reference: made.Claim },
        insurer: { display: 'Public' }, provider: { reference: made.Practitioner },
        facility: { reference: made.Location },
        insurance: [{ focal: true, coverage: { display: 'Public' } }],
        item: [1, 2].map((sequence) => ({
            sequence, servicedPeriod: period, net: pounds(21.25), encounter: [{ reference: made.Encounter }],
            productOrService: coding('http://snomed.info/sct', '185349003', 'Encounter for check up'),
            adjudication: [{
                category: coding('http://terminology.hl7.org/CodeSystem/adjudication', 'benefit', 'Benefit Amount'),
                amount: pounds(21.25),
            }],
        })),
        total: [{
            category: coding('http://terminology.hl7.org/CodeSystem/adjudication', 'submitted', 'Submitted Amount'),
            amount: pounds(42.5),
        }],
        payment: { amount: pounds(42.5) },
    }),
};
