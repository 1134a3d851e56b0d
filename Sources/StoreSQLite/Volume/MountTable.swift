// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The mounts that `/proc/self/mountinfo` lists (proc(5)).
struct MountTable {
    /// One mount.
    struct Mount: Equatable {
        /// `major:minor`; the major is 0 where no single block device is mounted.
        var device: String
        var point: String
        var fileSystem: String
        var source: String
    }

    private(set) var mounts: [Mount] = []

    /// Reads the list; lines of other form are passed over.
    init(_ text: String) {
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ").map(String.init)
            guard let dash = fields.firstIndex(of: "-"), dash >= 6, fields.count > dash + 2 else { continue }
            mounts.append(
                Mount(
                    device: fields[2], point: Self.unescaped(fields[4]), fileSystem: fields[dash + 1],
                    source: Self.unescaped(fields[dash + 2])))
        }
    }

    /// The mount that holds a path: the deepest, and of several at one point the last.
    func mount(holding path: String) -> Mount? {
        var found: Mount?
        for mount in mounts where Self.holds(mount.point, path) {
            if mount.point.utf8.count >= found?.point.utf8.count ?? 0 { found = mount }
        }
        return found
    }

    private static func holds(_ point: String, _ path: String) -> Bool {
        point == "/" || path == point || path.hasPrefix(point + "/")
    }

    /// Space, tab, newline and backslash are written as a backslash and three octal digits.
    private static func unescaped(_ text: String) -> String {
        guard text.contains("\\") else { return text }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"), rest.count >= 3,
                let code = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8)
            {
                bytes.append(code)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
