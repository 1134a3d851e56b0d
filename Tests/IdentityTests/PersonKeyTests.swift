// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Identity
import Testing

@Suite("Keys of an index of people")
struct PersonKeyTests {
    private static let born = "1961-02-03"

    private static func person(_ six: Int, born: String = born) throws -> TracedPerson {
        TracedPerson(number: try number(six), birthDate: try #require(CivilDate(born)))
    }

    @Test("Whatever the link rule joins or counts for a person shares a key with the person")
    func nothingIsLost() throws {
        let numbers = try [10, 11, 912].map(number).map(\.digits)
        let spellings = numbers + [try number(10).spaced, "9999999999", "123", ""]
        let statuses: [String?] = [nil, "01", "02", "03", "06", "xx"]
        let additions = ["", #""use":"old","#, #""period":{"end":"2020-01-01"},"#]
        var found = 0
        for text in spellings {
            for second in [nil] + numbers {
                for status in statuses {
                    for more in additions {
                        for birthDate in [nil, Self.born, "1961-02", "1962-02-03"] {
                            let identifiers =
                                [PatientText.nhsNumber(text, status: status, more: more)]
                                + (second.map { [PatientText.nhsNumber($0)] } ?? [])
                            let patient = PatientText(identifiers: identifiers, birthDate: birthDate)
                            let keys = PersonKey.keys(of: try patient.resource())
                            for person in [try Self.person(10), try Self.person(912, born: "1962-02-03")] {
                                guard LinkRule.judge(try patient.identity(), for: person) != .different else {
                                    continue
                                }
                                found += 1
                                #expect(!keys.isDisjoint(with: PersonKey.sought(person)), "\(patient)")
                            }
                        }
                    }
                }
            }
        }
        #expect(found > 300)
    }

    @Test("Somebody with a usable number is not found by the day of birth, and nobody by another's number")
    func isNarrow() throws {
        let own = try PatientText(identifiers: [PatientText.nhsNumber(number(10).digits)]).resource()
        #expect(PersonKey.keys(of: own).count == 1)
        #expect(PersonKey.keys(of: own).isDisjoint(with: PersonKey.sought(try Self.person(11))))
        let nameless = try PatientText(identifiers: [], birthDate: nil).resource()
        #expect(PersonKey.keys(of: nameless).isEmpty)
    }

    @Test("A key that another process wrote is the same key, and what is none is refused")
    func values() throws {
        for key in PersonKey.sought(try Self.person(10)) { #expect(PersonKey(value: key.value) == key) }
        #expect(PersonKey(value: .max) == nil)
        #expect("\(PersonKey.sought(try Self.person(10))[0])" == "person key (hidden)")
    }
}
