// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
package import CareTypes
package import FHIRModel
internal import FHIRSearch
internal import FHIRValidation
package import Jobs
package import RecordStore

/// The FHIR R4 interactions over a ``RecordStore``, without transport.
///
/// One value serves all requests. Every answer, refusals included, is a
/// ``FHIRResponse``; refusals are OperationOutcomes with a location and a remedy.
package struct FHIRService: Sendable {
    let store: any RecordStore
    let base: String
    let clock: any WallClock
    let tokens: PageTokenSeal
    let labels: @Sendable (Resource) -> SensitivityLabels
    let software: FHIRSoftware
    /// Most bytes of a Bundle that answers.
    let largestAnswer: Int
    /// How long a batch or transaction of so many entries may take.
    let timeOfBundle: @Sendable (Int) -> Duration
    let jobDesk: JobDesk?
    let security: FHIRSecurity?
    let capabilities = CapabilityText()
    let codeSystems = CodeSystemCache()

    /// A service.
    ///
    /// - Parameters:
    ///   - base: the address of the service, without a final slash, as `https://example.org/fhir`.
    ///   - largestAnswer: most bytes of a Bundle that answers.
    ///   - timeOfBundle: how long a batch or transaction of so many entries may take.
    ///   - jobs: takes bulk jobs; nil where there is no bulk data.
    ///   - security: what is told of who may ask; nil where nothing is.
    ///   - labels: finds the sensitivity of what is written.
    package init(
        store: any RecordStore, base: String, clock: any WallClock = SystemClock(), tokens: PageTokenSeal = .random(),
        software: FHIRSoftware = .init(), largestAnswer: Int = 100_000_000,
        timeOfBundle: @escaping @Sendable (Int) -> Duration = BundleDeadline.allowance,
        jobs: JobDesk? = nil, security: FHIRSecurity? = nil,
        labels: @escaping @Sendable (Resource) -> SensitivityLabels = Labelling.labels(of:)
    ) {
        self.store = store
        self.base = base
        self.clock = clock
        self.tokens = tokens
        self.software = software
        self.largestAnswer = largestAnswer
        self.timeOfBundle = timeOfBundle
        jobDesk = jobs
        self.security = security
        self.labels = labels
    }

    /// Takes out of resources what the store can be searched by now.
    var extractor: IndexExtractor { IndexExtractor(catalog: store.searchParameters, base: base) }

    /// Reads searches by what the store can be searched by now.
    var parser: SearchQueryParser { SearchQueryParser(catalog: store.searchParameters, base: base, clock: clock) }

    /// Answers a request.
    ///
    /// Never throws: what goes wrong is an answer too.
    package func respond(to request: FHIRRequest) async -> FHIRResponse {
        let edge = FormEdge(largestAnswer: largestAnswer)
        let (wanted, refusal) = Self.form(wantedBy: request)
        var response: FHIRResponse
        do {
            if let refusal { throw refusal }
            response = try await answer(edge.inJSON(request))
        } catch {
            response = FHIRRefusal.from(error).response
        }
        response = edge.presented(response, as: wanted, of: request)
        if request.method == .head { response.leaveOutBody() }
        return response
    }

    /// The answer to a request that is refused before it gets here, in the form it wants.
    package func refuse(_ request: FHIRRequest, _ refusal: FHIRRefusal) -> FHIRResponse {
        FormEdge(largestAnswer: largestAnswer)
            .presented(refusal.response, as: Self.form(wantedBy: request).wanted, of: request)
    }

    private static func form(wantedBy request: FHIRRequest) -> (wanted: AnswerForm, refusal: FHIRRefusal?) {
        do {
            return (try AnswerForm(wantedBy: request), nil)
        } catch {
            return (.json, error)
        }
    }

    /// Answers an entry of a Bundle, in JSON.
    func respond(toEntry request: FHIRRequest) async -> FHIRResponse {
        do {
            guard try !Interaction(request).isBulk else {
                throw FHIRRefusal(400, .notSupported, "Bulk data is asked for by itself, not in a Bundle")
            }
            var response = try await answer(request)
            if request.method == .head { response.body = [] }
            return response
        } catch {
            return FHIRRefusal.from(error).response
        }
    }

    private func answer(_ request: FHIRRequest) async throws -> FHIRResponse {
        let interaction = try Interaction(request)
        if interaction.writes, !request.caller.mayWrite {
            throw FHIRRefusal(403, .forbidden, "You may read here but not write")
        }
        switch interaction {
        case .capabilities: return try describe(request)
        case .bundle: return try await runBundle(request)
        case .read(let id): return try await read(id, request)
        case .readVersion(let id, let version): return try await read(id, version: version, request)
        case .history(let scope): return try await history(of: scope, request)
        case .search(let scope): return try await search(scope, request)
        case .everything(let id): return try await everything(about: id, request)
        case .meta(let scope): return try await meta(of: scope, request)
        case .changeMeta(let id, let change): return try await changeMeta(of: id, change, request)
        case .document(let id): return try await document(of: id, request)
        case .lastObservations: return try await lastObservations(request)
        case .summary(let id?): return try await summary(of: id, request)
        case .summary(nil): return try await summary(request)
        case .export(let scope): return try await export(scope, request)
        case .importLines: return try await importLines(request)
        case .job(let id): return try await status(ofJob: id, request)
        case .cancelJob(let id): return try await cancel(job: id, request)
        case .jobFile(let id, let name): return try await file(name, ofJob: id, request)
        case .validate(let type, let id): return try await validate(type, id: id, request)
        case .create(let type): return try await create(type, request)
        case .update(let id): return try await update(id, request)
        case .conditionalUpdate(let type): return try await conditionalUpdate(type, request)
        case .patch(let id): return try await patch(id, request)
        case .conditionalPatch(let type): return try await conditionalPatch(type, request)
        case .delete(let id): return try await delete(id, request)
        case .conditionalDelete(let type): return try await conditionalDelete(type, request)
        }
    }

    /// Makes a resource of a bulk file ready for writing.
    ///
    /// - Throws: ``FHIRRefusal`` with all that is wrong with its structure.
    package func prepareForImport(_ resource: Resource, id: String) throws -> PreparedResource {
        if let refusal = Interaction.refusal(ofKeeping: resource.type) { throw refusal }
        let issues = StructureCheck().issues(in: resource)
        guard issues.isEmpty else { throw FHIRRefusal(400, issues) }
        guard ResourceID.isValid(id: id) else {
            throw FHIRRefusal(400, .value, "An id has 1 to 64 letters, digits, '-' and '.'", at: "\(resource.type).id")
        }
        return try prepare(resource, id: id)
    }

    /// A resource of a Bundle with the addresses of other entries replaced by those they are stored at.
    ///
    /// - Parameters:
    ///   - addresses: from `fullUrl` to `Type/id`.
    ///   - fullURL: the resource's own address, against which its relative references are read.
    package func resolvingReferences(
        of resource: Resource, addresses: [String: String], fullURL: String?
    ) throws -> Resource {
        try ReferenceRewriter(addresses: addresses).rewritten(resource, fullURL: fullURL)
    }

    /// What an imported transaction wrote.
    package struct ImportedTransaction: Sendable {
        /// What each entry did; reads and entries that name nothing have done nothing.
        package var effects: [WriteOutcome.Effect]
        /// How many of the resources can concern a person but name no Patient of this node.
        package var withoutPerson: Int
    }

    /// Carries out a transaction Bundle together with a bookmark.
    package func importTransaction(
        _ bundle: Resource, bookmark: WriteBatch.Bookmark
    ) async throws -> ImportedTransaction {
        let request = FHIRRequest(.post, [], caller: FHIRCaller(visibility: .unrestricted, mayWrite: true))
        let entries = try BundleEntry.read(bundle, request: request, base: base)
        return try await Transaction(service: self, entries: entries, request: request, bookmark: bookmark).importing()
    }
}

/// What the CapabilityStatement says of the program.
package struct FHIRSoftware: Sendable {
    package var name: String
    package var version: String

    /// A name and a version.
    package init(name: String = "OneLondon", version: String = "0.1.0") {
        self.name = name
        self.version = version
    }
}
