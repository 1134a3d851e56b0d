// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Terminology
import Testing

@Suite("Vaccinations")
struct VaccinationTests {
    private static func key(_ code: String) -> CodeKey { CodeKey(system: CodeSystemURI.snomed, code: code) }

    @Test(
        "A code says whether a dose was given, where, of what and which",
        arguments: [
            ("822851000000102", VaccinationMeaning.Giving.given, "influenza", nil),
            ("38598009", .given, "mmr", nil), ("761841000", .given, "hpv", nil), ("871874000", .given, "menacwy", nil),
            ("1324681000000101", .given, "covid-19", 1), ("1324691000000104", .given, "covid-19", 2),
            ("955651000000100", .givenElsewhere, "influenza", nil), ("1324781000000109", .notGiven, "covid-19", 1),
            ("1324791000000106", .notGiven, "covid-19", 2), ("61751000000106", .notGiven, "mmr", 1),
            ("62221000000101", .notGiven, nil, nil), ("90351000119108", .notGiven, nil, nil),
        ] as [(String, VaccinationMeaning.Giving, String?, Int?)])
    func readsMeanings(code: String, giving: VaccinationMeaning.Giving, vaccine: String?, dose: Int?) throws {
        let meaning = try #require(VaccinationMeaning.lookup(Self.key(code)))
        #expect(meaning.giving == giving)
        #expect(meaning.vaccine == vaccine)
        #expect(meaning.dose == dose)
    }

    @Test(
        "'Not given' never counts as given, by status, code or text",
        arguments: [
            ("completed", ["38598009"], ["MMR"], true), ("not-done", ["38598009"], [], false),
            ("entered-in-error", ["38598009"], [], false), ("completed", ["1324781000000109"], [], false),
            ("completed", ["38598009", "61751000000106"], [], false), ("completed", [], ["MMR vaccination"], true),
            ("completed", [], ["Rotavirus vaccination not given."], false),
            ("completed", [], ["Flu jab: DECLINED"], false),
            ("completed", ["1726491000006101"], ["Influenza vaccination not done"], false),
            ("completed", ["38598009"], ["MMR vaccination declined by parent"], false),
            ("completed", [], ["MMR not given (unwell)"], false), ("completed", [], ["Refusal of HPV vaccine"], false),
            ("completed", [], ["MMR", "patient refused second dose"], false),
            ("completed", [], ["Not given, then given a week later"], false),
            ("completed", [], ["MMR given, notdone"], true), ("completed", [], ["Undeclined"], true),
        ])
    func countsOnlyGivenDoses(status: String, codes: [String], texts: [String], isGiven: Bool) {
        #expect(
            VaccinationMeaning.saysGiven(status: status, codings: codes.map(Self.key), texts: texts) == isGiven)
    }

    @Test("Every listed vaccination says whether it was given")
    func readsAllRows() {
        for row in ListedCodes.group(.immunisation) {
            let meaning = VaccinationMeaning.lookup(row.key)
            #expect(meaning != nil, "\(row.code)")
            let isDenied = row.term.hasSuffix("not given") || row.term.hasSuffix("not done")
            #expect((meaning?.giving == .notGiven) == isDenied, "\(row.code)")
        }
    }

    @Test("A code of another kind is no vaccination", arguments: ["80146002", "59621000", "1726491000006101"])
    func leavesOthers(code: String) {
        #expect(VaccinationMeaning.lookup(Self.key(code)) == nil)
    }
}
