// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Words of the pages for signing in and out, and of pages that say that something cannot be shown.
package struct SignInWords: Sendable {
    /// English.
    package static let english = SignInWords()

    // The choice
    var title = "Sign in"
    var londonerHeading = "I want to see my own record"
    var londonerText = "See your record and who has looked at it."
    var londonerButton = "Sign in as a Londoner"
    var staffHeading = "I work in health or care"
    var staffText = "Use the account of the organisation you work for. Every record you open is logged with your name."
    var staffButton = "Sign in as staff"

    // The test issuer
    var issuerTitle = "Choose a test account"
    var issuerLede = "This is a demonstration. No real person can be seen and no password is needed."
    var staffAccounts = "Staff"
    var londonerAccounts = "Londoners"
    var consentHeading = "What will be passed on"
    var consent: @Sendable (String) -> String = { "By continuing you let \($0) know:" }
    var continueButton = "Continue"
    var cancel = "Cancel"
    var noAccounts = "There is no test account to choose."

    // Signing out
    var signedOutTitle = "You have signed out"
    var signedOut = "Close this window if others use this device."
    var signedOutIdle = "You were signed out because nothing happened for a while. What you had opened is closed."
    var signInAgain = "Sign in again"
    var expiredTitle = "This form is too old"
    var expired = "To be safe, it was not sent. Go back, load the page again and enter what you need once more."

    // Not to be shown. The same words whether something is denied or does not exist.
    var notAvailableTitle = "This page is not available"
    var notAvailable = [
        "Either it does not exist or you are not allowed to see it. We cannot say which.",
        "If you followed a link, go back to the start and look for what you need.",
    ]
    var failedTitle = "Something went wrong on our side"
    var failed = [
        "Nothing was changed. Try again in a few minutes.",
        "If you need information for someone’s care now, ask the organisation that holds it directly.",
    ]
    var reference: @Sendable (String) -> String = { "If you report this, give this reference: \($0)" }
    var busyTitle = "Too many requests"
    var busy = ["Please wait a minute and try again."]
    var toStart = "Go to the start"
}
