// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension SyntheticOrganisation.Kind {
    /// Who works at an organisation of this kind.
    var roles: [SyntheticStaffRole] {
        switch self {
        case .generalPractice:
            [
                .generalPractitioner, .generalPractitioner, .generalPractitioner, .practiceNurse, .practicePharmacist,
                .receptionist,
            ]
        case .acuteTrust:
            [
                .wardDoctor, .cardiology, .elderlyCare, .respiratory, .diabetes, .renal, .rheumatology, .surgery,
                .emergency,
                .haematology, .oncology, .neurology, .gastroenterology, .maternity, .orthopaedics, .paediatrics,
                .wardNurse,
                .hospitalPharmacist, .privacyOfficer, .analyst,
            ]
        case .mentalHealthTrust: [.psychiatry, .mentalHealthNurse, .careCoordinator, .hospitalPharmacist]
        case .communityTrust: [.districtNurse, .communityMatron, .physiotherapist]
        case .hospice: [.palliativeNurse, .palliativeDoctor]
        case .council: [.socialWorker, .homeCareManager, .childrensSocialWorker]
        case .outOfHours: [.urgentCareDoctor]
        case .sexualHealthClinic: [.sexualHealthDoctor]
        case .drugAndAlcoholService: [.substanceMisuseWorker]
        case .ambulanceService: [.paramedic, .paramedic, .paramedic]
        case .carePlanService: [.carePlanFacilitator]
        case .pharmacy: [.pharmacist]
        }
    }

    /// The feeds of an organisation of this kind.
    var feedKinds: [SyntheticFeed.Kind] {
        switch self {
        case .generalPractice: [.gp]
        case .acuteTrust: [.pas, .lab, .epr, .epma]
        case .mentalHealthTrust: [.mh, .epma]
        case .communityTrust: [.comm]
        case .hospice: [.hospice]
        case .council: [.asc, .csc]
        case .outOfHours: [.ooh]
        case .sexualHealthClinic: [.sh]
        case .drugAndAlcoholService: [.da]
        case .ambulanceService: [.las]
        case .carePlanService: [.ucp]
        case .pharmacy: [.pharmacy]
        }
    }
}

extension SyntheticOrganisation.Kind {
    /// The words for it.
    var title: String {
        switch self {
        case .generalPractice: "GP practice"
        case .acuteTrust: "Acute trust"
        case .mentalHealthTrust: "Mental health trust"
        case .communityTrust: "Community trust"
        case .hospice: "Hospice"
        case .council: "Council"
        case .outOfHours: "Urgent care service"
        case .sexualHealthClinic: "Sexual health clinic"
        case .drugAndAlcoholService: "Drug and alcohol service"
        case .ambulanceService: "Ambulance service"
        case .carePlanService: "Shared care plan service"
        case .pharmacy: "Community pharmacy"
        }
    }

    /// The code for it in a directory.
    var code: String {
        switch self {
        case .generalPractice: "gp-practice"
        case .acuteTrust: "acute-trust"
        case .mentalHealthTrust: "mental-health-trust"
        case .communityTrust: "community-trust"
        case .hospice: "hospice"
        case .council: "council"
        case .outOfHours: "urgent-care"
        case .sexualHealthClinic, .drugAndAlcoholService: "site"
        case .ambulanceService: "ambulance-trust"
        case .carePlanService: "other"
        case .pharmacy: "pharmacy"
        }
    }
}
