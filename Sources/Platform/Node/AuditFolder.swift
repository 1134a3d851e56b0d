// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Audit
internal import CareTypes
internal import Foundation

/// Opens an audit log in a folder, which is made where it is missing.
enum AuditFolder {
    static func open(_ folder: String, origin: String, clock: some WallClock) throws -> AuditLog {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return try AuditLog(AuditLog.Configuration(directory: folder, origin: origin), clock: clock)
    }
}
