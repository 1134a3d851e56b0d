// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import RecordStore

extension FHIRService {
    /// What the service can do: `metadata`, whole or the part that `mode` names.
    func describe(_ request: FHIRRequest) throws -> FHIRResponse {
        try refuseParameters(of: request, except: ["mode"] + Subset.parameters)
        let mode: CapabilityStatement.Mode
        switch request.query.last(where: { $0.name == "mode" })?.value {
        case nil, "full": mode = .full
        case "normative": mode = .normative
        case "terminology":
            throw FHIRRefusal(
                400, .notSupported, "No terminology service is offered here, so there is nothing to tell of it",
                at: "http.mode")
        default:
            throw FHIRRefusal(
                400, .value, "The value of 'mode' is full, normative or terminology", at: "http.mode")
        }
        var part = request
        part.query.removeAll { $0.name == "mode" }
        let subset = try Subset(ofReading: "CapabilityStatement", part, self)
        let catalog = store.searchParameters
        var response = capabilities.response(mode, for: catalog) {
            CapabilityStatement(self, mode, catalog: catalog).bytes
        }
        if subset != .whole {
            response.body = try subset.cut(response.body)
            response.keptForms = nil
        }
        return response
    }
}

/// What is told of who may ask, and how they prove it.
package struct FHIRSecurity: Sendable {
    /// In words, for `CapabilityStatement.rest.security`.
    package var description: String
    /// What a caller without proof is told to send, as in `WWW-Authenticate`; nil where none is asked for.
    package var challenge: String?

    /// See the members.
    package init(description: String, challenge: String? = nil) {
        self.description = description
        self.challenge = challenge
    }
}
