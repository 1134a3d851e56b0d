// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension PersonBuilder {
    /// What every service outside hospital holds.
    func writeServices() {
        for service in plan.services {
            guard let record = record(at: service) else { continue }
            switch record.organisation.kind {
            case .outOfHours: outOfHours(record)
            case .communityTrust: communityCare(record)
            case .council: supportAtHome(record)
            case .mentalHealthTrust: mentalHealth(record)
            case .sexualHealthClinic: sexualHealth(record)
            case .drugAndAlcoholService: recoveryService(record)
            case .hospice: hospiceCare(record)
            case .ambulanceService: ambulance(record)
            case .carePlanService: sharedCarePlan(record)
            case .generalPractice, .acuteTrust, .pharmacy: break
            }
        }
    }

    /// A day within the last so many days, never before birth or after death.
    func recentDay(within days: Int) -> Int {
        let span = min(days, lastDay - plan.birthDay - 5)
        return lastDay - random.below(max(1, span))
    }

    private func outOfHours(_ record: HeldRecord) {
        let staff = record.organisation.staff[0]
        for _ in 0..<(1 + random.below(3)) {
            let moment = Moment(
                day: recentDay(within: 900), minute: random.chance(0.6) ? 1_110 + random.below(300) : random.below(400))
            let complaint =
                plan.age(on: moment.day) < 10
                ? "Fever and poor feeding"
                : random.pick(["Abdominal pain", "Chest infection", "Back pain", "Feeling dizzy"])
            let visit = encounter(
                record,
                EncounterText(
                    act: random.chance(0.6) ? "VR" : "AMB", start: moment, end: moment.adding(minutes: 14),
                    type: Concept(text: "Out-of-hours contact"), reason: Concept(text: complaint), staff: staff))
            document(
                record,
                DocumentText(
                    type: "823751000000102", category: "823651000000106", title: "Out-of-hours report",
                    date: moment.adding(minutes: 20), author: staff,
                    text: """
                        \(letterHead(record.organisation, clinic: "Urgent care", date: moment.day, record: record))

                        Contact at \(moment.clockText): \(complaint.lowercased()).
                        Assessed by \(staff.name). No red flags found. Worsening advice given, to see own practice if not settled \
                        in three days.
                        """, encounter: visit))
        }
    }

    private func communityCare(_ record: HeldRecord) {
        let nurse = record.organisation.member(.districtNurse)
        let isChild = plan.age(on: lastDay) < 5
        let from = max(plan.birthDay, lastDay - 100 - random.below(300))
        carePlan(
            record,
            title: isChild
                ? "Healthy child programme" : random.pick(["Leg ulcer care", "Catheter care", "Falls prevention"]),
            description: isChild
                ? "Health visitor reviews at 1 and 2 years; weight and growth plotted."
                : "Visits twice a week. Wound measured monthly, compression bandaging after Doppler. Aim: healed by spring.",
            from: from, staff: nurse)
        for number in 0..<(2 + random.below(4)) {
            let day = workday(from + number * 21 + random.below(10), from: from)
            guard day < lastDay else { break }
            let moment = Moment(day: day, minute: 560 + random.below(30) * 10)
            let visit = encounter(
                record,
                EncounterText(
                    act: "HH", start: moment, end: moment.adding(minutes: 35),
                    type: Concept(SyntheticCodes.snomed("931801000000101"), text: "Community nursing visit"),
                    staff: nurse))
            if !isChild, random.chance(0.5) {
                bloodPressure(record, 118 + random.below(30), 64 + random.below(16), at: moment, encounter: visit)
            }
        }
        if plan.deathDay == nil {
            appointment(
                record, at: Moment(day: today + 3 + random.below(12), minute: 600), minutes: 30,
                title: isChild ? "Health visitor review" : "Community nurse visit", staff: nurse,
                service: "931801000000101")
        }
    }

    /// A care plan of any kind.
    @discardableResult
    func carePlan(
        _ record: HeldRecord, category: Concept? = nil, title: String, description: String, from: Int, to: Int? = nil,
        staff: SyntheticStaffMember, team: String? = nil, goals: [String] = [], activities: [String] = [],
        labels: SensitivityLabels = []
    ) -> String {
        let references = goals.map { goal(record, $0, from: from, labels: labels) }
        return add("CarePlan", to: record.feed, profile: "UKCore-CarePlan", labels: labels) { writer in
            writer.member("status", plan.deathDay != nil || to.map { $0 < today } ?? false ? "completed" : "active")
            writer.member("intent", "plan")
            writer.concepts("category", [category ?? Concept(SyntheticCodes.snomed("734163000"), text: "Care plan")])
            writer.member("title", title)
            writer.member("description", description)
            writer.reference("subject", record.reference)
            writer.period("period", Moment.dateText(from), (to ?? plan.deathDay).map(Moment.dateText))
            writer.member("created", Moment.dateText(from))
            writer.reference("author", staff.reference, display: staff.name)
            writer.references("careTeam", team)
            writer.references("goal", references)
            if !activities.isEmpty {
                writer.array("activity") { list in
                    for activity in activities {
                        list.object { item in
                            item.object("detail") { detail in
                                detail.member("status", "in-progress")
                                detail.member("description", activity)
                            }
                        }
                    }
                }
            }
        }
    }

    private func goal(_ record: HeldRecord, _ text: String, from: Int, labels: SensitivityLabels) -> String {
        add("Goal", to: record.feed, labels: labels) { writer in
            writer.member("lifecycleStatus", "active")
            writer.concept("description", Concept(text: text))
            writer.reference("subject", record.reference)
            writer.member("startDate", Moment.dateText(from))
        }
    }

    /// The people who care for someone at one service.
    @discardableResult
    func careTeam(_ record: HeldRecord, name: String, members: [(role: String, staff: SyntheticStaffMember)], from: Int)
        -> String
    {
        add("CareTeam", to: record.feed, profile: "UKCore-CareTeam") { writer in
            writer.member("status", "active")
            writer.member("name", name)
            writer.reference("subject", record.reference)
            writer.period("period", Moment.dateText(from))
            writer.array("participant") { list in
                for member in members {
                    list.object { participant in
                        participant.concepts("role", [Concept(text: member.role)])
                        participant.reference("member", member.staff.reference, display: member.staff.name)
                    }
                }
            }
            writer.references("managingOrganization", record.organisation.reference)
        }
    }

    /// A relative or carer as a council or care plan names them.
    @discardableResult
    func relative(_ record: HeldRecord, _ contact: PersonPlan.Contact, isCarer: Bool) -> String {
        add("RelatedPerson", to: record.feed, profile: "UKCore-RelatedPerson", labels: .thirdParty) { writer in
            writer.member("active", true)
            writer.reference("patient", record.reference)
            writer.concepts("relationship", [Concept(text: contact.relationship + (isCarer ? ", main carer" : ""))])
            writer.array("name") { names in names.object { $0.member("text", contact.name) } }
            writer.array("telecom") { list in
                list.object { telecom in
                    telecom.member("system", "phone")
                    telecom.member("value", contact.phone)
                }
            }
        }
    }

    /// A council's support at home: the package, who provides it, how to get in.
    private func supportAtHome(_ record: HeldRecord) {
        let social = record.organisation.member(.socialWorker)
        let provider = record.organisation.member(.homeCareManager)
        let from = max(plan.birthDay + 200, lastDay - 30 - random.below(900))
        let isFrail = plan.problems.contains { $0.problem.isFrailty || $0.problem.isDementia }
        guard plan.age(on: from) >= 65 || isFrail else { return otherSupport(record, from: from, staff: social) }
        let visits = 1 + random.below(4)
        let team = careTeam(
            record, name: "Support at home", members: [("Social worker", social), ("Home care provider", provider)],
            from: from)
        carePlan(
            record, category: Concept(SyntheticCodes.snomed("310134006"), text: "Support at home"),
            title: "Support at home",
            description:
                "\(visits) visit\(visits == 1 ? "" : "s") a day of 30 minutes: washing and dressing, meals, prompting of medicines from a weekly box.",
            from: from, staff: social, team: team,
            goals: ["Stay at home safely", "Keep seeing friends at the day centre"],
            activities: ["Home care, \(visits * 7) visits a week", "Community alarm"])
        if let contact = plan.contacts.first { relative(record, contact, isCarer: random.chance(0.6)) }
        if random.chance(0.4) {
            flag(
                record, heading: "services-and-care",
                code: Concept(text: "Key safe by the front door, code \(1_000 + random.below(9_000))"), from: from,
                labels: .professionalsOnly, author: provider)
        }
        if random.chance(0.06), plan.age(on: from) >= 18 {
            flag(
                record, heading: "safeguarding-issues",
                code: Concept(
                    SyntheticCodes.snomed("943001000000107"), text: "Safeguarding adults protection plan agreed"),
                from: from, to: random.chance(0.5) ? min(lastDay, from + 180) : nil, labels: .safeguarding,
                author: social)
        }
    }

    /// A council's support for children with disabilities and for younger adults.
    private func otherSupport(_ record: HeldRecord, from: Int, staff: SyntheticStaffMember) {
        let hasDisability = plan.problems.contains { $0.problem.code == Problem.learningDisability.code }
        let isChild = plan.age(on: from) < 18
        guard hasDisability || !isChild else { return }
        let words =
            switch (isChild, hasDisability) {
            case (true, _):
                ("Short breaks", "One Saturday in two at the club, transport arranged. Reviewed each summer.")
            case (false, true):
                ("Supported living", "Shared flat with a support worker in the daytime; help with money and travel.")
            case (false, false):
                ("Tenancy support", "A support worker calls each week about rent, letters and appointments.")
            }
        carePlan(
            record, category: Concept(SyntheticCodes.snomed("310134006"), text: "Social services"), title: words.0,
            description: words.1, from: from, staff: staff)
    }

    private func ambulance(_ record: HeldRecord) {
        let calls: [(moment: Moment, complaint: String, destination: String?, isSick: Bool)] =
            plan.visits.filter(\.byAmbulance).map { visit in
                (
                    visit.arrival.adding(minutes: -55), visit.reason.complaint,
                    london.organisations.all[visit.organisation].name, visit.nights > 0
                )
            }
        var all = calls.filter { $0.moment.day > plan.birthDay }
        if all.isEmpty || random.chance(0.2) {
            all.append(
                (Moment(day: recentDay(within: 700), minute: random.below(1_440)), "Fall, unable to get up", nil, false)
            )
        }
        for call in all {
            ambulanceCall(record, at: call.moment, call.complaint, to: call.destination, isSick: call.isSick)
        }
    }

    /// One ambulance call: the encounter, its observations and the summary.
    @discardableResult
    func ambulanceCall(
        _ record: HeldRecord, at moment: Moment, _ complaint: String, to destination: String?, isSick: Bool
    ) -> (encounter: String, summary: String) {
        let crew = record.organisation.staff[random.below(record.organisation.staff.count)]
        let visit = encounter(
            record,
            EncounterText(
                act: "EMER", start: moment, end: moment.adding(minutes: 50),
                type: Concept(
                    SyntheticCodes.snomed("792847005"),
                    text: destination == nil ? "Ambulance, not conveyed" : "Ambulance, conveyed"),
                reason: Concept(text: complaint), staff: crew))
        warningScore(record, at: moment.adding(minutes: 12), isSick: isSick, encounter: visit)
        let summary = document(
            record,
            DocumentText(
                type: "887181000000106", category: "823651000000106", title: "Ambulance summary",
                date: moment.adding(minutes: 55), author: crew,
                text: ambulanceSummary(record, at: moment, complaint: complaint, destination: destination), isPDF: true,
                encounter: visit))
        return (visit, summary)
    }
}
