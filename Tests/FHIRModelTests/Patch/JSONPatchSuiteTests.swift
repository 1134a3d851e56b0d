// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Foundation
import PublicSuites
import Testing

/// The public cases of JSON Patch, where they are at hand.
@Suite struct JSONPatchSuiteTests {
    @Test(
        "Each published case gives what it says, or is refused where it says so",
        .enabled(if: PublicSuites.areNeeded("patch"), Comment(rawValue: PublicSuites.absence)))
    func publishedCases() throws {
        let text = try Data(contentsOf: PublicSuites.place("patch/json-patch-tests.json"))
        var count = 0
        for entry in try JSONDocument.parse(text).root.children {
            if entry["disabled"]?.bool == true { continue }
            let comment = Comment(rawValue: entry["comment"]?.string ?? "case \(count)")
            let document = try JSONDocument.parse(try #require(entry["doc"]).bytes)
            let result = Result<JSONDocument, any Error> {
                try JSONPatch(try #require(entry["patch"])).apply(to: document)
            }
            if entry["error"] == nil {
                let patched = try result.get().root
                #expect(entry["expected"].map(patched.isSame(as:)) != false, comment)
            } else {
                #expect(throws: JSONPatchFailure.self, comment) { try result.get() }
            }
            count += 1
        }
        #expect(count > 0)
        print("ran \(count) published JSON Patch cases")
    }
}
