// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Codes and names of invented organisations, all in one place.
enum OrganisationNames {
    /// A code in the shape that the kind of organisation has.
    static func code(_ kind: SyntheticOrganisation.Kind, _ number: Int) -> String {
        switch kind {
        case .generalPractice: "Y99" + digits(number + 1, 3)
        case .acuteTrust: "RZ" + letter(number)
        case .mentalHealthTrust: "RZ" + String(number + 1)
        case .communityTrust: "RZ" + String(number + 6 > 9 ? 0 : number + 6)
        case .ambulanceService: "RZZ"
        case .carePlanService: "RZY"
        case .hospice: "8Z1" + digits(number + 1, 2)
        case .outOfHours: "8Z2" + digits(number + 1, 2)
        case .sexualHealthClinic: "RZS" + digits(number + 1, 2)
        case .drugAndAlcoholService: "RZD" + digits(number + 1, 2)
        case .pharmacy: "FZ" + digits(number + 1, 3)
        case .council: "9" + digits(number + 1, 2)
        }
    }

    /// The name people read.
    static func name(_ kind: SyntheticOrganisation.Kind, _ number: Int, node: String, borough: String) -> String {
        let area = London.nodes.first { $0.id == node }?.name ?? ""
        return switch kind {
        case .generalPractice:
            "Synthetic \(practices[number % practices.count]) \(suffixes[number / practices.count % suffixes.count])"
        case .acuteTrust: "Synthetic \(hospitals[number % hospitals.count])"
        case .mentalHealthTrust: "Synthetic \(area) Mental Health Trust"
        case .communityTrust: "Synthetic \(area) Community Trust"
        case .ambulanceService: "London Ambulance Service (synthetic)"
        case .carePlanService: "Synthetic Shared Care Plans for London"
        case .hospice: "Synthetic \(hospices[number % hospices.count])"
        case .outOfHours: "Synthetic \(area) Urgent Care"
        case .sexualHealthClinic: "Synthetic \(clinics[number % clinics.count]) Clinic"
        case .drugAndAlcoholService: "Synthetic \(area) Recovery Service"
        case .pharmacy: "Synthetic \(clinics[number % clinics.count]) Pharmacy"
        case .council: "Synthetic \(borough) Council"
        }
    }

    private static let practices = [
        "Lime Tree", "Canal Side", "Brick Lane Corner", "Old Mill", "Heath View", "Clock Tower", "Orchard", "Lantern",
        "Kestrel", "Rosebank", "Plane Tree", "Market Square", "Willow", "Lockside", "Beacon", "Nightingale Row",
        "Elder",
        "Station Approach", "Holly Bank", "Meadow Gate", "Cedar", "Foundry", "Riverbend", "Saffron", "Juniper",
        "Tanner's Yard", "Almond", "Swan", "Copper Beech", "Marigold", "Weavers", "Chestnut Grove", "Bluebell",
        "Thistle",
        "Silver Birch", "Mulberry", "Harbour", "Larkfield", "Ivy House", "Hazel", "Poplar Walk", "Magnolia", "Skylark",
        "Alder",
    ]
    private static let suffixes = ["Surgery", "Medical Centre", "Health Centre", "Group Practice", "Family Practice"]
    private static let hospitals = [
        "Riverside Hospital", "Northfield General Hospital", "Highgrove Hospital", "Docklands Hospital",
        "Forest Gate Infirmary", "Eastmoor Hospital", "Westbrook Hospital", "Canal Basin Hospital", "Parkside Hospital",
        "Southbank Hospital", "Greenhill Hospital", "Thamesmouth Hospital", "Wandle Hospital", "Commonside Hospital",
    ]
    private static let hospices = [
        "Lantern House Hospice", "Eastlight Hospice", "Willowbrook Hospice", "Harbour Hospice", "Meadow House Hospice",
    ]
    private static let clinics = ["Quayside", "Number Ten", "Courtyard", "Archway Lane", "Crescent"]

    private static func digits(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    private static func letter(_ number: Int) -> String {
        String(UnicodeScalar(UInt8(ascii: "A") + UInt8(number % 20)))
    }
}
