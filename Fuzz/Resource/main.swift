// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import FHIRValidation
import RecordStore

// Not top-level variables: this file's top level never runs under libFuzzer's main.
private enum Tried {
    static let extractor = IndexExtractor()
    static let check = StructureCheck()
    static let validator = ResourceValidator()
}

/// A resource of any shape is indexed and checked without a trap, and an edit changes its own bytes only.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let resource = try? Resource(bytes) else { return 0 }
    _ = Tried.extractor.entries(of: resource)
    let refused = Tried.check.issues(in: resource)
    let reported = Tried.validator.issues(in: resource)
    precondition(reported.count <= ResourceValidator.largestReport + 1)
    // What is refused on write is reported too, unless the report was cut.
    let isWhole = reported.count < ResourceValidator.largestReport
    precondition(refused.isEmpty || !isWhole || reported.contains { $0.severity == .error })
    _ = try? resource.standingAlone()
    if let reference = resource["subject"]?["reference"]?.string {
        _ = ReferenceTarget(reference, base: "https://node.example/fhir")
    }
    if let body = try? ResourceBody(resource, id: "1") {
        let stamped = try? Resource(body.stamped(version: 3, lastUpdated: Timestamp(microseconds: 0)))
        // A text at the limits of size and depth may be beyond them with the stamp.
        precondition(stamped.map { $0.id == "1" && $0["meta"]?["versionId"]?.string == "3" } ?? true)
    }
    for member in resource.node.children where member.name != "resourceType" {
        var edits = JSONEdits()
        edits.replace(member.range, with: "[]".utf8)
        edits.insert("\"\":{},".utf8, at: member.memberRange.lowerBound)
        let edited = edits.apply(to: resource.document)
        precondition(edited.count == bytes.count - member.range.count + 2 + 6)
        precondition((try? Resource(edited))?.node.count == resource.node.count + 1 || resource.node[""] != nil)
    }
    return 0
}
