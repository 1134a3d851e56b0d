// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import Audit
internal import CareTypes
internal import Directory
internal import Exchange
internal import Hummingbird
internal import Identity
internal import SignIn
internal import WebUI

/// The pages of staff: finding a person, opening the record, reading it.
struct StaffPages: Sendable {
    let parts: PortalParts

    func respond(to request: PortalRequest) async throws -> Response {
        guard let session = request.session, case .professional(let identity) = session.user,
            let cookie = request.cookie
        else { return PortalResponse.redirect("/sign-in") }
        let isPost = request.edge.request.method == .post
        let form = isPost ? try await request.form() : FormFields()
        if isPost, !parts.sessions.isGenuine(formToken: form["csrf"] ?? "", for: cookie) {
            return PortalResponse.page(NoticePage.html(.formExpired, request.page), status: .forbidden)
        }
        if request.path == ["staff", "role"] || session.role == nil {
            return chooseRole(isPost ? form["role"] : nil, of: identity, request, cookie, isPost: isPost)
        }
        let desk = StaffDesk(parts: parts, request: request, session: session, cookie: cookie)
        switch (request.path.first, request.path.dropFirst().first, isPost) {
        case ("staff", nil, false): return PortalResponse.page(FindPersonPage.html(.init(session: request.page)))
        case ("staff", "find", true): return try await desk.find(form)
        case ("staff", "open", true): return try await desk.open(form)
        case ("record", let handle?, _):
            guard let handle = RecordHandle(handle), let ticket = parts.sessions.record(handle, for: cookie)?.payload
            else {
                return PortalResponder.notAvailable(request)
            }
            let rest = Array(request.path.dropFirst(2))
            if rest == ["emergency"] {
                return isPost
                    ? try await desk.emergency(ticket, handle, form) : desk.emergencyPage(ticket, handle, FormEntry())
            }
            if rest == ["wrong-person"], isPost {
                if let opened = ticket.opened {
                    try await parts.exchange.note(.closeWrongRecord, by: opened.user, about: opened.person)
                }
                parts.sessions.close(handle, for: cookie)
                return PortalResponse.redirect("/staff")
            }
            guard !isPost else { return PortalResponder.notAvailable(request) }
            return try await desk.record(ticket, handle, rest)
        default: return PortalResponder.notAvailable(request)
        }
    }
}

extension StaffPages {
    /// Staff with several roles say in which they are here; what was open in another one closes.
    private func chooseRole(
        _ chosen: String?, of identity: ProfessionalIdentity, _ request: PortalRequest, _ cookie: String, isPost: Bool
    ) -> Response {
        if let chosen, let opened = parts.sessions.chooseRole(chosen, for: cookie) {
            return PortalResponse.redirect(
                "/staff", cookies: [SessionCookie.session(https: parts.isHTTPS).set(opened.id)])
        }
        let roles = identity.roles.map { role in
            ChooseRolePage.Role(
                id: role.id, title: role.title ?? role.jobRole.rawValue,
                organisation: role.organisationName ?? role.organisation.text)
        }
        return PortalResponse.page(ChooseRolePage.html(request.page, roles: roles, isMissing: isPost))
    }
}

/// One member of staff at work on one request.
struct StaffDesk: Sendable {
    let parts: PortalParts
    let request: PortalRequest
    let session: Session<PersonTicket>
    let cookie: String

    /// The user as nodes and audit know them.
    func user(for purpose: AccessPurpose) -> Exchange.EndUser? {
        guard case .professional(let identity) = session.user, let role = session.role else { return nil }
        return Exchange.EndUser(
            kind: .professional, userID: identity.userID, displayName: identity.displayName, role: role.jobRole,
            organisation: role.organisation, organisationName: role.organisationName, purpose: purpose)
    }

    var today: CivilDate { LondonTime.reading(of: parts.clock.now()).date }

    // MARK: Finding

    func find(_ form: FormFields) async throws -> Response {
        let entered = FindForm(form)
        guard let wish = entered.wish, let user = user(for: .directCare) else {
            return findPage(entered, faults: entered.faults)
        }
        switch wish {
        case .number(let person):
            // Two identifiers are at hand, so the record may open; its banner says whose it is.
            let listed = Candidate(
                number: person.number, birthDate: person.birthDate, family: "", given: "", gender: nil, postcode: nil)
            return try await open(
                PersonTicket(person: person, listed: ListedCandidate(candidate: listed), opened: nil), user)
        case .details(let search):
            let found = try await parts.exchange.find(search, for: user)
            guard !found.candidates.isEmpty else {
                return findPage(entered, faults: [], outcome: .noMatch, unanswered: found.unansweredNodes)
            }
            let people = found.candidates.compactMap { candidate -> ListedPerson? in
                let person = candidate.number.flatMap { number in
                    candidate.birthDate.map { TracedPerson(number: number, birthDate: $0) }
                }
                let ticket = PersonTicket(person: person, listed: ListedCandidate(candidate: candidate), opened: nil)
                return parts.sessions.open(ticket, for: cookie).map { ListedPerson(candidate, handle: $0.text) }
            }
            return PortalResponse.page(
                CandidatesPage.html(
                    request.page, people: people, unanswered: found.unansweredNodes, hasMore: found.hasMore))
        }
    }

