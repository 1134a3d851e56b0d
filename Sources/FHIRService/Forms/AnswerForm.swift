// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// In which form a request wants its answer: by `_format`, else by `Accept`, else in that of its body.
struct AnswerForm {
    var form: FHIRForm
    var mediaType: String
    var isPretty = false
    /// Whether a Binary is wanted as a resource and not as what it holds.
    var isFHIR = false
    /// What would do as well where XML has no place for something.
    var otherwise: Otherwise = .nothing

    /// The JSON that an answer in XML may be instead.
    enum Otherwise {
        case nothing
        case json(mediaType: String)
    }

    /// JSON, for who could not say what is wanted.
    static let json = AnswerForm(.json)

    /// JSON under one of its names.
    static func json(_ mediaType: String, isPretty: Bool) -> AnswerForm {
        var form = AnswerForm(.json, mediaType: mediaType, isFHIR: true)
        form.isPretty = isPretty
        return form
    }

    private init(_ form: FHIRForm, mediaType: String? = nil, isFHIR: Bool = false) {
        self.form = form
        self.mediaType = mediaType ?? form.mediaType
        self.isFHIR = isFHIR
    }

    /// Finds what is wanted.
    ///
    /// - Throws: 406 where no form fits, but for a Binary, which may be given as what it holds.
    init(wantedBy request: FHIRRequest) throws(FHIRRefusal) {
        let parameters = try request.query + FormParameters.own(of: request)
        self = try Self.form(for: request, named: parameters.first { $0.name == "_format" }?.value)
        switch parameters.first(where: { $0.name == "_pretty" })?.value {
        case nil, "false", "": break
        case "true": isPretty = true
        default: throw FHIRRefusal(400, .value, "The value of '_pretty' is true or false", at: "http._pretty")
        }
    }

    private static func form(for request: FHIRRequest, named name: String?) throws(FHIRRefusal) -> AnswerForm {
        if let name, !name.isEmpty {
            guard let form = FHIRForm.named(name) else { throw notAcceptable(at: "http._format") }
            return AnswerForm(form, isFHIR: true)
        }
        let preferred = request.headers.contentType.flatMap { FHIRForm.stated(by: MediaType($0)) } ?? .json
        guard let accept = request.headers.accept, accept.contains(where: { !$0.isWhitespace }) else {
            return AnswerForm(preferred)
        }
        let ranges = accept.split(separator: ",").map { MediaType($0) }
        guard let best = best(of: ranges, preferred: preferred) else {
            // What a job made has a form of its own.
            if request.mayBeNative || request.path.first == FHIRService.jobs { return AnswerForm(.json) }
            throw notAcceptable(at: "http.Accept")
        }
        return best
    }

    /// The form of the highest quality; among equals the one that is asked for more exactly, then the one named first.
    private static func best(of ranges: [MediaType], preferred: FHIRForm) -> AnswerForm? {
        var best: (form: AnswerForm, rank: (quality: Double, fit: Int, place: Int))?
        var json: String?
        for form in [preferred] + FHIRForm.allCases.filter({ $0 != preferred }) {
            let fits = ranges.enumerated().compactMap { place, range in
                form.fit(of: range).map { (fit: $0, place: -place, range: range) }
            }
            // Of several ranges that hold a type the most exact one speaks of it.
            guard let closest = fits.max(by: { ($0.fit, $0.place) < ($1.fit, $1.place) }) else { continue }
            let quality = closest.range.quality
            guard quality > 0 else { continue }
            let rank = (quality: quality, fit: closest.fit, place: closest.place)
            let isFHIR = FHIRForm.fhir(closest.range) != nil
            let isGeneric = closest.fit == 2 && !isFHIR
            let mediaType = isGeneric ? closest.range.name + "; charset=utf-8" : nil
            if form == .json { json = mediaType ?? form.mediaType }
            if let best, best.rank >= rank { continue }
            best = (AnswerForm(form, mediaType: mediaType, isFHIR: isFHIR), rank)
        }
        var form = best?.form
        if let json { form?.otherwise = .json(mediaType: json) }
        return form
    }

    private static func notAcceptable(at place: String) -> FHIRRefusal {
        FHIRRefusal(
            406, .notSupported,
            "Answers are available as application/fhir+json and application/fhir+xml; ask for one of them", at: place)
    }
}

extension MediaType {
    /// How much it is wanted, from 0, which is not at all, to 1.
    fileprivate var quality: Double {
        guard let text = parameter("q") else { return 1 }
        guard let quality = Double(text), quality.isFinite else { return 0 }
        return min(max(quality, 0), 1)
    }
}
