// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// One code that synthetic records may use.
package struct SyntheticCode: Sendable, Hashable {
    /// How well the meaning is known.
    package enum Evidence: String, Sendable {
        /// Read in a source of NHS England, HL7 UK or HL7.
        case official = "A"
        /// Read in another public list.
        case published = "B"
        /// Read in one file only: the term is as that file had it.
        case single = "C"
    }

    /// The system's URI.
    package let system: String
    /// The code; always text.
    package let id: String
    /// The term as read.
    package let term: String
    /// How well the meaning is known.
    package let evidence: Evidence
}
