// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import ProcessTesting

/// An open record in its FHIR form, as far as tests look at it.
struct RecordForm {
    /// Where it was opened.
    let path: String
    /// Numbers of items by node.
    var items: [String: Int] = [:]
    /// Numbers of items by resource type.
    var types: [String: Int] = [:]
    /// Number of Provenance resources.
    var provenances = 0
    /// States by source name.
    var states: [String: Set<String>] = [:]

    var itemCount: Int { items.values.reduce(0, +) }

    /// Reads the form of a record that is open at a page.
    init(_ visitor: Visitor, _ page: Visitor.Page) async throws {
        path = page.path
        let form = try await visitor.get(page.path + "/fhir")
        guard form.status == 200 else {
            throw RunningProgram.Failure(
                description: "no record at this page: \(page.status), \(page.words.prefix(300))")
        }
        let root = try JSONDocument.parse(Array(form.body.utf8)).root
        for entry in root["entry"]?.children.map({ $0 }) ?? [] {
            let resource = entry["resource"]
            switch resource?["resourceType"]?.string {
            case "Provenance": provenances += 1
            case "Parameters":
                for parameter in resource?["parameter"]?.children.map({ $0 }) ?? [] { note(source: parameter) }
            case let type?:
                types[type, default: 0] += 1
                note(item: entry["fullUrl"]?.string ?? "")
            case nil: break
            }
        }
    }

    /// The form once just these nodes are missing: on a busy machine a healthy one may be late, too.
    static func settled(
        _ visitor: Visitor, _ page: Visitor.Page, missing: Set<String> = []
    ) async throws -> RecordForm {
        var form = try await RecordForm(visitor, page)
        for _ in 0..<60 where form.missingNodes != missing {
            try await Task.sleep(for: .milliseconds(500))
            form = try await RecordForm(visitor, page)
        }
        return form
    }

    /// The nodes that are named as not having answered.
    private var missingNodes: Set<String> {
        Set(states.keys.filter { $0.hasPrefix("Node ") }.map { String($0.dropFirst("Node ".count)) })
    }

    private mutating func note(item address: String) {
        let parts = address.split(separator: "/")
        guard let position = parts.firstIndex(of: "node"), position + 1 < parts.count else { return }
        items[String(parts[position + 1]), default: 0] += 1
    }

    private mutating func note(source: JSONNode) {
        guard source["name"]?.string == "source" else { return }
        var name = ""
        var state = ""
        for part in source["part"]?.children.map({ $0 }) ?? [] {
            switch part["name"]?.string {
            case "name": name = part["valueString"]?.string ?? ""
            case "state": state = part["valueCode"]?.string ?? ""
            default: break
            }
        }
        states[name, default: []].insert(state)
    }
}

/// Somebody of the synthetic London whose record is spread over several areas.
enum Lead {
    static let number = "999 000 0018"

    /// Signs in as her general practitioner and opens her record.
    static func open(_ london: TrialLondon) async throws -> (visitor: Visitor, page: Visitor.Page) {
        let visitor = Visitor(site: london.site)
        try await visitor.signIn(as: "gp")
        let born = try london.born("lead")
        var page = try await visitor.find(number, born: born)
        // An area that is late cannot tell of the relationship; then the page asks for a reason.
        for _ in 0..<20 where page.status == 200 && !page.path.hasPrefix("/record/") {
            try await Task.sleep(for: .milliseconds(500))
            page = try await visitor.find(number, born: born)
        }
        guard page.status == 200, page.path.hasPrefix("/record/") else {
            throw RunningProgram.Failure(description: "not opened: \(page.status) \(page.words.prefix(400))")
        }
        return (visitor, page)
    }
}
