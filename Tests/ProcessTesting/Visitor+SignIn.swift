// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension Visitor {
    /// Signs in with the built-in issuer.
    ///
    /// - Parameters:
    ///   - account: such as `gp`.
    ///   - kind: `staff` or `londoner`.
    @discardableResult
    package func signIn(as account: String, _ kind: String = "staff") async throws -> Page {
        let choice = try await get("/sign-in/\(kind)")
        guard let form = choice.form(to: "/issuer/authorize") else {
            throw RunningProgram.Failure(description: "no choice of accounts at \(choice.path): \(choice.status)")
        }
        return try await post(form.action, form.hidden.merging(["account": account]) { $1 })
    }

    /// Finds a person by NHS number and date of birth, day first, and opens the record.
    package func find(_ number: String, born: (day: Int, month: Int, year: Int)) async throws -> Page {
        let page = try await get("/staff")
        guard let form = page.form(to: "/staff/find") else {
            throw RunningProgram.Failure(description: "nobody is signed in: \(page.path) \(page.status)")
        }
        return try await post(
            form.action,
            form.hidden.merging([
                "by": "number", "nhs-number": number, "birth-day": "\(born.day)", "birth-month": "\(born.month)",
                "birth-year": "\(born.year)",
            ]) { $1 })
    }

    /// Gives a reason for emergency access where it is asked for.
    package func openInEmergency(_ page: Page, reason: String) async throws -> Page {
        guard let form = page.form(to: "/emergency") else {
            throw RunningProgram.Failure(description: "no reason is asked for at this page: \(page.status)")
        }
        return try await post(form.action, form.hidden.merging(["reason": reason]) { $1 })
    }
}
