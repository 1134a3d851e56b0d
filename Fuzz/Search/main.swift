// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRSearch

// Not top-level variables: this file's top level never runs under libFuzzer's main.
private enum Tried {
    static let parser = SearchQueryParser(base: "https://node.example/fhir", codeSets: { _ in .success([]) })
    static let types = ["Patient", "Observation", "MedicationRequest", "Encounter", "DocumentReference", "Bundle"]
}

/// A query of names and values, one `name=value` a line behind a byte for the type, is read or refused with issues.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard let first = bytes.first else { return 0 }
    let parameters = bytes.dropFirst().split(separator: UInt8(ascii: "\n")).map { line in
        let parts = line.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        let value = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : ""
        return (name: String(decoding: parts[0], as: UTF8.self), value: value)
    }
    do {
        let query = try Tried.parser.parse(
            resourceType: Tried.types[Int(first) % Tried.types.count], parameters: parameters)
        precondition((0...SearchQueryParser.maximumCount).contains(query.count))
        let several = try Tried.parser.read(types: Tried.types, parameters: parameters, leavesOutUnknown: true)
        precondition(several.used.count + several.leftOut.count == parameters.count)
    } catch {
        precondition(!error.issues.isEmpty)
    }
    return 0
}
