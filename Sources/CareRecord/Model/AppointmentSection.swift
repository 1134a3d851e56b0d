// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// Appointments and referrals.
package struct AppointmentSection: Sendable, Equatable {
    /// To come, the next first.
    package var future: [AppointmentRow]
    /// Past, newest first.
    package var past: [AppointmentRow]
    /// Newest first.
    package var referrals: [ReferralRow]
    /// Rows entered in error.
    package var history: [AppointmentRow]
    /// Referrals entered in error.
    package var withdrawnReferrals: [ReferralRow]
    package var coverage: SectionCoverage

    /// See the members.
    package init(
        future: [AppointmentRow] = [], past: [AppointmentRow] = [], referrals: [ReferralRow] = [],
        history: [AppointmentRow] = [], withdrawnReferrals: [ReferralRow] = [], coverage: SectionCoverage
    ) {
        self.future = future
        self.past = past
        self.referrals = referrals
        self.history = history
        self.withdrawnReferrals = withdrawnReferrals
        self.coverage = coverage
    }
}

/// One appointment.
package struct AppointmentRow: Sendable, Equatable, Identifiable {
    package var id: String
    package var title: String
    /// The status as sent: `booked`, `cancelled`, `noshow`, `fulfilled`.
    package var status: String
    package var start: PartialDate?
    package var end: PartialDate?
    package var service: String?
    /// Nil where places are withheld.
    package var place: String?
    package var staff: [StaffNote]
    package var notes: [String]
    package var reasonCancelled: String?
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, title: String, status: String, start: PartialDate? = nil, end: PartialDate? = nil,
        service: String? = nil, place: String? = nil, staff: [StaffNote] = [], notes: [String] = [],
        reasonCancelled: String? = nil, sources: [SourceNote]
    ) {
        self.id = id
        self.title = title
        self.status = status
        self.start = start
        self.end = end
        self.service = service
        self.place = place
        self.staff = staff
        self.notes = notes
        self.reasonCancelled = reasonCancelled
        self.sources = sources
    }
}

/// One referral or request.
package struct ReferralRow: Sendable, Equatable, Identifiable {
    package var id: String
    package var title: String
    package var status: String
    package var priority: String?
    package var date: PartialDate?
    package var requester: StaffNote?
    package var reasons: [String]
    package var notes: [String]
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, title: String, status: String, priority: String? = nil, date: PartialDate? = nil,
        requester: StaffNote? = nil, reasons: [String] = [], notes: [String] = [], sources: [SourceNote]
    ) {
        self.id = id
        self.title = title
        self.status = status
        self.priority = priority
        self.date = date
        self.requester = requester
        self.reasons = reasons
        self.notes = notes
        self.sources = sources
    }
}
