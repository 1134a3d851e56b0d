// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Ingest
import Testing

@Suite("The rates of an import")
struct ImportRatesTests {
    @Test("are those of its tenths, however the samples fall")
    func tenths() {
        // 1,000 a second, but 100 a second from 5,000 to 6,000.
        var samples: [(seconds: Double, resources: Int)] = []
        for count in stride(from: 250, through: 10_000, by: 250) {
            let slow = min(max(count - 5_000, 0), 1_000)
            samples.append((Double(count - slow) / 1_000 + Double(slow) / 100, count))
        }
        let rates = ImportRates(samples: samples)
        #expect(rates?.firstTenth == 1_000)
        #expect(rates?.slowestTenth == 100)
        let coarse = ImportRates(samples: [(2, 4_000), (6, 8_000), (7, 10_000)])
        #expect(coarse?.firstTenth == 2_000)
        #expect(coarse?.slowestTenth == 1_000)
    }

    @Test("are not told of a small import")
    func small() {
        #expect(ImportRates(samples: []) == nil)
        #expect(ImportRates(samples: [(1, 999)]) == nil)
    }

    @Test("are part of the report of several files")
    func reported() async throws {
        let folder = try ImportFolder()
        let files = try (0..<4).map {
            try folder.file("f\($0)", ImportFolder.patients($0 * 1_000..<$0 * 1_000 + 1_000))
        }
        let report = try await folder.importer.run(files: files)
        let rates = try #require(report.rates)
        #expect(rates.slowestTenth > 0 && rates.firstTenth >= rates.slowestTenth)
    }
}
