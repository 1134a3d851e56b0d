// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Words inside a record: one set for staff, one in plain words for the person.
package struct RecordWords: Sendable {
    /// For staff, in English.
    package static let english = RecordWords()

    var banner = Banner()
    var coverage = Coverage()
    var sources = Sources()
    var summary = Summary()
    var allergies = Allergies()
    var resuscitation = Resuscitation()
    var medicines = Medicines()
    var results = Results()
    var lists = Lists()
    var page = Page()
    var timeline = TimelineWords()

    struct Banner: Sendable {
        var label = "Patient"
        var born = "Born"
        var gender = "Gender"
        var number = "NHS No."
        var died = "Died"
        var ageAtDeath = "Age at death"
        var diedUnknown = "Died, date not recorded"
        var preferred = "Preferred name"
        var allergies = "Allergies"
        var details = "Address, contacts and GP"
        var address = "Address"
        var protectedAddress = "Protected address: do not record or pass on where this person is"
        /// Names of the areas that have not said it.
        var addressKeptBack: @Sendable ([String]) -> String = {
            "Address and phone numbers not shown: \($0.joined(separator: ", ")) has not said whether they are protected"
        }
        var addressKeptBackAdvice = "check again later, or ask the GP practice"
        var contact = "Phone and email"
        var practice = "GP practice"
        var needs = "Communication needs"
        var lastUpdated: @Sendable (String) -> String = { "updated \($0)" }
        var deathRemoved = "A notice of death was received in error and taken back. This person is alive."
        var deathDisagrees = "Sources disagree on whether this person has died. Check before acting on it."
        var deathDatesDiffer = "Sources give different dates of death."
        var sourceSaysDied = "says died"
        var sourceSaysRemoved = "says the notice of death was taken back"
        var sourceSaysAlive = "says alive"
        var close = "Close record"
        var printView = "Print"
        var wrongPerson = "Wrong person? Close this record"
    }

    struct Coverage: Sendable {
        var label = "Sources of this record"
        var allAnswered: @Sendable (Int) -> String = {
            $0 == 1 ? "The 1 source that may hold something answered" : "All \($0) sources answered"
        }
        var someMissing: @Sendable (Int, Int) -> String = { "\($0) of \($1) sources may be incomplete" }
        var noSources = "No source is known to hold anything about this person"
        var table = "Every source and what it answered"
        var checkAgain = "Check again"
        var checked: @Sendable (String) -> String = { "Checked \($0)" }
        var source = "Source"
        var state = "State"
        var sends = "Normally sends"
        var last = "Last received"
        var items = "Items here"
        var never = "Never"
        var show = "Show all"
        var unnamed: @Sendable (Int) -> String = {
            $0 == 1 ? "1 source whose name is not shown" : "\($0) sources whose names are not shown"
        }

        var silent: @Sendable (Int) -> String = {
            $0 == 1
                ? "1 confidential service never says here whether it knows someone."
                : "\($0) confidential services never say here whether they know someone."
        }
        var silentHere: @Sendable (Int) -> String = {
            $0 == 1
                ? "1 confidential service that may hold some is never shown here, for anyone."
                : "\($0) confidential services that may hold some are never shown here, for anyone."
        }

        var noGap = "Nothing known to be missing"

        var ok = "Up to date"
        var nothingHeld = "Holds nothing of this kind"
        var recordNotFound = "Does not know this person"
        var partial = "Some items missing"
        var late = "Late"
        var withheld = "Keeps information back"
        var failed = "Did not answer"
        var notConnected = "Not connected"

        var noneRecorded = "None recorded by the sources that answered."
        var noneRecordedButMissing = "None recorded by the sources that answered, but not all did:"
        var notReceived = "Not received. This does not mean there is none:"
        var noSource = "No source sends this. It is not known whether there is any."
        var notShown = "Your role does not see this section."
        var mayBeMissing = "Something may be missing here:"
    }

    struct Sources: Sendable {
        var from = "Source"
        var recorded: @Sendable (String) -> String = { "recorded \($0)" }
        var happened: @Sendable (String) -> String = { "dated \($0)" }
        var received: @Sendable (String) -> String = { "received \($0)" }
        var seenIn: @Sendable (Int) -> String = { "Seen in \($0) sources" }
        var more: @Sendable (Int) -> String = { $0 == 1 ? "and 1 more source" : "and \($0) more sources" }
        var asRecorded = "As recorded"
        var nameWithheld = "Name withheld: protected address"
        var dateNotRecorded = "date not recorded"
    }

    struct Summary: Sendable {
        var heading = "Summary"
        var flags = "Flags"
        var highRisk = "High-risk medicines"
        var lastResults = "Last potassium and eGFR"
        var encounters = "Last three encounters"
        var noFlags = "No flags recorded."
        var noHighRisk = "None on the medicines lists received."
        var noResult: @Sendable (String) -> String = { "\($0): no result received" }
        var potassium = "Potassium"
        var eGFR = "eGFR"
        var previous: @Sendable (String, String) -> String = { value, day in "\(value) on \(day)" }
        var noEncounters = "None recorded."
        var unchecked: @Sendable (Int) -> String = {
            $0 == 1
                ? "1 current medicine came as text only and was not checked for risk."
                : "\($0) current medicines came as text only and were not checked for risk."
        }
        var trend = " trend"
        var hospitalMissing: @Sendable ([String]) -> String = {
            "Hospital medicines not received: \($0.joined(separator: ", "))"
        }
        var ongoing = "Now"
        var more: @Sendable (Int) -> String = { "\($0) more" }
        var all = "All"
        var sourcesDisagree = "Sources disagree"
    }

    struct Page: Sendable {
        var title = "Record"
        var sectionsHeading = "Sections"
        var toSections = "Sections, print and close"
        var showing: @Sendable (Int, Int) -> String = { "Showing \($0) of \($1)." }
        var showAll: @Sendable (Int) -> String = { "Show all \($0)" }
        var backToRecord = "Back to the record"
        var hiddenItems: @Sendable (Int) -> String = { $0 == 1 ? "1 item not shown" : "\($0) items not shown" }
        var hiddenWhy = "kept from your role by the person’s choice or by rule"
        var possibleOthers: @Sendable (Int) -> String = {
            $0 == 1
                ? "1 other record may be this person’s and was not joined"
                : "\($0) other records may be this person’s and were not joined"
        }
        var emergencyUntil: @Sendable (String) -> String = { "Emergency access until \($0). The person can see this." }
        var administration = "Opened for administration: clinical sections are not shown."
        var differences = "Sources differ on"
        var withdrawn: @Sendable (Int) -> String = {
            $0 == 1 ? "1 withdrawn entry" : "\($0) withdrawn entries"
        }
        var withdrawnNote = "Entered in error, ruled out or replaced. Not part of the record."
        var otherItems = "Other items"
        var printTitle = "Record, print view"
        var printedBy: @Sendable (String, String) -> String = { name, time in "Printed by \(name), \(time)" }
        var printAdvice = "This paper does not change when the record does. Destroy it when it is no longer needed."
        var usePrint = "Use your browser’s print command."
        var history = "History"
    }
}
