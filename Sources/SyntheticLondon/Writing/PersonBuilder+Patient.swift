// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// How one organisation's record of a person differs from the truth.
struct RecordDifferences {
    /// What stands in the place of the NHS number; nil leaves it to chance.
    var number: HeldRecordTruth.Number?
    /// The number itself where it is another person's or an earlier one.
    var numberText: String?
    /// The verification status of the number; nil for what fits the number.
    var numberStatus: String?
    var birthDay: Int?
    var ethnicity: String?
    var given: [String]?
    var family: String?
    var gender: String?
    var address: PersonPlan.Address?
    var deathDay: Int?
    /// The death notification status, where one is sent.
    var deathNotification: String?
    /// Whether the record knows of the death at all.
    var knowsDeath = true
}

extension PersonBuilder {
    /// Opens an organisation's record: writes its Patient resource and returns what the organisation holds.
    @discardableResult
    func open(at organisation: SyntheticOrganisation, _ differences: RecordDifferences = RecordDifferences())
        -> HeldRecord
    {
        let feed = organisation.feeds[0]
        let number = differences.number ?? sampleNumber(organisation.kind)
        let birthDay = differences.birthDay ?? sampleBirthDay(organisation.kind)
        let id = makeID()
        let record = HeldRecord(
            organisation: organisation, feed: feed, patientID: id,
            truth: HeldRecordTruth(
                node: organisation.node, patient: id, organisation: organisation.ods, feed: feed.id,
                isReceived: feed.state.isReceived, number: number, isBirthDateCorrect: birthDay == plan.birthDay))
        append(record)
        let isRestricted = plan.hasProtectedAddress
        add(
            "Patient", to: feed, id: id, profile: "UKCore-Patient", labels: isRestricted ? .protectedAddress : [],
            isRestricted: isRestricted
        ) { writer in
            patientExtensions(&writer, organisation, differences)
            identifiers(&writer, organisation, number, differences)
            writer.member("active", organisation.kind != .generalPractice || organisation.index == plan.practice)
            names(&writer, organisation, differences)
            telecoms(&writer)
            writer.member("gender", differences.gender ?? plan.gender)
            writer.member("birthDate", Moment.dateText(birthDay))
            deceased(&writer, differences)
            addresses(&writer, differences)
            contacts(&writer)
            communication(&writer)
            generalPractitioner(&writer, organisation)
            writer.reference("managingOrganization", organisation.reference)
        }
        return record
    }

    private func sampleNumber(_ kind: SyntheticOrganisation.Kind) -> HeldRecordTruth.Number {
        guard kind != .generalPractice, kind != .carePlanService else { return .correct }
        let missing =
            switch kind {
            case .council: 0.45
            case .sexualHealthClinic: 0.35
            case .ambulanceService: 0.12
            case .drugAndAlcoholService: 0.2
            default: 0.03
            }
        let point = random.unit()
        if point < missing { return .missing }
        if point < missing + 0.006 { return .mistyped }
        if point < missing + 0.011 { return .placeholder }
        return point < missing + 0.013 ? .siblings : .correct
    }

    private func sampleBirthDay(_ kind: SyntheticOrganisation.Kind) -> Int {
        guard kind != .generalPractice, random.chance(0.01) else { return plan.birthDay }
        return plan.birthDay + (random.chance(0.5) ? 365 : -31)
    }

    /// The number as a record holds it.
    func numberText(_ number: HeldRecordTruth.Number) -> String? {
        switch number {
        case .correct: plan.nhsNumber
        case .missing: nil
        case .mistyped: mistyped(plan.nhsNumber)
        case .placeholder: random.pick(["0000000000", "9999999999", "1234567890", "1111111111"])
        case .siblings: london.numbers.number(of: plan.index ^ 1)
        case .otherIdentity: london.numbers.secondNumber(of: plan.index)
        }
    }

    /// The number with one digit wrong, so that the check digit fails.
    private func mistyped(_ number: String) -> String {
        var digits = Array(number.utf8)
        let place = 3 + random.below(6)
        let typed = digits[place] - UInt8(ascii: "0")
        digits[place] = UInt8(ascii: "0") + (typed + 1 + UInt8(random.below(8))) % 10
        return String(decoding: digits, as: UTF8.self)
    }

    private func identifiers(
        _ writer: inout JSONWriter, _ organisation: SyntheticOrganisation, _ number: HeldRecordTruth.Number,
        _ differences: RecordDifferences
    ) {
        let text = differences.numberText ?? numberText(number)
        let status = differences.numberStatus ?? (number == .correct ? "01" : (number == .siblings ? "02" : "03"))
        writer.array("identifier") { list in
            if let text {
                list.object { identifier in
                    identifier.array("extension") {
                        $0.conceptExtension(JSONWriter.ukCore("NHSNumberVerificationStatus"), .numberStatus, status)
                    }
                    identifier.member("system", NHSNumber.system.description)
                    identifier.member("value", text)
                }
            }
            list.object { identifier in
                identifier.concept("type", .identifierType, "MR")
                let kind = organisation.kind == .council ? "council" : "local"
                identifier.member(
                    "system", "https://fhir.onelondon.example/Id/\(kind)/\(organisation.ods.lowercased())")
                identifier.member(
                    "value", "\(organisation.kind == .council ? "C" : "")\(100_000 + random.below(9_000_000))")
            }
        }
    }

