// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import Jobs
internal import RecordStore

extension FHIRService {
    /// The first segment of the addresses of jobs and of what they made.
    static let jobs = "_jobs"

    /// Most people whom the lines of one import concern: one leaf of the audit names them all.
    static let mostImported = 50_000

    /// Seconds after which to ask again how far a job is.
    private static let patience = 2

    // MARK: Beginning

    /// `$export`: takes the job and says where to ask for it.
    func export(_ scope: ExportScope, _ request: FHIRRequest) async throws -> FHIRResponse {
        let (desk, client) = try bulk(for: request)
        let asked = try ExportRequest(request, scope, self)
        return await answering(about: Set(asked.patients)) {
            let order = try await asked.order()
            let address = "\(base)/\(scope.path)" + FormParameters.queryText(request.query)
            return try take(
                BulkJob(
                    client: client.id, request: address, work: .export(order), visibility: request.caller.visibility,
                    now: clock.now()), input: nil, at: desk)
        }
    }

    /// `$import`: takes NDJSON, one resource a line, and says where to ask what became of it.
    ///
    /// Nothing is fetched from addresses: a server that does so can be made to ask others on somebody's behalf.
    func importLines(_ request: FHIRRequest) async throws -> FHIRResponse {
        let (desk, client) = try bulk(for: request)
        guard desk.canImport else { throw FHIRRefusal(404, .notSupported, "Nothing can be imported here") }
        try refuseParameters(of: request, except: [])
        guard request.headers.contentType.map({ MediaType($0).name == FHIRMediaType.lines }) ?? false else {
            throw FHIRRefusal(
                415, .notSupported,
                "Send the resources themselves as application/fhir+ndjson, one a line; addresses are not fetched",
                at: "http.Content-Type")
        }
        guard !request.body.isEmpty else { throw FHIRRefusal(400, .required, "There is nothing to import") }
        guard Self.isLines(request.body) else {
            throw FHIRRefusal(
                400, .structure, "Put one resource on each line; send a Bundle to \(base) to have it carried out")
        }
        let concerned = concerned(by: request.body)
        guard concerned.people.count <= Self.mostImported else {
            throw FHIRRefusal(413, .tooLong, "One import concerns at most \(Self.mostImported) people; send several")
        }
        var response = try take(
            BulkJob(
                client: client.id, request: "\(base)/$import", work: .importing,
                visibility: request.caller.visibility, now: clock.now()), input: request.body, at: desk)
        response.disclosure = concerned
        return response
    }

    private func take(_ job: BulkJob, input: [UInt8]?, at desk: JobDesk) throws -> FHIRResponse {
        do {
            try desk.take(job, input: input)
        } catch JobFailure.tooMany(let seconds) {
            throw FHIRRefusal(
                429, [CareIssue(.throttled, "Too many jobs are unfinished; wait for one to end or cancel it")],
                retryAfter: seconds)
        } catch is JobFailure {
            throw FHIRRefusal(503, [CareIssue(.transient, "The job cannot be kept; try again later")], retryAfter: 60)
        }
        let address = "\(base)/\(Self.jobs)/\(job.id)"
        var response = FHIRResponse(status: 202, headers: [("Content-Location", address)])
        response.setJSON(
            OperationOutcome.json([.init(.informational, "The job has been taken", severity: .information)]))
        return response
    }

    /// Whether the text is one resource a line and not one document, which an import would take apart.
    private static func isLines(_ text: [UInt8]) -> Bool {
        let first = text.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first.map { Array($0) } ?? []
        if let resource = try? Resource(first) { return resource.type != "Bundle" }
        return (try? Resource(text)) == nil
    }

    /// Whom the lines of an import concern and how many of each type they are, as far as they can be read.
    private func concerned(by lines: [UInt8]) -> Disclosure {
        var disclosure = Disclosure()
        for line in lines.split(separator: UInt8(ascii: "\n")) {
            guard let resource = try? Resource(Array(line)),
                let prepared = try? PreparedResource(
                    resource, id: resource.id ?? "new", labels: [], extractor: extractor)
            else { continue }
            disclosure.note(prepared.id, person: prepared.person)
        }
        return disclosure
    }

    /// The desk and the client, where jobs can be begun.
    private func bulk(for request: FHIRRequest) throws(FHIRRefusal) -> (JobDesk, FHIRClient) {
        guard let desk = jobDesk else { throw FHIRRefusal(404, .notSupported, "Bulk data is not available here") }
        guard let client = request.caller.client else {
            throw FHIRRefusal(403, .forbidden, "Only a client with a name of its own may begin jobs")
        }
        guard request.headers.wantsAsync else {
            throw FHIRRefusal(
                400, .required, "This is answered later: send the header Prefer: respond-async", at: "http.Prefer")
        }
        return (desk, client)
    }

    // MARK: Asking

    /// How far a job is; when it is done, its manifest.
    func status(ofJob id: String, _ request: FHIRRequest) async throws -> FHIRResponse {
        try refuseParameters(of: request, except: [])
        let (desk, job, client) = try job(id, request)
        switch job.state {
        case .unfinished:
            return FHIRResponse(
                status: 202,
                headers: [("X-Progress", String(job.progress.prefix(99))), ("Retry-After", String(Self.patience))])
        case .failed(let reason): throw FHIRRefusal(500, .exception, reason)
        case .complete:
            let manifest = BulkManifest(
                job: job, address: "\(base)/\(Self.jobs)/\(job.id)", requiresAccessToken: client.hasToken)
            return FHIRResponse(
                status: 200,
                headers: [("Content-Type", "application/json"), ("Expires", HTTPDate.text(desk.expiry(of: job)))],
                body: manifest.bytes)
        }
    }

    /// Cancels a job, or removes what it made.
    func cancel(job id: String, _ request: FHIRRequest) async throws -> FHIRResponse {
        let (desk, job, _) = try job(id, request)
        desk.cancel(job)
        return FHIRResponse(status: 202)
    }

    /// A file that a job made; who gets it learns of everyone in it.
    func file(_ name: String, ofJob id: String, _ request: FHIRRequest) async throws -> FHIRResponse {
        try refuseParameters(of: request, except: [])
        let (desk, job, _) = try job(id, request)
        guard let found = desk.file(name, of: job) else { throw Self.noSuchJob }
        var response = FHIRResponse(status: 200, headers: [("Content-Type", FHIRMediaType.lines)])
        response.file = FHIRResponse.File(path: found.path, byteCount: found.file.byteCount)
        response.disclosure.people = found.people
        response.disclosure.counts = [found.file.type: found.file.count]
        return response
    }

    private func job(_ id: String, _ request: FHIRRequest) throws(FHIRRefusal) -> (JobDesk, BulkJob, FHIRClient) {
        guard let desk = jobDesk, let client = request.caller.client,
            let job = desk.job(id, of: client.id, seeing: request.caller.visibility)
        else { throw Self.noSuchJob }
        return (desk, job, client)
    }

    /// The same words for what is not there, has expired or belongs to someone else.
    private static var noSuchJob: FHIRRefusal { FHIRRefusal(404, .notFound, "There is no such job or file here") }
}
