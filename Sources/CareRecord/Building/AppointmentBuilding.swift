// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
internal import Exchange
internal import FHIRModel

extension RecordIndex {
    /// The appointment section.
    func appointmentSection() -> AppointmentSection {
        let all = items("Appointment").map { appointment($0) }
        let tie = { (row: AppointmentRow) in row.sources.first?.item.reference ?? "" }
        let standing = all.filter { $0.status != "entered-in-error" }
        let isFuture = { (row: AppointmentRow) in row.start.map { $0.end > now } ?? (row.status == "proposed") }
        var section = AppointmentSection(coverage: coverage(.appointments))
        section.future = standing.filter(isFuture).oldestFirst({ $0.start }, tie: tie).numbered("appointment", \.id)
        section.past = standing.filter { !isFuture($0) }.newestFirst({ $0.start }, tie: tie)
            .numbered("appointment-past", \.id)
        section.history = all.filter { $0.status == "entered-in-error" }.newestFirst({ $0.start }, tie: tie)
            .numbered("appointment-history", \.id)
        let referrals = items("ServiceRequest").map { referral($0) }
            .newestFirst({ $0.date }, tie: { $0.sources.first?.item.reference ?? "" })
        section.referrals = referrals.filter { $0.status != "entered-in-error" }.numbered("referral", \.id)
        section.withdrawnReferrals = referrals.filter { $0.status == "entered-in-error" }
            .numbered("referral-history", \.id)
        return section
    }

    private func appointment(_ item: RecordItem) -> AppointmentRow {
        let node = item.resource.node
        let service = node.words("serviceType").first ?? node["appointmentType"]?.conceptWords
        let title = node["description"]?.string ?? service ?? "Appointment"
        var row = AppointmentRow(id: "", title: title, status: node["status"]?.string ?? "unknown", sources: [])
        row.start = node.date("start")
        row.end = node.date("end")
        row.service = service
        for participant in node.items("participant") {
            guard let actor = participant["actor"], let reference = actor["reference"]?.string else { continue }
            if reference.hasPrefix("Location/") || reference.hasPrefix("HealthcareService/") {
                row.place = row.place ?? place(actor, of: item)
            } else if reference.hasPrefix("Practitioner"), let member = staff(actor, of: item) {
                row.staff.append(member)
            }
        }
        row.notes = [node["comment"], node["patientInstruction"]].compactMap { $0?.string }
        row.reasonCancelled = node["cancelationReason"]?.conceptWords
        row.sources = [
            note(item, title, happened: row.start, recorded: node.date("created"), author: row.staff.first)
        ]
        return row
    }

    private func referral(_ item: RecordItem) -> ReferralRow {
        let node = item.resource.node
        let title = node["code"]?.conceptWords ?? node.words("category").first ?? "Request"
        let date = node.date("authoredOn")
        let requester = staff(node["requester"], of: item)
        return ReferralRow(
            id: "", title: title, status: node["status"]?.string ?? "unknown", priority: node["priority"]?.string,
            date: date, requester: requester, reasons: node.words("reasonCode"), notes: node.annotations,
            sources: [note(item, title, concept: node["code"], happened: date, recorded: date, author: requester)])
    }
}
