// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareRecord

extension RecordWords {
    struct Allergies: Sendable {
        var known = "Known allergies"
        var noneKnown = "No known allergies"
        var noneKnownToMedicines = "No known drug allergies"
        var notRecorded = "Allergies not recorded"
        var unavailable = "Allergies unavailable"
        var unavailableWhy = "A source that may know of allergies did not answer. Ask the person."
        var notRecordedWhy = "No source has recorded an allergy, nor that there is none. Ask the person."
        var medicinesOnly = "Recorded for medicines only: says nothing about food or anything else."
        var saysNone = "Recorded as none known"
        var conflicts: @Sendable (Int) -> String = {
            $0 == 1 ? "Sources disagree about 1 allergy" : "Sources disagree about \($0) allergies"
        }
        var conflict: @Sendable (AllergyConflict.Kind) -> String = { kind in
            switch kind {
            case .noneKnownButRecorded: "One source says none is known; another records this."
            case .endedButCurrent: "One source calls this resolved; another has it as present."
            case .refutedButCurrent: "One source ruled this out; another has it as present."
            }
        }
        var degraded = "An allergy came as text only when the record moved. Check before prescribing."
        var high = "High risk"
        var low = "Low risk"
        var unableToAssess = "Risk not assessed"
        var current = "Present"
        var ended = "Resolved or inactive"
        var endedOn: @Sendable (String) -> String = { "ended \($0)" }
        var asProblem = "recorded as a problem"
        var asReaction = "recorded as a reaction"
        var asHistory = "recorded as history of allergy"
        var reaction = "Reaction"
        var certainty = "Certainty"
    }

    struct Resuscitation: Sendable {
        var heading = "Resuscitation decision"
        var notFor = "Do not attempt CPR"
        var isFor = "For CPR"
        var plan = "ReSPECT or other plan exists: read it"
        var none = "No decision recorded"
        var noneWhy = "No source that answered has a decision. This is not a decision that CPR should be attempted."
        var unavailable = "Resuscitation decision unavailable"
        var unavailableWhy = "A source that may hold a decision did not answer. Look for a paper form."
        var conflict = "Decisions conflict. Both are shown; find out which one holds."
        var decided: @Sendable (String) -> String = { "decided \($0)" }
        var by: @Sendable (String) -> String = { "by \($0)" }
        var roleUnknown = "author’s role not recorded"
        var review: @Sendable (String) -> String = { "review by \($0)" }
        var overdue: @Sendable (String) -> String = { "review was due \($0)" }
        var noReview = "no review date recorded"
        var attached = "form attached"
        var saidToExist = "form exists, not attached here"
        var noForm = "no form attached"
        var earlier = "Earlier decisions"
        var documents = "Documents about emergency treatment"
    }

    struct Medicines: Sendable {
        var current = "Current and recent"
        var past = "Past"
        var dose = "DOSE"
        var doseNotRecorded = "dose not recorded"
        var medicine = "Medicine"
        var status = "Status"
        var dates = "Dates"
        var source = "Source"
        var start: @Sendable (String) -> String = { "started \($0)" }
        var startUnknown = "start not recorded"
        var stop: @Sendable (String) -> String = { "stopped \($0)" }
        var stopUnknown = "stop date not recorded"
        var lastIssued: @Sendable (String) -> String = { "last issued \($0)" }
        var notIssued = "Not issued for six months or more"
        var reasonStopped: @Sendable (String) -> String = { "Reason: \($0)" }
        var stoppedButCurrent: @Sendable (String, String?) -> String = { day, reason in
            "Stopped \(day)" + (reason.map { " (\($0))" } ?? ", reason not recorded")
                + ", but another source still lists it."
        }
        var doseConflict = "The dose text and the structured timing disagree. Both are shown."
        var structured = "Structured timing"
        var differentDoses = "Sources word the dose differently."
        var unchecked = "Came as text or under an unlisted code: not checked for duplicates or risk."
        var degraded = "Came as text only when the record moved."
        var duplicates: @Sendable (String) -> String = { "More than one current medicine contains \($0)." }
        var hospitalOnly = "Hospital only"
        var hospitalMissing = "Hospital medicines not received. Medicines that only hospitals supply may be missing:"
        var noneKnown = "Recorded: no medicines known"
        var notTaking = "A list shows what was prescribed or supplied. It does not show what is taken."
        var recent = "Supplied lately, on no current list"
        var events = "Issues and supplies"
        var statusText: @Sendable (MedicineRow.Status) -> String = { $0.words }
        var event: @Sendable (MedicineEvent.Kind) -> String = { kind in
            switch kind {
            case .issued: "Issued"
            case .dispensed: "Dispensed"
            case .administered: "Administered"
            case .listed: "Listed"
            case .authorised: "Authorised"
            }
        }
        /// An issue, supply or dose that did not happen, with the words for its status.
        var notHappened: @Sendable (MedicineEvent.Kind, String) -> String = { kind, status in
            switch kind {
            case .issued: "Issue: \(status)"
            case .dispensed: "Supply: \(status)"
            case .administered: "Dose: \(status)"
            case .listed, .authorised: "Entry: \(status)"
            }
        }
        var flags = FlagWords()
    }

