// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRValidation

/// The parameters of an operation that changes nothing: of its address, and of the Parameters that a POST carries.
enum OperationParameters {
    /// A parameter as R4 defines it for an operation.
    struct Definition {
        let name: String
        /// The members of Parameters that may hold its value.
        let members: [String]
        /// Whether it may be there more than once.
        var repeats = false

        static func date(_ name: String) -> Definition {
            Definition(name: name, members: ["valueDate", "valueDateTime", "valueInstant"])
        }

        /// A whole number under any of the names that R4 has for one.
        static func wholeNumber(_ name: String) -> Definition {
            Definition(name: name, members: ["valueInteger", "valuePositiveInt", "valueUnsignedInt"])
        }
    }

    /// All of them, as names and texts.
    ///
    /// A Reference is its address, an Identifier `system|value`.
    ///
    /// - Parameter definitions: those whose values have a form; what else there may be is for the operation to say.
    static func all(
        of request: FHIRRequest, as definitions: [Definition] = []
    ) throws -> [(name: String, value: String)] {
        var parameters = request.query
        if request.method == .post, !request.body.isEmpty {
            parameters += try sent(in: Resource(request.body), as: definitions)
        }
        for definition in definitions where !definition.repeats {
            guard parameters.count(where: { $0.name == definition.name }) < 2 else {
                throw FHIRRefusal(
                    400, .duplicate, "'\(definition.name)' is there more than once; keep one",
                    at: "http.\(definition.name)")
            }
        }
        return parameters
    }

    private static func sent(
        in body: Resource, as definitions: [Definition]
    ) throws -> [(name: String, value: String)] {
        guard body.type == "Parameters" else {
            throw FHIRRefusal(400, .value, "An operation by POST carries Parameters", at: "resourceType")
        }
        let issues = StructureCheck().issues(in: body)
        guard issues.isEmpty else { throw FHIRRefusal(400, issues) }
        return try body.items("parameter").enumerated().map { position, parameter in
            let place = "Parameters.parameter[\(position)]"
            let member = parameter.children.first { $0.name?.hasPrefix("value") ?? false }
            guard let name = parameter["name"]?.string, let member, let value = text(of: member) else {
                throw FHIRRefusal(
                    400, .value,
                    "A parameter here has a name and a value that is a text, a number, a Reference or"
                        + " an Identifier", at: place)
            }
            if let definition = definitions.first(where: { $0.name == name }),
                !definition.members.contains(where: { $0 == member.name })
            {
                throw FHIRRefusal(
                    400, .value, "The value of '\(name)' is a \(definition.members.joined(separator: " or "))",
                    at: "\(place).value")
            }
            return (name, value)
        }
    }

    private static func text(of value: JSONNode) -> String? {
        guard value.isObject else { return value.primitiveText }
        if value.hasName("valueReference") { return value["reference"]?.string }
        guard value.hasName("valueIdentifier"), let own = value["value"]?.string else { return nil }
        return value["system"]?.string.map { "\($0)|\(own)" } ?? own
    }
}
