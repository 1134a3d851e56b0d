// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// A node: one program that holds the records of an area's organisations.
package struct NodeDescriptor: Sendable, Equatable {
    /// Its id in the platform, such as `nel`.
    package var id: String
    /// Its name.
    package var name: String
    /// Where its FHIR API is.
    package var baseURL: String
    /// The key it signs with, as text.
    package var publicKey: String?
    /// The areas it serves.
    package var areas: [Service]
    /// When it takes part.
    package var validity: DatePeriod

    /// A node's time in the service of an area.
    package struct Service: Sendable, Equatable {
        /// The area's id.
        package var area: String
        /// When the node serves it.
        package var validity: DatePeriod

        /// A node's time in the service of an area.
        package init(_ area: String, validity: DatePeriod = .always) {
            self.area = area
            self.validity = validity
        }
    }

    /// A node; see the members for the meaning of the values.
    package init(
        id: String, name: String, baseURL: String, publicKey: String? = nil, areas: [Service] = [],
        validity: DatePeriod = .always
    ) {
        self.id = id
        self.name = name
        self.baseURL = baseURL
        self.publicKey = publicKey
        self.areas = areas
        self.validity = validity
    }

    /// Whether the node serves an area on a day.
    package func serves(_ area: String, on day: CivilDate) -> Bool {
        validity.contains(day) && areas.contains { $0.area == area && $0.validity.contains(day) }
    }
}
