// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Foundation

/// The public conformance cases that stand beside the checkout, in `../shared/suites`.
package enum PublicSuites {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/suites")

    /// What is said where they are not there.
    package static let absence = "the public suites are not beside this checkout"

    /// Whether tests on a folder or file of them are to run: where it is there, and always in continuous integration,
    /// so that what is missing there fails.
    package static func areNeeded(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: place(name).path) || ProcessInfo.processInfo.environment["CI"] != nil
    }

    /// A folder or file of them.
    package static func place(_ name: String) -> URL { root.appending(path: name) }

    /// The files of a folder with one of these endings, by name.
    ///
    /// - Throws: where the folder is not there.
    package static func files(_ folder: String, _ endings: String...) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(atPath: place(folder).path).sorted()
            .filter { name in endings.contains { name.hasSuffix($0) } }.map { place(folder).appending(path: $0) }
    }
}
