// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// One statement about a condition.
package struct ProblemRow: Sendable, Equatable, Identifiable {
    /// What the code says.
    package enum Form: String, Sendable {
        case problem
        /// An entry that ends the condition.
        case resolution
        /// A note that there was one.
        case historyOf = "history-of"
    }

    package enum Significance: String, Sendable {
        case major
        case minor
    }

    package var id: String
    package var title: String
    /// Whether the title is a term that hurts: a page shows it behind "as recorded" only.
    package var isTermAsRecordedOnly: Bool
    package var form: Form
    package var clinicalStatus: ClinicalStatus
    package var verification: VerificationStatus
    package var significance: Significance?
    /// Whether it is a diagnosis of one encounter and not an entry of a problem list.
    package var isEncounterDiagnosis: Bool
    package var laterality: Laterality?
    /// Where in the body, in the source's words.
    package var bodySite: String?
    package var severity: String?
    package var onset: PartialDate?
    /// When it ended; text where the source gives no date.
    package var ended: PartialDate?
    package var endedText: String?
    package var notes: [String]
    /// Sources that state exactly this.
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, title: String, isTermAsRecordedOnly: Bool = false, form: Form = .problem,
        clinicalStatus: ClinicalStatus = .notStated, verification: VerificationStatus = .notStated,
        significance: Significance? = nil, isEncounterDiagnosis: Bool = false, laterality: Laterality? = nil,
        bodySite: String? = nil, severity: String? = nil, onset: PartialDate? = nil, ended: PartialDate? = nil,
        endedText: String? = nil, notes: [String] = [], sources: [SourceNote]
    ) {
        self.id = id
        self.title = title
        self.isTermAsRecordedOnly = isTermAsRecordedOnly
        self.form = form
        self.clinicalStatus = clinicalStatus
        self.verification = verification
        self.significance = significance
        self.isEncounterDiagnosis = isEncounterDiagnosis
        self.laterality = laterality
        self.bodySite = bodySite
        self.severity = severity
        self.onset = onset
        self.ended = ended
        self.endedText = endedText
        self.notes = notes
        self.sources = sources
    }
}
