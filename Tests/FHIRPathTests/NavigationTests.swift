// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRPath
import Testing

@Suite("Elements and the resources around them")
struct NavigationTests {
    static let bundle = ##"""
        {"resourceType":"Bundle","type":"collection","entry":[
          {"resource":{"resourceType":"Patient","id":"other"}},
          {"resource":{"resourceType":"Patient","id":"holder","contained":[
            {"resourceType":"Organization","id":"o","name":"Org","partOf":{"reference":"#p"}},
            {"resourceType":"Organization","id":"p","partOf":{"reference":"#"}}],
           "managingOrganization":{"reference":"#o"}}}]}
        """##

    /// All elements with the paths that lead to them.
    static func elements(_ node: FHIRNode, _ path: String) -> [(path: String, node: FHIRNode)] {
        var found = [(path, node)]
        node.visitElements { name, child in found += elements(child, path + "." + name) }
        return found
    }

    @Test("Elements are visited by their names in FHIRPath, values and extensions alike")
    func visit() throws {
        let json = #"""
            {"resourceType":"Observation","_status":{"id":"s"},"valueQuantity":{"value":1},
             "x":1,"note":[{"text":"a","_text":{"id":"t"}}],"_issued":{"extension":[{"url":"u","valueCode":"c"}]}}
            """#
        let node = try #require(FHIRNode(resource: try JSONDocument.parse(json)))
        #expect(
            Self.elements(node, "Observation").map(\.path) == [
                "Observation", "Observation.status", "Observation.status.id", "Observation.value",
                "Observation.value.value", "Observation.note", "Observation.note.text", "Observation.note.text.id",
                "Observation.issued", "Observation.issued.extension", "Observation.issued.extension.url",
                "Observation.issued.extension.value",
            ])
    }

    @Test("%rootResource is the resource that contains, also in a Bundle")
    func rootResource() throws {
        let node = try #require(FHIRNode(resource: try JSONDocument.parse(Self.bundle)))
        for (path, element) in Self.elements(node, "Bundle") {
            let root = try FHIRPathExpression("%rootResource.id").evaluate(on: element, .monday).lines.map(\.text)
            let isHeld = path.hasPrefix("Bundle.entry.resource.") || path == "Bundle.entry.resource"
            let isOther = element.place.map { $0.range.upperBound < 140 } ?? false
            #expect(root == (isHeld ? [isOther ? "other" : "holder"] : []), "\(path)")
        }
    }

    @Test(
        "References within a resource lead to what it contains and to itself",
        arguments: [
            ("entry[1].resource.managingOrganization.resolve().id", ["o"]),
            ("entry[1].resource.contained[0].partOf.resolve().id", ["p"]),
            ("entry[1].resource.contained[1].partOf.resolve().id", ["holder"]),
        ])
    func resolve(_ expression: String, _ ids: [String]) throws {
        let node = try #require(FHIRNode(resource: try JSONDocument.parse(Self.bundle)))
        #expect(try FHIRPathExpression(expression).evaluate(on: node, .monday).lines.map(\.text) == ids)
    }

    @Test("Questions that share their steps end together")
    func steps() throws {
        let node = try #require(FHIRNode(resource: try JSONDocument.parse(Self.bundle)))
        let expression = try FHIRPathExpression("descendants().id.exists()")
        var stepsLeft = 100
        #expect(throws: FHIRPathFailure.self) {
            for _ in 0..<100 { _ = try expression.evaluate(on: node, .monday, stepsLeft: &stepsLeft) }
        }
        #expect(stepsLeft <= 0)
    }
}
