// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareRecord

/// The allergy heading: exactly one of four, each with its own shape.
struct AllergyHeading {
    var state: AllergySection.State
    var words: RecordWords.Allergies

    func add(to html: inout HTML) {
        html(.span, .class("allergy-heading allergy-\(code)")) { html in
            html.trusted(icon)
            html(.span, text)
        }
    }

    var text: String {
        switch state {
        case .known: words.known
        // What is said of medicines says nothing of food or anything else.
        case .noKnown(.all): words.noneKnown
        case .noKnown(.medicinesOnly): words.noneKnownToMedicines
        case .notRecorded: words.notRecorded
        case .unavailable: words.unavailable
        }
    }

    private var code: String {
        switch state {
        case .known: "known"
        case .noKnown: "none"
        case .notRecorded: "unrecorded"
        case .unavailable: "unavailable"
        }
    }

    /// A filled triangle, a ticked ring, a dashed square, a struck-out cloud.
    private var icon: StaticString {
        switch state {
        case .known:
            """
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">\
            <path class="fill" d="M12 1.5l11 20H1z"></path><path class="cut" d="M12 8.5v6.5M12 17.5v1.8"></path></svg>
            """
        case .noKnown:
            """
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">\
            <circle class="ring" cx="12" cy="12" r="10"></circle><path class="ring" d="M7 12.5l3.5 3.5L17 8.5"></path></svg>
            """
        case .notRecorded:
            """
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">\
            <rect class="ring dashed" x="2.5" y="2.5" width="19" height="19"></rect>\
            <path class="ring" d="M7 12h10"></path></svg>
            """
        case .unavailable:
            """
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">\
            <path class="ring" d="M6.5 18.5h11a4 4 0 0 0 .6-8 6.2 6.2 0 0 0-12-1 4.6 4.6 0 0 0 .4 9z"></path>\
            <path class="ring" d="M3.5 3.5l17 18"></path></svg>
            """
        }
    }
}
