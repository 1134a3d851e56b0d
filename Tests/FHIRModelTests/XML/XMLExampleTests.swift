// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Foundation
import FoundationXML
import PublicSuites
import Testing

@Suite("Published examples as XML")
struct XMLExampleTests {
    /// Every value of a text's attributes, however it is arranged; what a div holds is left out.
    private final class Listener: NSObject, XMLParserDelegate {
        var values: [String: Int] = [:]
        var depthOfDiv = 0

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            if depthOfDiv > 0 || name == "div" {
                depthOfDiv += 1
                return
            }
            for attribute in ["id", "url", "value"] {
                if let value = attributes[attribute] { values["\(name)/\(attribute)=\(value)", default: 0] += 1 }
            }
        }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
        ) {
            if depthOfDiv > 0 { depthOfDiv -= 1 }
        }
    }

    /// What another reader finds in a text; nil where it is not well-formed.
    private func values(of xml: [UInt8]) -> [String: Int]? {
        let parser = XMLParser(data: Data(xml))
        let listener = Listener()
        parser.delegate = listener
        return parser.parse() ? listener.values : nil
    }

    @Test(
        "What is read is written and read again the same",
        .enabled(if: PublicSuites.areNeeded("ukcore"), Comment(rawValue: PublicSuites.absence)),
        arguments: ["ukcore/examples", "fhirpath/inputs"])
    func fromXML(folder: String) throws {
        let files = try PublicSuites.files(folder, ".xml")
        #expect(!files.isEmpty)
        for file in files {
            let xml = [UInt8](try Data(contentsOf: file))
            let name = file.lastPathComponent
            let read = try XMLResourceReader().resource(xml)
            let written = try XMLResourceWriter().xml(read)
            let again = try XMLResourceReader().resource(written)
            // Some have their elements in another order than the definitions.
            #expect(CanonicalJSON.text(of: again.node) == CanonicalJSON.text(of: read.node), "\(name)")
            #expect(try XMLResourceWriter().xml(again) == written, "\(name)")
            #expect(values(of: written) == values(of: xml), "\(name)")
            #expect(values(of: xml)?.isEmpty == false, "\(name)")
        }
        print("read, wrote and read again \(files.count) examples of \(folder)")
    }

    @Test(
        "JSON is written as XML and read again the same",
        .enabled(if: PublicSuites.areNeeded("fhirpath"), Comment(rawValue: PublicSuites.absence)),
        arguments: ["fhirpath/inputs"])
    func fromJSON(folder: String) throws {
        let files = try PublicSuites.files(folder, ".json")
        #expect(!files.isEmpty)
        for file in files {
            let json = [UInt8](try Data(contentsOf: file))
            let again = try XMLResourceReader().json(XMLResourceWriter().xml(Resource(json)))
            #expect(try CanonicalJSON.text(of: again) == CanonicalJSON.text(of: json), "\(file.lastPathComponent)")
        }
        print("wrote and read again \(files.count) examples of \(folder)")
    }
}
