// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Signs for states: each has its own shape and always stands beside words, so that nobody depends on colour.
enum StateSymbol: String {
    /// A tick in a disc.
    case upToDate = "good"
    /// An empty ring.
    case nothing = "none"
    /// Half a disc.
    case partial = "part"
    /// A clock.
    case late = "late"
    /// A triangle with an exclamation mark.
    case missing = "missing"
    /// A closed lock.
    case withheld = "withheld"
    /// A ring with a bar.
    case off = "off"

    func add(to html: inout HTML) {
        html.trusted(drawing)
    }

    private var drawing: StaticString {
        switch self {
        case .upToDate:
            """
            <svg class="sign sign-good" viewBox="0 0 16 16" aria-hidden="true" focusable="false">\
            <circle class="fill" cx="8" cy="8" r="7"></circle><path class="cut" d="M4.5 8.2l2.4 2.4 4.6-5"></path></svg>
            """
        case .nothing:
            """
            <svg class="sign sign-none" viewBox="0 0 16 16" aria-hidden="true" focusable="false">\
            <circle class="ring" cx="8" cy="8" r="6"></circle></svg>
            """
        case .partial:
            """
            <svg class="sign sign-part" viewBox="0 0 16 16" aria-hidden="true" focusable="false">\
            <circle class="ring" cx="8" cy="8" r="6"></circle><path class="fill" d="M8 2a6 6 0 0 1 0 12z"></path></svg>
            """
        case .late:
            """
            <svg class="sign sign-late" viewBox="0 0 16 16" aria-hidden="true" focusable="false">\
            <circle class="ring" cx="8" cy="8" r="6"></circle><path class="ring" d="M8 4.5V8l2.6 1.8"></path></svg>
            """
        case .missing:
            """
            <svg class="sign sign-missing" viewBox="0 0 16 16" aria-hidden="true" focusable="false">\
            <path class="fill" d="M8 1l7.4 13.6H.6z"></path><path class="cut" d="M8 5.6v4.2M8 11.6v1.4"></path></svg>
            """
        case .withheld:
            """
            <svg class="sign sign-withheld" viewBox="0 0 16 16" aria-hidden="true" focusable="false">\
            <path class="ring" d="M5 7V5a3 3 0 0 1 6 0v2"></path>\
            <rect class="fill" x="3" y="7" width="10" height="7.5" rx="1"></rect></svg>
            """
        case .off:
            """
            <svg class="sign sign-off" viewBox="0 0 16 16" aria-hidden="true" focusable="false">\
            <circle class="ring" cx="8" cy="8" r="6"></circle><path class="ring" d="M5 8h6"></path></svg>
            """
        }
    }
}
