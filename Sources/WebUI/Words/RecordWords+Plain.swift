// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareRecord

extension RecordWords {
    /// For the person, in plain English.
    package static let plainEnglish: RecordWords = {
        var words = RecordWords()
        words.coverage = .plain
        words.allergies = .plain
        words.resuscitation = .plain
        words.medicines = .plain
        words.results = .plain
        words.lists = .plain
        words.timeline = .plain
        words.sources.received = { "sent to OneLondon \($0)" }
        words.sources.from = "From"
        words.sources.seenIn = { "From \($0) organisations" }
        words.sources.more = { $0 == 1 ? "and 1 more organisation" : "and \($0) more organisations" }
        words.sources.asRecorded = "As staff recorded it"
        words.sources.nameWithheld = "Name left out to protect your address"
        words.page.backToRecord = "Back to your record"
        words.page.differences = "Organisations have different details for"
        words.page.withdrawnNote = "Entered by mistake, ruled out or replaced. Not part of your record."
        words.page.otherItems = "Other things in your record"
        words.banner.protectedAddress = "Protected address: we do not show where you live to anyone"
        words.banner.addressKeptBack = {
            "We do not show your address and phone numbers now: \($0.joined(separator: ", ")) has not told us whether they are protected"
        }
        words.banner.addressKeptBackAdvice = "look again later"
        return words
    }()
}

extension RecordWords.Coverage {
    fileprivate static let plain: RecordWords.Coverage = {
        var words = RecordWords.Coverage()
        words.label = "Where your record comes from"
        words.allAnswered = {
            $0 == 1 ? "The 1 organisation we asked has answered" : "All \($0) organisations we asked have answered"
        }
        words.someMissing = { "Something may be missing from \($0) of \($1) organisations" }
        words.noSources = "We do not know of an organisation that holds information about you"
        words.table = "Organisations and what they answered"
        words.source = "Organisation"
        words.state = "What it answered"
        words.sends = "What it usually sends"
        words.last = "Last sent to us"
        words.show = "Show every organisation"
        words.unnamed = {
            $0 == 1 ? "1 organisation whose name is left out" : "\($0) organisations whose names are left out"
        }
        words.ok = "Up to date"
        words.nothingHeld = "Has nothing to show here"
        words.recordNotFound = "Does not have a record of you"
        words.partial = "Sent only some of what it has"
        words.late = "Its information is late"
        words.withheld = "Keeps some information back"
        words.failed = "Did not answer"
        words.notConnected = "Does not send information to us yet"
        words.noneRecorded = "Nothing is recorded here by the organisations that answered."
        words.noneRecordedButMissing =
            "The organisations that answered have recorded nothing here. These have not fully answered:"
        words.notReceived = "We did not receive this. That does not mean there is nothing:"
        words.noSource = "No organisation sends us this yet. Ask the service that looks after you."
        words.notShown = "This part is not shown here."
        words.mayBeMissing = "Something may be missing here:"
        return words
    }()
}

extension RecordWords.Allergies {
    fileprivate static let plain: RecordWords.Allergies = {
        var words = RecordWords.Allergies()
        words.noneKnownToMedicines = "No known allergies to medicines"
        words.unavailableWhy =
            "An organisation that may know about your allergies did not answer. Tell staff about any you have."
        words.notRecordedWhy = "Nobody has recorded an allergy, or that you have none. Tell staff about any you have."
        words.medicinesOnly = "This was recorded for medicines only. It says nothing about food or anything else."
        words.saysNone = "Recorded as having none"
        words.conflicts = {
            $0 == 1
                ? "Organisations do not agree about 1 allergy" : "Organisations do not agree about \($0) allergies"
        }
        words.conflict = { kind in
            switch kind {
            case .noneKnownButRecorded: "One organisation says you have none; another has recorded this one."
            case .endedButCurrent: "One organisation says this is over; another says you still have it."
            case .refutedButCurrent: "One organisation ruled this out; another says you have it."
            }
        }
        words.degraded = "An allergy was moved from an older record as words only. Staff will check it with you."
        words.high = "Could be serious"
        words.low = "Unlikely to be serious"
        words.unableToAssess = "Not known how serious"
        words.current = "Allergies you have"
        words.ended = "Allergies that are over"
        words.asProblem = "recorded as a health condition"
        words.asHistory = "recorded as an allergy you had"
        words.certainty = "How sure staff are"
        return words
    }()
}

