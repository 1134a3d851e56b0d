// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel

/// Any bytes are refused with their place, or read; what is read is written as XML and read again as the same.
///
/// Bytes that begin as JSON are written first: what XML can say of them is read again and written the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do {
        if bytes.first == UInt8(ascii: "{") {
            guard let resource = try? Resource(bytes) else { return 0 }
            let xml = try XMLResourceWriter().xml(resource)
            try comesBack(XMLResourceReader().resource(xml), as: xml)
        } else {
            let resource = try XMLResourceReader().resource(bytes)
            try comesBack(resource, as: XMLResourceWriter().xml(resource))
        }
    } catch let failure as XMLFailure {
        precondition((0...count).contains(failure.offset))
        precondition(!failure.message.isEmpty)
    } catch {
        preconditionFailure("only XMLFailure is thrown")
    }
    return 0
}

/// Reads and writes what was written: both stay as they are.
private func comesBack(_ resource: Resource, as xml: [UInt8]) throws {
    let again = try XMLResourceReader().resource(xml)
    let written = try XMLResourceWriter().xml(again)
    precondition(written == xml)
    precondition(again.document.nodeCount == resource.document.nodeCount)
}
