// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Words that stand on pages of more than one surface.
package struct SharedWords: Sendable {
    /// English.
    package static let english = SharedWords()

    /// The language, as in the `lang` attribute.
    var lang = "en"
    var product = "OneLondon"
    var months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    var midnight = "midnight"
    var midday = "midday"
    var dayAndTime: @Sendable (String, String) -> String = { day, time in "\(day) at \(time)" }

    // The frame of every page
    var skipToContent = "Skip to main content"
    var mainNavigation = "Main"
    var footerNavigation = "About this service"
    var signIn = "Sign in"
    var signOut = "Sign out"
    var demonstration = "Demonstration. Every person and every record here is made up."
    var titleOnSite: @Sendable (String) -> String = { "\($0) – OneLondon" }
    var titleWithErrors: @Sendable (String) -> String = { "Error: \($0)" }

    // The line at the foot
    var footerHome = "About OneLondon"
    var footerAreas = "Areas"
    var footerOrganisations = "Connected organisations"
    var footerPrivacy = "How information is used"
    var footerAccessibility = "Accessibility"
    var footerSources = "What can be missing"

    // Forms
    var errorHeading = "There is a problem"
    var errorPrefix = "Error: "
    var day = "Day"
    var month = "Month"
    var year = "Year"
    var and = " and "

    // Missing values
    var notRecorded = "Not recorded"
    var notKnown = "Not known"
}
