// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareRecord
internal import CareTypes
internal import Exchange
internal import FHIRModel
internal import Hummingbird
internal import Identity
internal import SignIn
internal import WebUI

extension StaffDesk {
    /// The record or one part of it.
    ///
    /// Every page asks the sources anew, so that nothing stale is shown.
    func record(_ ticket: PersonTicket, _ handle: RecordHandle, _ rest: [String]) async throws -> Response {
        guard let opened = ticket.opened else {
            return PortalResponse.redirect("/record/\(handle.text)/emergency")
        }
        let gathered: GatheredRecord
        do {
            gathered = try await parts.exchange.record(
                of: opened.person, for: opened.user, withFiles: rest == ["fhir"])
        } catch ExchangeRefusal.notAllowed {
            return PortalResponder.notAvailable(request)
        }
        let directory = await parts.directory.snapshot()
        if rest == ["fhir"] {
            return PortalResponse.bytes(
                CareRecord.bundle(gathered, directory: directory), type: "application/fhir+json; charset=utf-8")
        }
        let record = CareRecord(gathered, directory: directory, visibleSections: opened.decision.visibleSections)
        let view = RecordView(
            session: request.page, record: record, reader: .staff(handle: handle.text), footing: footing(opened),
            now: parts.clock.now())
        let pages = RecordParts(
            view: view, gathered: gathered, exchange: parts.exchange, person: opened.person, user: opened.user)
        return try await pages.respond(rest) ?? PortalResponder.notAvailable(request)
    }

    private func footing(_ opened: OpenedPerson) -> RecordView.Footing {
        if opened.user.emergency != nil, let until = opened.decision.expires { return .emergency(until: until) }
        return opened.user.purpose == .administration ? .administration : .care
    }
}

/// The pages that one open record has.
struct RecordParts {
    let view: RecordView
    let gathered: GatheredRecord
    let exchange: ExchangeService
    let person: TracedPerson
    let user: Exchange.EndUser

    /// The page behind the steps of an address; nil where there is none.
    func respond(_ rest: [String]) async throws -> Response? {
        switch rest.count {
        case 0: return PortalResponse.page(RecordPage.html(view))
        case 1 where rest[0] == "print": return PortalResponse.page(PrintPage.html(view))
        case 1 where rest[0] == "check-again": return PortalResponse.redirect(view.recordAddress.text)
        case 1 where rest[0] == "timeline": return PortalResponse.page(TimelinePage.html(view))
        case 1: return RecordSection(pageName: rest[0]).map { PortalResponse.page(SectionPage.html(view, section: $0)) }
        case 2: return item(rest[0], rest[1])
        case 4 where rest[2] == "file":
            guard let number = Int(rest[3]) else { return nil }
            return try await file(number, in: rest[0], rest[1])
        default: return nil
        }
    }

    private func item(_ section: String, _ name: String) -> Response? {
        let page: [UInt8]? =
            switch section {
            case "results": view.record.trend(pageName: name).map { TrendPage.html(view, trend: $0) }
            case "documents": view.record.document(pageName: name).map { DocumentPage.html(view, document: $0) }
            case "timeline": TimelinePage.html(view, year: name)
            case "encounters": view.record.encounter(pageName: name).map { EncounterPage.html(view, encounter: $0) }
            default: nil
            }
        return page.map { PortalResponse.page($0) }
    }

    /// A file of a document or report, from the record or fetched from its node.
    private func file(_ number: Int, in section: String, _ name: String) async throws -> Response? {
        switch section {
        case "documents":
            guard let document = view.record.document(pageName: name) else { return nil }
            return try await file(number, of: document.content) {
                DocumentPage.html(view, document: document, missing: $0)
            }
        case "results":
            guard let report = view.record.report(pageName: name) else { return nil }
            return try await file(number, of: report.content) {
                SectionPage.html(view, section: .results, missing: $0)
            }
        default: return nil
        }
    }

    private func file(
        _ number: Int, of content: [DocumentContent], missing: (MissingFile) -> [UInt8]
    ) async throws -> Response? {
        guard content.indices.contains(number), case .file(let type, let item, _, _) = content[number] else {
            return nil
        }
        guard let file = ResourceID(reference: item.reference), file.type == "Binary" else {
            return gathered.attachment(number, of: item).map { PortalResponse.file($0, type: type) }
        }
        switch try await exchange.file(file, at: item.node, of: person, for: user) {
        case .found(let binary):
            let type = binary.resource["contentType"]?.string ?? type
            if let bytes = binary.resource.node.base64("data") { return PortalResponse.file(bytes, type: type) }
            return PortalResponse.page(missing(.unreadable), status: .notFound)
        case .notHeld: return PortalResponse.page(missing(.notHeld), status: .notFound)
        case .notAnswered: return PortalResponse.page(missing(.notAnswered), status: .serviceUnavailable)
        }
    }
}
