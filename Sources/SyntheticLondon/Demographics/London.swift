// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// London's geography: boroughs, and the areas that plan their care at a date.
package enum London {
    /// An area (Integrated Care System) that exists for a time.
    package struct Area: Sendable, Hashable {
        /// A short code, such as `ncl`.
        package let code: String
        /// The name people read.
        package let name: String
        /// First day of existence.
        package let validFrom: CivilDate
        /// Last day of existence; nil while it exists.
        package let validTo: CivilDate?
        /// The local exchanges (nodes) whose boroughs it is made of.
        package let nodes: [String]

        /// Whether the area exists on a day.
        package func exists(on day: CivilDate) -> Bool {
            validFrom <= day && validTo.map { day <= $0 } ?? true
        }
    }

    /// A local exchange: it holds what the organisations of its boroughs send.
    package struct Node: Sendable, Hashable {
        /// The id, such as `ncl`.
        package let id: String
        /// The name people read.
        package let name: String
    }

    /// The five local exchanges.
    package static let nodes = [
        Node(id: "ncl", name: "North Central London"),
        Node(id: "nel", name: "North East London"),
        Node(id: "nwl", name: "North West London"),
        Node(id: "sel", name: "South East London"),
        Node(id: "swl", name: "South West London"),
    ]

    /// Every area there has been since July 2022.
    package static let areas: [Area] = {
        let start = day(2022, 7, 1)
        let merger = day(2026, 4, 1)
        return nodes.map { node in
            let merges = node.id == "ncl" || node.id == "nwl"
            return Area(
                code: node.id, name: node.name, validFrom: start, validTo: merges ? merger.adding(days: -1) : nil,
                nodes: [node.id])
        } + [
            Area(code: "wnl", name: "West and North London", validFrom: merger, validTo: nil, nodes: ["ncl", "nwl"])
        ]
    }()

    /// The areas that exist on a day.
    package static func areas(on day: CivilDate) -> [Area] { areas.filter { $0.exists(on: day) } }

    /// The area a borough belongs to on a day; nil before July 2022.
    package static func area(of borough: LondonBorough, on day: CivilDate) -> Area? {
        areas.first { $0.exists(on: day) && $0.nodes.contains(borough.node) }
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        CivilDate(year: year, month: month, day: day) ?? CivilDate(daysSinceEpoch: 0)
    }
}
