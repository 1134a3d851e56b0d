// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Words of a Londoner's own pages; those inside the record are ``RecordWords/plainEnglish``.
package struct LondonerWords: Sendable {
    /// English.
    package static let english = LondonerWords()

    var home = Home()
    var record = Record()
    var whoLooked = WhoLooked()
    var explained = Explained()

    struct Home: Sendable {
        var link = "Home"
        var title = "Your OneLondon"
        var greeting: @Sendable (String) -> String = { "Hello, \($0)" }
        var recordHeading = "See your record"
        var recordText = "Medicines, test results, letters and more, from all the organisations that look after you."
        var lookedHeading = "See who looked at your record"
        var lookedText = "Who, when, from where and why."
        var usedHeading = "How your information is used"
        var usedText = "What it is for, and your choices."
        var missingHeading = "What can be missing, and why"
        var missingText = "What we mean by “late”, “did not answer” and other words."
        var emergency: @Sendable (String) -> String = {
            "Emergency access to your record was used on \($0)."
        }
        var emergencyLink = "See who it was and why"
    }

    struct Record: Sendable {
        var link = "Your record"
        var title = "Your record"
        var lede = "This is what the organisations that look after you have shared. Each item says where it came from."
        var contents = "Choose what to see"
        var count: @Sendable (Int) -> String = { $0 == 0 ? "nothing recorded" : "\($0)" }
        var countMissing = "something may be missing"
        var died = "This record is about a person who has died."
        var wrong = "Something looks wrong? Ask the organisation named under the item to correct it."
        var askSoon = """
            Some results or letters can be hard to read alone. You can wait and go through them with your care team.
            """
        var checkAgain = "Ask the organisations again"
    }

    struct WhoLooked: Sendable {
        var notListed = "Older looks are written down too and are not listed here. Ask us if you want them."
        var link = "Who looked"
        var title = "Who looked at your record"
        var lede = "Every time someone opens your record, it is written down here. Nobody can change this list."
        var none = "Nobody has looked at your record."
        var when = "When"
        var who = "Who"
        var whereFrom = "From where"
        var why = "Why"
        var what = "What they saw"
        var you = "You"
        var actingFor: @Sendable (String, String?) -> String = { name, basis in
            "\(name), acting for you" + (basis.map { " (\($0))" } ?? "")
        }
        var someone = "Someone"
        var staffMember = "A member of staff"
        var nameKept = "name not shown, to keep staff safe"
        var program = "A computer program of OneLondon"
        var organisationKept = "Place not shown, to protect your address"
        var placeAndNetwork: @Sendable (String, String) -> String = { "\($0), over \($1)" }
        var emergency = "Emergency access"
        var emergencyExplained = """
            Opened without a known tie to you, because waiting could have put someone’s life or health at risk. The log \
            marks it for the privacy officer there.
            """
        var reasonGiven: @Sendable (String) -> String = { "“\($0)”" }
        var notAllowed = "Tried to look, but was not allowed. Nothing was shown."
        var reference: @Sendable (String) -> String = { "Number in the log: \($0)" }
        var until: @Sendable (String, String) -> String = { start, end in "\(start) to \(end)" }
        var reason = "Their reason"
        var otherThings = "other things"
        var query = """
            If you do not recognise a look, ask the organisation it names, or the privacy officer there, and give the \
            number in the log. They must look into it and answer you.
            """
        var queryHeading = "Something you do not recognise?"
        var count: @Sendable (Int, Int) -> String = { "Showing \($0) to \($1), newest first." }
        var newer = "Newer"
        var older = "Older"
        var pages = "Pages of this list"
        var nothingSeen = "Nothing"
    }

    struct Explained: Sendable {
        var title = "What can be missing, and why"
        var lede = """
            Your record is put together from many organisations each time it is opened. Next to each one we say how it \
            answered. This is what the words mean.
            """
        var stateHeading = "Words"
        var meaningHeading = "What it means"
        var doHeading = "What you can do"
        var emptyHeading = "When a list is empty"
        var empty = [
            "“Nothing is recorded” means that every organisation that usually sends this answered, and none has anything.",
            "“We did not receive this” means that we do not know. There may be something.",
            "“No organisation sends us this yet” means that you will not find it here, whatever there is.",
        ]
    }
}
