// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access

/// The address of a page of this site.
///
/// Built from known paths and opaque handles only, so an address can neither
/// lead elsewhere nor carry someone's name, number or date of birth.
package struct PageAddress: Sendable, Equatable {
    /// Path, and fragment where there is one.
    package let text: String

    private init(text: String) {
        self.text = text
    }

    /// A path that stands in our sources.
    package init(_ path: StaticString) {
        text = path.description
    }

    /// This address with one more step; anything but letters, digits, `-`, `_` and `.` is percent-encoded.
    package func appending(_ step: String) -> PageAddress {
        PageAddress(text: text + "/" + Self.encoded(step))
    }

    /// A page of a list that has several, from 2.
    package func page(_ number: Int) -> PageAddress {
        PageAddress(text: "\(text)?page=\(number)")
    }

    /// A place on this page.
    package func at(_ fragment: String) -> PageAddress {
        PageAddress(text: text + "#" + Self.encoded(fragment))
    }

    /// A place on the page that is shown.
    package static func here(_ fragment: String) -> PageAddress {
        PageAddress(text: "#" + encoded(fragment))
    }

    private static func encoded(_ step: String) -> String {
        var bytes: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in step.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        // A step of dots would climb up the path.
        if !bytes.isEmpty, bytes.allSatisfy({ $0 == UInt8(ascii: ".") }) {
            return "%2E" + String(repeating: "_", count: bytes.count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Pages for everyone.
extension PageAddress {
    package static let home = PageAddress("/")
    package static let areas = PageAddress("/areas")
    package static let organisations = PageAddress("/organisations")
    package static let feedHealth = PageAddress("/feeds")
    package static let privacy = PageAddress("/privacy")
    package static let accessibility = PageAddress("/accessibility")
    package static let sourcesExplained = PageAddress("/sources-explained")
    package static let signIn = PageAddress("/sign-in")
    package static let signInAsStaff = PageAddress("/sign-in/staff")
    package static let signInAsLondoner = PageAddress("/sign-in/londoner")
    /// A form posts here.
    package static let signOut = PageAddress("/sign-out")
}

/// Pages for staff. A handle is made by the server for one session and means nothing elsewhere.
extension PageAddress {
    package static let staff = PageAddress("/staff")

    /// A form posts here.
    package static let findPerson = PageAddress("/staff/find")
    /// A form posts here.
    package static let openRecord = PageAddress("/staff/open")
    /// A form posts here.
    package static let chooseRole = PageAddress("/staff/role")

    package static func record(_ handle: String) -> PageAddress { PageAddress("/record").appending(handle) }
    package static func section(_ section: RecordSection, of handle: String) -> PageAddress {
        record(handle).appending(section.pageName)
    }
    package static func trend(_ analyte: String, of handle: String) -> PageAddress {
        record(handle).appending("results").appending(analyte)
    }
    package static func document(_ name: String, of handle: String) -> PageAddress {
        record(handle).appending("documents").appending(name)
    }
    package static func printView(of handle: String) -> PageAddress { record(handle).appending("print") }
    package static func emergency(_ handle: String) -> PageAddress { record(handle).appending("emergency") }
    /// Asks the sources that were late or did not answer again, then leads back to the record.
    package static func checkAgain(_ handle: String) -> PageAddress { record(handle).appending("check-again") }
    /// A form posts here: closes the record, undoes what tied the reader to it, and is audited.
    package static func wrongPerson(_ handle: String) -> PageAddress { record(handle).appending("wrong-person") }
}

/// A Londoner's own pages.
extension PageAddress {
    package static let ownHome = PageAddress("/me")
    package static let ownRecord = PageAddress("/me/record")
    package static let ownWhoLooked = PageAddress("/me/who-looked")

    package static func ownSection(_ section: RecordSection) -> PageAddress { ownRecord.appending(section.pageName) }
}

extension RecordSection {
    /// The section's name in page addresses, such as `care-plans`.
    package var pageName: String {
        switch self {
        case .carePlans: "care-plans"
        case .supportAtHome: "support-at-home"
        default: rawValue
        }
    }

    /// The section with this name in page addresses.
    package init?(pageName: some StringProtocol) {
        guard let section = Self.allCases.first(where: { $0.pageName == pageName }) else { return nil }
        self = section
    }
}
