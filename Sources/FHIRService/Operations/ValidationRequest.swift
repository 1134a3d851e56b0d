// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// What a `$validate` is to check, from its address, its query and its body: a resource, or Parameters that hold one.
struct ValidationRequest {
    /// For what the resource is checked.
    enum Mode: String, CaseIterable {
        case create, update, delete, profile
        case noAction = "no-action"
    }

    /// What was sent; nil where the stored resource is meant.
    private(set) var resource: Resource?
    private(set) var mode: Mode?
    private(set) var namesProfile = false

    init(_ request: FHIRRequest, type: String, id: String?) throws {
        for parameter in request.query {
            if parameter.name == "mode" { mode = try Self.mode(parameter.value, at: "http.mode") }
            if parameter.name == "profile" { namesProfile = true }
        }
        if request.method == .post, !request.body.isEmpty { try read(Resource(request.body), type: type) }
        if mode == .noAction { mode = nil }
        try check(type: type, id: id)
    }

    // MARK: Body

    private mutating func read(_ body: Resource, type: String) throws {
        guard body.type == "Parameters", type != "Parameters" || Self.holdsParameters(body) else {
            resource = body
            return
        }
        for (index, parameter) in body.items("parameter").enumerated() {
            let place = "Parameters.parameter[\(index)]"
            switch parameter["name"]?.string {
            case "resource":
                guard let held = parameter["resource"] else {
                    throw FHIRRefusal(400, .required, "The parameter 'resource' holds a resource", at: place)
                }
                resource = try Resource(held)
            case "mode": mode = try Self.mode(parameter["valueCode"]?.string ?? "", at: place)
            case "profile": namesProfile = true
            default:
                throw FHIRRefusal(
                    400, .notSupported, "The parameters of $validate are: resource, mode, profile", at: place)
            }
        }
    }

    /// Whether Parameters are those of the operation, not what is to be checked.
    private static func holdsParameters(_ body: Resource) -> Bool {
        body.items("parameter").contains {
            $0["name"]?.equals("resource") == true && $0["resource"]?["resourceType"]?.equals("Parameters") == true
        }
    }

    private static func mode(_ text: String, at place: String) throws(FHIRRefusal) -> Mode {
        guard let mode = Mode(rawValue: text) else {
            let known = Mode.allCases.map(\.rawValue).joined(separator: ", ")
            throw FHIRRefusal(400, .value, "The mode is one of: \(known)", at: place)
        }
        return mode
    }

    // MARK: What goes together

    private mutating func check(type: String, id: String?) throws(FHIRRefusal) {
        if mode == .update || mode == .delete, id == nil {
            throw FHIRRefusal(
                400, .value, "This mode is about one resource: ask at \(type)/[id]/$validate", at: "http.mode")
        }
        if mode == .create, id != nil {
            throw FHIRRefusal(
                400, .value, "This mode is about a new resource: ask at \(type)/$validate", at: "http.mode")
        }
        // A delete is about what is stored, whatever is sent with it.
        if mode == .delete { resource = nil }
        guard let resource else {
            guard id == nil || mode == .update else { return }
            throw FHIRRefusal(
                400, .required, "Send the resource to check, as it is or as 'resource' in Parameters", at: "resource")
        }
        guard resource.type == type else {
            // A type that R4 does not know may be anything, also somebody's number.
            let found = R4.isResourceType(resource.type) ? "of the type \(resource.type)" : "of no type that R4 knows"
            throw FHIRRefusal(
                400, .value, "The resource is \(found) but the address asks for the type \(type)", at: "resourceType")
        }
    }
}
