// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRPath
internal import FHIRValidation

/// The change of a resource that a PATCH carries, in one of the three languages that FHIR has for it.
enum ResourcePatch: Sendable {
    case json(JSONPatch)
    case fhirPath(FHIRPathPatch)
    case xml(XMLPatch)

    /// The media types of patches: JSON Patch, FHIRPath Patch in both forms of Parameters, XML Patch.
    static let mediaTypes = [
        "application/json-patch+json", parametersType, "application/fhir+xml", "application/xml-patch+xml",
    ]
    /// The media type of Parameters as JSON.
    static let parametersType = "application/fhir+json"

    /// Reads a patch by its media type.
    ///
    /// - Throws: a refusal with status 415 for other types, 413 for what is too large, and 400.
    init(_ body: [UInt8], contentType: String?) throws(FHIRRefusal) {
        let type = (contentType ?? "").prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
        switch type {
        case "application/json-patch+json": self = .json(try Self.jsonPatch(body))
        case "application/xml-patch+xml": self = .xml(try Self.xmlPatch(body))
        case Self.parametersType: self = .fhirPath(try Self.fhirPathPatch(body))
        case "application/json":
            // Many clients send a part of a resource so, which is no patch.
            guard (try? Resource(body))?.type == "Parameters" else { throw Self.unknownType }
            self = .fhirPath(try Self.fhirPathPatch(body))
        case "application/fhir+xml", "application/xml", "text/xml":
            let json: [UInt8]
            do {
                json = try XMLResourceReader().json(body)
            } catch {
                throw FHIRRefusal(error)
            }
            self = .fhirPath(try Self.fhirPathPatch(json))
        default: throw Self.unknownType
        }
    }

    private static let unknownType = FHIRRefusal(
        415, .notSupported,
        "Send a patch as one of \(mediaTypes.joined(separator: ", ")) and say so in Content-Type; those of "
            + "FHIR carry Parameters with a FHIRPath Patch")

    private static func jsonPatch(_ body: [UInt8]) throws(FHIRRefusal) -> JSONPatch {
        do {
            return try JSONPatch.parse(body)
        } catch {
            switch error.code {
            case .notJSON(let failure): throw FHIRRefusal.from(ResourceFailure.json(failure))
            case .tooManyOperations: throw FHIRRefusal(413, .tooLong, error.message)
            default: throw FHIRRefusal(400, .structure, error.message)
            }
        }
    }

    private static func fhirPathPatch(_ body: [UInt8]) throws(FHIRRefusal) -> FHIRPathPatch {
        let parameters: Resource
        do {
            parameters = try Resource(body)
        } catch {
            throw FHIRRefusal.from(error)
        }
        let issues = StructureCheck().issues(in: parameters)
        guard issues.isEmpty else { throw FHIRRefusal(400, issues) }
        do {
            return try FHIRPathPatch(parameters.node)
        } catch {
            if case .tooManyOperations = error.code { throw FHIRRefusal(413, .tooLong, error.message) }
            throw FHIRRefusal(400, .structure, error.message, at: Self.location(of: error))
        }
    }

    private static func xmlPatch(_ body: [UInt8]) throws(FHIRRefusal) -> XMLPatch {
        do {
            return try XMLPatch.parse(body)
        } catch {
            switch error.code {
            case .notXML(let failure): throw FHIRRefusal(failure)
            case .tooManyOperations: throw FHIRRefusal(413, .tooLong, error.message)
            default: throw FHIRRefusal(400, .structure, error.message)
            }
        }
    }

    private static func location(of failure: FHIRPathPatchFailure) -> String? {
        failure.operation.map { "Parameters.parameter[\($0)]" }
    }

    /// The resource as the patch makes it, sound in its structure and with the type and id that it had.
    ///
    /// - Throws: a refusal with status 422 that names the operation and the remedy.
    func applied(to resource: Resource, now: Timestamp) throws(FHIRRefusal) -> Resource {
        let document = try document(from: resource, now: now)
        guard let patched = try? Resource(document.root) else {
            throw FHIRRefusal(422, .structure, "The result of the patch is no resource: an object with a resourceType")
        }
        guard patched.type == resource.type else {
            throw FHIRRefusal(422, .value, "A patch cannot change the type of a resource", at: "resourceType")
        }
        guard patched.id == resource.id else {
            throw FHIRRefusal(422, .value, "A patch cannot change the id of a resource", at: "\(resource.type).id")
        }
        let issues = StructureCheck().issues(in: patched)
        guard issues.isEmpty else { throw FHIRRefusal(422, issues) }
        return patched
    }

    private func document(from resource: Resource, now: Timestamp) throws(FHIRRefusal) -> JSONDocument {
        switch self {
        case .json(let patch):
            do {
                return try patch.apply(to: resource.document)
            } catch {
                throw FHIRRefusal(422, error.code == .testFailed ? .conflict : .processing, error.message)
            }
        case .fhirPath(let patch):
            do {
                return try patch.apply(to: resource.document, now: now)
            } catch {
                throw FHIRRefusal(422, .processing, error.message, at: Self.location(of: error))
            }
        case .xml(let patch):
            do {
                return try patch.apply(to: resource)
            } catch {
                throw FHIRRefusal(422, .processing, error.message)
            }
        }
    }
}

extension FHIRRefusal {
    /// The refusal of a text that is not the XML of a resource or patch.
    fileprivate init(_ failure: XMLFailure) {
        let isTooLarge = failure.code == .tooLarge || failure.code == .tooManyNodes
        self.init(
            isTooLarge ? 413 : 400, isTooLarge ? .tooLong : .structure, failure.message,
            at: failure.path.isEmpty ? nil : String(failure.path.prefix(100)))
    }
}
