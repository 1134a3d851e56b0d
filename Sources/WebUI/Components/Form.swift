// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Something wrong with what was entered in a form.
package struct FormFault: Sendable, Equatable {
    /// The field's name.
    package var field: String
    /// What is wrong and what to enter, in words.
    package var message: String

    /// A fault of a field.
    package init(field: String, message: String) {
        self.field = field
        self.message = message
    }
}

/// What was entered in a form, field by field, with what is wrong about it.
package struct FormEntry: Sendable {
    /// What was entered, by field name.
    package var values: [String: String]
    /// What is wrong, in the order of the fields.
    package var faults: [FormFault]

    /// An entry; empty for a form that nobody has filled in yet.
    package init(values: [String: String] = [:], faults: [FormFault] = []) {
        self.values = values
        self.faults = faults
    }

    subscript(field: String) -> String { values[field] ?? "" }

    func fault(of field: String) -> String? { faults.first { $0.field == field }?.message }
}

extension HTML {
    /// Adds a form that posts to an address and carries the session's token.
    mutating func form(
        to address: PageAddress, _ session: PageSession, class name: String = "", content: (inout HTML) -> Void
    ) {
        self(.form, .post, .action(address), .when(!name.isEmpty, .class(name)), .novalidate) { html in
            html.hidden("csrf", session.csrf)
            content(&html)
        }
    }

    /// Adds a value that a form sends and nobody sees.
    mutating func hidden(_ field: String, _ value: String) {
        self(.input, .type("hidden"), .field(field), .value(value))
    }

    /// Adds the list of all faults, each a link to its field.
    ///
    /// - Parameter prefix: stands before the fields' names in their ids, where a page has several forms.
    mutating func errorSummary(_ faults: [FormFault], prefix: String = "", words: SharedWords = .english) {
        guard !faults.isEmpty else { return }
        self(.div, .class("error-summary"), .role("alert"), .aria(.labelledBy, "error-heading"), .tabindex(-1)) {
            $0(.h2, .id("error-heading"), text: words.errorHeading)
            $0(.ul) { html in
                for fault in faults {
                    html(.li) { $0(.a, .href(.here(prefix + fault.field)), text: fault.message) }
                }
            }
        }
    }
}

/// A labelled box for one line or one number.
struct TextField {
    var name: String
    /// Stands before the name in the field's id, where a page has several forms.
    var prefix = ""
    var label: String
    var hint: String?
    var isNumeric = false
    /// In characters; about how much is expected, not a limit.
    var width: Width = .wide
    var autocomplete: StaticString = "off"

    enum Width: String {
        case two, four, ten, twelve, wide
    }

    func add(to html: inout HTML, _ entry: FormEntry, words: SharedWords = .english) {
        let fault = entry.fault(of: name)
        let id = prefix + name
        html(.div, .class(fault == nil ? "field" : "field field-fault")) { html in
            html(.label, .for(id), text: label)
            if let hint { html(.p, .class("hint"), .id("\(id)-hint"), text: hint) }
            if let fault { html.fieldFault(fault, id: "\(id)-fault", words) }
            html(
                .input, .id(id), .field(name), .type("text"), .class("width-\(width.rawValue)"),
                .value(entry[name]), .autocomplete(autocomplete), .noSpellcheck, .when(isNumeric, .numeric),
                .when(fault != nil, .aria(.invalid, "true")),
                .when(hint != nil || fault != nil, .aria(.describedBy, described(id, fault))))
        }
    }

    private func described(_ id: String, _ fault: String?) -> String {
        [hint.map { _ in "\(id)-hint" }, fault.map { _ in "\(id)-fault" }].compactMap(\.self)
            .joined(separator: " ")
    }
}

/// Three boxes for a date: `<name>-day`, `<name>-month`, `<name>-year`; what is wrong with the date as a whole belongs
/// to `<name>-date`.
struct DateField {
    var name: String
    /// Stands before the name in the ids, where a page has several forms.
    var prefix = ""
    var label: String
    var hint: String

    func add(to html: inout HTML, _ entry: FormEntry, words: SharedWords = .english) {
        let parts = [("day", words.day), ("month", words.month), ("year", words.year)]
        let fields = parts.map { "\(name)-\($0.0)" }
        let id = "\(prefix)\(name)-date"
        let fault = (["\(name)-date"] + fields).compactMap(entry.fault).first
        html(.fieldset, .class(fault == nil ? "field" : "field field-fault"), .id(id)) { html in
            html(.legend, label)
            html(.p, .class("hint"), .id("\(id)-hint"), text: hint)
            if let fault { html.fieldFault(fault, id: "\(id)-fault", words) }
            html(.div, .class("date-boxes")) { html in
                for (field, part) in zip(fields, parts) {
                    html(.div) { html in
                        html(.label, .for(prefix + field), text: part.1)
                        html(
                            .input, .id(prefix + field), .field(field), .type("text"), .numeric, .value(entry[field]),
                            .class(part.0 == "year" ? "width-four" : "width-two"), .autocomplete("off"),
                            .when(fault != nil, .aria(.invalid, "true")),
                            .aria(.describedBy, fault == nil ? "\(id)-hint" : "\(id)-hint \(id)-fault"))
                    }
                }
            }
        }
    }
}

extension HTML {
    /// Adds what is wrong with a field, next to it.
    mutating func fieldFault(_ message: String, id: String, _ words: SharedWords) {
        self(.p, .class("fault"), .id(id)) { html in
            html(.span, .class("unseen"), text: words.errorPrefix)
            html.text(message)
        }
    }

    /// Adds the button that sends a form.
    mutating func submit(_ text: String, class name: String = "button") {
        self(.button, .type("submit"), .class(name), text: text)
    }
}

/// One of several answers of which one can be chosen.
struct RadioChoice {
    var name: String
    var value: String
    var label: String
    var hint: String?
    var isChosen = false

    func add(to html: inout HTML) {
        html.choice(type: "radio", name: name, value: value, isChosen: isChosen, hasHint: hint != nil) { html in
            html(.strong, label)
        } hint: { html in
            html.text(hint ?? "")
        }
    }
}

extension HTML {
    /// Adds a radio button or tick box with its label and hint.
    mutating func choice(
        type: StaticString, name: String, value: String, isChosen: Bool, hasHint: Bool = false,
        label: (inout HTML) -> Void, hint: (inout HTML) -> Void = { _ in }
    ) {
        let id = "\(name)-\(value)"
        self(.div, .class("choice")) { html in
            html(
                .input, .id(id), .field(name), .type(type), .value(value), .when(isChosen, .checked),
                .when(hasHint, .aria(.describedBy, "\(id)-hint")))
            html(.label, .for(id)) { label(&$0) }
            if hasHint { html(.p, .class("hint"), .id("\(id)-hint")) { hint(&$0) } }
        }
    }
}

extension HTML {
    /// Adds a question with answers to choose from.
    mutating func choices(
        _ name: String, _ legend: String, hint: String?, _ entry: FormEntry, content: (inout HTML) -> Void
    ) {
        let fault = entry.fault(of: name)
        let described = [hint.map { _ in "\(name)-hint" }, fault.map { _ in "\(name)-fault" }].compactMap(\.self)
        self(
            .fieldset, .id(name), .class(fault == nil ? "field choices" : "field choices field-fault"),
            .when(!described.isEmpty, .aria(.describedBy, described.joined(separator: " ")))
        ) { html in
            html(.legend, legend)
            if let hint { html(.p, .class("hint"), .id("\(name)-hint"), text: hint) }
            if let fault { html.fieldFault(fault, id: "\(name)-fault", .english) }
            content(&html)
        }
    }
}
