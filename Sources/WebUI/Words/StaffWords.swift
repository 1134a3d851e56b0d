// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Words of the pages for staff around a record; those of the record itself are ``RecordWords``.
package struct StaffWords: Sendable {
    /// English.
    package static let english = StaffWords()

    var find = Find()
    var candidates = Candidates()
    var confirm = Confirm()
    var chooseRole = ChooseRole()
    var emergency = Emergency()
    var feeds = Feeds()

    struct Feeds: Sendable {
        var link = "Feeds"
    }

    struct Find: Sendable {
        var link = "Find a person"
        var title = "Find a person"
        var byNumber = "With NHS number"
        var byDetails = "Without NHS number"
        var number = "NHS number"
        var numberHint = "10 digits, such as 999 123 4567. Spaces are fine."
        var birth = "Date of birth"
        var birthHint = "For example, 31 3 1980"
        var family = "Family name"
        var given = "First name"
        var postcode = "Postcode"
        var postcodeHint = "For no fixed abode, enter ZZ99 3VZ"
        var search = "Find"
        var noMatchHeading = "No record found"
        var noMatch = [
            "Check the spelling, the date of birth and the digits with the person or their documents.",
            "This does not mean that the person is not known to health or care services. Some records cannot be "
                + "found by search.",
        ]
        var tooManyHeading = "Too many people match"
        var tooMany = ["Use the NHS number, or ask for the postcode of an earlier address."]
        var unansweredHeading = "Not every area answered"
        var unanswered: @Sendable ([String]) -> String = { areas in
            "\(areas.joined(separator: ", ")) did not answer, so there may be more than is shown here. Try again in a minute."
        }
        var unidentified = "If you cannot find out who someone is, treat them as you would without a shared record."
    }

    struct Candidates: Sendable {
        var title = "Choose the right person"
        var found: @Sendable (Int) -> String = { $0 == 1 ? "1 person matches" : "\($0) people match" }
        var warning = "Check at least two details with the person or their documents before you go on."
        var name = "Name"
        var birth = "Born"
        var gender = "Gender"
        var number = "NHS No."
        var address = "Address"
        var died: @Sendable (String) -> String = { "Died \($0)" }
        var choose = "Choose"
        var chooseNamed: @Sendable (String) -> String = { "Choose \($0)" }
        var none = "None of these"
        var differs: @Sendable ([String]) -> String = { details in
            "Another record has this NHS number with a different \(details.joined(separator: " and "))"
        }
        var more = "More people match than are listed here. Go back and give a first name too."
        var protectedAddress = "Protected address"
    }

    struct ChooseRole: Sendable {
        var title = "Choose your role"
        var legend = "In which role are you working now?"
        var hint = "What you may see depends on it, and it is written down with each record you open."
        var choose = "Continue"
        var missing = "Choose the role you are working in"
    }

    struct Confirm: Sendable {
        var title = "Check that this is the right person"
        var legend = "What have you checked with the person or their documents?"
        var hint = "Tick at least two."
        var name = "Name"
        var birth = "Date of birth"
        var address = "Address"
        var number = "NHS number"
        var purposeLegend = "Why do you need this record?"
        var care = "I am caring for this person, or about to"
        var administration = "I am booking, admitting or handling papers for this person"
        var administrationHint = "Shows name, contacts, GP practice and appointments only."
        var logged = "Your name, the time and this answer go into a log that the person can read."
        var open = "Open record"
        var wrong = "This is not the right person"
    }

    struct Emergency: Sendable {
        var title = "Emergency access"
        var heading = "You are about to use emergency access"
        var why = """
            Nothing on record shows that you or your team are caring for this person. Go on only if waiting would put \
            someone’s life or health at risk.
            """
        var whatHappens = "If you go on"
        var consequences: @Sendable (Int) -> [String] = { hours in
            [
                "the record stays open to you for \(hours) hours",
                "the log marks it as emergency access, for your privacy officer to review",
                "the person can see your name, the time and the reason you give",
            ]
        }
        var reason = "Why do you need this record now?"
        var reasonHint = "For example: brought in unconscious, need medicines and allergies before treatment."
        var go = "Open the record in an emergency"
        var back = "Go back without opening"
    }
}
