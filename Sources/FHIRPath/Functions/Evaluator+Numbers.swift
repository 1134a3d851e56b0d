// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation

extension Evaluator {
    /// Functions on one number; false where the function is none of them.
    mutating func performOnNumbers(_ call: Call, _ scope: Scope) throws(FHIRPathFailure) -> Bool {
        switch call.function {
        case .abs, .ceiling, .exp, .floor, .ln, .log, .power, .round, .sqrt, .truncate: break
        default: return false
        }
        guard let item = try single(call.input, call.expression) else { return true }
        if let quantity = item.quantity, call.function == .abs || call.function == .round {
            let value =
                call.function == .abs
                ? quantity.value.magnitude : quantity.value.rounded(to: try places(call, scope) ?? 0)
            push(.quantity(PathQuantity(value, quantity.unit)))
            return true
        }
        guard let number = item.number else {
            throw FHIRPathFailure(
                .execution, "“\(call.function.rawValue)” is for numbers", at: call.expression.offset)
        }
        switch call.function {
        case .abs:
            if let integer = item.integer {
                if integer != .min { push(.integer(Swift.abs(integer))) }
            } else {
                push(.decimal(number.magnitude))
            }
        case .ceiling: pushWhole(number.rounded(to: 0, .up))
        case .floor: pushWhole(number.rounded(to: 0, .down))
        case .truncate: pushWhole(number.rounded(to: 0, .towardsZero))
        case .round:
            if let places = try places(call, scope) {
                push(.decimal(number.rounded(to: min(places, number.scale))))
            } else {
                pushWhole(number.rounded(to: 0))
            }
        case .exp: pushDecimal(Foundation.exp(number.double))
        case .ln: if !number.isNegative, !number.isZero { pushDecimal(Foundation.log(number.double)) }
        case .sqrt: if !number.isNegative { pushDecimal(number.double.squareRoot()) }
        case .log:
            guard let base = try self.item(call.arguments[0], call.focus, scope)?.number else { break }
            if !number.isNegative, !number.isZero, !base.isNegative, !base.isZero {
                pushDecimal(Foundation.log(number.double) / Foundation.log(base.double))
            }
        default: try power(item, number, call, scope)
        }
        return true
    }

    private mutating func pushWhole(_ number: PathDecimal) {
        push(number.integer.map { .integer($0) } ?? .decimal(number))
    }

    private mutating func pushDecimal(_ value: Double) {
        // The last digits of a binary calculation are its error.
        if let number = PathDecimal(nearest: value)?.rounded(to: 12).normalised { push(.decimal(number)) }
    }

    private mutating func places(_ call: Call, _ scope: Scope) throws(FHIRPathFailure) -> Int? {
        guard let argument = call.arguments.first, let places = try integer(argument, call.focus, scope) else {
            return nil
        }
        guard (0...30).contains(places) else {
            throw FHIRPathFailure(.execution, "A number is rounded to 0 to 30 decimals", at: argument.offset)
        }
        return Int(places)
    }

    private mutating func power(_ item: PathItem, _ number: PathDecimal, _ call: Call, _ scope: Scope)
        throws(FHIRPathFailure)
    {
        guard let exponent = try self.item(call.arguments[0], call.focus, scope) else { return }
        guard let power = exponent.number else {
            throw FHIRPathFailure(.execution, "An exponent is a number", at: call.arguments[0].offset)
        }
        if let whole = exponent.integer, (0...128).contains(whole) {
            var product: PathDecimal? = PathDecimal(1)
            for _ in 0..<whole { product = product?.multiplied(by: number) }
            if let product {
                if item.integer != nil, let integer = product.integer { return push(.integer(integer)) }
                return push(.decimal(product))
            }
        }
        pushDecimal(Foundation.pow(number.double, power.double))
    }
}
