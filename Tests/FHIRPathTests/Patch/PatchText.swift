// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRPath
import Testing

/// Short ways to write FHIRPath Patches.
enum PatchText {
    static let monday = Timestamp(seconds: 1_795_426_200)

    static func operation(_ type: String, _ path: String, _ parts: String...) -> String {
        let own = [#"{"name":"type","valueCode":"\#(type)"}"#, #"{"name":"path","valueString":"\#(path)"}"#]
        return #"{"name":"operation","part":[\#((own + parts).joined(separator: ","))]}"#
    }

    static func value(_ member: String) -> String { #"{"name":"value",\#(member)}"# }

    static func name(_ name: String) -> String { #"{"name":"name","valueString":"\#(name)"}"# }

    static func number(_ name: String, _ number: Int) -> String { #"{"name":"\#(name)","valueInteger":\#(number)}"# }

    static func parameters(_ operations: [String]) -> String {
        #"{"resourceType":"Parameters","parameter":[\#(operations.joined(separator: ","))]}"#
    }

    /// What the operations make of a resource.
    static func patched(_ resource: String, _ operations: [String]) throws -> JSONDocument {
        let patch = try FHIRPathPatch(JSONDocument.parse(parameters(operations)).root)
        return try patch.apply(to: JSONDocument.parse(resource), now: monday)
    }

    static func failure(_ resource: String, _ operations: [String]) throws -> FHIRPathPatchFailure {
        try #require(throws: FHIRPathPatchFailure.self) { try patched(resource, operations) }
    }
}

/// A patch of a Patient and what becomes of it: the members behind `resourceType`.
struct PatchCase: Sendable, CustomTestStringConvertible {
    var title: String
    var before: String
    var operations: [String]
    var after: String
    var testDescription: String { title }

    init(_ title: String, _ before: String, _ operations: String..., gives after: String) {
        self.title = title
        self.before = before
        self.operations = operations
        self.after = after
    }

    static func patient(_ members: String) -> String {
        #"{"resourceType":"Patient"\#(members.isEmpty ? "" : ",")\#(members)}"#
    }

    func check() throws {
        let result = try PatchText.patched(Self.patient(before), operations)
        let expected = try JSONDocument.parse(Self.patient(after))
        #expect(result.root.isSame(as: expected.root), "\(String(decoding: result.bytes, as: UTF8.self))")
    }
}
