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
        case 1 where rest[0] == "check-again": return PortalResponse.page(RecordPage.html(view))
        case 1: return RecordSection(pageName: rest[0]).map { PortalResponse.page(SectionPage.html(view, section: $0)) }
        case 2: return item(rest[0], rest[1])
        default: return nil
        }
    }

    private func item(_ section: String, _ id: String) -> Response? {
        switch section {
        case "results":
            view.record.results.trends.first { $0.id == id }.map {
                PortalResponse.page(TrendPage.html(view, trend: $0))
            }
        case "documents":
            view.record.documents.rows.first { $0.id == id }.map {
                PortalResponse.page(DocumentPage.html(view, document: $0))
            }
        case "encounters":
            view.record.encounters.rows.first { $0.id == id }.map {
                PortalResponse.page(EncounterPage.html(view, encounter: $0))
            }
        default: nil
        }
    }
}
