// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What someone at an organisation does.
package enum SyntheticStaffRole: String, Sendable, CaseIterable {
    case generalPractitioner, practiceNurse, practicePharmacist
    case cardiology, elderlyCare, respiratory, diabetes, renal, rheumatology, surgery, emergency, haematology, oncology
    case neurology, gastroenterology, maternity, orthopaedics, paediatrics, wardDoctor, wardNurse, hospitalPharmacist
    case psychiatry, mentalHealthNurse, careCoordinator
    case districtNurse, communityMatron, physiotherapist
    case palliativeDoctor, palliativeNurse
    case socialWorker, homeCareManager, childrensSocialWorker
    case receptionist, privacyOfficer, analyst
    case urgentCareDoctor, sexualHealthDoctor, substanceMisuseWorker, paramedic, carePlanFacilitator, pharmacist

    /// The words for it.
    package var title: String {
        switch self {
        case .generalPractitioner: "General practitioner"
        case .practiceNurse: "Practice nurse"
        case .practicePharmacist: "Clinical pharmacist"
        case .cardiology: "Consultant cardiologist"
        case .elderlyCare: "Consultant geriatrician"
        case .respiratory: "Consultant respiratory physician"
        case .diabetes: "Consultant in diabetes and endocrinology"
        case .renal: "Consultant nephrologist"
        case .rheumatology: "Consultant rheumatologist"
        case .surgery: "Consultant surgeon"
        case .emergency: "Consultant in emergency medicine"
        case .haematology: "Consultant haematologist"
        case .oncology: "Consultant oncologist"
        case .neurology: "Consultant neurologist"
        case .gastroenterology: "Consultant gastroenterologist"
        case .maternity: "Consultant obstetrician"
        case .orthopaedics: "Consultant orthopaedic surgeon"
        case .paediatrics: "Consultant paediatrician"
        case .wardDoctor: "Specialty registrar"
        case .wardNurse: "Ward sister"
        case .hospitalPharmacist: "Hospital pharmacist"
        case .psychiatry: "Consultant psychiatrist"
        case .mentalHealthNurse: "Community mental health nurse"
        case .careCoordinator: "Care coordinator"
        case .districtNurse: "District nurse"
        case .communityMatron: "Community matron"
        case .physiotherapist: "Physiotherapist"
        case .palliativeDoctor: "Consultant in palliative medicine"
        case .palliativeNurse: "Palliative care nurse specialist"
        case .socialWorker: "Social worker"
        case .homeCareManager: "Home care manager"
        case .childrensSocialWorker: "Children's social worker"
        case .receptionist: "Receptionist"
        case .privacyOfficer: "Privacy officer"
        case .analyst: "Information analyst"
        case .urgentCareDoctor: "Out-of-hours doctor"
        case .sexualHealthDoctor: "Consultant in sexual health"
        case .substanceMisuseWorker: "Recovery worker"
        case .paramedic: "Paramedic"
        case .carePlanFacilitator: "Care plan facilitator"
        case .pharmacist: "Community pharmacist"
        }
    }

    /// The title before the name.
    var prefix: String {
        switch self {
        case .receptionist, .privacyOfficer, .analyst, .practiceNurse, .practicePharmacist, .wardNurse,
            .hospitalPharmacist, .mentalHealthNurse, .careCoordinator,
            .districtNurse, .communityMatron, .physiotherapist, .palliativeNurse, .socialWorker, .homeCareManager,
            .childrensSocialWorker, .substanceMisuseWorker, .paramedic, .carePlanFacilitator, .pharmacist:
            ""
        default: "Dr "
        }
    }

    /// The name of the clinic that letters are headed with.
    var clinic: String {
        switch self {
        case .cardiology: "Cardiology"
        case .elderlyCare: "Care of the Elderly"
        case .respiratory: "Respiratory Medicine"
        case .diabetes: "Diabetes and Endocrinology"
        case .renal: "Renal Medicine"
        case .rheumatology: "Rheumatology"
        case .surgery: "General Surgery"
        case .emergency: "Emergency Department"
        case .haematology: "Haematology"
        case .oncology: "Oncology"
        case .neurology: "Neurology"
        case .gastroenterology: "Gastroenterology"
        case .maternity: "Maternity"
        case .orthopaedics: "Orthopaedics"
        case .paediatrics: "Paediatrics"
        case .psychiatry: "Community Mental Health Team"
        default: title
        }
    }

    /// The kind of work on which access to records depends, as a code.
    var jobRole: String {
        switch self {
        case .practiceNurse, .wardNurse, .mentalHealthNurse, .districtNurse, .communityMatron, .palliativeNurse: "nurse"
        case .practicePharmacist, .hospitalPharmacist, .pharmacist: "pharmacist"
        case .paramedic: "paramedic"
        case .careCoordinator, .physiotherapist, .substanceMisuseWorker: "allied-health-professional"
        case .homeCareManager, .carePlanFacilitator: "healthcare-assistant"
        case .socialWorker, .childrensSocialWorker: "social-worker"
        case .receptionist: "receptionist"
        case .privacyOfficer: "privacy-officer"
        case .analyst: "analyst"
        default: "doctor"
        }
    }
}
