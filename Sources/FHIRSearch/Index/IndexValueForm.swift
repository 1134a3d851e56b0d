// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// How a value of a data type is turned into index entries.
enum IndexValueForm: Sendable, Hashable {
    case primitiveToken, booleanToken, coding, codeableConcept, identifier, contactPoint, presence
    case dateTime, period, timing
    case reference, canonical, resource
    case plainString, humanName, address, soundOfName, soundOfString
    case number, numberRange
    case quantity, money, quantityRange, sampledData
    case uri, position

    init?(kind: R4.SearchParameter.Kind, usage: R4.SearchParameter.Usage = .normal, type: String, asPresence: Bool) {
        if asPresence {
            guard kind == .token else { return nil }
            self = .presence
            return
        }
        switch kind {
        case .token: self.init(tokenOf: type)
        case .date: self.init(dateOf: type)
        case .reference: self.init(referenceOf: type)
        case .string: self.init(stringOf: type, bySound: usage == .phonetic)
        case .number: self.init(numberOf: type)
        case .quantity: self.init(quantityOf: type)
        case .uri: self.init(uriOf: type)
        case .special:
            guard usage == .nearby || type == "Location.position" else { return nil }
            self = .position
        case .composite: return nil
        }
    }

    private init?(tokenOf type: String) {
        switch type {
        case "boolean": self = .booleanToken
        case "Coding": self = .coding
        case "CodeableConcept": self = .codeableConcept
        case "Identifier": self = .identifier
        case "ContactPoint": self = .contactPoint
        case "code", "id", "uri", "url", "canonical", "oid", "uuid", "string", "integer", "positiveInt", "unsignedInt":
            self = .primitiveToken
        default: return nil
        }
    }

    private init?(dateOf type: String) {
        switch type {
        case "date", "dateTime", "instant": self = .dateTime
        case "Period": self = .period
        case "Timing": self = .timing
        default: return nil
        }
    }

    private init?(referenceOf type: String) {
        switch type {
        case "Reference": self = .reference
        case "canonical", "uri", "url": self = .canonical
        default:
            guard R4.isResourceType(type) || type == "Resource" else { return nil }
            self = .resource
        }
    }

    private init?(stringOf type: String, bySound: Bool) {
        switch type {
        case "string", "markdown", "code", "id", "uri": self = bySound ? .soundOfString : .plainString
        case "HumanName": self = bySound ? .soundOfName : .humanName
        case "Address": self = .address
        default: return nil
        }
    }

    private init?(numberOf type: String) {
        switch type {
        case "decimal", "integer", "positiveInt", "unsignedInt": self = .number
        case "Range": self = .numberRange
        default: return nil
        }
    }

    private init?(quantityOf type: String) {
        switch type {
        case "Quantity", "SimpleQuantity", "Age", "Duration", "Distance", "Count", "MoneyQuantity": self = .quantity
        case "Money": self = .money
        case "Range": self = .quantityRange
        case "SampledData": self = .sampledData
        default: return nil
        }
    }

    private init?(uriOf type: String) {
        guard ["uri", "url", "canonical", "oid", "uuid"].contains(type) else { return nil }
        self = .uri
    }
}
