// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access
internal import Directory

/// Names of the headings of a record and of kinds of organisations.
package struct SectionWords: Sendable {
    /// For staff, in English.
    package static let staff = SectionWords(isPlain: false)
    /// For everyone else, in English.
    package static let plain = SectionWords(isPlain: true)

    private let isPlain: Bool

    /// The heading's name.
    package subscript(section: RecordSection) -> String {
        switch section {
        case .person: isPlain ? "Your details" : "Identity"
        case .contacts: "Address and contacts"
        case .gp: "GP practice"
        case .alerts: isPlain ? "Things staff should know" : "Flags"
        case .resuscitation: isPlain ? "Emergency treatment decisions" : "Resuscitation"
        case .allergies: "Allergies"
        case .problems: isPlain ? "Health conditions" : "Problems"
        case .medicines: "Medicines"
        case .results: isPlain ? "Test results" : "Results"
        case .encounters: isPlain ? "Visits and stays" : "Encounters"
        case .documents: isPlain ? "Letters and documents" : "Documents"
        case .appointments: isPlain ? "Appointments" : "Appointments and referrals"
        case .carePlans: isPlain ? "Care plans and wishes" : "Care plans"
        case .supportAtHome: "Support at home"
        case .vaccinations: "Vaccinations"
        case .procedures: isPlain ? "Operations and procedures" : "Procedures"
        }
    }

    /// What an organisation sends, as one line in the order of the headings.
    func list(_ sections: some Sequence<RecordSection>) -> String {
        let names = Set(sections).sorted().map { self[$0].lowercasedInitial }
        return names.isEmpty ? "Nothing" : names.joined(separator: ", ")
    }

    /// The kind of organisation, in the plural.
    func kind(_ kind: OrganisationKind) -> String {
        switch kind {
        case .gpPractice: "GP practices"
        case .acuteTrust: "Hospital trusts"
        case .mentalHealthTrust: "Mental health trusts"
        case .communityTrust: "Community health services"
        case .ambulanceTrust: "Ambulance services"
        case .site: "Hospital sites"
        case .urgentCare: "Urgent care and out-of-hours services"
        case .council: "Councils"
        case .careHome: "Care homes"
        case .hospice: "Hospices"
        case .pharmacy: "Pharmacies"
        case .independentProvider: "Independent providers"
        case .integratedCareBoard: "Integrated care boards"
        case .other: "Other organisations"
        }
    }
}

extension String {
    /// In small letters at the start, unless it starts with an abbreviation such as GP.
    var lowercasedInitial: String {
        guard let first, dropFirst().first?.isUppercase != true else { return self }
        return first.lowercased() + dropFirst()
    }
}