extension RecordWords.Resuscitation {
    fileprivate static let plain: RecordWords.Resuscitation = {
        var words = RecordWords.Resuscitation()
        words.heading = "Decisions about CPR"
        words.notFor = "CPR should not be tried"
        words.isFor = "CPR should be tried"
        words.plan = "You have a plan for emergency treatment, such as a ReSPECT plan"
        words.none = "No decision is recorded"
        words.noneWhy =
            "The organisations that answered have no decision about CPR for you. This is not itself a decision."
        words.unavailable = "We could not find out"
        words.unavailableWhy = "An organisation that may hold a decision did not answer."
        words.conflict = "Organisations have recorded different decisions. Talk to your care team about them."
        words.roleUnknown = "the person’s job is not recorded"
        words.attached = "the form is in your record"
        words.saidToExist = "there is a form; it is not in this record"
        words.noForm = "no form in this record"
        return words
    }()
}

extension RecordWords.Medicines {
    fileprivate static let plain: RecordWords.Medicines = {
        var words = RecordWords.Medicines()
        words.current = "Medicines you may be using now"
        words.past = "Medicines you used before"
        words.dose = "How to take it:"
        words.doseNotRecorded = "not recorded here"
        words.status = "What is recorded"
        words.startUnknown = "start date not recorded"
        words.stopUnknown = "stop date not recorded"
        words.lastIssued = { "last prescribed \($0)" }
        words.notIssued = "Not prescribed for six months or more"
        words.stoppedButCurrent = { day, reason in
            "One organisation stopped this on \(day)" + (reason.map { " (\($0))" } ?? "")
                + ", but another still lists it. Ask your pharmacist or GP practice."
        }
        words.doseConflict = "The instructions do not agree with each other. Ask your pharmacist or GP practice."
        words.structured = "Timing as recorded"
        words.differentDoses = "Organisations give different instructions. Ask your pharmacist or GP practice."
        words.unchecked = "This came as words only."
        words.degraded = "This was moved from an older record as words only."
        words.duplicates = { "More than one of your medicines contains \($0). Ask your pharmacist or GP practice." }
        words.hospitalOnly = "From a hospital only"
        words.hospitalMissing = "We did not receive medicines from hospitals. Some may be missing:"
        words.noneKnown = "Recorded: no medicines"
        words.notTaking = "This list shows what was prescribed or supplied to you. It cannot show what you really take."
        words.recent = "Supplied lately"
        words.events = "When it was prescribed or supplied"
        words.statusText = { status in
            switch status {
            case .authorisedRepeat: "Repeat prescription"
            case .issued: "Prescribed"
            case .dispensed: "Given out by a pharmacy"
            case .administered: "Given to you by staff"
            case .discharge: "When you left hospital"
            case .hospitalInpatient: "During a hospital stay"
            case .hospitalOutpatient: "From a hospital clinic"
            case .prescribedElsewhere: "Prescribed somewhere else"
            case .listed: "On the organisation’s list"
            case .suspended: "Paused"
            case .stopped: "Stopped"
            case .completed: "Finished"
            case .cancelled: "Cancelled"
            case .notTaken: "Recorded as not taken"
            case .draft: "Being prepared"
            case .enteredInError: "Entered by mistake"
            case .notKnown: "Not known"
            }
        }
        words.flags.anticoagulant = "thins the blood"
        words.flags.opioid = "strong painkiller"
        words.flags.immunosuppressant = "affects the immune system"
        words.flags.cytotoxic = "chemotherapy-type medicine"
        words.flags.weekly = "taken once a week only"
        words.flags.brandCritical = "always the same brand"
        words.flags.anticipatory = "kept ready in case you need it"
        return words
    }()
}

