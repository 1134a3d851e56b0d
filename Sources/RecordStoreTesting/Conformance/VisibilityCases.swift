// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

extension ConformanceSuite {
    static let visibilityCases: [ConformanceCase] = [
        ConformanceCase("Hidden labels hide from every read", hidesLabels),
        ConformanceCase("Only the people who may be seen are seen", hidesPeople),
        ConformanceCase("What concerns an unknown person is seen only by who may see everyone", hidesUnknownPeople),
        ConformanceCase("A resource that is hidden now takes its past with it", hidesPast),
        ConformanceCase("Hidden versions neither shorten pages nor show in totals", keepsPagesFull),
    ]

    private static let noHIV = Visibility(people: .everyone, hiddenLabels: .hiv)

    @Sendable private static func hidesLabels(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        let id = try Draft.id("Observation/secret")
        try await store.write(
            Draft.patient("p1"), Draft.observation("open"), Draft.observation("secret", labels: [.hiv, .sexualHealth]))
        try await store.write(Draft.observation("secret", code: "other", labels: .hiv))
        try require(try await store.read(id, visibility: noHIV) == nil, "read shows it")
        for number in 1...2 {
            try require(try await store.read(id, version: number, visibility: noHIV) == nil, "vread shows it")
        }
        try require(
            try await store.history(of: id, before: nil, count: 10, visibility: noHIV).isEmpty, "history shows it")
        for search in ["", "_id=secret,open", "patient=p1", "code=4548-4,other", "_sort=-date", "_sort=-_lastUpdated"] {
            try requireEqual(
                try await store.ids("Observation", search, visibility: noHIV), ["open"], "matches of '\(search)'")
        }
        let total = try await store.search(Draft.query("Observation", "_summary=count"), visibility: noHIV, page: nil)
        try requireEqual(total.total, 1, "the total")
        let everything = try await store.everything(
            about: "p1", types: nil, count: 10, visibility: noHIV, page: nil)
        try requireEqual(everything.matches.map(\.id.id), ["p1", "open"], "everything about the person")
        try await store.write(Draft.delete("Observation/secret"))
        try require(try await store.read(id, visibility: noHIV) == nil, "the deletion shows it")
        try require(
            try await store.history(of: id, before: nil, count: 10, visibility: noHIV).isEmpty,
            "the history of the deletion shows it")
        let all = try await store.history(of: id, before: nil, count: 10, visibility: .unrestricted)
        try requireEqual(all.map(\.version), [3, 2, 1], "what may be seen without restriction")
    }

