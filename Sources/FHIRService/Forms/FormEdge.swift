// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// The one place where requests and answers change their form: behind it everything is JSON.
struct FormEdge {
    /// Most bytes of an answer.
    let largestAnswer: Int

    // MARK: Requests

    /// The request with its body as JSON and without the parameters that only speak of the form.
    func inJSON(_ request: FHIRRequest) throws -> FHIRRequest {
        var request = request
        request.formParameters =
            try (request.query + FormParameters.own(of: request)).filter { FormParameters.areOfForm($0.name) }
        request.query.removeAll { FormParameters.areOfForm($0.name) }
        guard request.carriesResource else { return request }
        let type = request.headers.contentType.flatMap { $0.isEmpty ? nil : MediaType($0) }
        if request.writesBinary, let type, let native = try BinaryContent(request, type) {
            request.body = native.json
        } else {
            request.body = try json(of: request.body, type)
        }
        return request
    }

    private func json(of body: [UInt8], _ type: MediaType?) throws -> [UInt8] {
        guard let type else { return body }
        guard let form = FHIRForm.stated(by: type) else {
            if body.isEmpty { return body }
            throw FHIRRefusal(
                415, .notSupported, "Send the resource as application/fhir+json or application/fhir+xml",
                at: "http.Content-Type")
        }
        guard type.isUTF8 else {
            throw FHIRRefusal(415, .notSupported, "Send the text as UTF-8", at: "http.Content-Type")
        }
        guard type.isR4 else {
            throw FHIRRefusal(415, .notSupported, "Send FHIR R4, fhirVersion=4.0", at: "http.Content-Type")
        }
        return form == .json ? body : try XMLResourceReader().json(body)
    }

    // MARK: Answers

    /// The answer in the form that was wanted.
    func presented(_ response: FHIRResponse, as wanted: AnswerForm, of request: FHIRRequest) -> FHIRResponse {
        var response = response
        response.headers.removeAll { $0.name == FHIRResponse.instantHeader }
        guard response.header("Content-Type") == FHIRMediaType.json else { return response }
        if response.status == 200, !wanted.isFHIR, request.mayBeNative {
            return BinaryContent.answer(response)
                ?? presented(BinaryContent.unreadable(response), as: .json, of: request)
        }
        if let forms = response.keptForms,
            let text = try? forms.text(as: wanted, { try text(of: response.body, as: wanted) })
        {
            present(text, as: wanted, in: &response)
            return response
        }
        switch wanted.form {
        case .json: present(response.body, as: wanted, in: &response)
        case .xml:
            do {
                present(try xml(of: response.body), as: wanted, in: &response)
            } catch {
                if case .json(let mediaType) = wanted.otherwise {
                    return presented(response, as: .json(mediaType, isPretty: wanted.isPretty), of: request)
                }
                let body =
                    BundleForXML(response.body).flatMap { try? xml(of: $0.json(leavingOut: isNoXML)) }
                    ?? outcome(of: error, in: &response, changes: request.mayChange)
                present(body, as: wanted, in: &response)
            }
        }
        if wanted.isPretty { response.body = indented(response.body, as: wanted.form) }
        return response
    }

    private func text(of json: [UInt8], as wanted: AnswerForm) throws -> [UInt8] {
        let text = wanted.form == .json ? json : try xml(of: json)
        return wanted.isPretty ? indented(text, as: wanted.form) : text
    }

    private func isNoXML(_ resource: JSONNode) -> Bool { (try? xml(of: resource.bytes)) == nil }

    private func present(_ body: [UInt8], as wanted: AnswerForm, in response: inout FHIRResponse) {
        response.body = body
        response.headers.removeAll { $0.name == "Content-Type" }
        response.headers.append(("Content-Type", wanted.mediaType))
    }

    private func xml(of json: [UInt8]) throws -> [UInt8] {
        // A Bundle adds some levels to what is stored.
        let limits = JSONLimits(byteCount: max(json.count, largestAnswer), depth: JSONLimits.standard.depth + 10)
        return try XMLResourceWriter(limits: limits).xml(Resource(json, limits: limits))
    }

    /// What is told where XML has no room for the answer; what was done stays done.
    private func outcome(of error: any Error, in response: inout FHIRResponse, changes: Bool) -> [UInt8] {
        let place = (error as? XMLFailure).map { FHIRRefusal.shortened($0.path) }
        let expression = place.flatMap { $0.isEmpty ? nil : $0 }
        let reason = "The answer holds something that XML has no place for"
        let issue: CareIssue
        if changes {
            let text = "The request has been carried out. \(reason): read it as application/fhir+json"
            issue = CareIssue(.informational, text, at: expression, severity: .warning)
        } else {
            response.status = 406
            issue = CareIssue(.notSupported, "\(reason): ask for it as application/fhir+json", at: expression)
        }
        // An outcome of our own always fits.
        return (try? xml(of: OperationOutcome.json([issue]))) ?? []
    }

    /// The text with line breaks; what would become too large stays as it is.
    private func indented(_ text: [UInt8], as form: FHIRForm) -> [UInt8] {
        let limit = max(largestAnswer, 1 << 20)
        let indented =
            form == .json ? IndentedText.json(text, limit: limit) : IndentedText.xml(text, limit: limit)
        return indented ?? text
    }
}

extension FHIRRequest {
    /// Whether the body is to be a resource; a patch has forms of its own.
    fileprivate var carriesResource: Bool {
        switch method {
        case .post: path.last != "_search" && path != ["$import"]
        case .put: true
        case .get, .head, .patch, .delete: false
        }
    }

    /// Whether what is written is a Binary.
    fileprivate var writesBinary: Bool {
        guard path.first == "Binary" else { return false }
        return method == .post ? path.count == 1 : method == .put && path.count <= 2
    }

    /// Whether something may have changed that a refusal would deny.
    fileprivate var mayChange: Bool {
        switch method {
        case .get, .head: false
        case .post: path.last != "_search"
        case .put, .patch, .delete: true
        }
    }

    /// Whether the answer may be what a Binary holds.
    var mayBeNative: Bool {
        guard method == .get || method == .head, path.first == "Binary" else { return false }
        // A part of it is a resource, and what it holds is not in it.
        guard !query.contains(where: { Subset.parameters.contains($0.name) }) else { return false }
        guard path.count > 1, ResourceID.isValid(id: path[1]) else { return false }
        return path.count == 2 || path.count == 4 && path[2] == "_history"
    }
}
