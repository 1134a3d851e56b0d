// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import Audit
import CareTypes
import Directory
import Exchange
import FHIRModel
import Identity
import SyntheticLondon
import Testing

@Suite("Finding a person")
struct CandidateTests {
    private static let doctor = Reader.staff(.doctor, at: ODSCode("X9901"))

    private func search(_ person: SyntheticPerson) throws -> CandidateSearch {
        CandidateSearch(
            family: try person.search.family, given: nil, birthDate: try person.traced.birthDate,
            postcode: try person.search.postcode)
    }

    @Test("Name, date of birth and postcode find a person once, however many nodes know them")
    func found() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("lead")
        let found = try await exchange.service.find(self.search(person), for: Self.doctor)
        let number = try person.traced.number
        #expect(found.candidates.count { $0.number == number } == 1)
        #expect(found.unansweredNodes.isEmpty)
        var spelled = try self.search(person)
        spelled.family = spelled.family.uppercased()
        spelled.postcode = " " + spelled.postcode.lowercased().filter { $0 != " " }
        #expect(try await exchange.service.find(spelled, for: Self.doctor).candidates.contains { $0.number == number })
    }

    @Test("Each of the three must fit, and the given name where it is known")
    func notFound() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("lead")
        let number = try person.traced.number
        let changes: [(inout CandidateSearch) -> Void] = [
            { $0.family = "Zzyzx" }, { $0.family = "" }, { $0.family = " '" },
            { $0.birthDate = $0.birthDate.adding(days: 1) }, { $0.postcode = "ZZ1 1ZZ" }, { $0.postcode = "" },
            { $0.given = "Zzyzx" },
        ]
        for change in changes {
            var search = try self.search(person)
            change(&search)
            #expect(
                try await !exchange.service.find(search, for: Self.doctor).candidates.contains { $0.number == number })
        }
    }

    @Test("Someone with a protected address is not found by an address")
    func protectedAddress() async throws {
        let exchange = try await TestExchange()
        let person = try SyntheticNodes.person("protected-address")
        let found = try await exchange.service.find(self.search(person), for: Self.doctor)
        #expect(found.candidates.isEmpty)
    }

    @Test("What a node sends about candidates holds who they are and nothing else")
    func wire() async throws {
        let exchange = try await TestExchange()
        var seen = 0
        for person in SyntheticNodes.people.prefix(40) {
            guard let search = try? self.search(person) else { continue }
            let request = NodeRequest(question: .candidates(search), user: Self.doctor, correlationID: "c")
            for gateway in exchange.gateways.values {
                let root = try JSONDocument.parse(await gateway.candidates(search, request).bytes).root
                #expect(
                    Set(root.children.compactMap(\.name)) == ["candidates", "protected", "protectedNamesake", "more"])
                for entry in root.items("candidates") {
                    let names = Set(entry.children.compactMap(\.name))
                    #expect(names.isSubset(of: ["nhsNumber", "birthDate", "family", "given", "gender", "postcode"]))
                    #expect(entry.children.allSatisfy { $0.string != nil })
                    seen += 1
                }
            }
        }
        #expect(seen > 20)
    }

    @Test(
        "Only staff whose role identifies people may look them up, and every try is recorded",
        arguments: [JobRole.doctor, .receptionist, .socialWorker, .privacyOfficer, .analyst, .other])
    func roles(role: JobRole) async throws {
        let exchange = try await TestExchange()
        let mayFind = [.doctor, .receptionist, .socialWorker].contains(role)
        try await expect(mayFind, exchange, Reader.staff(role, at: ODSCode("X9901")))
    }

    @Test("A Londoner cannot look people up")
    func londoner() async throws {
        try await expect(false, TestExchange(), Reader.londoner(SyntheticNodes.person("lead").traced))
        try await expect(false, TestExchange(), Reader.staff(.doctor, at: nil))
    }

    private func expect(_ mayFind: Bool, _ exchange: TestExchange, _ user: EndUser) async throws {
        let search = try self.search(SyntheticNodes.person("lead"))
        let request = NodeRequest(question: .candidates(search), user: user, correlationID: "c")
        var atNodes = 0
        for gateway in exchange.gateways.values {
            atNodes += try await gateway.candidates(search, request).candidates.count
        }
        #expect((atNodes > 0) == mayFind)
        #expect(exchange.nodeAudits.values.allSatisfy { $0.size == 1 })
        if mayFind {
            #expect(try await !exchange.service.find(search, for: user).candidates.isEmpty)
        } else {
            await #expect(throws: ExchangeRefusal.self) { _ = try await exchange.service.find(search, for: user) }
        }
        #expect(exchange.audit.size == 1)
        #expect(try exchange.audit.event(at: .init(0)).outcome == (mayFind ? .allowed : .denied))
    }
}