    @Sendable private static func hidesPeople(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        let organisation = try Draft.put(#"{"resourceType":"Organization","id":"org","name":"St Pancras"}"#)
        try await store.write(
            Draft.patient("p1"), Draft.patient("p2"), Draft.observation("o1", patient: "p1"),
            Draft.observation("o2", patient: "p2"), organisation)
        let one = Visibility(people: .only(["p1"]), hiddenLabels: [])
        let none = Visibility(people: .only([]), hiddenLabels: [])
        try requireEqual(try await store.ids("Patient", visibility: one), ["p1"], "the patients")
        try requireEqual(try await store.ids("Observation", "code=4548-4", visibility: one), ["o1"], "the observations")
        try requireEqual(
            try await store.ids("Observation", "patient=p2", visibility: one), [], "another's observations")
        try requireEqual(try await store.ids("Organization", visibility: none), ["org"], "what belongs to nobody")
        try requireEqual(try await store.ids("Patient", visibility: none), [], "the patients nobody may see")
        for (reference, visible) in [("Patient/p1", true), ("Patient/p2", false), ("Observation/o2", false)] {
            let id = try Draft.id(reference)
            try requireEqual(try await store.read(id, visibility: one) != nil, visible, "read of \(reference)")
            let version = try await store.read(id, version: 1, visibility: one)
            try requireEqual(version != nil, visible, "vread of \(reference)")
            let history = try await store.history(of: id, before: nil, count: 9, visibility: one)
            try requireEqual(history.count, visible ? 1 : 0, "history of \(reference)")
        }
        let page = try await store.everything(about: "p2", types: nil, count: 10, visibility: one, page: nil)
        try require(page.matches.isEmpty, "everything about another person is shown")
        let total = try await store.search(Draft.query("Observation", "_total=accurate"), visibility: one, page: nil)
        try requireEqual(total.total, 1, "the total")
    }

    @Sendable private static func hidesUnknownPeople(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        let subjects = [
            "", #","subject":{"identifier":{"value":"9"}},"performer":[{"reference":"Patient/p1"}]"#,
            #","subject":{"reference":"https://far.example/Patient/p1"}"#, #","subject":{"reference":"urn:uuid:1"}"#,
            #","subject":{"reference":"Group/g"}"#,
        ]
        try await store.write(Draft.patient("p1"), Draft.observation("known", patient: "p1"))
        for (number, subject) in subjects.enumerated() {
            let json = #"{"resourceType":"Observation","id":"o\#(number)","status":"final"\#(subject)}"#
            try await store.write(Draft.put(json))
        }
        let one = Visibility(people: .only(["p1"]), hiddenLabels: [])
        let everyone = Visibility(people: .everyone, hiddenLabels: .hiv)
        for search in ["", "status=final", "_id=known,o0,o1,o2,o3,o4", "_sort=-date", "_sort=-_lastUpdated"] {
            let seen = try await store.ids("Observation", search, visibility: one)
            try requireEqual(seen, ["known"], "matches of '\(search)'")
            let all = try await store.ids("Observation", search, visibility: everyone)
            try requireEqual(all.count, 1 + subjects.count, "matches of '\(search)' for who may see everyone")
        }
        let total = try await store.search(Draft.query("Observation", "_summary=count"), visibility: one, page: nil)
        try requireEqual(total.total, 1, "the total")
        for number in subjects.indices {
            let id = try Draft.id("Observation/o\(number)")
            try require(try await store.read(id, visibility: one) == nil, "read shows \(id)")
            try require(try await store.read(id, version: 1, visibility: one) == nil, "vread shows \(id)")
            let history = try await store.history(of: id, before: nil, count: 9, visibility: one)
            try require(history.isEmpty, "history shows \(id)")
            try require(try await store.read(id, visibility: everyone) != nil, "\(id) is not there")
        }
    }

    @Sendable private static func hidesPast(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        let id = try Draft.id("Observation/o1")
        func seen(_ visibility: Visibility) async throws -> [Int] {
            let history = try await store.history(of: id, before: nil, count: 9, visibility: visibility)
            let paged = try await store.history(of: id, before: 3, count: 1, visibility: visibility)
            try requireEqual(paged.map(\.version), Array(history.map(\.version).filter { $0 < 3 }.prefix(1)), "a page")
            for number in 1...5 {
                let version = try await store.read(id, version: number, visibility: visibility)
                try requireEqual(version?.version, history.map(\.version).first { $0 == number }, "vread of \(number)")
            }
            return history.map(\.version)
        }
        let (one, two) = (
            Visibility(people: .only(["p1"]), hiddenLabels: []), Visibility(people: .only(["p2"]), hiddenLabels: [])
        )
        try await store.write(Draft.observation("o1", patient: "p1"))
        try await store.write(Draft.observation("o1", patient: "p1", code: "second"))
        try requireEqual(try await seen(noHIV), [2, 1], "versions before the label")
        try await store.write(Draft.observation("o1", patient: "p1", code: "third", labels: .hiv))
        try requireEqual(try await seen(noHIV), [], "versions behind a label")
        try requireEqual(try await seen(one), [3, 2, 1], "versions of the person")
        try await store.write(Draft.delete("Observation/o1"))
        try requireEqual(try await seen(noHIV), [], "versions behind the deletion of what had a label")
        try await store.write(Draft.observation("o1", patient: "p2", code: "fifth"))
        try requireEqual(try await seen(noHIV), [5, 2, 1], "versions with the label gone")
        try requireEqual(try await seen(one), [], "versions that have become another person's")
        try requireEqual(try await seen(two), [5], "versions of the new person")
    }

    @Sendable private static func keepsPagesFull(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        for number in 0..<31 {
            let labels: SensitivityLabels = number % 3 == 0 ? [] : .hiv
            let family = number % 2 == 0 ? "Even" : "Odd"
            try await store.write(
                Draft.patient("same", family: "F\(number)", labels: labels),
                Draft.patient("p\(number)", family: family, labels: labels))
        }
        let id = try Draft.id("Patient/same")
        let first = try await store.history(of: id, before: nil, count: 4, visibility: noHIV)
        try requireEqual(first.map(\.version), [31, 28, 25, 22], "visible versions")
        let second = try await store.history(of: id, before: 22, count: 4, visibility: noHIV)
        try requireEqual(second.map(\.version), [19, 16, 13, 10], "more visible versions")
        let page = try await store.search(
            Draft.query("Patient", "family=even,odd&_count=3&_total=accurate"), visibility: noHIV, page: nil)
        try requireEqual(page.matches.map(\.id.id), ["p0", "p3", "p6"], "a page of visible matches")
        try requireEqual(page.total, 11, "the total of visible matches")
        let all = try await store.ids("Patient", "family=even,odd&_count=3", visibility: noHIV)
        try requireEqual(all.count, 11, "visible matches of all pages")
    }
}