    private func findPage(
        _ form: FindForm, faults: [FormFault], outcome: FindPersonPage.Outcome? = nil, unanswered: [String] = []
    ) -> Response {
        PortalResponse.page(
            FindPersonPage.html(
                .init(
                    session: request.page, form: form.kind, entry: FormEntry(values: form.values, faults: faults),
                    outcome: outcome, unanswered: unanswered)))
    }

    // MARK: Opening

    func open(_ form: FormFields) async throws -> Response {
        guard let handle = form["candidate"].flatMap({ RecordHandle($0) }),
            let ticket = parts.sessions.record(handle, for: cookie)?.payload
        else { return PortalResponder.notAvailable(request) }
        let listed = ListedPerson(ticket.listed.candidate, handle: handle.text)
        guard form["step"] == "open" else {
            return PortalResponse.page(
                ConfirmPersonPage.html(.init(session: request.page, person: listed, today: today)))
        }
        let checked = Set(
            ["name", "birth-date", "address", "nhs-number"].filter { form.values(of: "checked").contains($0) })
        var faults: [FormFault] = []
        if checked.count < 2 {
            faults.append(FormFault(field: "checked", message: "Check at least two details with the person"))
        }
        guard let purpose = form["purpose"].flatMap(AccessPurpose.init(rawValue:)),
            purpose == .directCare || purpose == .administration, faults.isEmpty, let user = user(for: purpose)
        else {
            if form["purpose"] == nil {
                faults.append(FormFault(field: "purpose", message: "Choose why you need the record"))
            }
            return PortalResponse.page(
                ConfirmPersonPage.html(
                    .init(
                        session: request.page, person: listed, checked: checked,
                        entry: FormEntry(values: ["purpose": form["purpose"] ?? ""], faults: faults), today: today)))
        }
        return try await open(ticket, user)
    }

    /// Opens a record where there is a relationship; leads to emergency access where there is none.
    private func open(_ ticket: PersonTicket, _ user: Exchange.EndUser) async throws -> Response {
        guard let person = ticket.person else { return PortalResponder.notAvailable(request) }
        let opened = try await parts.exchange.open(person, for: user)
        guard opened.isKnown else {
            return PortalResponse.page(
                FindPersonPage.html(
                    .init(session: request.page, outcome: .noMatch, unanswered: opened.unansweredNodes)))
        }
        var next = ticket
        next.unanswered = opened.unansweredNodes
        next.opened = opened.mayOpen ? opened : nil
        guard let handle = parts.sessions.open(next, for: cookie) else { return PortalResponse.redirect("/sign-in") }
        return PortalResponse.redirect(opened.mayOpen ? "/record/\(handle.text)" : "/record/\(handle.text)/emergency")
    }

    func emergencyPage(_ ticket: PersonTicket, _ handle: RecordHandle, _ entry: FormEntry) -> Response {
        PortalResponse.page(
            EmergencyAccessPage.html(
                .init(
                    session: request.page, person: ListedPerson(ticket.listed.candidate, handle: handle.text),
                    hours: Int(AccessPolicy.standard.emergencyDuration.components.seconds / 3_600), entry: entry,
                    unanswered: ticket.unanswered, today: today)))
    }

    /// Why a record did not open in an emergency.
    private static func why(_ opened: OpenedPerson) -> String {
        let reasons = opened.decision.reasons
        if reasons.contains(.emergencyReasonTooShort) {
            return "Say in at least \(AccessPolicy.standard.emergencyReasonLength) characters why this cannot wait"
        }
        if opened.decision.isAllowed {
            return "The record could not be reached, since not every area answered. Try again"
        }
        return "Your role does not allow emergency access"
    }

    func emergency(_ ticket: PersonTicket, _ handle: RecordHandle, _ form: FormFields) async throws -> Response {
        guard let person = ticket.person, var user = user(for: .emergency) else {
            return PortalResponder.notAvailable(request)
        }
        let reason = form["reason"] ?? ""
        user.emergency = EmergencyClaim(reason: reason, start: parts.clock.now())
        let opened = try await parts.exchange.open(person, for: user)
        guard opened.mayOpen else {
            var again = ticket
            again.unanswered = opened.unansweredNodes
            return emergencyPage(
                again, handle,
                FormEntry(values: ["reason": reason], faults: [FormFault(field: "reason", message: Self.why(opened))]))
        }
        var next = ticket
        next.opened = opened
        guard let fresh = parts.sessions.open(next, for: cookie) else { return PortalResponse.redirect("/sign-in") }
        parts.sessions.close(handle, for: cookie)
        return PortalResponse.redirect("/record/\(fresh.text)")
    }
}