extension RecordWords.Results {
    fileprivate static let plain: RecordWords.Results = {
        var words = RecordWords.Results()
        words.latest = "Latest result"
        words.previous = "The one before"
        words.range = "Usual range"
        words.taken = "When it was taken"
        words.issued = "When the result came"
        words.value = "Result"
        words.noRange = "not given by the laboratory"
        words.takenUnknown = "when it was taken is not recorded"
        words.noValue = "No result"
        words.noPrevious = "This is the only one"
        words.band = "Pale band: the usual range that the laboratory gave with each result"
        words.bound = "Arrow: the true result lies beyond this one"
        words.converted = "changed to this unit for the picture"
        words.noChart = "These results cannot be drawn on one line. The table shows them as they were sent."
        words.onePoint = "There is only one result, so there is no trend yet."
        words.interpretation = { interpretation in
            switch interpretation {
            case .low: "Below the usual range"
            case .high: "Above the usual range"
            case .criticallyLow: "Far below the usual range"
            case .criticallyHigh: "Far above the usual range"
            case .normal: "In the usual range"
            case .abnormal: "Outside what is usual"
            }
        }
        words.statusText = { status in
            switch status {
            case .registered: "Waiting for the result"
            case .preliminary: "Early result, may change"
            case .final: "Final"
            case .amended, .corrected: "Corrected"
            case .cancelled: "Cancelled"
            case .enteredInError: "Entered by mistake"
            case .unknown: "Not known"
            }
        }
        return words
    }()
}

extension RecordWords.Lists {
    fileprivate static let plain: RecordWords.Lists = {
        var words = RecordWords.Lists()
        words.onsetUnknown = "start not recorded"
        words.active = "Now"
        words.past = "In the past"
        words.problemConflict = "Some organisations say you have this now, others that it is over."
        words.historyOnly = "recorded as something you had"
        words.timeOver = "its time is over"
        words.familyHistory = "In your family"
        words.otherStatements = "Also recorded"
        words.sourceTerm = "Condition (see “As staff recorded it”)"
        words.staff = "Who you saw"
        words.legal = "Mental Health Act"
        words.planned = "Planned"
        words.episodes = "Services you are with"
        words.letters = "Letters about this visit"
        words.encounterTitle = "Visit or stay"
        words.documentTitle = "Letter or document"
        words.fileElsewhere = "Only the organisation itself holds this. Ask them for it."
        words.fileWithheld = "Left out to protect your address."
        words.fileUnreadable = "We could not read this. Ask the organisation for it."
        words.missing = { reason in
            switch reason {
            case .notAnswered: "We could not fetch this file just now. Try again in a few minutes."
            case .notHeld: "This file is not here. Ask the organisation for it."
            case .unreadable: "We could not read this file. Ask the organisation for it."
            }
        }
        words.noContent = "Nothing was sent with this."
        words.untitledPart = "Part without a title"
        words.partEmptied = { "The organisation left this empty: \($0)" }
        words.partEntries = {
            $0 == 1
                ? "1 entry that we cannot show here. Ask the organisation for it."
                : "\($0) entries that we cannot show here. Ask the organisation for them."
        }
        words.partBlank = "Nothing was written here."
        words.verification = { status in
            switch status {
            case .confirmed, .notStated: nil
            case .unconfirmed, .presumed, .provisional: "not confirmed"
            case .differential: "one of several possibilities"
            case .refuted: "ruled out"
            case .enteredInError: "entered by mistake"
            }
        }
        words.nextOfKin = "Next of kin"
        return words
    }()
}
