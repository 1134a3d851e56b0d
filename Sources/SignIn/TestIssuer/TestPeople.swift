// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import Directory
internal import FHIRModel

/// The made-up people who may sign in to a demo.
///
/// Read from the `staff.json` of a synthetic London:
/// ```json
/// { "professionals": [ { "user": "gp", "name": "Dr …", "role": "generalPractitioner", "title": "General practitioner",
///       "organisation": "Y99002", "organisationName": "…", "node": "ncl", "practitionerRole": "PractitionerRole/…" } ],
///   "londoners": [ { "user": "lead", "name": "…", "nhsNumber": "999…", "birthDate": "1948-08-10" } ] }
/// ```
/// A professional may have an array `roles` of objects with the members from `role` on instead. `role` is a code of
/// ``JobRole`` or a kind of work of the synthetic London; what is not known becomes ``JobRole/other``. Further members
/// are ignored. Entries that cannot be used are left out and listed.
package struct TestPeople: Sendable {
    /// Staff.
    package var professionals: [Professional] = []
    /// People with an account of their own.
    package var londoners: [Londoner] = []
    /// What was left out and why, without anyone's data.
    package var leftOut: [String] = []

    /// A made-up member of staff.
    package struct Professional: Sendable, Equatable {
        /// The short name to choose by; also the user id.
        package var user: String
        package var name: String
        package var roles: [Role]
    }

    /// A role of a made-up member of staff.
    package struct Role: Sendable, Equatable {
        package var profile: RoleProfile
        /// The node of the organisation, for the list to choose from.
        package var node: String?
    }

    /// A made-up Londoner.
    package struct Londoner: Sendable, Equatable {
        /// The short name to choose by.
        package var user: String
        package var name: String
        package var nhsNumber: NHSNumber
        package var birthDate: CivilDate
    }

    /// Nobody.
    package init() {}

    /// Reads people from JSON.
    ///
    /// - Throws: a failure with ``SignInFailure/Code/configuration`` where the text is no such list or nobody is left.
    package static func read(_ json: [UInt8]) throws(SignInFailure) -> TestPeople {
        guard let root = (try? JSONDocument.parse(json))?.root, root.isObject else {
            throw SignInFailure(.configuration, "The list of test users is not a JSON object.")
        }
        var people = TestPeople()
        for (index, entry) in root.items("professionals").enumerated() {
            people.addProfessional(entry, "professional \(index + 1)")
        }
        for (index, entry) in root.items("londoners").enumerated() {
            people.addLondoner(entry, "Londoner \(index + 1)")
        }
        guard !people.professionals.isEmpty || !people.londoners.isEmpty else {
            throw SignInFailure(.configuration, "The list of test users names nobody who can sign in.")
        }
        return people
    }

    private mutating func addProfessional(_ entry: JSONNode, _ place: String) {
        guard let user = entry["user"]?.string, !user.isEmpty, let name = entry["name"]?.string else {
            leftOut.append("\(place): user or name is missing")
            return
        }
        let listed = Array(entry.items("roles"))
        let roles = (listed.isEmpty ? [entry] : listed).enumerated().compactMap { index, role in
            Self.role(role, fallbackID: "\(user)-\(index + 1)")
        }
        guard !roles.isEmpty, !professionals.contains(where: { $0.user == user }) else {
            leftOut.append("\(place): " + (roles.isEmpty ? "no role with a valid organisation code" : "listed twice"))
            return
        }
        professionals.append(Professional(user: user, name: name, roles: roles))
    }

    private mutating func addLondoner(_ entry: JSONNode, _ place: String) {
        guard let user = entry["user"]?.string, !user.isEmpty, let name = entry["name"]?.string,
            let number = entry["nhsNumber"]?.string.flatMap({ try? NHSNumber($0) }),
            let birthDate = entry["birthDate"]?.string.flatMap({ CivilDate($0) })
        else {
            leftOut.append("\(place): user, name, NHS number or date of birth is missing or not valid")
            return
        }
        guard !londoners.contains(where: { $0.user == user }) else {
            leftOut.append("\(place): listed twice")
            return
        }
        londoners.append(Londoner(user: user, name: name, nhsNumber: number, birthDate: birthDate))
    }

    private static func role(_ entry: JSONNode, fallbackID: String) -> Role? {
        guard let organisation = entry["organisation"]?.string.flatMap({ ODSCode($0) }) else { return nil }
        let code = entry["role"]?.string ?? ""
        let id = (entry["practitionerRole"] ?? entry["id"])?.string?.split(separator: "/").last.map(String.init)
        return Role(
            profile: RoleProfile(
                id: id ?? fallbackID, organisation: organisation,
                organisationName: entry["organisationName"]?.string,
                jobRole: JobRole(code: code) ?? syntheticRoles[code] ?? .other, title: entry["title"]?.string),
            node: entry["node"]?.string)
    }

    /// What the kinds of work in a synthetic London count as.
    private static let syntheticRoles: [String: JobRole] = {
        let byRole: [JobRole: [String]] = [
            .doctor: [
                "generalPractitioner", "cardiology", "elderlyCare", "respiratory", "diabetes", "renal", "rheumatology",
                "surgery", "emergency", "haematology", "oncology", "neurology", "gastroenterology", "maternity",
                "orthopaedics", "paediatrics", "wardDoctor", "psychiatry", "palliativeDoctor", "urgentCareDoctor",
                "sexualHealthDoctor",
            ],
            .nurse: [
                "practiceNurse", "wardNurse", "mentalHealthNurse", "districtNurse", "communityMatron",
                "palliativeNurse",
            ],
            .pharmacist: ["practicePharmacist", "hospitalPharmacist", "pharmacist"],
            .alliedHealthProfessional: ["physiotherapist", "careCoordinator", "substanceMisuseWorker"],
            .socialWorker: ["socialWorker", "childrensSocialWorker"],
            .privacyOfficer: ["privacyOfficer"],
            .healthcareAssistant: ["homeCareManager", "carePlanFacilitator"],
        ]
        return Dictionary(
            byRole.flatMap { role, names in names.map { ($0, role) } }, uniquingKeysWith: { first, _ in first })
    }()
}