    struct FlagWords: Sendable {
        var anticoagulant = "anticoagulant"
        var insulin = "insulin"
        var methotrexate = "methotrexate"
        var lithium = "lithium"
        var opioid = "opioid"
        var clozapine = "clozapine"
        var amiodarone = "amiodarone"
        var immunosuppressant = "immunosuppressant"
        var cytotoxic = "cytotoxic"
        var weekly = "once a week only"
        var brandCritical = "do not change brand"
        var anticipatory = "kept at home, may not have been given"
    }

    struct Results: Sendable {
        var test = "Test"
        var latest = "Latest"
        var previous = "Before"
        var range = "Reference range"
        var taken = "Taken"
        var issued = "Issued"
        var value = "Value"
        var status = "Status"
        var trendTitle = "Results of one test"
        var noRange = "not given"
        var takenUnknown = "time taken not recorded"
        var noValue = "No value"
        var noPrevious = "None before"
        var chartDescription: @Sendable (String, Int, String, String) -> String = { title, count, first, last in
            "\(title): \(count) results from \(first) to \(last). The table below holds the same values."
        }
        var band = "Pale band: the reference range that came with each result"
        var bound = "Arrow: the true value lies beyond this one"
        var converted = "converted to this unit for drawing"
        var noChart = "These results cannot be drawn on one line. The table holds them as they were sent."
        var onePoint = "One result only: there is no trend."
        var tableHeading = "Every result"
        var reports = "Reports"
        var missingResults: @Sendable (Int) -> String = {
            $0 == 1 ? "1 result of this report is not here" : "\($0) results of this report are not here"
        }
        var unitUnknown = "unit not recorded"
        var conclusion = "Conclusion"
        var interpretation: @Sendable (ResultRow.Interpretation) -> String = { interpretation in
            switch interpretation {
            case .low: "Low"
            case .high: "High"
            case .criticallyLow: "Critically low"
            case .criticallyHigh: "Critically high"
            case .normal: "Within range"
            case .abnormal: "Abnormal"
            }
        }
        var filesNotPrinted: @Sendable (Int) -> String = {
            $0 == 1 ? "1 file of this report is not printed" : "\($0) files of this report are not printed"
        }
        var statusText: @Sendable (ResultRow.Status) -> String = { status in
            switch status {
            case .registered: "Registered, no result yet"
            case .preliminary: "Preliminary"
            case .final: "Final"
            case .amended: "Amended"
            case .corrected: "Corrected"
            case .cancelled: "Cancelled"
            case .enteredInError: "Entered in error"
            case .unknown: "Status not known"
            }
        }
    }

