// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// The people who may sign in to a demo: professionals of every kind and some Londoners.
enum StaffList {
    /// A professional for the demo: user id, kind of organisation, node, and what they do there.
    private static let professionals:
        [(user: String, kind: SyntheticOrganisation.Kind, node: String, role: SyntheticStaffRole)] = [
            ("gp", .generalPractice, "ncl", .generalPractitioner), ("nurse", .generalPractice, "ncl", .practiceNurse),
            ("receptionist", .generalPractice, "ncl", .receptionist),
            ("privacy-officer", .acuteTrust, "ncl", .privacyOfficer), ("analyst", .acuteTrust, "nel", .analyst),
            ("gp-pharmacist", .generalPractice, "sel", .practicePharmacist),
            ("ed-doctor", .acuteTrust, "ncl", .emergency),
            ("ward-doctor", .acuteTrust, "nel", .wardDoctor), ("ward-nurse", .acuteTrust, "nwl", .wardNurse),
            ("hospital-pharmacist", .acuteTrust, "sel", .hospitalPharmacist),
            ("cardiologist", .acuteTrust, "nel", .cardiology),
            ("paramedic", .ambulanceService, "sel", .paramedic),
            ("psychiatrist", .mentalHealthTrust, "nel", .psychiatry),
            ("care-coordinator", .mentalHealthTrust, "sel", .careCoordinator),
            ("social-worker", .council, "ncl", .socialWorker),
            ("childrens-social-worker", .council, "swl", .childrensSocialWorker),
            ("district-nurse", .communityTrust, "ncl", .districtNurse),
            ("hospice-nurse", .hospice, "swl", .palliativeNurse),
            ("out-of-hours", .outOfHours, "swl", .urgentCareDoctor),
            ("care-plans", .carePlanService, "swl", .carePlanFacilitator),
            ("sexual-health", .sexualHealthClinic, "ncl", .sexualHealthDoctor),
        ]

    /// The list as JSON.
    static func make(_ london: SyntheticLondon) -> [UInt8] {
        var writer = JSONWriter(capacity: 8_192)
        let plans = (0..<min(london.people, Scenario.all.count)).map(london.plan)
        writer.object { list in
            list.array("professionals") { users in
                for professional in professionals { user(&users, professional, london, plans.first) }
                locum(&users, london, plans.first)
            }
            list.array("londoners") { users in
                for plan in plans where plan.scenario?.signsIn == true { londoner(&users, plan) }
            }
            list.array("scenarios") { items in
                for plan in plans {
                    items.object { item in
                        item.member("slug", plan.scenario?.slug)
                        item.member("story", plan.scenario?.story)
                        item.member("person", plan.index)
                        item.member("name", plan.fullName)
                        item.member("nhsNumber", plan.nhsNumber)
                        item.member("birthDate", Moment.dateText(plan.birthDay))
                        item.array("hazards") { hazards in
                            for hazard in plan.hazards { hazards.string(hazard.rawValue) }
                        }
                    }
                }
            }
        }
        return writer.bytes
    }

    /// Someone at the organisation that knows the lead story, where its node has one of that kind.
    private static func user(
        _ users: inout JSONWriter,
        _ professional: (user: String, kind: SyntheticOrganisation.Kind, node: String, role: SyntheticStaffRole),
        _ london: SyntheticLondon, _ lead: PersonPlan?
    ) {
        let organisation = organisation(professional.kind, professional.node, london, lead)
        users.object { item in
            item.member("user", professional.user)
            item.member("name", organisation.member(professional.role).name)
            role(&item, professional.role, at: organisation)
        }
    }

    /// Someone who works in two roles for two organisations, and says at sign-in in which.
    private static func locum(_ users: inout JSONWriter, _ london: SyntheticLondon, _ lead: PersonPlan?) {
        let practice = organisation(.generalPractice, "ncl", london, lead)
        users.object { item in
            item.member("user", "locum")
            item.member("name", practice.member(.generalPractitioner).name)
            item.array("roles") { roles in
                roles.object { role(&$0, .generalPractitioner, at: practice) }
                roles.object { role(&$0, .urgentCareDoctor, at: organisation(.outOfHours, "swl", london, lead)) }
            }
        }
    }

    private static func organisation(
        _ kind: SyntheticOrganisation.Kind, _ node: String, _ london: SyntheticLondon, _ lead: PersonPlan?
    ) -> SyntheticOrganisation {
        let known = lead.map { [$0.practice] + $0.hospitals + $0.services } ?? []
        return london.organisations.list(kind, in: node).first { known.contains($0.index) }
            ?? london.organisations.one(kind, in: node)
    }

    private static func role(
        _ item: inout JSONWriter, _ role: SyntheticStaffRole, at organisation: SyntheticOrganisation
    ) {
        item.member("role", role.rawValue)
        item.member("jobRole", role.jobRole)
        item.member("title", role.title)
        item.member("organisation", organisation.ods)
        item.member("organisationName", organisation.name)
        item.member("organisationKind", organisation.kind.rawValue)
        item.member("node", organisation.node)
        item.member("practitionerRole", organisation.member(role).reference)
    }

    private static func londoner(_ users: inout JSONWriter, _ plan: PersonPlan) {
        users.object { item in
            item.member("user", plan.scenario?.slug)
            item.member("name", plan.fullName)
            item.member("nhsNumber", plan.nhsNumber)
            item.member("birthDate", Moment.dateText(plan.birthDay))
            item.member("actsFor", plan.scenario?.actsFor)
        }
    }
}
