// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareRecord

extension SectionBody {
    func documents(_ html: inout HTML) {
        let section = record.documents
        coverage(section.coverage, isEmpty: section.rows.isEmpty, &html)
        documentRows(section.rows, &html)
        withdrawn(section.history.map { ($0.title, $0.sources) }, &html)
    }

    func documentRows(_ documents: [DocumentRow], _ html: inout HTML) {
        rows(documents, of: .documents, &html) { row, html in
            html(.p, .class("item")) { html in
                html.text((style.day(row.date) ?? SharedWords.english.notRecorded) + " ")
                html(.a, .href(view.address(of: row))) { $0(.bdi, row.title) }
                tags(row, &html)
            }
            let facts = joined([row.type == row.title ? nil : row.type, authors(row), row.custodian])
            if !facts.isEmpty { html(.p) { $0(.bdi, facts) } }
            sources(row.sources, &html)
        }
    }

    private func authors(_ row: DocumentRow) -> String { row.authors.compactMap(\.text).joined(separator: "; ") }

    private func tags(_ row: DocumentRow, _ html: inout HTML) {
        if let status = row.documentStatus, status != "final" {
            html(.span, .class("tag"), text: words.lists.statusText(status))
        }
        if row.isAboutThirdParty { html(.span, .class("tag tag-look"), text: words.lists.thirdParty) }
    }

    /// Everything about one document, its text included.
    func whole(_ row: DocumentRow, _ html: inout HTML) {
        let own = words.lists
        html(.p) { tags(row, &$0) }
        let facts: [(String, String?)] = [
            (own.date, style.date(row.date)), (own.type, row.type), (own.author, authors(row)),
            (own.custodian, row.custodian),
        ]
        html.summaryList(facts.map { (name: $0.0, value: style.orNotRecorded($0.1)) })
        if row.content.isEmpty { html(.p, .class("empty"), text: own.noContent) }
        for (number, content) in row.content.enumerated() {
            self.content(content, file: view.address(ofFile: number, in: row), &html)
        }
        sources(row.sources, &html)
    }

    /// What a document or report holds: text in full, a file behind its address.
    func content(_ content: DocumentContent, file address: PageAddress, _ html: inout HTML) {
        let own = words.lists
        switch content {
        case .text(let text):
            html(.div, .class("letter")) { $0.verbatim(text) }
        case .parts(let parts): DocumentParts(words: own).add(parts, to: &html)
        case .file(let type, _, let byteCount, let title):
            html(.p) { html in
                html(.a, .class("button second"), .href(address)) { html in
                    html.text(own.openFile)
                    if let title { html.text(": \(title)") }
                }
                html.text(" " + joined([Self.fileKind(type), byteCount.map(Self.size)]))
            }
        case .elsewhere: html(.p, .class("empty empty-unknown"), text: own.fileElsewhere)
        case .withheldForProtectedAddress: html(.p, .class("empty empty-hidden"), text: own.fileWithheld)
        case .unreadable: html(.p, .class("empty empty-unknown"), text: own.fileUnreadable)
        }
    }

    private static func fileKind(_ type: String) -> String {
        switch type.split(separator: ";").first.map(String.init)?.trimmed.lowercased() {
        case "application/pdf": "PDF"
        case "image/jpeg", "image/png", "image/tiff": "picture"
        case "text/html": "web page"
        case "text/rtf", "application/rtf", "application/msword": "text document"
        default: type
        }
    }

    private static func size(_ bytes: Int) -> String {
        bytes < 1_000_000 ? "\(max(1, bytes / 1_000)) kB" : "\(bytes / 1_000_000) MB"
    }
}
