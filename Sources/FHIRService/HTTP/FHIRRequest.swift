// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRSearch

/// One FHIR request, free of any transport: what an HTTP edge, a batch entry
/// or a test hands to ``FHIRService``.
package struct FHIRRequest: Sendable {
    /// The HTTP method.
    package enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
        case patch = "PATCH"
    }

    package var method: Method
    /// The path behind the base, in decoded segments: `["Patient", "1", "_history"]`.
    package var path: [String]
    /// Names and values of the query, decoded, in order.
    package var query: [(name: String, value: String)]
    package var headers: FHIRHeaders
    package var body: [UInt8]
    package var caller: FHIRCaller
    /// The `_format` and `_pretty` that were taken out of the query: links in the answer repeat them.
    var formParameters: [(name: String, value: String)] = []

    /// A request; see the members.
    package init(
        _ method: Method, _ path: [String], query: [(name: String, value: String)] = [], headers: FHIRHeaders = .init(),
        body: [UInt8] = [], caller: FHIRCaller
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.caller = caller
    }
}

/// The headers that FHIR gives a meaning.
package struct FHIRHeaders: Sendable {
    package var accept: String?
    package var contentType: String?
    package var ifMatch: String?
    package var ifNoneMatch: String?
    package var ifModifiedSince: String?
    package var ifNoneExist: String?
    package var prefer: String?
    /// What content that becomes a Binary is to be protected like (`X-Security-Context`).
    package var securityContext: String?

    /// Headers; those not given are absent.
    package init(
        accept: String? = nil, contentType: String? = nil, ifMatch: String? = nil, ifNoneMatch: String? = nil,
        ifModifiedSince: String? = nil, ifNoneExist: String? = nil, prefer: String? = nil,
        securityContext: String? = nil
    ) {
        self.accept = accept
        self.contentType = contentType
        self.ifMatch = ifMatch
        self.ifNoneMatch = ifNoneMatch
        self.ifModifiedSince = ifModifiedSince
        self.ifNoneExist = ifNoneExist
        self.prefer = prefer
        self.securityContext = securityContext
    }
}

/// For whom a request is answered, decided before it gets here.
package struct FHIRCaller: Sendable {
    /// What may be read.
    package var visibility: Visibility
    /// Whether anything may be written.
    package var mayWrite: Bool
    /// Whether the caller is told how many items are hidden: staff are, the person's proxies never.
    package var isToldOfHidden: Bool
    /// Who may begin bulk jobs and fetch what they made; nil for who may not.
    package var client: FHIRClient?

    /// A caller; see the members.
    package init(
        visibility: Visibility, mayWrite: Bool, isToldOfHidden: Bool = false, client: FHIRClient? = nil
    ) {
        self.visibility = visibility
        self.mayWrite = mayWrite
        self.isToldOfHidden = isToldOfHidden
        self.client = client
    }
}

/// A system or person by the name that its sign-in proves.
package struct FHIRClient: Sendable, Equatable {
    /// The same at each request; nobody else has it.
    package var id: String
    /// Whether it proves itself with a token at each request.
    package var hasToken: Bool

    /// A client; see the members.
    package init(id: String, hasToken: Bool) {
        self.id = id
        self.hasToken = hasToken
    }
}
