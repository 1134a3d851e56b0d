// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareRecord
internal import CareTypes
internal import Exchange
internal import FHIRModel
internal import Hummingbird
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
            gathered = try await parts.exchange.record(of: opened.person, for: opened.user)
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
        return RecordParts(view: view, gathered: gathered).respond(rest) ?? PortalResponder.notAvailable(request)
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

    /// The page behind the steps of an address; nil where there is none.
    func respond(_ rest: [String]) -> Response? {
        switch rest.count {
        case 0: return PortalResponse.page(RecordPage.html(view))
        case 1 where rest[0] == "print": return PortalResponse.page(PrintPage.html(view))
        case 1 where rest[0] == "check-again": return PortalResponse.redirect(view.recordAddress.text)
        case 1: return RecordSection(pageName: rest[0]).map { PortalResponse.page(SectionPage.html(view, section: $0)) }
        case 2: return item(rest[0], rest[1])
        case 4 where rest[0] == "documents" && rest[2] == "file":
            return Int(rest[3]).flatMap { file($0, of: rest[1]) }
        default: return nil
        }
    }

    private func item(_ section: String, _ name: String) -> Response? {
        let page: [UInt8]? =
            switch section {
            case "results": view.record.trend(pageName: name).map { TrendPage.html(view, trend: $0) }
            case "documents": view.record.document(pageName: name).map { DocumentPage.html(view, document: $0) }
            case "encounters": view.record.encounter(pageName: name).map { EncounterPage.html(view, encounter: $0) }
            default: nil
            }
        return page.map { PortalResponse.page($0) }
    }

    /// A file of a document; only of one that the reader's record holds.
    private func file(_ number: Int, of name: String) -> Response? {
        guard let document = view.record.document(pageName: name), document.content.indices.contains(number),
            case .file(let type, let item, _, _) = document.content[number],
            let bytes = gathered.file(item, at: number)
        else { return nil }
        return PortalResponse.file(bytes, type: type)
    }
}
