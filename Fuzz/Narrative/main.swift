// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel

/// Any text is read into blocks that are not blank, that do not outgrow it, and that say the same when they are written
/// and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let narrative = Narrative(div: text)
    for block in narrative.blocks { precondition(block.texts.contains { !$0.isEmpty }) }
    let size = narrative.blocks.flatMap(\.texts).reduce(0) { $0 + $1.utf8.count }
    precondition(size <= 2_000 + text.utf8.count * 200)
    precondition(Narrative(div: narrative.xhtml) == narrative)
    return 0
}
