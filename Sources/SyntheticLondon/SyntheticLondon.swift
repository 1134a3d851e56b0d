// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// An invented London: organisations, people and what every source would send
/// about them.
///
/// The same seed, number of people and day give the same people;
/// nothing is kept between two people, so any number can be streamed.
package struct SyntheticLondon: Sendable {
    /// Changes whenever the same seed no longer gives the same people.
    package static let version = "1"

    /// The seed of all chance.
    package let seed: UInt64
    /// How many people there are.
    package let people: Int
    /// The moment everything is told from; people depend on its London day only, feeds' ages on the moment.
    package let asOf: Timestamp

    let today: Int
    let organisations: Organisations
    let numbers: SyntheticNHSNumbers

    /// An invented London of 1 to 1,000,000 people; a number outside is moved to the nearer bound.
    package init(seed: UInt64, people: Int, asOf: Timestamp) {
        self.seed = seed
        self.people = min(1_000_000, max(1, people))
        self.asOf = asOf
        today = LondonTime.reading(of: asOf).date.daysSinceEpoch
        organisations = Organisations(seed: seed, people: self.people, asOf: asOf)
        numbers = SyntheticNHSNumbers(seed: seed, fixedCount: Scenario.all.count)
    }

    /// Every invented organisation, with its feeds and staff.
    package var allOrganisations: [SyntheticOrganisation] { organisations.all }

    /// The directory of a node: Organization, Location, Practitioner, PractitionerRole and Endpoint resources.
    package func directory(of node: String) -> [[UInt8]] { DirectoryResources.make(node: node, organisations) }

    /// One person with everything that the sources send about them.
    package func person(_ index: Int) -> SyntheticPerson {
        let builder = PersonBuilder(london: self, plan: plan(index))
        builder.writeAll()
        let plan = builder.plan
        let truth = PersonTruth(
            index: index, scenario: plan.scenario?.slug, nhsNumber: plan.nhsNumber,
            birthDate: Moment.dateText(plan.birthDay), sex: plan.isFemale ? "female" : "male",
            ethnicity: plan.ethnicity,
            borough: plan.address.borough, deathDate: plan.deathDay.map(Moment.dateText),
            records: builder.records.map(\.truth), hazards: builder.hazards, duplicates: builder.duplicates)
        return SyntheticPerson(index: index, records: builder.output, truth: truth)
    }

    /// The person who plays a scenario, such as `lead`; nil for an unknown name or where there are too few people.
    package func person(playing slug: String) -> SyntheticPerson? {
        Scenario.all.firstIndex { $0.slug == slug }.flatMap { $0 < people ? person($0) : nil }
    }

    /// The names of all scenarios; a scenario's position is its person's index.
    package static let scenarios = Scenario.all.map(\.slug)

    /// A person's true NHS number, without making the person.
    package func nhsNumber(of index: Int) -> String { numbers.number(of: index) }

    /// Who a person is, before anything is written down.
    func plan(_ index: Int) -> PersonPlan {
        var sampler = PersonSampler(london: self, random: SeededGenerator(seed: seed, stream: UInt64(index)))
        if index < Scenario.all.count { return sampler.play(Scenario.all[index], index) }
        return sampler.sample(index)
    }
}
