// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Audit
internal import CareTypes
internal import FHIRSearch
internal import FHIRService

extension NodeServer.Authentication {
    /// Who a request to the FHIR service comes from, and what that allows.
    func caller(of edge: EdgeRequest) throws -> FHIRRoutes.Caller {
        switch self {
        case .open:
            return FHIRRoutes.Caller(
                fhir: FHIRCaller(
                    visibility: .unrestricted, mayWrite: true, client: FHIRClient(id: "open", hasToken: false)),
                actor: AuditActor(.system, userID: "open", displayName: "anyone on this machine"),
                purpose: .administration)
        case .exchange where edge.path == ["fhir", "metadata"]:
            return FHIRRoutes.Caller(
                fhir: FHIRCaller(visibility: .unrestricted, mayWrite: false),
                actor: AuditActor(.system, userID: "anyone", displayName: "anyone"), purpose: .administration)
        case .exchange:
            throw FHIRRefusal(
                401,
                [
                    CareIssue(
                        .login, "This node answers its exchange only; ask for the record through the exchange's pages")
                ])
        }
    }
}
