// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Testing

@Suite struct JSONPatchFailureTests {
    @Test(
        "A patch that is none is refused with the operation and the reason",
        arguments: [
            ("{}", .notAnArray, nil), ("[1]", .notAnObject, 0), (#"[{"path":"/a","value":1}]"#, .noOp, 0),
            (#"[{"op":"spam","path":"/a"}]"#, .unknownOp, 0), (#"[{"op":"Add","path":"/a","value":1}]"#, .unknownOp, 0),
            (#"[{"op":null,"path":"/a"}]"#, .unknownOp, 0), (#"[{"op":"remove"}]"#, .noPath, 0),
            (#"[{"op":"test","path":"","value":{}},{"op":"add","path":null,"value":1}]"#, .noPath, 1),
            (#"[{"op":"add","path":"a","value":1}]"#, .invalidPath(.noLeadingSlash), 0),
            (#"[{"op":"remove","path":"/~"}]"#, .invalidPath(.invalidEscape), 0),
            (#"[{"op":"add","path":"/a"}]"#, .noValue, 0), (#"[{"op":"replace","path":"/a"}]"#, .noValue, 0),
            (#"[{"op":"test","path":"/a"}]"#, .noValue, 0), (#"[{"op":"move","path":"/a"}]"#, .noFrom, 0),
            (#"[{"op":"copy","path":"/a","from":1}]"#, .noFrom, 0),
            (#"[{"op":"copy","path":"/a","from":"b"}]"#, .invalidFrom(.noLeadingSlash), 0),
        ] as [(String, JSONPatchFailure.Code, Int?)])
    func unreadable(patch: String, code: JSONPatchFailure.Code, operation: Int?) throws {
        let failure = try #require(throws: JSONPatchFailure.self) { try JSONPatch.parse(patch.utf8) }
        #expect(failure.code == code)
        #expect(failure.operation == operation)
        #expect(operation.map { failure.message.contains("[\($0)]") } != false)
    }

    @Test("A member that stands twice in an operation is refused before anything is changed")
    func duplicateMember() throws {
        let failure = try #require(throws: JSONPatchFailure.self) {
            try JSONPatch.parse(#"[{"op":"add","path":"/baz","value":"qux","op":"remove"}]"#.utf8)
        }
        guard case .notJSON(let reason) = failure.code else {
            Issue.record("refused as \(failure.code)")
            return
        }
        #expect(reason.code == .duplicateMember)
        #expect(failure.operation == nil)
    }

    @Test(
        "An operation that cannot be made refuses the whole patch and says where it stands",
        arguments: [
            (#"{"op":"add","path":"/x/y","value":1}"#, .noSuchMember, "/x/y"),
            (#"{"op":"add","path":"/l/3","value":1}"#, .noSuchItem, "/l/3"),
            (#"{"op":"add","path":"/l/-1","value":1}"#, .notAPosition, "/l/-1"),
            (#"{"op":"add","path":"/l/01","value":1}"#, .notAPosition, "/l/01"),
            (#"{"op":"add","path":"/l/x","value":1}"#, .notAPosition, "/l/x"),
            (#"{"op":"add","path":"/l/","value":1}"#, .notAPosition, "/l/"),
            (#"{"op":"add","path":"/l/99999999999999999999","value":1}"#, .noSuchItem, "/l/99999999999999999999"),
            (#"{"op":"add","path":"/l/-/x","value":1}"#, .endIsOnlyForAdd, "/l/-/x"),
            (#"{"op":"add","path":"/s/x","value":1}"#, .notAContainer, "/s/x"),
            (#"{"op":"add","path":"/l/0/0","value":1}"#, .notAContainer, "/l/0/0"),
            (#"{"op":"remove","path":"/x"}"#, .noSuchMember, "/x"),
            (#"{"op":"remove","path":"/l/2"}"#, .noSuchItem, "/l/2"),
            (#"{"op":"remove","path":"/l/1e0"}"#, .notAPosition, "/l/1e0"),
            (#"{"op":"remove","path":"/l/-"}"#, .endIsOnlyForAdd, "/l/-"),
            (#"{"op":"remove","path":""}"#, .rootRemoved, ""),
            (#"{"op":"replace","path":"/x","value":1}"#, .noSuchMember, "/x"),
            (#"{"op":"replace","path":"/l/2","value":1}"#, .noSuchItem, "/l/2"),
            (#"{"op":"replace","path":"/l/-","value":1}"#, .endIsOnlyForAdd, "/l/-"),
            (#"{"op":"move","from":"/x","path":"/y"}"#, .noSuchMember, "/x"),
            (#"{"op":"move","from":"/x","path":"/x"}"#, .noSuchMember, "/x"),
            (#"{"op":"move","from":"/l","path":"/l/0"}"#, .movedIntoItself, "/l/0"),
            (#"{"op":"move","from":"","path":"/y"}"#, .movedIntoItself, "/y"),
            (#"{"op":"move","from":"/l/0","path":"/l/2"}"#, .noSuchItem, "/l/2"),
            (#"{"op":"copy","from":"/l/-","path":"/y"}"#, .endIsOnlyForAdd, "/l/-"),
            (#"{"op":"copy","from":"/s","path":"/x/y"}"#, .noSuchMember, "/x/y"),
            (#"{"op":"test","path":"/x","value":null}"#, .noSuchMember, "/x"),
            (#"{"op":"test","path":"/l/2","value":null}"#, .noSuchItem, "/l/2"),
            (#"{"op":"test","path":"/s","value":"other"}"#, .testFailed, "/s"),
        ] as [(String, JSONPatchFailure.Code, String)])
    func cannotBeMade(operation: String, code: JSONPatchFailure.Code, pointer: String) throws {
        let document = try JSONDocument.parse(#"{"l":[1,2],"s":"secret"}"#)
        let before = document.bytes
        for extra in [[], [#"{"op":"add","path":"/l/-","value":3},{"op":"remove","path":"/l/2"}"#]] {
            let patch = try JSONPatch.parse("[\((extra + [operation]).joined(separator: ","))]".utf8)
            let failure = try #require(throws: JSONPatchFailure.self) { try patch.apply(to: document) }
            #expect(failure.code == code)
            #expect(failure.operation == extra.count * 2)
            #expect(failure.pointer?.text == pointer)
            #expect(failure.message.hasPrefix("Patch operation [\(extra.count * 2)] at \"\(pointer)\": "))
            #expect(!failure.message.contains("secret") && !failure.message.contains("other\""))
        }
        #expect(document.bytes == before)
    }
}