    struct Lists: Sendable {
        var date = "Date"
        var begin = "Start"
        var end = "End"
        var what = "What"
        var status = "Status"
        var statusText: @Sendable (String) -> String = { code in
            StatusWords.words[code] ?? code
        }
        var started: @Sendable (String) -> String = { "from \($0)" }
        var ended: @Sendable (String) -> String = { "until \($0)" }
        var onset: @Sendable (String) -> String = { "since \($0)" }
        var onsetUnknown = "onset not recorded"
        var active = "Active"
        var past = "Past"
        var endedByEntry = "ended by a later entry"
        var historyOnly = "only “history of” entries"
        var timeOver = "time is over"
        var problemConflict = "Some sources call this present, others past."
        var progressionLater: @Sendable (String) -> String = { "later stage: \($0)" }
        var progressionEarlier: @Sendable (String) -> String = { "earlier stage: \($0)" }
        var sourceTerm = "Term of the source"
        var familyHistory = "Family history"
        var otherStatements = "Other statements"
        var about: @Sendable (String) -> String = { "About: \($0)" }
        var reasons = "Reason"
        var diagnoses = "Diagnoses"
        var staff = "Staff"
        var place = "Place"
        var provider = "Organisation"
        var admission = "Admission"
        var discharge = "Discharge"
        var legal = "Mental Health Act"
        var inForce = "in force"
        var planned = "Planned"
        var episodes = "Longer ties to services"
        var letters = "Documents of this encounter"
        var encounterTitle = "Encounter"
        var documentTitle = "Document"
        var author = "Author"
        var custodian = "Kept by"
        var type = "Type"
        var openFile = "Open file"
        var fileElsewhere = "Held by the source only. Ask the source for it."
        var fileWithheld = "Not shown: it cannot be read without telling where the person lives."
        var fileUnreadable = "The content could not be read. Ask the source for it."
        var missing: @Sendable (MissingFile) -> String = { reason in
            switch reason {
            case .notAnswered: "The file could not be fetched: the area that holds it did not answer. Try again."
            case .notHeld:
                "The file is not here: the source has not sent it, or it is not for your role. Ask the source."
            case .unreadable: "The file could not be read. Ask the source for it."
            }
        }
        var noContent = "No content was sent."
        var untitledPart = "Section without a title"
        var someoneElse = "someone or something else"
        var partEmptied: @Sendable (String) -> String = { "Left empty by the source: \($0)" }
        var partEntries: @Sendable (Int) -> String = {
            $0 == 1
                ? "1 entry without text. Ask the source for it."
                : "\($0) entries without text. Ask the source for them."
        }
        var partBlank = "No text was sent here."
        var thirdParty = "Names or tells of someone else"
        var future = "To come"
        var referrals = "Referrals"
        var cancelledBecause: @Sendable (String) -> String = { "Cancelled: \($0)" }
        var goals = "Aims"
        var activities = "What is done"
        var teams = "Teams"
        var given = "Given"
        var notGiven = "Not given"
        var dose: @Sendable (Int) -> String = { "dose \($0)" }
        var batch: @Sendable (String) -> String = { "batch \($0)" }
        var notDone = "Not done"
        var outcome = "Outcome"
        var endedFlags = "Ended flags"
        var shownAfterEnd: @Sendable (String) -> String = { "ended \($0), still shown for safety" }
        var name = "Name"
        var ethnicity = "Ethnic category"
        var birthSex = "Sex at birth"
        var since: @Sendable (String) -> String = { "since \($0)" }
        var nextOfKin = "Next of kin"
        var contacts = "People to contact"
        var formerContacts = "Former contacts"
        var oldAddresses = "Earlier addresses"
        var notes = "Notes"
        var side: @Sendable (Laterality) -> String = { side in
            switch side {
            case .left: "left"
            case .right: "right"
            case .both: "both sides"
            }
        }
        var verification: @Sendable (VerificationStatus) -> String? = { status in
            switch status {
            case .confirmed, .notStated: nil
            case .unconfirmed: "unconfirmed"
            case .presumed: "presumed"
            case .provisional: "provisional"
            case .differential: "one of several possibilities"
            case .refuted: "ruled out"
            case .enteredInError: "entered in error"
            }
        }
    }

    /// Words for status codes that sources send; any other code is shown as sent.
    enum StatusWords {
        static let words = [
            "booked": "Booked", "cancelled": "Cancelled", "noshow": "Did not attend", "fulfilled": "Attended",
            "arrived": "Arrived", "pending": "Not yet confirmed", "proposed": "Proposed", "waitlist": "On waiting list",
            "checked-in": "Arrived", "active": "Active", "completed": "Completed", "revoked": "Withdrawn",
            "on-hold": "On hold", "draft": "Draft", "unknown": "Not known", "finished": "Finished",
            "in-progress": "Now", "planned": "Planned", "onleave": "On leave", "triaged": "Triaged",
            "entered-in-error": "Entered in error", "current": "Current", "superseded": "Replaced",
            "preliminary": "Preliminary", "final": "Final", "amended": "Amended", "not-done": "Not done",
            "stopped": "Stopped", "in-preparation": "Being prepared", "waiting": "Waiting", "inactive": "Inactive",
        ]
    }
}
