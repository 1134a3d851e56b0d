// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// An agreement by which organisations share records for a purpose.
package struct SharingAgreement: Sendable, Equatable {
    /// Its id.
    package var id: String
    /// Its title.
    package var title: String
    /// The organisations that signed it.
    package var parties: [ODSCode]
    /// What for, as codes such as `direct-care`.
    package var purposes: [String]
    /// When it holds.
    package var validity: DatePeriod

    /// An agreement; see the members for the meaning of the values.
    package init(
        id: String, title: String, parties: [ODSCode], purposes: [String], validity: DatePeriod
    ) {
        self.id = id
        self.title = title
        self.parties = parties
        self.purposes = purposes
        self.validity = validity
    }

    /// Whether the agreement lets two organisations share for a purpose on a day.
    package func covers(_ one: ODSCode, _ other: ODSCode, purpose: String, on day: CivilDate) -> Bool {
        validity.contains(day) && purposes.contains(purpose) && parties.contains(one) && parties.contains(other)
    }
}
