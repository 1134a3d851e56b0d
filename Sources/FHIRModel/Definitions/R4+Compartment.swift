// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension R4 {
    /// The resources that belong to one patient, encounter, practitioner, related person or device.
    package struct Compartment: Sendable {
        /// The resource type at the centre, such as `Patient`.
        package let code: String

        /// For each member type the reference parameters that tie it to the centre; any one of them is enough.
        package let parameters: [String: [String]]

        /// True when the resource at the centre is itself a member.
        ///
        /// FHIR R4 says so for Encounter, Practitioner and RelatedPerson. It does not for Patient and Device, although
        /// their record is plainly about them: callers that guard access must add it.
        package let includesItself: Bool

        /// The member types, sorted.
        package var resourceTypes: [String] { parameters.keys.sorted() }

        /// Reads the compartment table.
        static func read(_ text: String) -> [String: Compartment] {
            var result: [String: Compartment] = [:]
            TableText.forEachBlock(text) { header, lines in
                let code = TableText.string(header)
                var parameters: [String: [String]] = [:]
                var includesItself = false
                for var line in lines {
                    let resourceType = TableText.string(TableText.take(&line))
                    let codes = TableText.list(line)
                    includesItself = includesItself || codes.contains(ownResource)
                    parameters[resourceType] = codes.filter { $0 != ownResource }
                }
                result[code] = Compartment(code: code, parameters: parameters, includesItself: includesItself)
            }
            return result
        }

        /// What the definitions write in place of a parameter for the resource at the centre.
        private static let ownResource = "{def}"
    }
}
