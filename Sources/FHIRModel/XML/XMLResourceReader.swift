// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Reads FHIR R4 XML into the JSON form of the same resource.
///
/// The R4 structures say what becomes an array, a number or a `_name` member. Nothing is lost but what means nothing:
/// comments, processing instructions, white space between elements, prefixes, `xsi:schemaLocation`, and the order of
/// elements of different names. Elements of one name must follow each other. Everything else that JSON has no place
/// for is refused with its place. Cardinality from 1, codes and the forms of dates and texts are not checked here.
package struct XMLResourceReader: Sendable {
    private let limits: JSONLimits

    /// A reader of texts within these limits; they hold for the XML, with its narratives, and for the JSON made of it.
    package init(limits: JSONLimits = .standard) {
        self.limits = limits
    }

    /// The resource of an XML text in UTF-8.
    package func resource(_ xml: some Sequence<UInt8>) throws(XMLFailure) -> Resource {
        let json = try json(xml)
        do {
            return try Resource(json, limits: limits)
        } catch {
            // The JSON is well-formed and not too deep, so it is too much of it.
            guard case .json(let failure) = error, failure.code != .tooManyValues else {
                throw XMLFailure(.tooManyNodes)
            }
            throw XMLFailure(failure.code == .outOfMemory ? .outOfMemory : .tooLarge)
        }
    }

    /// The JSON text of the resource of an XML text in UTF-8, without white space.
    package func json(_ xml: some Sequence<UInt8>) throws(XMLFailure) -> [UInt8] {
        let document = try XMLDocument.parse(Array(xml), limits: limits)
        var conversion = XMLConversion(document: document, depthLimit: limits.depth)
        try conversion.resource(0, isRoot: true)
        return conversion.out.bytes
    }
}
