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
                ], challenge: Self.challenge(sentToken: edge.header("Authorization") != nil))
        }
    }

    /// What the CapabilityStatement tells of who may ask.
    var security: FHIRSecurity {
        switch self {
        case .open:
            FHIRSecurity(
                description: "Nobody is asked to sign in: whoever reaches this node, which listens on its own machine "
                    + "alone, may read and write everything. For trying things out")
        case .exchange:
            FHIRSecurity(
                description: "This node answers its exchange alone, which asks with signed tokens at an address of its "
                    + "own. No client is given a token for the interactions stated here yet: without one all but "
                    + "metadata answer 401")
        }
    }

    /// The challenge of RFC 6750 to whoever sent no token, or one that does not hold here.
    static func challenge(sentToken: Bool) -> String {
        #"Bearer realm="OneLondon node""# + (sentToken ? #", error="invalid_token""# : "")
    }
}
