// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension Interaction {
    /// Whether it may change the store.
    ///
    /// A bundle's entries are judged one by one.
    var writes: Bool {
        switch self {
        case .create, .update, .conditionalUpdate, .patch, .conditionalPatch, .delete, .conditionalDelete, .changeMeta,
            .importLines:
            true
        case .capabilities, .bundle, .read, .readVersion, .history, .search, .everything, .meta, .document, .validate,
            .lastObservations, .summary, .export, .job, .cancelJob, .jobFile:
            false
        }
    }

    /// Whether it is about bulk data, which no entry of a Bundle is.
    var isBulk: Bool {
        switch self {
        case .export, .importLines, .job, .cancelJob, .jobFile: true
        default: false
        }
    }
}
