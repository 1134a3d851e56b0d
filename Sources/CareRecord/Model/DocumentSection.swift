// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import Terminology

/// Letters, discharge summaries, forms and other documents.
package struct DocumentSection: Sendable, Equatable {
    /// Newest first; copies of one document in two sources stay two rows.
    package var rows: [DocumentRow]
    /// Superseded documents and those entered in error.
    package var history: [DocumentRow]
    package var coverage: SectionCoverage

    /// See the members.
    package init(rows: [DocumentRow] = [], history: [DocumentRow] = [], coverage: SectionCoverage) {
        self.rows = rows
        self.history = history
        self.coverage = coverage
    }
}

/// One document.
package struct DocumentRow: Sendable, Equatable, Identifiable {
    package var id: String
    package var title: String
    package var kind: DocumentType.Kind?
    /// The type in the source's words.
    package var type: String?
    package var category: String?
    package var date: PartialDate?
    package var authors: [StaffNote]
    /// Who keeps the document; nil where places are withheld.
    package var custodian: String?
    /// The status as sent: `current`, `superseded`.
    package var status: String
    /// `preliminary`, `final`, `amended`, as sent.
    package var documentStatus: String?
    package var start: PartialDate?
    package var end: PartialDate?
    package var content: [DocumentContent]
    /// Whether it names or tells of someone else: pages of the person and proxies wait for redaction.
    package var isAboutThirdParty: Bool
    /// Whether its type may hold a resuscitation decision or limits of treatment.
    package var isAboutEmergencyTreatment: Bool
    package var encounter: EncounterRow.ID?
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, title: String, kind: DocumentType.Kind? = nil, type: String? = nil, category: String? = nil,
        date: PartialDate? = nil, authors: [StaffNote] = [], custodian: String? = nil, status: String,
        documentStatus: String? = nil, start: PartialDate? = nil, end: PartialDate? = nil,
        content: [DocumentContent] = [], isAboutThirdParty: Bool = false, isAboutEmergencyTreatment: Bool = false,
        encounter: EncounterRow.ID? = nil, sources: [SourceNote]
    ) {
        self.id = id
        self.title = title
        self.kind = kind
        self.type = type
        self.category = category
        self.date = date
        self.authors = authors
        self.custodian = custodian
        self.status = status
        self.documentStatus = documentStatus
        self.start = start
        self.end = end
        self.content = content
        self.isAboutThirdParty = isAboutThirdParty
        self.isAboutEmergencyTreatment = isAboutEmergencyTreatment
        self.encounter = encounter
        self.sources = sources
    }
}

/// What a document consists of.
package enum DocumentContent: Sendable, Equatable {
    /// Plain text, whole.
    case text(String)
    /// The parts of a structured document, whole.
    case parts([DocumentPart])
    /// A file that is fetched when it is opened: the Binary, or the resource that holds it inline.
    case file(contentType: String, item: ItemReference, byteCount: Int?, title: String?)
    /// A file that OneLondon does not hold; opened at its source.
    case elsewhere(contentType: String?, title: String?)
    /// Kept back because it cannot be read without telling where someone lives.
    case withheldForProtectedAddress
    /// The content could not be read.
    case unreadable
}