    private func patientExtensions(
        _ writer: inout JSONWriter, _ organisation: SyntheticOrganisation, _ differences: RecordDifferences
    ) {
        var ethnicity = plan.ethnicity
        if organisation.kind != .generalPractice {
            if random.chance(0.12) { ethnicity = random.chance(0.5) ? "Z" : "99" }
            if random.chance(0.03) { ethnicity = random.pick(["C", "G", "L", "P", "S"]) }
        } else if plan.index % 12 == 7 {
            ethnicity = "Z"
        }
        let unavailable = differences.number == .missing
        writer.array("extension") { extensions in
            extensions.conceptExtension(
                JSONWriter.ukCore("EthnicCategory"), .ethnicCategory, differences.ethnicity ?? ethnicity)
            if unavailable {
                extensions.conceptExtension(
                    JSONWriter.ukCore("NHSNumberUnavailableReason"), .numberUnavailable, "nhs-number-not-known")
            }
            let status =
                differences.deathNotification
                ?? (plan.deathDay != nil && differences.knowsDeath
                    ? (organisation.kind == .generalPractice ? "2" : "1") : nil)
            if let status {
                extensions.fhirExtension(JSONWriter.ukCore("DeathNotificationStatus")) { notification in
                    notification.array("extension") { parts in
                        parts.conceptExtension("deathNotificationStatus", .deathNotification, status)
                        parts.fhirExtension("systemEffectiveDate") {
                            let day = differences.deathDay ?? plan.deathDay ?? today - 40
                            $0.member("valueDateTime", Moment.dateText(min(today - 1, day + 2)))
                        }
                    }
                }
            }
        }
    }

    private func names(
        _ writer: inout JSONWriter, _ organisation: SyntheticOrganisation, _ differences: RecordDifferences
    ) {
        let family = differences.family ?? plan.family
        let given = differences.given ?? plan.given
        writer.array("name") { names in
            names.object { name in
                name.member("use", "official")
                if family.isEmpty { name.member("text", given.joined(separator: " ")) }
                name.member("family", family.isEmpty ? nil : family)
                name.array("given") { list in for one in given { list.string(one) } }
            }
            if let previous = plan.previousFamily, organisation.kind == .generalPractice, differences.family == nil {
                names.object { name in
                    name.member("use", "old")
                    name.member("family", previous)
                    name.array("given") { list in for one in given { list.string(one) } }
                }
            }
        }
    }

    private func telecoms(_ writer: inout JSONWriter) {
        writer.array("telecom") { list in
            list.object { telecom in
                telecom.member("system", "phone")
                telecom.member("value", plan.mobile)
                telecom.member("use", "mobile")
            }
            if let email = plan.email {
                list.object { telecom in
                    telecom.member("system", "email")
                    telecom.member("value", email)
                }
            }
        }
    }

    private func deceased(_ writer: inout JSONWriter, _ differences: RecordDifferences) {
        if differences.deathNotification == "U" {
            writer.member("deceasedBoolean", false)
        } else if let day = differences.deathDay ?? (differences.knowsDeath ? plan.deathDay : nil) {
            writer.member("deceasedDateTime", Moment.dateText(day))
        }
    }

    private func addresses(_ writer: inout JSONWriter, _ differences: RecordDifferences) {
        let current = differences.address ?? plan.address
        writer.array("address") { list in
            list.object { address in
                address.member("use", "home")
                address.array("line") { $0.string(current.line) }
                address.member("city", "London")
                address.member("district", London.boroughs[current.borough].name)
                address.member("postalCode", current.postcode)
            }
            if let previous = plan.previousAddress, differences.address == nil {
                list.object { address in
                    address.member("use", "old")
                    address.array("line") { $0.string(previous.line) }
                    address.member("city", "London")
                    address.member("postalCode", previous.postcode)
                }
            }
        }
    }

    private func contacts(_ writer: inout JSONWriter) {
        guard !plan.contacts.isEmpty else { return }
        writer.array("contact") { list in
            for (rank, person) in plan.contacts.enumerated() {
                list.object { contact in
                    contact.array("extension") { extensions in
                        extensions.fhirExtension(JSONWriter.ukCore("ContactRank")) {
                            $0.member("valuePositiveInt", rank + 1)
                        }
                    }
                    contact.concepts(
                        "relationship", .contactRole, person.isNextOfKin ? "N" : "C", text: person.relationship)
                    contact.object("name") { $0.member("text", person.name) }
                    contact.array("telecom") { telecoms in
                        telecoms.object { telecom in
                            telecom.member("system", "phone")
                            telecom.member("value", person.phone)
                        }
                    }
                }
            }
        }
    }

    private func communication(_ writer: inout JSONWriter) {
        writer.array("communication") { list in
            list.object { communication in
                if plan.language != "en" {
                    communication.array("extension") { extensions in
                        extensions.fhirExtension(JSONWriter.ukCore("NHSCommunication")) { needs in
                            needs.array("extension") { parts in
                                parts.fhirExtension("interpreterRequired") { $0.member("valueBoolean", true) }
                            }
                        }
                    }
                }
                communication.concept("language", .language, plan.language)
                communication.member("preferred", true)
            }
        }
    }

    private func generalPractitioner(_ writer: inout JSONWriter, _ organisation: SyntheticOrganisation) {
        let practice =
            organisation.kind == .generalPractice ? organisation : london.organisations.all[plan.practice]
        writer.array("generalPractitioner") { list in
            if practice.node == organisation.node {
                list.object { reference in
                    reference.member("reference", practice.reference)
                    reference.member("display", practice.name)
                }
            } else {
                list.organisationByCode(practice)
            }
        }
    }
}
