// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The FHIR R4 (4.0.1) definitions as facts: types and their elements, search parameters, compartments and codes.
///
/// Each of the five tables is generated text (see `Generated/`) that is read once, when first asked for, in a few
/// milliseconds. Look-ups afterwards are dictionary look-ups. Nothing here knows of profiles or of national rules.
package enum R4 {
    /// The version of FHIR all definitions come from.
    package static let version = "4.0.1"

    // MARK: Types

    /// The names of the 146 resource types a record can hold, sorted; not the abstract Resource and DomainResource.
    package static var resourceTypes: [String] { structureTable.resourceTypes }

    /// Every type: resources, data types, primitives and nested elements (`Patient.contact`), sorted by name.
    package static var structures: [Structure] { structureTable.structures }

    /// Says whether a name is that of a resource type a record can hold; the abstract ones are not.
    package static func isResourceType(_ name: String) -> Bool {
        structureTable.structure(named: name)?.isConcreteResource ?? false
    }

    /// Finds a type by its name: a resource, a data type, a primitive, or a nested element by its path.
    package static func structure(named name: String) -> Structure? {
        structureTable.structure(named: name)
    }

    /// Says whether a type is the same as another or derived from it: `Age` is a kind of `Quantity` and of `Element`.
    package static func type(_ name: String, isKindOf ancestor: String) -> Bool {
        structureTable.isKind(name, of: ancestor)
    }

    // MARK: Search

    /// Every search parameter once, by code and then by id; one parameter can serve many resource types.
    package static var searchParameters: [SearchParameter] { searchTable.parameters }

    /// The search parameters of a resource type by code, with those of Resource and DomainResource (`_id`, `_tag`, …).
    ///
    /// Empty for anything but a resource type. Control parameters that select nothing (`_count`, `_sort`, `_include`,
    /// `_has`, …) have no definition in FHIR and are not among them.
    package static func searchParameters(for resourceType: String) -> [SearchParameter] {
        searchTable.parameters(for: resourceType)
    }

    /// Finds the search parameter of a resource type with this code, also among those of Resource and DomainResource.
    package static func searchParameter(_ code: String, for resourceType: String) -> SearchParameter? {
        searchTable.parameter(code, for: resourceType)
    }

    /// Finds a search parameter by its canonical url, as the components of a composite name it.
    package static func searchParameter(url: String) -> SearchParameter? {
        searchTable.parameter(url: url)
    }

    /// Finds the compartment of Patient, Encounter, Practitioner, RelatedPerson or Device.
    package static func compartment(_ code: String) -> Compartment? {
        compartments[code]
    }

    // MARK: Codes

    /// Finds the codes of a value set that a base element must use; the url may end in a version (`|4.0.1`).
    ///
    /// Nil for value sets without a required binding and for the ``unresolvedValueSets``: there a terminology server
    /// or rules of its own must decide, so nil never means "no code is valid".
    package static func codes(valueSet url: String) -> ValueSetCodes? {
        codeTable[canonical(url)]
    }

    /// The urls of value sets with a required or maximum binding whose codes FHIR defines elsewhere (UCUM, languages, …).
    package static let unresolvedValueSets: [String] = TableText.lines(R4UnresolvedTable.text)
        .map { TableText.valueSetURL($0) }

    /// Removes the version from a canonical url.
    static func canonical(_ url: String) -> String {
        guard let bar = url.utf8.firstIndex(of: UInt8(ascii: "|")) else { return url }
        return String(url[..<bar])
    }

    private static let structureTable = StructureTable(text: R4StructureTable.text)
    private static let searchTable = SearchTable(text: R4SearchTable.text, structures: structureTable)
    private static let compartments = Compartment.read(R4CompartmentTable.text)
    private static let codeTable = ValueSetCodes.read(R4CodeTable.text)
}
