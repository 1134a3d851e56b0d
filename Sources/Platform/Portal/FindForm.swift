// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Exchange
internal import Identity
internal import SignIn
internal import WebUI

/// What staff entered to find a person, checked field by field.
struct FindForm {
    enum Wish {
        case number(TracedPerson)
        case details(CandidateSearch)
    }

    let kind: FindPersonPage.Form
    let values: [String: String]
    private(set) var faults: [FormFault] = []
    private(set) var wish: Wish?

    private static let fields = [
        "nhs-number", "family-name", "given-name", "postcode", "birth-day", "birth-month", "birth-year",
    ]

    init(_ form: FormFields) {
        kind = form["by"].flatMap(FindPersonPage.Form.init(rawValue:)) ?? .number
        values = Dictionary(uniqueKeysWithValues: Self.fields.map { ($0, Self.trimmed(form[$0])) })
        switch kind {
        case .number:
            let number = number()
            let birthDate = date()
            if let number, let birthDate {
                wish = .number(TracedPerson(number: number, birthDate: birthDate))
            }
        case .details:
            let family = values["family-name"] ?? ""
            let postcode = values["postcode"] ?? ""
            if family.isEmpty { faults.append(FormFault(field: "family-name", message: "Enter a family name")) }
            let birthDate = date()
            if postcode.isEmpty { faults.append(FormFault(field: "postcode", message: "Enter a postcode")) }
            if let birthDate, !family.isEmpty, !postcode.isEmpty {
                let given = values["given-name"] ?? ""
                wish = .details(
                    CandidateSearch(
                        family: family, given: given.isEmpty ? nil : given, birthDate: birthDate, postcode: postcode))
            }
        }
    }

    private mutating func date() -> CivilDate? {
        let parts = ["birth-day", "birth-month", "birth-year"].map { Int(values[$0] ?? "") }
        if let day = parts[0], let month = parts[1], let year = parts[2], year > 1870,
            let date = CivilDate(year: year, month: month, day: day)
        {
            return date
        }
        faults.append(FormFault(field: "birth-date", message: "Enter a date of birth, such as 31 3 1980"))
        return nil
    }

    private mutating func number() -> NHSNumber? {
        guard values["nhs-number"]?.isEmpty == false else {
            faults.append(FormFault(field: "nhs-number", message: "Enter an NHS number, or search without it"))
            return nil
        }
        do {
            return try NHSNumber(values["nhs-number"] ?? "")
        } catch {
            let message =
                switch error {
                case .notTenDigits: "An NHS number has 10 digits, such as 999 123 4567"
                case .checkDigit: "This NHS number has a typing error: check each digit"
                case .placeholder: "This number is a filler and belongs to nobody: search by name instead"
                }
            faults.append(FormFault(field: "nhs-number", message: message))
            return nil
        }
    }

    private static func trimmed(_ text: String?) -> String {
        String((text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(200))
    }
}

extension ListedPerson {
    /// A candidate as listed, under a handle.
    init(_ candidate: Candidate, handle: String) {
        let gender =
            switch candidate.gender {
            case "male": "Male"
            case "female": "Female"
            case "other": "Other Specific"
            default: "Not Known"
            }
        self.init(
            handle: handle, name: ClinicalName(family: candidate.family, given: candidate.given),
            birthDate: candidate.birthDate, gender: gender, number: candidate.number,
            address: candidate.postcode)
        disagreements = Candidate.Detail.allCases.filter(candidate.disagreements.contains).map { detail in
            switch detail {
            case .family: "family name"
            case .given: "first name"
            case .gender: "gender"
            }
        }
    }
}
