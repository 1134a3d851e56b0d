// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What was done to a record.
///
/// A list that may grow: older programs keep codes they do not know.
package struct AuditAction: RawRepresentable, Hashable, Sendable {
    /// The code as it stands in the log.
    package let rawValue: String

    /// The action with this code.
    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A resource was read by its id.
    package static let read = AuditAction(rawValue: "read")
    /// A search was answered.
    package static let search = AuditAction(rawValue: "search")
    /// A person's record was opened on a page.
    package static let openRecord = AuditAction(rawValue: "open-record")
    /// People were looked up to find the right one.
    package static let findPerson = AuditAction(rawValue: "find-person")
    /// A record was opened without a relationship, for a typed reason.
    package static let emergencyAccess = AuditAction(rawValue: "emergency-access")
    /// Something was added.
    package static let create = AuditAction(rawValue: "create")
    /// Something was changed.
    package static let update = AuditAction(rawValue: "update")
    /// Something was removed.
    package static let delete = AuditAction(rawValue: "delete")
    /// Somebody signed in.
    package static let signIn = AuditAction(rawValue: "sign-in")
    /// Somebody signed out.
    package static let signOut = AuditAction(rawValue: "sign-out")
    /// A record was closed because it was another person's than was meant.
    package static let closeWrongRecord = AuditAction(rawValue: "close-wrong-record")
    /// Data left the platform, such as a bulk export.
    package static let export = AuditAction(rawValue: "export")
    /// A record or part of it was printed or saved.
    package static let print = AuditAction(rawValue: "print")
    /// Somebody read who had looked at a record.
    package static let viewAudit = AuditAction(rawValue: "view-audit")
    /// A person's choice about the use of their data was recorded.
    package static let recordChoice = AuditAction(rawValue: "record-choice")
    /// Records were joined to one person or taken apart again.
    package static let linkRecords = AuditAction(rawValue: "link-records")
    /// A care team learned who a pseudonym stands for.
    package static let reidentify = AuditAction(rawValue: "re-identify")
    /// A person's data was erased.
    package static let erase = AuditAction(rawValue: "erase")
    /// Settings, organisations or staff rights were changed.
    package static let administer = AuditAction(rawValue: "administer")
}

/// What a request was for.
///
/// The codes are those of the access decision.
package struct AuditPurpose: RawRepresentable, Hashable, Sendable {
    /// The code as it stands in the log.
    package let rawValue: String

    /// The purpose with this code.
    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Care for the person.
    package static let directCare = AuditPurpose(rawValue: "direct-care")
    /// Care in an emergency.
    package static let emergency = AuditPurpose(rawValue: "emergency")
    /// The person's own wish to see their record.
    package static let selfAccess = AuditPurpose(rawValue: "self-access")
    /// Running the service: booking, finding the right record.
    package static let administration = AuditPurpose(rawValue: "administration")
    /// Planning of services.
    package static let planning = AuditPurpose(rawValue: "planning")
    /// Research.
    package static let research = AuditPurpose(rawValue: "research")
    /// Review of accesses by a privacy officer.
    package static let auditReview = AuditPurpose(rawValue: "audit-review")
}

/// The kind of network a request came from; never an address.
package struct NetworkOrigin: RawRepresentable, Hashable, Sendable {
    /// The code as it stands in the log.
    package let rawValue: String

    /// The origin with this code.
    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The Health and Social Care Network.
    package static let healthAndCareNetwork = NetworkOrigin(rawValue: "hscn")
    /// An organisation's own network.
    package static let organisation = NetworkOrigin(rawValue: "organisation")
    /// The public internet.
    package static let internet = NetworkOrigin(rawValue: "internet")
    /// A mobile device of a service, such as an ambulance's tablet.
    package static let mobileDevice = NetworkOrigin(rawValue: "mobile-device")
    /// Another part of the platform.
    package static let platform = NetworkOrigin(rawValue: "platform")
}
