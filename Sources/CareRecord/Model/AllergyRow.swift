// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// One allergy or intolerance.
package struct AllergyRow: Sendable, Equatable, Identifiable {
    /// In which form it came.
    package enum Form: String, Sendable {
        case allergy
        /// As a problem or diagnosis.
        case condition
        /// As a reaction that happened.
        case reaction
        /// As a note that there was one; it counts as present.
        case historyOf = "history-of"
    }

    /// How bad a reaction may be.
    package enum Criticality: String, Sendable {
        case high
        case low
        case unableToAssess = "unable-to-assess"
    }

    /// One reaction that was seen.
    package struct Reaction: Sendable, Equatable {
        /// What was seen, in the source's words.
        package var manifestations: [String]
        /// `mild`, `moderate` or `severe`.
        package var severity: String?
        package var text: String?
        package var onset: PartialDate?

        /// See the members.
        package init(
            manifestations: [String] = [], severity: String? = nil, text: String? = nil, onset: PartialDate? = nil
        ) {
            self.manifestations = manifestations
            self.severity = severity
            self.text = text
            self.onset = onset
        }
    }

    package var id: String
    /// What the allergy is to, in the words of the newest source.
    package var title: String
    package var form: Form
    package var clinicalStatus: ClinicalStatus
    package var verification: VerificationStatus
    package var criticality: Criticality?
    /// What kind of substance it is, such as `food`, as the source says.
    package var categories: [String]
    package var reactions: [Reaction]
    package var onset: PartialDate?
    /// When the source says it ended, and why.
    package var ended: PartialDate?
    package var reasonEnded: String?
    package var notes: [String]
    package var isTransferDegraded: Bool
    /// Sources that state exactly this.
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, title: String, form: Form = .allergy, clinicalStatus: ClinicalStatus = .notStated,
        verification: VerificationStatus = .notStated, criticality: Criticality? = nil, categories: [String] = [],
        reactions: [Reaction] = [], onset: PartialDate? = nil, ended: PartialDate? = nil, reasonEnded: String? = nil,
        notes: [String] = [], isTransferDegraded: Bool = false, sources: [SourceNote]
    ) {
        self.id = id
        self.title = title
        self.form = form
        self.clinicalStatus = clinicalStatus
        self.verification = verification
        self.criticality = criticality
        self.categories = categories
        self.reactions = reactions
        self.onset = onset
        self.ended = ended
        self.reasonEnded = reasonEnded
        self.notes = notes
        self.isTransferDegraded = isTransferDegraded
        self.sources = sources
    }

    /// When any source last recorded it, for the banner.
    package var lastUpdated: PartialDate? {
        sources.compactMap { $0.recorded ?? $0.happened }.max { $0.earliest < $1.earliest }
    }
}
