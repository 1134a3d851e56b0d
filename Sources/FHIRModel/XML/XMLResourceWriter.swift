// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Writes a resource as FHIR R4 XML, its elements in the order of the definitions.
///
/// What ``XMLResourceReader`` reads back is the same resource, numbers digit by digit. It is not the same text: the order
/// of members, white space, how strings are escaped and lists that only hold null do not survive. Three faults of
/// narratives that are common are mended: white space around the `div`, a `div` without a namespace, and `&nbsp;` and
/// its like, which become the characters. Anything else that XML has no place for is refused with its place: members
/// that R4 does not know, values of another kind than R4's, nulls, empty objects and lists, control characters.
package struct XMLResourceWriter: Sendable {
    private let limits: JSONLimits

    /// A writer of texts with at most so many elements in each other; narratives may be as large as the limits say.
    package init(limits: JSONLimits = .standard) {
        self.limits = limits
    }

    /// The XML text of a resource, in UTF-8 and without white space between elements.
    package func xml(_ resource: Resource) throws(XMLFailure) -> [UInt8] {
        var rendering = XMLRendering(resource: resource, limits: limits)
        try rendering.resource(resource.node, isRoot: true)
        return rendering.out
    }
}
