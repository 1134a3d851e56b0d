// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// One source's entry about a product, with what belongs to it: issues, supplies, doses given.
package struct MedicineRow: Sendable, Equatable, Identifiable {
    /// What the entry is.
    ///
    /// "Active" never reads as "taking".
    package enum Status: String, Sendable, CaseIterable {
        case authorisedRepeat = "authorised-repeat"
        case issued
        case dispensed
        case administered
        case discharge
        case hospitalInpatient = "hospital-inpatient"
        case hospitalOutpatient = "hospital-outpatient"
        case prescribedElsewhere = "prescribed-elsewhere"
        /// On a source's list, without more.
        case listed
        case suspended
        case stopped
        case completed
        case cancelled
        case notTaken = "not-taken"
        case draft
        case enteredInError = "entered-in-error"
        /// The source gives a status that says nothing.
        case notKnown = "not-known"

        /// The words for it.
        package var words: String {
            switch self {
            case .authorisedRepeat: "Authorised repeat"
            case .issued: "Issued"
            case .dispensed: "Dispensed"
            case .administered: "Administered"
            case .discharge: "On discharge"
            case .hospitalInpatient: "Hospital, inpatient"
            case .hospitalOutpatient: "Hospital, outpatient"
            case .prescribedElsewhere: "Prescribed elsewhere"
            case .listed: "On the source's list"
            case .suspended: "Suspended"
            case .stopped: "Stopped"
            case .completed: "Completed"
            case .cancelled: "Cancelled"
            case .notTaken: "Recorded as not taken"
            case .draft: "Draft"
            case .enteredInError: "Entered in error"
            case .notKnown: "Status not known"
            }
        }
    }

    package var id: String
    /// The medicine in the words of this source.
    package var title: String
    package var status: Status
    /// Whether the source has it as in use now; suspended counts.
    package var isCurrent: Bool
    /// The instructions, verbatim: never cut, `<`, `&` and line breaks included.
    package var doseTexts: [String]
    /// The structured timing in plain words, where there is one.
    package var structuredDose: String?
    /// Whether text and structured timing disagree; both are then shown.
    package var hasDoseConflict: Bool
    package var isRepeat: Bool
    package var start: PartialDate?
    package var stop: PartialDate?
    package var reasonStopped: String?
    package var authorised: PartialDate?
    /// When the authorisation runs out.
    package var authorisedUntil: PartialDate?
    package var lastIssued: PartialDate?
    package var numberOfIssues: Int?
    /// A repeat that was not issued within six months of the gathering.
    package var isNotIssuedForSixMonths: Bool
    package var quantity: String?
    package var route: String?
    package var reasons: [String]
    package var notes: [String]
    /// Whether an entry got lost but for its text when the record moved.
    package var isTransferDegraded: Bool
    /// Issues, supplies, doses and list entries that belong to this row, newest first.
    package var events: [MedicineEvent]
    /// The note of the entry itself.
    package var source: SourceNote

    /// See the members.
    package init(
        id: String, title: String, status: Status, isCurrent: Bool, doseTexts: [String] = [],
        structuredDose: String? = nil, hasDoseConflict: Bool = false, isRepeat: Bool = false, start: PartialDate? = nil,
        stop: PartialDate? = nil, reasonStopped: String? = nil, authorised: PartialDate? = nil,
        authorisedUntil: PartialDate? = nil, lastIssued: PartialDate? = nil, numberOfIssues: Int? = nil,
        isNotIssuedForSixMonths: Bool = false, quantity: String? = nil, route: String? = nil, reasons: [String] = [],
        notes: [String] = [], isTransferDegraded: Bool = false, events: [MedicineEvent] = [], source: SourceNote
    ) {
        self.id = id
        self.title = title
        self.status = status
        self.isCurrent = isCurrent
        self.doseTexts = doseTexts
        self.structuredDose = structuredDose
        self.hasDoseConflict = hasDoseConflict
        self.isRepeat = isRepeat
        self.start = start
        self.stop = stop
        self.reasonStopped = reasonStopped
        self.authorised = authorised
        self.authorisedUntil = authorisedUntil
        self.lastIssued = lastIssued
        self.numberOfIssues = numberOfIssues
        self.isNotIssuedForSixMonths = isNotIssuedForSixMonths
        self.quantity = quantity
        self.route = route
        self.reasons = reasons
        self.notes = notes
        self.isTransferDegraded = isTransferDegraded
        self.events = events
        self.source = source
    }

    /// The entry's own note and those of all its events.
    package var sources: [SourceNote] { [source] + events.map(\.source) }
}

/// One thing that happened with a medicine.
package struct MedicineEvent: Sendable, Equatable {
    package enum Kind: String, Sendable {
        case issued
        case dispensed
        case administered
        case listed
        case authorised
    }

    package var kind: Kind
    /// What its own resource says of it, such as cancelled.
    package var status: MedicineRow.Status
    package var date: PartialDate?
    /// The status as the source sent it, such as `completed`.
    package var statusAsSent: String?
    package var doseTexts: [String]
    package var quantity: String?
    package var source: SourceNote

    /// See the members.
    package init(
        kind: Kind, status: MedicineRow.Status, date: PartialDate? = nil, statusAsSent: String? = nil,
        doseTexts: [String] = [], quantity: String? = nil, source: SourceNote
    ) {
        self.kind = kind
        self.status = status
        self.date = date
        self.statusAsSent = statusAsSent
        self.doseTexts = doseTexts
        self.quantity = quantity
        self.source = source
    }

    /// Whether it was called off or never done: an issue that was cancelled, a supply only prepared, a dose not given.
    package var hasNotHappened: Bool {
        switch status {
        case .cancelled, .notTaken, .draft, .enteredInError: true
        case .suspended: kind == .dispensed || kind == .administered
        default: false
        }
    }

    /// Whether the medicine was prescribed to be supplied, handed over or given.
    package var isSupply: Bool {
        switch kind {
        case .issued, .dispensed, .administered: !hasNotHappened
        case .listed, .authorised: false
        }
    }
}
