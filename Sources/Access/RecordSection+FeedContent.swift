// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension RecordSection {
    /// The heading that a feed's directory entry names by a code such as `care-plans`; nil for a code not known.
    package init?(feedContent code: String) {
        switch code {
        case "care-plans": self = .carePlans
        case "social-care", "support-at-home": self = .supportAtHome
        case "flags": self = .alerts
        default: self.init(rawValue: code)
        }
    }
}
