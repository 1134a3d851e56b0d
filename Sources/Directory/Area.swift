// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// An Integrated Care System: boroughs that plan care together, for as long as they do.
package struct Area: Sendable, Equatable {
    /// A short id, such as `nel`.
    package var id: String
    /// The name people use.
    package var name: String
    /// When the area exists.
    package var validity: DatePeriod
    /// Its boroughs with the days they belong to it.
    package var boroughs: [Membership]

    /// A borough's time in an area.
    package struct Membership: Sendable, Equatable {
        /// The borough's code, such as `E09000012`.
        package var borough: String
        /// When it belongs to the area.
        package var validity: DatePeriod

        /// A borough's time in an area.
        package init(_ borough: String, validity: DatePeriod) {
            self.borough = borough
            self.validity = validity
        }
    }

    /// An area; see the members for the meaning of the values.
    package init(id: String, name: String, validity: DatePeriod, boroughs: [Membership]) {
        self.id = id
        self.name = name
        self.validity = validity
        self.boroughs = boroughs
    }

    /// The boroughs that belong to the area on a day.
    package func boroughs(on day: CivilDate) -> [String] {
        guard validity.contains(day) else { return [] }
        return boroughs.filter { $0.validity.contains(day) }.map(\.borough)
    }
}

/// A borough of London.
package struct Borough: Sendable, Equatable {
    /// The code of the statistics office.
    package var code: String
    /// The name.
    package var name: String
}
