// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import RecordStore
import RecordStoreTesting
import StorePostgres
import Testing

@Suite("The index of the PostgreSQL store")
struct PostgresIndexTests {
    private static let tables = ["token", "reference", "text", "date", "number"]

    /// How many rows each table has.
    private func counts(_ stores: TrialStores) async throws -> [String] {
        try await stores.query(Self.tables.map { "SELECT count(*) FROM index_\($0)" }.joined(separator: " UNION ALL "))
    }

    @Test("loses the rows of superseded versions in a purge, and only those")
    func purges() async throws {
        let clock = ManualClock(Timestamp(seconds: 1_790_000_000))
        let (stores, others) = (try await TrialStores(), try await TrialStores())
        let store = try await stores.make(clock: clock)
        var random = RandomRecords(seed: 77, idCount: 20)
        for _ in 0..<300 { _ = try await store.write(random.batch()) }
        let before = try await counts(stores)
        #expect(try await store.purgeSuperseded(before: Timestamp(seconds: 1_700_000_000)) == 0)
        #expect(try await counts(stores) == before, "nothing was old enough")

        clock.advance(by: .seconds(7_200))
        #expect(try await store.purgeSuperseded(before: clock.now()) == 0)
        // A store that has never held anything but the current versions.
        let fresh = try await others.make(clock: clock)
        for type in RandomRecords.types {
            let query = SearchQuery(resourceType: type, count: 1_000)
            for match in try await store.search(query, visibility: .unrestricted, page: nil).matches {
                let resource = try #require(try match.body?.resource())
                let prepared = try PreparedResource(
                    resource, id: match.id.id, labels: match.labels, extractor: IndexExtractor())
                _ = try await fresh.write(WriteBatch(changes: [.init(.put(prepared))]))
            }
        }
        #expect(try await counts(stores) == counts(others))
        #expect(try await counts(stores) != before)
        for table in Self.tables {
            let strays = try await stores.query(
                "SELECT count(*) FROM index_\(table) WHERE version_key NOT IN (SELECT version_key FROM current_version)"
            )
            #expect(strays == ["0"], "rows without a current version in index_\(table)")
        }
        #expect(try await stores.query("SELECT count(*) > 300 FROM history") == ["t"], "history is kept")
        try await stores.remove()
        try await others.remove()
    }

    @Test("is purged beside a version that cannot be read any more, which is told once")
    func purgesBesideDamage() async throws {
        let stores = try await TrialStores()
        let store = try await stores.make()
        for family in ["One", "Two", "Three"] {
            _ = try await store.write(Sample.batch(Sample.patient("p1", family: family)))
        }
        try await stores.query("UPDATE history SET body = '\\x00' WHERE version = 1")
        let later = Timestamp(seconds: 4_000_000_000)
        #expect(try await store.purgeSuperseded(before: later) == 1)
        #expect(try await store.purgeSuperseded(before: later) == 0)
        #expect(try await found("family=two", in: store) == [])
        #expect(try await found("family=three", in: store) == ["p1"])
        try await stores.remove()
    }

    @Test("is shared by programs, whichever of them gave a code its number")
    func sharesNames() async throws {
        let stores = try await TrialStores()
        let both = [try await stores.make(), try await stores.open(stores.address)]
        for round in 0..<20 {
            for (number, store) in both.enumerated() {
                _ = try await store.write(
                    Sample.batch(Sample.observation("o\(round)-\(number)", identifier: "shared-\(round)")))
            }
        }
        for store in both {
            for round in 0..<20 {
                let query = try SearchQueryParser().parse(
                    resourceType: "Observation", parameters: [(name: "identifier", value: "urn:lab|shared-\(round)")])
                let page = try await store.search(query, visibility: .unrestricted, page: nil)
                #expect(page.matches.map(\.id.id) == ["o\(round)-0", "o\(round)-1"])
            }
        }
        #expect(
            try await stores.query(
                "SELECT count(*), count(DISTINCT id) FROM index_name WHERE kind = 1 AND name = 'urn:lab'")
                == ["1|1"])
        try await stores.remove()
    }

    @Test("is not searched in part: a store without the rows of a parameter is refused")
    func refusesMissingRows() async throws {
        let stores = try await TrialStores()
        let store = try await stores.make()
        _ = try await store.write(Sample.batch(Sample.patient("p1")))
        await store.close()
        try await stores.query("DELETE FROM search_parameter WHERE type = 'Patient' AND code = 'gender'")
        await expectRefusal("Patient.gender", stores)
        // As a program left it that knew no index.
        try await stores.query(
            """
            DELETE FROM schema_migration WHERE number = 2;
            DROP TABLE search_parameter, index_name, index_wording, index_target, index_token, index_reference,
                index_text, index_date, index_number;
            DROP SEQUENCE index_value_number, index_parameter_number, index_target_number
            """)
        await expectRefusal("before it had an index", stores)
        try await stores.remove()
    }

    private func expectRefusal(_ words: String, _ stores: TrialStores) async {
        do {
            _ = try await stores.open(stores.address)
            Issue.record("a store without '\(words)' was opened")
        } catch StoreFailure.unavailable(let reason) {
            #expect(reason.contains(words))
        } catch {
            Issue.record(error)
        }
    }

    @Test("finds texts and codes that are longer than its rows, or hold what PostgreSQL does not keep")
    func findsOddTexts() async throws {
        let stores = try await TrialStores()
        let store = try await stores.make()
        let long = String(repeating: "long", count: 400)
        let family = String(repeating: "name", count: 40)
        for (number, tail) in ["a", "b"].enumerated() {
            _ = try await store.write(
                Sample.batch(
                    Sample.put(
                        #"{"resourceType":"Patient","id":"p\#(number)","name":[{"family":"\#(family)\#(tail)"}],"#
                            + #""identifier":[{"system":"urn:\#(long)","value":"\#(long)\#(tail)"}],"#
                            + #""maritalStatus":{"coding":[{"code":"\#(long)\#(tail)"}]},"#
                            + #""managingOrganization":{"reference":"http://example.org/\#(long)\#(tail)"}}"#)))
        }
        for text in [
            "family=\(family)a", "family:exact=\(family)a", "identifier=\(long)a", "identifier=urn:\(long)|\(long)a",
            "organization=http://example.org/\(long)a",
        ] {
            #expect(try await found(text, in: store) == ["p0"], "\(text.prefix(30))")
        }
        _ = try await store.write(
            Sample.batch(
                Sample.put(
                    #"{"resourceType":"Patient","id":"p2","name":[{"family":"Zero\u0000Byte"}],"#
                        + #""identifier":[{"system":"urn:odd\u0000","value":"1\u00002"}]}"#)))
        #expect(try await found("identifier=urn:odd\u{0}|1\u{0}2", in: store) == ["p2"])
        #expect(try await found("identifier=1\u{0}3", in: store) == [])
        try await stores.remove()
    }

    private func found(_ text: String, in store: PostgresStore) async throws -> [String] {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        let query = try SearchQueryParser().parse(
            resourceType: "Patient", parameters: [(name: parts[0], value: parts[1])])
        return try await store.search(query, visibility: .unrestricted, page: nil).matches.map(\.id.id).sorted()
    }
}
