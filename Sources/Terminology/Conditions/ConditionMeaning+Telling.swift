// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension ConditionMeaning {
    /// What the codings of one concept say together: the first that is no plain problem leads.
    ///
    /// What must not become a problem must not become one under a second code either.
    package static func telling(_ codes: [CodeKey]) -> ConditionMeaning {
        let meanings = codes.map { kind($0) }
        return meanings.first { $0 != .problem && $0 != .unknownMeaning } ?? meanings.first { $0 == .problem }
            ?? .unknownMeaning
    }
}
