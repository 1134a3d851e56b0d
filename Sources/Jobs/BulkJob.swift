// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRSearch

/// A job that outlives the request that began it: what was asked for, by whom, how far it is and what it made.
///
/// It is kept in its folder as JSON, so that it goes on after the program was ended at any moment.
package struct BulkJob: Codable, Sendable, Equatable {
    /// What it does.
    package enum Work: Codable, Sendable, Equatable {
        case export(ExportOrder)
        case importing
    }

    /// How far it is.
    package enum State: Codable, Sendable, Equatable {
        case unfinished
        case complete
        /// It cannot go on: why, without anyone's data.
        case failed(String)
    }

    /// A file that the job made, or makes.
    package struct File: Codable, Sendable, Equatable {
        package var name: String
        package var type: String
        package var count = 0
        package var byteCount = 0
    }

    /// Unguessable; also the name of its folder.
    package var id: String
    /// Who began it: nobody else learns that it is there.
    package var client: String
    /// The address that was asked.
    package var request: String
    package var work: Work
    package var state = State.unfinished
    /// What the client may see, when it began the job and whenever it asks for what the job made.
    var people: [String]?
    var hiddenLabels: UInt32
    var began: Int64
    /// In microseconds since 1970; nil while it is unfinished.
    var ended: Int64?
    /// The moment of the store's state that it reads; of an import, when it began.
    var stateMoment: Int64?
    package var files: [File] = []
    /// Files of issues, and of what was deleted.
    package var errors: [File] = []
    package var deleted: [File] = []
    /// In words, for people.
    package var progress = "waiting"
    var cursor = ExportCursor()

    /// A job that has not begun.
    package init(
        client: String, request: String, work: Work, visibility: Visibility, now: Timestamp
    ) {
        id = RandomIdentifier.make()
        self.client = client
        self.request = request
        self.work = work
        if case .only(let ids) = visibility.people { people = ids.sorted() }
        hiddenLabels = visibility.hiddenLabels.rawValue
        began = now.microseconds
    }

    /// What its client might see when it began.
    package var visibility: Visibility {
        Visibility(
            people: people.map { .only(Set($0)) } ?? .everyone,
            hiddenLabels: SensitivityLabels(rawValue: hiddenLabels))
    }

    /// The moment of the store's state that it reads; of an import, when it began.
    package var transactionTime: Timestamp { Timestamp(microseconds: stateMoment ?? began) }
}
