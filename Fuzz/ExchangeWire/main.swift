// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Exchange

/// What one node and the exchange send each other is refused, or says the same when it is sent on.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if let request = NodeRequest(bytes) { precondition(NodeRequest(request.bytes) == request) }
    if let answer = try? NodeRecordAnswer(bytes, node: "north") {
        let again = try? NodeRecordAnswer(answer.bytes, node: "north")
        precondition(again.map { $0.bytes == answer.bytes } == true)
    }
    if let relationships = try? NodeRelationships(bytes) {
        precondition((try? NodeRelationships(relationships.bytes)) == relationships)
    }
    if let candidates = try? NodeCandidates(bytes) {
        precondition((try? NodeCandidates(candidates.bytes)) == candidates)
    }
    if let lines = try? FeedLines.read(bytes, node: "north") {
        precondition((try? FeedLines.read(FeedLines.bytes(lines), node: "north"))?.count == lines.count)
    }
    return 0
}
