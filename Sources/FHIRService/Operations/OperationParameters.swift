// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// The parameters of an operation that changes nothing: of its address, and of the Parameters that a POST carries.
enum OperationParameters {
    /// All of them, as names and texts.
    ///
    /// A Reference is its address, an Identifier `system|value`.
    static func all(of request: FHIRRequest) throws -> [(name: String, value: String)] {
        guard request.method == .post, !request.body.isEmpty else { return request.query }
        let body = try Resource(request.body)
        guard body.type == "Parameters" else {
            throw FHIRRefusal(400, .value, "An operation by POST carries Parameters", at: "resourceType")
        }
        var parameters = request.query
        for (position, parameter) in body.items("parameter").enumerated() {
            let place = "Parameters.parameter[\(position)]"
            guard let name = parameter["name"]?.string, let value = text(of: parameter) else {
                throw FHIRRefusal(
                    400, .value,
                    "A parameter here has a name and a value that is a text, a number, a Reference or"
                        + " an Identifier", at: place)
            }
            parameters.append((name, value))
        }
        return parameters
    }

    private static func text(of parameter: JSONNode) -> String? {
        guard let value = parameter.children.first(where: { $0.name?.hasPrefix("value") ?? false }) else { return nil }
        guard value.isObject else { return value.primitiveText }
        if value.hasName("valueReference") { return value["reference"]?.string }
        guard value.hasName("valueIdentifier"), let own = value["value"]?.string else { return nil }
        return value["system"]?.string.map { "\($0)|\(own)" } ?? own
    }
}
