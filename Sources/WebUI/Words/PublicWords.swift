// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Words of the pages for everyone.
package struct PublicWords: Sendable {
    /// English.
    package static let english = PublicWords()

    var home = Home()
    var areas = Areas()
    var organisations = Organisations()
    var feeds = Feeds()
    var privacy = Privacy()
    var accessibility = Accessibility()

    struct Home: Sendable {
        var link = "About"
        var title = "London’s shared care record"
        var lede = """
            When you are cared for in more than one place, the people looking after you can see the same, whole picture. \
            You can see it too, and you can see who looked.
            """
        var londonerHeading = "You and your record"
        var londonerText = "See your record, where each part came from, and who has looked at it."
        var londonerButton = "Sign in to see your record"
        var staffHeading = "Health and care staff"
        var staffText = "Find the record of a person you are caring for."
        var staffButton = "Staff sign in"
        var whatHeading = "What this is"
        var what = [
            "GP practices, hospitals, ambulance crews, mental health and community services and councils each keep their "
                + "own records. OneLondon brings what they hold about one person together on one page, when it is needed "
                + "for that person’s care.",
            "Every item says which organisation it came from and when. If an organisation did not answer, or its "
                + "information is late, the page says so. It never shows a gap as if there were nothing to know.",
            "Every look at a record is written down in a log that cannot be changed afterwards. You can read yours.",
        ]
        var nowHeading = "How it is doing now"
        var organisationsNow: @Sendable (Int) -> String = {
            $0 == 1 ? "1 organisation is connected" : "\($0) organisations are connected"
        }
        var allUpToDate = "Information from all of them is arriving on time."
        var someLate: @Sendable (Int, Int) -> String = { late, missing in
            let parts = [
                late == 0 ? nil : late == 1 ? "1 source is late" : "\(late) sources are late",
                missing == 0 ? nil : missing == 1 ? "1 source is not sending" : "\(missing) sources are not sending",
            ]
            return parts.compactMap(\.self).joined(separator: " and ") + "."
        }
        var nowLink = "See every organisation and how fresh its information is"
        var asOf: @Sendable (String) -> String = { "As of \($0)" }
    }

    struct Areas: Sendable {
        var link = "Areas"
        var title = "Areas of London"
        var lede = """
            Health and care in London is planned in areas called Integrated Care Systems. Areas change, so this page says \
            which day it speaks of.
            """
        var onDay: @Sendable (String) -> String = { "The areas on \($0)" }
        var mapTitle = "Map of the boroughs of London"
        var mapDescription = """
            One square for each of the 33 boroughs, placed roughly as they lie. The number in a square is that of its \
            area. The table below the map says the same.
            """
        var tile: @Sendable (String, String) -> String = { borough, area in "\(borough): \(area)" }
        var noArea = "No area on this day"
        var tableCaption = "Areas and their boroughs"
        var number = "Number"
        var area = "Area"
        var boroughs = "Boroughs"
        var dates = "Dates"
        var from: @Sendable (String) -> String = { "Since \($0)" }
        var fromTo: @Sendable (String, String) -> String = { "\($0) to \($1)" }
        var until: @Sendable (String) -> String = { "Until \($0)" }
        var always = "No dates given"
        var othersHeading = "Areas at other times"
        var noticeHeading = "Where this map comes from"
        var notices = [
            "The places of the squares follow the “London Squared” map by After the flood, used under its open licence.",
            "Borough names and codes: contains National Statistics data © Crown copyright and database right 2014.",
        ]
    }

    struct Organisations: Sendable {
        var silent: @Sendable ([String]) -> String = { names in
            let list = [names.dropLast().joined(separator: ", "), names.last ?? ""].filter { !$0.isEmpty }
            return "\(list.joined(separator: " and ")) did not answer just now. What is said of "
                + (names.count == 1 ? "its" : "their") + " organisations may be out of date or missing."
        }
        var link = "Organisations"
        var title = "Connected organisations"
        var lede =
            "These organisations send information to OneLondon. You can see how fresh each one’s information is now."
        var name = "Organisation"
        var area = "Area"
        var sends = "What it sends"
        var freshness = "Its information now"
        var unnamed: @Sendable (Int) -> String = {
            $0 == 1
                ? "1 more service is connected. Its name alone could tell something private, so it is counted and not named."
                : "\($0) more services are connected. Their names alone could tell something private, so they are counted "
                    + "and not named."
        }
        var unreadable: @Sendable (Int) -> String = {
            $0 == 1
                ? "1 more source is connected. How it is doing cannot be told, because its description cannot be read."
                : "\($0) more sources are connected. How they are doing cannot be told, because their descriptions cannot "
                    + "be read."
        }
        var none = "No organisation is connected."
        var noFeed = "Connected to read records; sends nothing"
        var summaryCaption: @Sendable (String, Int) -> String = { kind, count in "\(kind) (\(count))" }
    }

    struct Feeds: Sendable {
        var title = "How fresh information is now"
        var lede =
            "Each line is one stream of information from an organisation. The ones that need attention come first."
        var feed = "Information"
        var usual = "Comes"
        var last = "Last received"
        var state = "Now"
        var live = "within minutes"
        var everyHours: @Sendable (Int) -> String = {
            $0 == 24 ? "once a day" : $0 == 1 ? "every hour" : "every \($0) hours"
        }
        var never = "Never"
        var ok = "Up to date"
        var late: @Sendable (String) -> String = { "Late: expected by \($0)" }
        var down = "Not being received"
        var neverReceived = "Nothing received yet"
        var switchedOff = "Switched off"
        var counts: @Sendable (Int, Int, Int) -> String = { ok, late, missing in
            "\(ok) up to date, \(late) late, \(missing) not being received"
        }
    }

    struct Privacy: Sendable {
        var link = "How information is used"
        var title = "How your information is used"
        var lede = "The short version, without small print."
        var parts = [
            Part(
                "For your care",
                [
                    "People who are caring for you can see your record: for example your GP practice, a hospital you are "
                        + "in, or an ambulance crew on the way to you. There must be a tie between you and where they work.",
                    "Each kind of job sees only what it needs. Some things, such as sexual health, are kept back from most "
                        + "staff.",
                ]),
            Part(
                "Emergency access",
                [
                    "If life or health is at risk and no tie is on record, some staff can open a record. They must write "
                        + "down why. It lasts a few hours, it is marked in the log, and you can see it and the reason."
                ]),
            Part(
                "Who looked",
                [
                    "You can see who looked at your record, when, from where and why. Very rarely the law lets a look stay "
                        + "out of that list, for example to protect a child. How many there are is published."
                ]),
            Part(
                "Planning and research",
                [
                    "This service shows records for care. It does not give them to planners or researchers. Where London "
                        + "uses health information for planning and research, names are removed; only your care team can "
                        + "be told it is you.",
                    "You can opt out of that under the National Data Opt-out. Your care continues just the same.",
                ]),
            Part(
                "What is kept, and where",
                [
                    "Your record stays with the organisations that look after you and with their area’s system. OneLondon "
                        + "asks for it when it is needed. It keeps the log of who looked.",
                    "To correct something, ask the organisation it came from: every item names it.",
                ]),
        ]

        struct Part: Sendable {
            var heading: String
            var paragraphs: [String]

            init(_ heading: String, _ paragraphs: [String]) {
                self.heading = heading
                self.paragraphs = paragraphs
            }
        }
    }

    struct Accessibility: Sendable {
        var title = "Accessibility"
        var lede = "We want as many people as possible to be able to use this service."
        var canHeading = "You should be able to"
        var can = [
            "use every page with a keyboard alone, or with a screen reader",
            "zoom to 400% without text running off the side",
            "use the service on an old phone or a slow line: no page needs a script",
            "read the pages in light or dark colours, or in high contrast, as your device is set",
            "understand every sign without seeing its colour: signs have a shape and words",
        ]
        var standardHeading = "How accessible it is"
        var standard = [
            "The pages are written to meet the Web Content Accessibility Guidelines 2.2 at level AA. An automatic check "
                + "runs on every kind of page. An audit by people who use assistive technology has not been done yet."
        ]
        var faultsHeading = "What we know is not good enough"
        var faults = [
            "Pages are in English only.",
            "There is no easy-read version and no British Sign Language version.",
            "The map of boroughs is too small to read on a narrow phone; the table below it says the same.",
            "Letters that organisations sent as scans or PDF files may not be accessible.",
        ]
        var helpHeading = "If something does not work for you"
        var help = [
            "You can get the same information by phone, on paper, in large print, in braille or as audio from any "
                + "organisation that looks after you. Tell them how you would like to receive it."
        ]
    }
}
